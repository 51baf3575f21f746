"""`client-ledger dossier CLIENT --out FILE.zip`: one client's facts, for someone else to verify."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import click

from client_ledger.commands.judged import judged_ledger, known_client, language_option
from client_ledger.commands.options import Day, site_file_option
from client_ledger.dossier.dossier import Files, dossier, files_of
from client_ledger.dossier.history_files import Source
from client_ledger.dossier.leave_out import LeaveOut
from client_ledger.history import read_history
from client_ledger.leaving.exit_plan import exit_plan
from client_ledger.text.cli_language import cli_formatter, tr, tr_many
from client_ledger.text.languages import formatter_in
from sealed_site.whole_file import write_whole

OLDEST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
NOTES = re.compile(rb"\A(?:\xef\xbb\xbf)?---\r?\n.*?^---[ \t]*$\s*\S", re.MULTILINE | re.DOTALL)


@click.command("dossier")
@click.argument("client")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file to write.")
@site_file_option
@click.option("--as-of", type=Day(), help="The day to judge (the settings' as_of, or today).")
@click.option("--leave-out", "texts", metavar="NAME", multiple=True, help="A text to leave out; may be repeated.")
@click.option("--whole-history", is_flag=True, help="Include the history of the whole ledger, with all clients.")
@click.option("--force", is_flag=True, help="Overwrite a file that exists.")
@language_option
def dossier_(
    client: str,
    out: Path,
    site_file: Path,
    as_of: date | None,
    texts: tuple[str, ...],
    whole_history: bool,
    force: bool,
    language: str,
) -> None:
    """Write all facts about CLIENT, with their proof, into one file, for a lawyer, a mediator or a court.

    It contains the records, the evidence with its SHA-256, and the commits that recorded them.
    """
    if _is_there(out) and not force:
        raise click.UsageError(tr("{out} already exists, and nothing was written; replace it with --force", out=out))
    if texts and whole_history:
        raise click.UsageError(tr("--whole-history keeps every text, so it cannot go with --leave-out"))
    judgement = judged_ledger(site_file, as_of)
    if out.resolve().is_relative_to(judgement.project.site.docs_dir.resolve()):
        raise click.UsageError(
            tr("{out} is in the ledger's folder and would become part of the site; write it elsewhere", out=out)
        )
    if judgement.project.errors:
        raise click.ClickException(tr("a dossier must be complete; correct the records above first"))
    client = known_client(judgement.project, client)
    judged = judgement.clients[client]
    history, leave_out = read_history(judgement.project.site), LeaveOut(texts)
    source = Source(judgement.project, history)
    files = source.read(files_of(judged), whole_history=whole_history)
    if len(set(map(leave_out.text, files.records))) < len(files.records):
        raise click.UsageError(tr("without these texts, two files would have the same name"))
    contents = dossier(exit_plan(judgement, client), files, source, formatter_in(language), leave_out)
    _write(out, packed(contents))
    click.echo(tr_many("{out}: {count} file", "{out}: {count} files", len(contents), out=out))
    click.echo(tr("SHA-256 of SHA256SUMS: {digest}", digest=sha256(contents["SHA256SUMS"]).hexdigest()))
    not_found = sorted({*texts} - leave_out.found)
    for notice in [*map(cli_formatter().format, history.notices), *_notices(contents, files, not_found, texts)]:
        click.echo(tr("notice: {notice}", notice=notice), err=True)


def packed(contents: Mapping[str, bytes]) -> bytes:
    """Return files as a ZIP archive whose bytes depend only on the files."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in contents.items():
            entry = zipfile.ZipInfo(path, OLDEST_ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()


def _is_there(out: Path) -> bool:
    try:
        return out.exists()
    except OSError as error:
        raise click.ClickException(tr("{out} cannot be written: {reason}", out=out, reason=error.strerror)) from None


def _write(out: Path, data: bytes) -> None:
    """Write the whole archive or nothing, readable by its owner alone."""
    try:
        write_whole(out, data, mode=0o600)
    except OSError as error:
        raise click.ClickException(tr("{out} cannot be written: {reason}", out=out, reason=error.strerror)) from None


def _notices(
    contents: Mapping[str, bytes], files: Files, not_found: Sequence[str], texts: Sequence[str]
) -> Iterator[str]:
    """Yield what the owner should know before handing the file on."""
    if files.bundle is not None:
        yield tr("the dossier includes the history of the whole ledger, with all clients")
    if files.cut:
        yield tr("the dossier mentions that its history is cut short")
    noted = [path for path, data in contents.items() if path.endswith(".md") and NOTES.search(data)]
    if noted:
        yield tr("your own notes are in {files}; read them once more", files=", ".join(noted))
    if not_found:
        yield tr("not found, so not left out: {texts}", texts=", ".join(not_found))
    attached = [path for path in contents if "/evidence/" in path]
    if texts and attached:
        yield tr("evidence is included unchanged; look through it: {files}", files=", ".join(attached))
