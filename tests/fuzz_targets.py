"""What is fuzzed: one function of bytes for each thing that comes from outside, and what each begins with."""

from __future__ import annotations

import functools
import json
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from client_ledger.book.site_file import read_site_file
from client_ledger.cache import FOLDER
from client_ledger.exports.report import report
from client_ledger.frontmatter.document import EditRefused
from client_ledger.frontmatter.site_trees import NoSiteFile
from client_ledger.importers import IMPORTERS
from client_ledger.importers.importer import Options
from client_ledger.importers.mapping import read_mapping
from client_ledger.importers.run import read_export
from client_ledger.importers.source_file import Export
from client_ledger.judging.judgement import judge_project
from client_ledger.leaving.exit_plan import exit_plan
from client_ledger.lsp.completion import candidates
from client_ledger.lsp.hover import hover
from client_ledger.lsp.navigation import client_meant, definition, references
from client_ledger.lsp.rename import CannotRename, rename
from client_ledger.lsp.workspace import Workspace
from client_ledger.project import open_project, read_project
from received_cache import read, small_cache
from writing import CLIENT, CONTRACT, write_site

ROOT = Path(__file__).parents[1]
ALLOWED = (EditRefused, NoSiteFile, CannotRename)
PARTS = b"\n%%%%\n"
DAY = date(2026, 11, 20)
PARIS = ZoneInfo("Europe/Paris")
OPTIONS = Options(PARIS, PARIS, senders=("@acme.example", "@example.com", "Acme"), body=True)
HOURS = "date,hours,task\n2026-03-02,2:30,logo\n2026-03-03,1.5,call\n"


@functools.cache
def site() -> Path:
    """Write a ledger into a new folder of its own, which the system's temporary folder is left to clear."""
    folder = Path(tempfile.mkdtemp(prefix="client-ledger-fuzz-"))
    contract = CONTRACT.removesuffix("---\n") + "hours: a.csv\n---\n"
    return write_site(folder, {"clients/acme.md": CLIENT, "contracts/a.md": contract, "contracts/a.csv": HOURS})


def ledger(data: bytes) -> None:
    """Read a client, a contract and a CSV, and judge what they hold."""
    parts = [*data.split(PARTS), b"", b""]
    names = ("clients/acme.md", "contracts/a.md", "contracts/a.csv")
    project = read_project(read_site_file(site()), dict(zip(names, parts, strict=False)))
    judgement = judge_project(project, DAY)
    json.dumps(report(judgement))
    for client in judgement.clients:
        exit_plan(judgement, client)
    for problem in project.problems:
        problem.line(problem.place.file)


def settings(data: bytes) -> None:
    """Read a mkdocs.yml, and judge the ledger under it."""
    json.dumps(report(judge_project(read_project(read_site_file(site(), {site(): data})), DAY)))


def export(data: bytes) -> None:
    """Read an export as the kind that its first line names."""
    kind, _, rest = data.partition(b"\n")
    names = list(IMPORTERS)
    name = kind.decode("latin-1")
    importer = IMPORTERS[name if name in IMPORTERS else names[len(kind) % len(names)]]
    read_export(importer, Export("export", rest), OPTIONS)


def mail(data: bytes) -> None:
    """Read a mail or a mailbox."""
    read_export(IMPORTERS["mail"], Export("mail.eml", data), OPTIONS)


def mapping(data: bytes) -> None:
    """Read the mapping of a CSV."""
    read_mapping("mine", data.decode("utf-8", "replace"), "imports/mine.yml")


def cache(data: bytes) -> None:
    """Read the ledger with a cache that may be anybody's: it is as without one."""
    expected = read_project(read_site_file(site())).ledger
    file = site().parent / FOLDER / "readings.sqlite"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    found = open_project(site()).ledger
    if (found.clients, found.contracts) != (expected.clients, expected.contracts):
        raise AssertionError("the cache changed what was read")


def kept(data: bytes) -> None:
    """Read a file of the cache that may be anybody's: each value is as it was put in, or gone."""
    read(data, folder_of_kept())


@functools.cache
def folder_of_kept() -> Path:
    """Make a folder for files of the cache, which the system's temporary folder is left to clear."""
    return Path(tempfile.mkdtemp(prefix="client-ledger-fuzz-"))


def editor(data: bytes) -> None:
    """Type a text into an editor, and ask everything at some of its places."""
    parts = [*data.split(PARTS), b"", b""]
    folder = site().parent / "ledger"
    names = ("clients/acme.md", "contracts/a.md", "contracts/a.csv")
    texts = {folder / name: part.decode("utf-8", "replace") for name, part in zip(names, parts, strict=False)}
    workspace = Workspace(texts=texts)
    for path in texts:
        open_file = workspace.open_file(path)
        if open_file is None:
            continue
        places = [(slot.line, column) for slot in open_file.slots[:40] for column in (slot.start, slot.end)]
        for line, column in places:
            slot = open_file.at(line, column)
            if slot is None:
                continue
            candidates(open_file, slot, datetime(2026, 11, 20, 12, tzinfo=PARIS))
            hover(open_file, slot)
            definition(workspace, open_file, slot)
            if client := client_meant(open_file, slot):
                references(workspace, open_file, client, with_declaration=True)
        if path.stem == "acme":
            rename(workspace, open_file, "acme", data[-9:].decode("latin-1"))


def _ledgers() -> list[bytes]:
    contracts = sorted((ROOT / "ledger/contracts").glob("*.md"))
    found = []
    for contract in contracts:
        text = contract.read_bytes()
        client = ROOT / "ledger/clients" / f"{contract.stem.partition('-')[0]}.md"
        logs = sorted(contract.parent.glob(f"{contract.stem}*.csv"))
        log = logs[0].read_bytes()[:3000] if logs else HOURS.encode()
        text = text.replace(logs[0].name.encode(), b"a.csv") if logs else text
        text = text.replace(f"client: {client.stem}".encode(), b"client: acme")
        found.append(PARTS.join([client.read_bytes(), text, log]))
    return found


def _exports() -> list[bytes]:
    found = []
    for path in sorted((ROOT / "tests/importers/fixtures").iterdir()):
        kind = path.name.partition(".")[0]
        kind = next((name for name in (kind, kind.rpartition("-")[0]) if name in IMPORTERS), "")
        if kind:
            found.append(kind.encode() + b"\n" + path.read_bytes())
    return found


def _cache() -> list[bytes]:
    file = site().parent / FOLDER / "readings.sqlite"
    file.unlink(missing_ok=True)
    open_project(site())
    return [file.read_bytes()]


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each for each in (ledger, settings, export, mail, mapping, cache, kept, editor)
}
SEEDS: dict[str, Callable[[], list[bytes]]] = {
    "ledger": _ledgers,
    "settings": lambda: [site().read_bytes(), (ROOT / "mkdocs.yml").read_bytes()],
    "export": _exports,
    "mail": lambda: [path.read_bytes() for path in sorted((ROOT / "tests/importers/fixtures").glob("mail.*"))],
    "mapping": lambda: [
        path.read_bytes() for path in sorted((ROOT / "plugins/client_ledger/importers/mappings").glob("*.yml"))
    ],
    "cache": _cache,
    "kept": lambda: [small_cache()],
    "editor": _ledgers,
}
