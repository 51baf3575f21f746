"""What is published, and to whom."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sealed_site import git
from sealed_site.keyring import Keyring
from sealed_site.sealing import base_path

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


@dataclass(frozen=True)
class Source:
    """What is published: the loaded MkDocs configuration, and the readers it is sealed to."""

    config: MkDocsConfig
    keyring: Keyring
    language: str

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
