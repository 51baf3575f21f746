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
from typing import Literal, TypeAlias

import click

from client_ledger.actions.dossier import Files, Origin, dossier, files_of
from client_ledger.actions.exit_plan import exit_plan
from client_ledger.actions.names import Names
from client_ledger.actions.others import others
from client_ledger.book.problems import Place
from client_ledger.commands.judged import judged_ledger, known_client, language_option, speaker_in
from client_ledger.commands.options import Day, site_file_option
from client_ledger.history import History, layout_of, read_history
from client_ledger.history.bundle import Bundle, blamed, bundle_files, whole_bundle
from client_ledger.history.git import GitError, Repository, open_repository
from client_ledger.history.log import Layout
from client_ledger.project import Project

HistoryKind: TypeAlias = Literal["none", "own", "whole"]
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
    if judgement.project.errors:
        raise click.ClickException("some records could not be read; mend them first, for a dossier must be whole")
    judged = judgement.clients[known_client(judgement.project, client)]
    repository = _repository(judgement.project)
    messages = Messages(others(judgement, client, names))
    kind: HistoryKind = "none" if leaving_out else "whole" if whole_history else "own"
    files, marked = _read(judgement.project, repository, files_of(judged), messages, kind)
    history = read_history(judgement.project.site)
    contents = dossier(
        exit_plan(judgement, client),
        files,
        lambda place: _origin(history, repository, files.prefix, place),
        speaker_in(language),
        messages.names if leaving_out else None,
    )
    _write(out, packed(contents))
    count = len(files.commits)
    click.echo(f"{out}: {len(contents)} files, {count} {'commit' if count == 1 else 'commits'}")
    click.echo(f"SHA-256 of SHA256SUMS: {_sum(contents['SHA256SUMS'])}")
    for notice in _notices(contents, messages, marked, leaving_out=leaving_out, whole=whole_history):
        click.echo(f"notice: {notice}", err=True)


class Messages:
    """Leaves names out of commit messages, and counts those that held any."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.changed = 0

    def clean(self, message: bytes) -> bytes:
        """Return a message without the names."""
        after = self.names.leave_out(message.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        self.changed += after != message
        return after

    def named_in(self, text: bytes) -> bool:
        """Tell whether any of the names stands in a text."""
        return self.names.found_in(text.decode("utf-8", "replace"))


def _repository(project: Project) -> Repository | None:
    """Return the ledger's repository, None without one or before its first commit."""
    found = open_repository(project.site.docs_dir.resolve())
    return found if isinstance(found, Repository) and found.head else None


def _read(
    project: Project, repository: Repository | None, files: Sequence[str], messages: Messages, kind: HistoryKind
) -> tuple[Files, tuple[str, ...]]:
    """Return the files with their history, and which of them named others at some time.

    Fails when some of them are not committed as they stand.
    """
    if repository is None:
        return Files({file: (project.site.docs_dir / file).read_bytes() for file in files}, None, (), ""), ()
    layout = layout_of(repository, project.site)
    paths = [layout.prefix + file for file in files]
    try:
        _expect_committed(repository, paths)
        bundle = _bundle(repository, layout, paths, messages, kind)
        records = {path: _as_committed(repository, path) for path in paths}
    except GitError as error:
        raise click.ClickException(f"git could not pack the history: {error}") from None
    if bundle is None:
        return Files(records, None, (), layout.prefix), ()
    return Files(records, bundle.data, bundle.commits, layout.prefix, bundle.holds), bundle.marked


def _bundle(
    repository: Repository, layout: Layout, paths: Sequence[str], messages: Messages, kind: HistoryKind
) -> Bundle | None:
    match kind:
        case "none":
            return None
        case "whole":
            return whole_bundle(repository)
        case "own":
            return bundle_files(repository, layout, paths, messages.clean, messages.named_in)


def _as_committed(repository: Repository, path: str) -> bytes:
    """Return a file as the last commit has it, unless git turns it into more than other line ends on the way here."""
    here = (repository.top / path).read_bytes()
    stored = repository.run("cat-file", "blob", f"HEAD:{path}")
    return stored if here.replace(b"\r\n", b"\n") == stored.replace(b"\r\n", b"\n") else here


def _expect_committed(repository: Repository, paths: Sequence[str]) -> None:
    changed = repository.run("status", "--porcelain=v1", "-z", "--untracked-files=all", "--ignored", "--", *paths)
    names = [entry[3:].decode("utf-8", "replace") for entry in changed.split(b"\0") if entry]
    if names:
        raise click.ClickException(f"commit these first, so that their history can prove them: {', '.join(names)}")


def _origin(history: History, repository: Repository | None, prefix: str, place: Place) -> Origin:
    """Return where a record comes from; for a single field, the commit that last touched its line."""
    found = history.record(place)
    recorded = found.recorded
    if recorded is None and repository is not None:
        identity = blamed(repository, prefix + place.file, place.line)
        recorded = next((commit for commit in history.commits if commit.id == identity), None)
    return Origin(
        recorded.id if recorded else None,
        history.day(recorded).isoformat() if recorded else None,
        found.altered.id if found.altered else None,
    )


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


def _notices(
    contents: Mapping[str, bytes], messages: Messages, marked: Sequence[str], *, leaving_out: bool, whole: bool
) -> Iterator[str]:
    """Yield what the owner should know before handing the file on."""
    if whole:
        yield "the history is the whole ledger's, all clients included"
    if "history.bundle" not in contents and not leaving_out:
        yield "the ledger is in no git repository with a commit, so the dossier has no history"
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
    before = [path for path in marked if f"records/{path}" not in found]
    if before:
        yield f"other clients are named in earlier versions of {', '.join(before)}, in history.bundle"
