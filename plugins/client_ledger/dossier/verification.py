"""The page in a dossier that explains how to verify it with only git and sha256sum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from shlex import quote

from client_ledger.pages.blocks import Block, Cell, Heading, Items, Paragraph
from client_ledger.text.message import msg


@dataclass(frozen=True, slots=True)
class Example:
    """A fact to look up: its file and line, and the commit that first recorded it."""

    file: str
    line: int
    commit: str


def verify_page(example: Example | None, *, bundled: bool, differs: bool, cut: bool) -> tuple[Block, ...]:
    """Return the instructions; without an example, the files have no history.

    `bundled`: the history is in the dossier. `differs`: a file differs from the history because of texts
    that were left out. `cut`: the history is cut short.
    """
    return (
        Heading(1, msg("How to verify this dossier")),
        Paragraph(msg("you need a terminal with sha256sum and git, and no network; run nothing from this dossier")),
        *_sums(),
        *(_history(example, bundled=bundled) if example else ()),
        *_limits(committed=example is not None, differs=differs, cut=cut),
    )


def _sums() -> Iterator[Block]:
    yield Heading(2, msg("1. No file was changed since it was packed"))
    yield Items((Cell("`sha256sum --check --strict SHA256SUMS`"),))
    yield Paragraph(
        msg("on a Mac, `shasum --algorithm 256 --check SHA256SUMS` does the same; on Windows, Git Bash has sha256sum"),
        quiet=True,
    )
    yield Paragraph(
        msg("compare the checksum of SHA256SUMS itself with the one you received separately: `sha256sum SHA256SUMS`")
    )


def _history(example: Example, *, bundled: bool) -> Iterator[Block]:
    yield Heading(2, msg("2. The files match the history"))
    if bundled:
        yield Items(
            (
                Cell("`git clone history.bundle history`"),
                Cell("`git -C history bundle verify ../history.bundle`"),
                Cell("`git -C history fsck --full`"),
                Cell("`(cd records && find . -type f -exec cmp '{}' '../history/{}' ';')`"),
            )
        )
        yield Paragraph(msg("the last command prints nothing when the files match"))
    else:
        yield Paragraph(
            msg(
                "the history is not in this dossier, because it contains other clients' files. Ask its owner to show "
                "you the repository, or a copy that a host or a mediator keeps, and name its folder `history`"
            )
        )
    yield Heading(2, msg("3. Each fact has been where facts.csv says since the commit it names"))
    line, file = example.line, quote(example.file)
    yield Items(
        (
            Cell(f"`sed -n {line}p {quote('records/' + example.file)}`"),
            Cell(f"`git -C history show --no-patch --format=fuller {example.commit}`"),
            Cell(f"`git -C history blame -l -L {line},{line} HEAD -- {file}`"),
            Cell(f"`git -C history log -p --follow -- {file}`"),
        )
    )
    yield Paragraph(
        msg(
            "in facts.csv, `recorded_in` is the commit that first recorded a fact, `altered_in` the last one that "
            "changed it; blame names the last one that touched its line. See commits.csv for each commit's author, "
            "the day it was made, the day it entered the history, and whether its signature was verified"
        )
    )


def _limits(*, committed: bool, differs: bool, cut: bool) -> Iterator[Block]:
    yield Heading(2, msg("What this does not show"))
    if committed:
        yield Paragraph(
            msg(
                "nobody can change the order of commits without changing all later ids, but their dates come from "
                "the computer they were made on. Ids kept elsewhere at the time (in a mail, by a host, in a "
                "signature) prove the date"
            )
        )
    else:
        yield Paragraph(msg("the files are not in any git history, so nothing shows when they were written"))
    if cut:
        yield Paragraph(
            msg(
                "the history was cut short before this dossier was made, so what came before is missing. Where "
                "`may_be_older` is true in facts.csv, the record existed by the day of its commit, and nothing shows "
                "since when"
            )
        )
    if differs:
        yield Paragraph(
            msg(
                "some texts were left out, so some files differ from the originals; manifest.csv has the checksums "
                "of the originals, to compare when you see them"
            )
        )
    yield Paragraph(msg("an unchanged record does not prove that what it says is true"))
