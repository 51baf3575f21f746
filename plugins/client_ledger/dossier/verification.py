"""The page in a dossier that says how to verify it with git and sha256sum alone."""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote

from client_ledger.pages.blocks import Block, Cell, Heading, Items, Paragraph
from client_ledger.text.message import msg


def verify_page(*, bundled: bool, left_out: bool, cut: bool, example: tuple[str, int] | None) -> tuple[Block, ...]:
    """Return the instructions; `example` is the file and line of some fact to look up.

    `cut` tells whether the history is cut short.
    """
    return (
        Heading(1, msg("How to verify this dossier")),
        Paragraph(msg("you need a terminal with sha256sum and git, and no network; run nothing from this dossier")),
        *_sums(),
        *(_history(example) if bundled else ()),
        *_limits(bundled=bundled, left_out=left_out, cut=cut),
    )


def _sums() -> Iterator[Block]:
    yield Heading(2, msg("1. No file was changed since it was packed"))
    yield Items((Cell("`sha256sum --check --strict SHA256SUMS`"),))
    yield Paragraph(
        msg("on a Mac, `shasum --algorithm 256 --check SHA256SUMS` does the same; on Windows, Git Bash has sha256sum"),
        quiet=True,
    )
    yield Paragraph(
        msg("compare the sum of SHA256SUMS itself with the one you were given by another way: `sha256sum SHA256SUMS`")
    )


def _history(example: tuple[str, int] | None) -> Iterator[Block]:
    yield Heading(2, msg("2. The files are what the history holds"))
    yield Items(
        (
            Cell("`git clone history.bundle history`"),
            Cell("`git -C history bundle verify ../history.bundle`"),
            Cell("`git -C history fsck --full`"),
            Cell("`diff --recursive --exclude=.git records history`"),
        )
    )
    yield Paragraph(msg("the last command prints nothing when the files agree"))
    yield Heading(2, msg("3. A fact stands where facts.csv says, since the commit it says"))
    if example:
        file, line = example
        yield Items(
            (
                Cell(f"`sed -n {line}p {quote('records/' + file)}`"),
                Cell(f"`git -C history blame -l -L {line},{line} HEAD -- {quote(file)}`"),
                Cell(f"`git -C history log -p --follow -- {quote(file)}`"),
            )
        )
    yield Paragraph(
        msg(
            "`commit` in facts.csv is the commit that first recorded it; blame names the last that touched its line. "
            "`commits.csv` gives each commit's id in the owner's own repository, which holds more files. A commit's "
            "message may have […] where it named others"
        )
    )


def _limits(*, bundled: bool, left_out: bool, cut: bool) -> Iterator[Block]:
    yield Heading(2, msg("What this does not show"))
    if bundled:
        yield Paragraph(
            msg(
                "the order of commits cannot be changed without changing all later ids, but their dates are those of "
                "the computer they were made on; ids kept elsewhere in time (a mail, a host, a signature) date them"
            )
        )
    if cut:
        yield Paragraph(
            msg(
                "the history was cut before this dossier was made, and what came before is not in it: where "
                "`may_be_older` is true in facts.csv, the record was there by the day of its commit, and nothing shows "
                "since when"
            )
        )
    if left_out:
        yield Paragraph(
            msg(
                "names of others were left out of the texts, so the history is not included and some files differ "
                "from the originals; manifest.csv has the sums of the originals, to compare when they are shown"
            )
        )
    elif not bundled:
        yield Paragraph(msg("the files are in no git history, so nothing shows when they were written"))
    yield Paragraph(msg("that a record is unchanged does not show that what it says is true"))
