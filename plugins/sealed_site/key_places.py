"""Where a secret key may be written: never where git or the site would take it along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sealed_site.errors import SealingError
from sealed_site.git import repository_of
from sealed_site.whole_file import write_new

if TYPE_CHECKING:
    from sealed_site.source import Source


def write_secret(path: Path, text: str) -> None:
    """Write a new file that only this user can read."""
    write_new(path, text.encode("utf-8"), 0o600)  # no draft of a secret beside it, which git might not ignore


def require_free_sheet(source: Source, sheet: Path | None, recipient: str | None) -> None:
    """Raise `SealingError` when a sheet cannot be made, or not there."""
    if sheet is not None and recipient:
        raise SealingError("Only the reader has the secret half of --recipient, so there is no sheet to print.")
    if sheet is not None:
        require_free(sheet, Path(source.config.docs_dir))


def require_free(key_file: Path, docs: Path) -> None:
    """Raise `SealingError` when a file is there already, or would be where git or the site takes it along."""
    if key_file.exists():
        raise SealingError(f"{key_file} is there already; name a new file.")
    if not key_file.absolute().parent.is_dir():
        raise SealingError(f"There is no folder {key_file.absolute().parent}.")
    if key_file.resolve().is_relative_to(docs.resolve()):
        raise SealingError(f"{key_file} lies where the site is built from, for every reader; keep it elsewhere.")
    repository = repository_of(key_file.absolute().parent)
    if repository is not None and not repository.is_ignored(key_file.absolute()):
        raise SealingError(f"{key_file} lies in a git repository, where it could be committed; keep it elsewhere.")
