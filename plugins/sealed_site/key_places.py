"""The places where a secret key may be written: never where git or the site would include it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sealed_site.errors import SealingError
from sealed_site.git import repository_of
from sealed_site.language import tr
from sealed_site.whole_file import write_new

if TYPE_CHECKING:
    from sealed_site.source import Source


@contextmanager
def new_secrets(texts: Mapping[Path, str]) -> Iterator[None]:
    """Write new files that only this user can read; remove them if the block fails."""
    written: list[Path] = []
    try:
        for path, text in texts.items():
            if path.exists() and not path.stat().st_size:
                path.unlink()  # a killed run left it
            write_new(path, text.encode("utf-8"), 0o600)  # no draft of it: git might not ignore that
            written.append(path)
        yield
    except BaseException:
        for path in written:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise


def require_free_sheet(source: Source, sheet: Path | None, recipient: str | None) -> None:
    """Raise `SealingError` if a sheet cannot be made, or not at this place."""
    if sheet is not None and recipient:
        raise SealingError(tr("Only the reader has the secret half of --recipient, so there is no sheet to print."))
    if sheet is not None:
        require_free(sheet, Path(source.config.docs_dir))


def require_free(key_file: Path, docs: Path) -> None:
    """Raise `SealingError` if the file exists, or if git or the site would include it."""
    if key_file.exists() and key_file.stat().st_size:
        raise SealingError(tr("{key_file} already exists; name a new file.", key_file=key_file))
    if not key_file.absolute().parent.is_dir():
        raise SealingError(tr("The folder {parent} does not exist.", parent=key_file.absolute().parent))
    if key_file.resolve().is_relative_to(docs.resolve()):
        raise SealingError(
            tr("{key_file} would be published with the site, for every reader; keep it elsewhere.", key_file=key_file)
        )
    repository = repository_of(key_file.absolute().parent)
    if repository is not None and not repository.is_ignored(key_file.absolute()):
        raise SealingError(
            tr(
                "{key_file} is in a git repository and could be committed; keep it elsewhere.",
                key_file=key_file,
            )
        )
