"""`client-ledger dossier CLIENT --out FILE.zip`: one client's facts, to be verified by someone else."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import click

from client_ledger.commands.judged import formatter_in, judged_ledger, known_client, language_option
from client_ledger.commands.options import Day, site_file_option
from client_ledger.dossier.dossier import dossier, files_of
from client_ledger.dossier.history_files import HistoryKind, Messages, Past, Source
from client_ledger.dossier.other_parties import others
from client_ledger.history import read_history
from client_ledger.leaving.exit_plan import exit_plan
from client_ledger.text.message import Formatter

OLDEST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
NOTES = re.compile(rb"\A(?:\xef\xbb\xbf)?---\r?\n.*?^---[ \t]*$\s*\S", re.MULTILINE | re.DOTALL)


@click.command("dossier")
@click.argument("client")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file to write.")
@site_file_option
@click.option("--as-of", type=Day(), help="The day to judge (the settings' as_of, or today).")
@click.option("--leave-out-names", is_flag=True, help="Leave the names of all other clients out, and the history.")
@click.option("--name", "names", multiple=True, help="A name to leave out as well; may be repeated.")
@click.option("--whole-history", is_flag=True, help="Put in the history of the whole ledger, commits as they are.")
@click.option("--force", is_flag=True, help="Write over a file that exists.")
@language_option
def dossier_(
    client: str,
    out: Path,
    site_file: Path,
    as_of: date | None,
    leave_out_names: bool,
    names: tuple[str, ...],
    whole_history: bool,
    force: bool,
    language: str,
) -> None:
    """Write all facts of CLIENT with their proof into one file, for a lawyer, a mediator or a court.

    The records, their evidence and the history of these files alone; nothing of other clients unless asked for.
    """
    if out.exists() and not force:
        raise click.UsageError(f"{out} exists; nothing was written (write over it with --force)")
    leaving_out = leave_out_names or bool(names)
    if leaving_out and whole_history:
        raise click.UsageError("a whole history holds all names: leave one of the two options out")
    judgement = judged_ledger(site_file, as_of)
    if out.resolve().is_relative_to(judgement.project.site.docs_dir.resolve()):
        raise click.UsageError(f"{out} lies in the ledger's folder, from which the site is made; write it elsewhere")
    if judgement.project.errors:
        raise click.ClickException("some records could not be read; mend them first, for a dossier must be whole")
    judged = judgement.clients[known_client(judgement.project, client)]
    history = read_history(judgement.project.site)
    source, wanted = Source(judgement.project, history), files_of(judged)
    past = source.past(wanted, judged.timeline.client.place.file)
    messages = Messages(others(judgement, client, names, past.former.called))
    kind: HistoryKind = "none" if leaving_out else "whole" if whole_history else "own"
    files, marked = source.read(wanted, past, messages, kind)
    plan, left_out = exit_plan(judgement, client), messages.names if leaving_out else None
    contents = dossier(plan, files, source.origin, formatter_in(language), left_out)
    _write(out, packed(contents))
    count = len(files.commits)
    click.echo(f"{out}: {len(contents)} files, {count} {'commit' if count == 1 else 'commits'}")
    click.echo(f"SHA-256 of SHA256SUMS: {_sum(contents['SHA256SUMS'])}")
    notices = [
        *map(Formatter().format, history.notices),
        *_of_history(past, kind, cut=source.cut),
        *_of_names(contents, messages, marked, leaving_out=leaving_out),
    ]
    for notice in notices:
        click.echo(f"notice: {notice}", err=True)


def packed(contents: Mapping[str, bytes]) -> bytes:
    """Return files as a ZIP archive whose bytes depend on them alone."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in contents.items():
            entry = zipfile.ZipInfo(path, OLDEST_ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()


def _write(out: Path, data: bytes) -> None:
    """Write the archive whole or not at all, so that only its owner can read it."""
    try:
        with tempfile.NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as file:
            file.write(data)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}") from None
    try:
        Path(file.name).replace(out)
    except OSError as error:
        Path(file.name).unlink()
        raise click.ClickException(f"{out} cannot be written: {error.strerror}") from None


def _sum(data: bytes) -> str:
    return sha256(data).hexdigest()


def _of_history(past: Past, kind: HistoryKind, *, cut: bool) -> Iterator[str]:
    """Yield what the owner should know of the history, before handing the file on."""
    if kind == "whole":
        yield "the history is the whole ledger's, all clients included"
    if cut:
        yield "the dossier says that its history is cut; names of others from before the cut are not known"
    if kind == "own" and past.lives.cut_short:
        paths = ", ".join(sorted(past.lives.cut_short))
        yield f"what stood before in place of {paths} reads as another's, so history.bundle has it not"
    if past.trouble is not None:
        yield f"git cannot tell what others were called before today's ledger: {past.trouble}"
    if past.former.unread:
        paths = ", ".join(past.former.unread)
        yield f"earlier versions of {paths} cannot be read, so the names in them are not known"


def _of_names(
    contents: Mapping[str, bytes], messages: Messages, marked: Sequence[str], *, leaving_out: bool
) -> Iterator[str]:
    """Yield what the owner should know of notes, and of names of others."""
    noted = [path for path, data in contents.items() if path.endswith(".md") and NOTES.search(data)]
    if noted:
        yield f"your own notes go with {', '.join(noted)}; read them once more"
    if staying := messages.names.staying:
        yield (
            f"{', '.join(staying)}: names of other clients that are ordinary words or numbers too, so they are neither "
            "looked for nor left out (give them with --name)"
        )
    if leaving_out:
        kept = [path for path in contents if "/evidence/" in path]
        if kept:
            yield f"files of evidence are as they are; look through them for names: {', '.join(kept)}"
        return
    if changed := messages.changed:
        yield f"{changed} commit {'message' if changed == 1 else 'messages'} named others; the names were left out"
    found = [
        path
        for path, data in contents.items()
        if path.endswith((".html", ".csv", ".json", ".md", ".txt")) and messages.named_in(data)
    ]
    if found:
        yield f"other clients are named in {', '.join(found)} (see --leave-out-names)"
    if marked:
        yield f"other clients are named in earlier versions of {', '.join(marked)}, in history.bundle"
