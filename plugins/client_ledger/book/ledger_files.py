"""Find the files of a ledger's folder, and the links and names that cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

from client_ledger.frontmatter.problems import Place, Problem
from client_ledger.text.message import Message, msg


def ledger_files(root: Path) -> tuple[frozenset[str], list[Problem]]:
    """Return the files below a folder except hidden ones, and the links that lead out of it or nowhere."""
    inside = root.resolve()
    files: set[str] = set()
    problems: list[Problem] = []
    stack = [(str(root), "", frozenset({str(inside)}))]
    while stack:
        folder, prefix, above = stack.pop()
        for entry in os.scandir(folder):
            path = prefix + entry.name
            if entry.name.startswith("."):
                continue
            if any(letter < " " or "\ud800" <= letter <= "\udfff" for letter in entry.name):
                shown = path.encode("unicode_escape").decode()
                message = msg("this file's name contains a character that is not text")
                problems.append(Problem(Place(shown), "bad-name", message, msg("rename it")))
                continue
            within = above
            if entry.is_symlink():
                try:
                    target = Path(entry.path).resolve(strict=True)
                except (OSError, RuntimeError):  # until Python 3.13 a loop of links is a RuntimeError
                    target = None
                fault = _link_fault(target, inside, above)
                if fault:
                    problems.append(Problem(Place(path), "link-leaves-ledger", fault, msg("copy the file itself here")))
                    continue
                within = above | {str(target)}
            if entry.is_dir():
                stack.append((entry.path, path + "/", within))
            elif entry.is_file():
                files.add(path)
            else:
                message = msg("this is neither a file nor a folder")
                problems.append(Problem(Place(path), "no-file", message, msg("remove it")))
    return frozenset(files), problems


def _link_fault(target: Path | None, inside: Path, above: frozenset[str]) -> Message | None:
    if target is None:
        return msg("this link leads nowhere")
    if not target.is_relative_to(inside):
        return msg("this link leaves the ledger folder")
    return msg("this link leads to a folder that contains the link itself") if str(target) in above else None
