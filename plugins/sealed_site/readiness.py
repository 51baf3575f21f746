"""The requirements for sealing a site: an address, readers, and a source in git without changes."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from sealed_site import git
from sealed_site.errors import SealingError
from sealed_site.hosts import OWN_MACHINE
from sealed_site.language import tr
from sealed_site.secret_keys import require_none_in_git
from sealed_site.source import Source

MOST_SHOWN = 15


def require_ready(source: Source, *, dirty: bool = False) -> None:
    """Raise `SealingError` if publishing would include too much, too little, or something not committed."""
    _require_secure_address(source)
    source.keyring.require_readers()
    repository = source.repository
    if repository is None:
        return
    require_none_in_git(repository, source.keyring)
    if dirty:
        return
    if changes := repository.state():
        raise SealingError(
            tr(
                "Some files are not committed, so no commit would hold what you "
                "publish:\n{listed}\nCommit them, or publish anyway with --dirty.",
                listed=_listed(changes),
            )
        )
    if ignored := _ignored_pages(source, repository):
        raise SealingError(
            tr(
                "git ignores files that the site would hold:\n{listed}\nTake them out of {name}/, name "
                "them under `exclude_docs:` in mkdocs.yml, commit them (git add --force), or publish "
                "anyway with --dirty.",
                listed=_listed(ignored),
                name=Path(source.config.docs_dir).name,
            )
        )


def _require_secure_address(source: Source) -> None:
    parts = urlsplit(source.url)
    if source.base and parts.scheme != "https" and parts.hostname not in OWN_MACHINE:
        raise SealingError(
            tr(
                "`site_url` is {url}, but browsers open a sealed site only over https. Write "
                "https:// and have the host serve it that way.",
                url=source.url,
            )
        )


def _ignored_pages(source: Source, repository: git.Repository) -> list[str]:
    """Return the files of the site, from `docs_dir`, that git ignores."""
    folder = Path(source.config.docs_dir).resolve()
    ignored = repository.ignored_files(folder)
    files = source.files() if ignored else ()
    return [file.src_uri for file in files if folder / file.src_uri in ignored]


def _listed(lines: list[str]) -> str:
    more = [tr("… and {value} more", value=len(lines) - MOST_SHOWN)] if len(lines) > MOST_SHOWN else []
    return "\n".join(f"  - {line}" for line in [*lines[:MOST_SHOWN], *more])
