"""The site to publish, and its readers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel, get_files

from sealed_site import git
from sealed_site.keyring import Keyring
from sealed_site.sealing import base_path

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

LEFT_OUT = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)


@dataclass(frozen=True)
class Source:
    """What is published: the loaded MkDocs configuration, and the readers it is sealed to."""

    config: MkDocsConfig
    keyring: Keyring
    language: str
    beside_source: bool = False
    """The owner's word that the repository to publish to may hold the source too."""

    @property
    def repository(self) -> git.Repository | None:
        """The git work tree of the configuration file, if it lies in one."""
        return git.repository_of(Path(self.config.config_file_path).parent)

    @property
    def url(self) -> str:
        """The address readers will open, as mkdocs.yml names it, or an empty text."""
        return self.config.site_url or ""

    @property
    def base(self) -> str:
        """The path of that address; raises `SealingError` while there is none."""
        return base_path(self.url)

    def files(self) -> list[File]:
        """Return the files of `docs_dir` that the site is built from."""
        return [file for file in get_files(self.config) if file.inclusion not in LEFT_OUT]

    def copied_paths(self) -> frozenset[str]:
        """Return the paths in the site of the files that MkDocs copies as they are: no pages, and no templates."""
        files, templates = self.files(), {*self.config.extra_templates, *self.config.theme.static_templates}
        pages = {file.dest_uri for file in files if file.is_documentation_page()}
        copied = {file.dest_uri for file in files if file.src_uri not in templates}
        return frozenset(copied - pages)
