"""Leftovers of working on two machines: conflict copies, names that differ only in case, Git LFS pointers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from client_ledger.frontmatter.problems import Place, Problem
from client_ledger.frontmatter.reader import IS_LFS_POINTER, LFS_POINTER
from client_ledger.text.message import msg

# The names that Syncthing, Dropbox, Nextcloud, ownCloud and Google Drive give to a conflict copy, and those that Finder
# and Explorer give to a copy, in some languages.
COPY = re.compile(
    r"(?P<name>.+?)"
    r"(?:\.sync-conflict-\d{8}-\d{6}(?:-\w+)?| \([^()]*[ck]onfli[^()]*\)|_conflict-\d{8}-\d{6}| \(\d+\)| \d+"
    r"|(?: -)? (?:copy|copie|kopie|copia|cópia)(?: \d+| \(\d+\))?)"
    r"(?P<ending>\.\w+)",
    re.IGNORECASE,
)
RECORDS = re.compile(r"(?:clients|contracts)/|.*\.csv")
LARGEST_POINTER = 1024


def copies(files: Iterable[str]) -> Iterator[Problem]:
    """Yield a notice for each record file that looks like a copy, or whose name differs from another only in case."""
    files = sorted(file for file in files if RECORDS.match(file) and not file.startswith("evidence/"))
    known, by_case = set(files), dict[str, str]()
    for file in files:
        match = COPY.fullmatch(file)
        original = f"{match['name']}{match['ending']}" if match else ""
        if original in known:
            message = msg("this looks like a copy of {file}, and both are read", file=original)
            hint = msg("copy what differs into {file}, then remove this copy", file=original)
            yield Problem(Place(file), "conflict-copy", message, hint, "notice")
        twin = by_case.setdefault(file.casefold(), file)
        if twin != file:
            message = msg("this name differs from {file} only in its capitals", file=twin)
            hint = msg("rename one: Windows and macOS can keep only one of them")
            yield Problem(Place(file), "case-twin", message, hint, "notice")


def pointers(root: Path, files: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each evidence file that is only a Git LFS pointer."""
    for file in sorted(file for file in files if file.startswith("evidence/")):
        path = root / file
        if _is_pointer(path):
            yield Problem(Place(file), "lfs-pointer", *IS_LFS_POINTER)


def _is_pointer(path: Path) -> bool:
    try:
        if path.stat().st_size > LARGEST_POINTER:
            return False
        with path.open("rb") as file:
            return file.read(len(LFS_POINTER)) == LFS_POINTER
    except OSError:
        return False
