"""One client's facts, readings and files, put together so that someone else can verify them offline."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from client_ledger.dossier.page import Recorded, dossier_page
from client_ledger.dossier.redacted_names import DiscreetSpeaker, Names
from client_ledger.dossier.redaction import Discretion
from client_ledger.dossier.timeline import Fact, facts
from client_ledger.dossier.verification import verify_page
from client_ledger.exports.feeds import table
from client_ledger.exports.report import client_report
from client_ledger.frontmatter.problems import Place
from client_ledger.judging.judgement import JudgedClient
from client_ledger.leaving.exit_plan import ExitPlan
from client_ledger.pages.blocks import to_html
from client_ledger.text.message import Formatter, msg

COLUMNS = (
    "date",
    "kind",
    "text",
    "file",
    "line",
    "recorded_on",
    "recorded_in",
    "commit",
    "altered_in",
    "evidence",
    "evidence_sha256",
    "may_be_older",
)
BETWEEN = ";"


@dataclass(frozen=True, slots=True)
class Origin:
    """The commits, by their id in the ledger's repository, that first wrote a record and last altered a fact of it.

    It is not `exact` where the record may be older than the first commit that is known to hold it.
    """

    recorded: str | None
    recorded_on: str | None
    altered: str | None
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Files:
    """What goes in besides the records: files by their path in the repository, and their history as a bundle.

    `commits` are (id in the bundle, id in the ledger's own repository), the oldest first; `holds` are, by own id, the
    files a commit has, None where each has all. `cut` tells whether the ledger's own history is cut short here.
    """

    records: Mapping[str, bytes]
    bundle: bytes | None
    commits: tuple[tuple[str, str], ...]
    prefix: str
    holds: Mapping[str, frozenset[str]] | None = None
    cut: bool = False

    def commit(self, own: str | None, path: str) -> str | None:
        """Return the id in the bundle of a commit that holds a file, None when it does not hold it there."""
        if self.bundle is None or (self.holds is not None and path not in self.holds.get(own or "", ())):
            return None
        return next((new for new, identity in self.commits if identity == own), None)


def files_of(judged: JudgedClient) -> tuple[str, ...]:
    """Return the files, relative to the ledger folder, that hold a client's records or that these point at."""
    timeline = judged.timeline
    found = {timeline.client.place.file, *(contract.place.file for contract in timeline.contracts)}
    for fact in facts(judged):
        found |= {fact.place.file, *_evidence(fact)}
    return tuple(sorted(found))


def _evidence(fact: Fact) -> tuple[str, ...]:
    return tuple(f"evidence/{name}" for name in fact.evidence)


def dossier(
    plan: ExitPlan,
    files: Files,
    origin: Callable[[Place], Origin],
    formatter: Formatter,
    leave_out: Names | None = None,
) -> dict[str, bytes]:
    """Return the dossier's files by path; with `leave_out` it names no others, and is to be given no history."""
    packing = _Packing(plan, files, origin, formatter, leave_out)
    contents = packing.contents()
    sums = "".join(f"{sha256(data).hexdigest()}  {path}\n" for path, data in sorted(contents.items()))
    contents["SHA256SUMS"] = sums.encode()
    return dict(sorted(contents.items()))


class _Packing:
    def __init__(
        self,
        plan: ExitPlan,
        files: Files,
        origin: Callable[[Place], Origin],
        formatter: Formatter,
        leave_out: Names | None,
    ) -> None:
        self._plan = plan
        self._files = files
        self._discretion = Discretion(leave_out or Names(()), files.prefix, files.records)
        self._left_out = leave_out is not None
        self._facts = facts(plan.judged)
        self._attached = {self._discretion.place(file): file for fact in self._facts for file in _evidence(fact)}
        self._plain_formatter = formatter
        self._formatter = self._discreet(formatter)
        self._origins = {fact.place: origin(fact.place) for fact in self._facts}

    def _discreet(self, formatter: Formatter) -> Formatter:
        return DiscreetSpeaker(formatter, self._discretion.names, self._attached)

    def contents(self) -> dict[str, bytes]:
        """Return all files but the sums."""
        judged, discretion = self._plan.judged, self._discretion
        title = self._formatter.format(msg("Dossier: {name}", name=judged.timeline.client.name))
        attached = {path: self._digest(file) for path, file in self._attached.items()}
        page = dossier_page(self._plan, self._facts, self._recorded, attached, cut=self._files.cut)
        rows = [self._row(fact) for fact in self._facts]
        report = discretion.data(client_report(judged, self._discreet(Formatter())))
        readings = json.dumps(report, indent=2, ensure_ascii=False)
        contents: dict[str, bytes] = {
            "dossier.html": to_html(title, tuple(discretion.blocks(page)), self._formatter).encode(),
            "facts.csv": table(COLUMNS, rows),
            "readings.json": f"{readings}\n".encode(),
        }
        originals = {}
        for path, data in self._files.records.items():
            name = f"records/{discretion.path(path)}"
            contents[name], originals[name] = self._without(path, data), data
        bundled = self._files.bundle is not None
        if self._files.bundle is not None:
            contents["history.bundle"] = self._files.bundle
            contents["commits.csv"] = table(("commit", "commit_in_own_repository"), self._files.commits)
        verify = verify_page(bundled=bundled, left_out=self._left_out, cut=self._files.cut, example=_example(rows))
        heading = self._plain_formatter.format(msg("How to verify this dossier"))
        contents["verify.html"] = to_html(heading, verify, self._plain_formatter).encode()
        columns = ("path", "bytes", "sha256", "original_sha256")
        contents["manifest.csv"] = table(columns, _manifest(contents, originals))
        return contents

    def _without(self, path: str, data: bytes) -> bytes:
        """Return a record's file without the names; files of evidence are as they are."""
        if not self._left_out or not path.endswith((".md", ".csv")) or "/evidence/" in f"/{path}":
            return data
        text = self._discretion.records(data.decode("utf-8", "surrogateescape"))
        return text.encode("utf-8", "surrogateescape")

    def _digest(self, file: str) -> str:
        return sha256(self._files.records[self._files.prefix + file]).hexdigest()

    def _recorded(self, fact: Fact) -> Recorded | None:
        origin = self._origins[fact.place]
        commit = self._files.commit(origin.recorded, self._files.prefix + fact.place.file) or origin.recorded
        if commit is None or origin.recorded_on is None:
            return None
        return Recorded(date.fromisoformat(origin.recorded_on), commit, exact=origin.exact)

    def _row(self, fact: Fact) -> tuple[object, ...]:
        origin, evidence = self._origins[fact.place], _evidence(fact)
        return (
            fact.moment.isoformat(timespec="minutes") if fact.moment else fact.day,
            fact.kind,
            self._formatter.format(fact.text),
            self._discretion.place(fact.place.file),
            fact.place.line,
            origin.recorded_on,
            origin.recorded,
            self._files.commit(origin.recorded, self._files.prefix + fact.place.file),
            origin.altered,
            BETWEEN.join(map(self._discretion.place, evidence)) or None,
            BETWEEN.join(map(self._digest, evidence)) or None,
            None if origin.recorded is None else not origin.exact,
        )


def _manifest(contents: Mapping[str, bytes], originals: Mapping[str, bytes]) -> Iterator[tuple[object, ...]]:
    for path, data in sorted(contents.items()):
        original = originals.get(path, data)
        yield path, len(data), sha256(data).hexdigest(), None if original == data else sha256(original).hexdigest()


def _example(rows: Sequence[tuple[object, ...]]) -> tuple[str, int] | None:
    """Return the file and line of the latest fact whose commit is in the bundle."""
    column = COLUMNS.index
    placed = [row for row in rows if row[column("commit")]]
    return (str(placed[-1][column("file")]), int(str(placed[-1][column("line")]))) if placed else None
