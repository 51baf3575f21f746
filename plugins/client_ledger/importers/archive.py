"""Read files in a zip archive, up to a size limit."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from zipfile import BadZipFile, ZipFile

from client_ledger.frontmatter.document import EditRefused
from client_ledger.text.cli_language import tr

MOST_BYTES = 200_000_000


def members_of_zip(data: bytes, pattern: re.Pattern[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a zip whose names match a pattern, sorted by name; nothing if it is not a zip."""
    if not data.startswith(b"PK"):
        return
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            wanted = sorted(
                (each for each in archive.infolist() if pattern.fullmatch(each.filename)),
                key=lambda each: each.filename,
            )
            if sum(each.file_size for each in wanted) > MOST_BYTES:
                raise EditRefused(tr("the zip file's content is larger than {limit} MB", limit=MOST_BYTES // 1_000_000))
            for each in wanted:
                yield each.filename, archive.read(each)
    except (BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError) as error:
        raise EditRefused(tr("the zip file cannot be read ({reason})", reason=str(error))) from None


def member_of_zip(data: bytes, pattern: re.Pattern[str]) -> bytes | None:
    """Return the first file of a zip whose name matches a pattern, or None."""
    return next((content for _, content in members_of_zip(data, pattern)), None)
