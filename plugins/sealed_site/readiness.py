"""What has to be so before a site is sealed: an address, readers, a source in git as it is published."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from sealed_site import git
from sealed_site.errors import SealingError
from sealed_site.hosts import OWN_MACHINE
from sealed_site.secret_keys import require_none_in_git
from sealed_site.source import Source

MOST_SHOWN = 15


def require_ready(source: Source, *, dirty: bool = False) -> None:
    """Raise `SealingError` while something would publish too much, too little, or not what is committed."""
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
            f"Not everything is committed, so what you publish would stand in no commit:\n{_listed(changes)}\n"
            "Commit it, or publish it all the same with --dirty."
        )
    if ignored := _ignored_pages(source, repository):
        raise SealingError(
            f"git ignores files that the site would hold:\n{_listed(ignored)}\n"
            f"Take them out of {Path(source.config.docs_dir).name}/, name them under `exclude_docs:` in mkdocs.yml, "
            "commit them (git add --force), or publish them all the same with --dirty."
        )


def _require_secure_address(source: Source) -> None:
    parts = urlsplit(source.url)
    if source.base and parts.scheme != "https" and parts.hostname not in OWN_MACHINE:
        raise SealingError(
            f"`site_url` is {source.url}: browsers open a sealed site only over https. Write https:// and let the "
            "host serve it so."
        )


def _ignored_pages(source: Source, repository: git.Repository) -> list[str]:
    """Return the files of the site, from `docs_dir`, that git ignores."""
    folder = Path(source.config.docs_dir).resolve()
    ignored = repository.ignored_files(folder)
    files = source.files() if ignored else ()
    return [file.src_uri for file in files if folder / file.src_uri in ignored]


def _listed(lines: list[str]) -> str:
    more = [f"… and {len(lines) - MOST_SHOWN} more"] if len(lines) > MOST_SHOWN else []
    return "\n".join(f"  - {line}" for line in [*lines[:MOST_SHOWN], *more])
