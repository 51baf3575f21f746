"""What a build needs to know of a site whose pages are all cached, so that it reads no record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from client_ledger.cache import digest
from client_ledger.pages.source_paths import SourcePart


@dataclass(frozen=True, slots=True)
class PageOutline:
    """What a build needs to know of a page.

    `title` is None if MkDocs finds the title. An ordinary page does not show records. A page `is_added` if it has no
    file in the ledger. `words` is its Markdown if that has links to check, else empty.
    """

    target: str
    key: bytes | None
    title: str | None
    shows_records: bool
    is_added: bool
    words: str


@dataclass(frozen=True, slots=True)
class SiteOutline:
    """All pages of a site by source path, and its numbered texts and feeds, each with its key.

    `day` is the day judged; unless it `is_fixed`, it is today in `zone`. `given` is a digest of the files that MkDocs
    found.
    """

    day: date
    is_fixed: bool
    zone: str
    currency: str
    given: bytes
    pages: Mapping[str, PageOutline]
    sources: Mapping[SourcePart, bytes | None]
    feeds: Mapping[str, bytes | None]

    @property
    def keys(self) -> dict[str, bytes | None]:
        """The key of each page and numbered text by the path it is written to."""
        keys = {page.target: page.key for page in self.pages.values()}
        return keys | {part.path: key for part, key in self.sources.items()}

    @property
    def is_of_today(self) -> bool:
        """Whether the day judged is still the one to judge."""
        return self.is_fixed or self.day == datetime.now(ZoneInfo(self.zone)).date()

    def add_to(self, files: Files, config: MkDocsConfig) -> None:
        """Add the pages without a file."""
        for path, page in self.pages.items():
            if page.is_added:
                files.append(File.generated(config, path, content=page.words))

    def entitle(self, files: Files) -> None:
        """Give each page its title, unless the navigation gives another."""
        for path, outline in self.pages.items():
            file = files.get_file_from_path(path)
            if outline.title is not None and file and file.page and "title" not in vars(file.page):
                file.page.title = outline.title

    def to_bytes(self) -> bytes:
        """Return the outline as bytes for the next build."""
        pages = {
            path: [page.target, _hex(page.key), page.title, page.shows_records, page.is_added, page.words]
            for path, page in self.pages.items()
        }
        sources = [[part.file, part.number, part.count, _hex(key)] for part, key in self.sources.items()]
        feeds = {path: _hex(key) for path, key in self.feeds.items()}
        alone = [self.day.isoformat(), self.is_fixed, self.zone, self.currency, self.given.hex()]
        return json.dumps([alone, pages, sources, feeds]).encode()


def outline_of(data: bytes) -> SiteOutline:
    """Return the outline from its bytes."""
    (day, is_fixed, zone, currency, given), pages, sources, feeds = json.loads(data)
    return SiteOutline(
        date.fromisoformat(day),
        is_fixed,
        zone,
        currency,
        bytes.fromhex(given),
        {path: PageOutline(target, _bytes(key), *rest) for path, (target, key, *rest) in pages.items()},
        {SourcePart(file, number, count): _bytes(key) for file, number, count, key in sources},
        {path: _bytes(key) for path, key in feeds.items()},
    )


def digest_of_files(files: Files) -> bytes:
    """Return a digest of the paths of some files."""
    return digest(*sorted(f"{each.src_uri} {each.dest_uri}" for each in files))


def _hex(key: bytes | None) -> str | None:
    return None if key is None else key.hex()


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else bytes.fromhex(text)
