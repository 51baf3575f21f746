"""One client's facts, readings and files, which someone else can verify offline."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Protocol

from client_ledger.dossier.leave_out import DiscreetFormatter, LeaveOut
from client_ledger.dossier.page import Recorded, dossier_page
from client_ledger.dossier.timeline import Fact, facts
from client_ledger.dossier.verification import Example, verify_page
from client_ledger.exports.feeds import table
from client_ledger.exports.report import client_report
from client_ledger.history import Commit
from client_ledger.judging.judgement import JudgedClient
from client_ledger.leaving.exit_plan import ExitPlan
from client_ledger.pages.blocks import to_html
from client_ledger.text.message import Formatter, msg

FACTS = (
    "date",
    "kind",
    "text",
    "file",
    "line",
    "recorded_on",
    "recorded_in",
    "altered_in",
    "evidence",
    "evidence_sha256",
    "may_be_older",
)
COMMITS = ("commit", "author", "authored_on", "committed_on", "signature")
MANIFEST = ("path", "bytes", "sha256", "original_sha256")
BETWEEN = ";"
# Keys of the report whose values come from records, without a sentence around them.
RECORDED = frozenset({"id", "name", "file"})


@dataclass(frozen=True, slots=True)
class Origin:
    """The commits that first recorded a record and last altered it, with the day of the first.

    It is not `exact` if the record may be older than the first commit known to contain it.
    """

    recorded: Commit | None
    recorded_on: date | None
    altered: Commit | None
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Files:
    """Files by path in the repository; `prefix` is the ledger folder in it, `bundle` the whole history if wanted.

    `cut` tells whether the history is cut short here.
    """

    records: Mapping[str, bytes]
    prefix: str
    bundle: bytes | None = None
    cut: bool = False


class Origins(Protocol):
    """Finds the commits behind the records."""

    def origin(self, fact: Fact) -> Origin:
        """Return the commits behind a fact's record."""

    def row(self, commit: Commit) -> tuple[object, ...]:
        """Return a commit's row in commits.csv."""


def files_of(judged: JudgedClient) -> tuple[str, ...]:
    """Return the files, relative to the ledger folder, with a client's records or their evidence."""
    timeline = judged.timeline
    found = {timeline.client.place.file, *(contract.place.file for contract in timeline.contracts)}
    for fact in facts(judged):
        found |= {fact.place.file, *_evidence(fact)}
    return tuple(sorted(found))


def _evidence(fact: Fact) -> tuple[str, ...]:
    return tuple(f"evidence/{name}" for name in fact.evidence)


def dossier(
    plan: ExitPlan, files: Files, origins: Origins, formatter: Formatter, leave_out: LeaveOut
) -> dict[str, bytes]:
    """Return the dossier's files by path, without the texts to leave out."""
    contents = _Packing(plan, files, origins, formatter, leave_out).contents()
    sums = "".join(f"{sha256(data).hexdigest()}  {path}\n" for path, data in sorted(contents.items()))
    contents["SHA256SUMS"] = sums.encode()
    return dict(sorted(contents.items()))


class _Packing:
    def __init__(
        self, plan: ExitPlan, files: Files, origins: Origins, formatter: Formatter, leave_out: LeaveOut
    ) -> None:
        self._plan = plan
        self._files = files
        self._leave_out = leave_out
        self._facts = facts(plan.judged)
        self._formatter = DiscreetFormatter(formatter, leave_out)
        self._origins = {fact.place: origins.origin(fact) for fact in self._facts}
        named = [commit for each in self._origins.values() for commit in (each.recorded, each.altered) if commit]
        self._commits = [origins.row(each) for each in sorted(set(named), key=lambda each: (each.committed, each.id))]

    def contents(self) -> dict[str, bytes]:
        """Return all files but the sums."""
        judged, formatter = self._plan.judged, self._formatter
        attached = {file: self._digest(file) for fact in self._facts for file in _evidence(fact)}
        title = formatter.format(msg("Dossier: {name}", name=judged.timeline.client.name))
        page = dossier_page(self._plan, self._facts, self._recorded, attached, cut=self._files.cut)
        report = client_report(judged, None, DiscreetFormatter(Formatter(), self._leave_out))
        readings = json.dumps(self._data(report), indent=2, ensure_ascii=False)
        contents: dict[str, bytes] = {
            "dossier.html": to_html(title, tuple(page), formatter).encode(),
            "facts.csv": table(FACTS, map(self._row, self._facts)),
            "readings.json": f"{readings}\n".encode(),
        }
        originals = {}
        for path, data in self._files.records.items():
            name = f"records/{self._leave_out.text(path)}"
            is_text = path.endswith((".md", ".csv")) and not path.startswith(f"{self._files.prefix}evidence/")
            contents[name], originals[name] = self._leave_out.file(data) if is_text else data, data
        if self._commits:
            rows = [tuple(map(self._text, row)) for row in self._commits]
            contents["commits.csv"] = table(COMMITS, rows)
        if self._files.bundle is not None:
            contents["history.bundle"] = self._files.bundle
        differs = any(contents[name] != data for name, data in originals.items())
        verify = verify_page(
            self._example(), bundled=self._files.bundle is not None, differs=differs, cut=self._files.cut
        )
        contents["verify.html"] = to_html(
            formatter.format(msg("How to verify this dossier")), verify, formatter
        ).encode()
        contents["manifest.csv"] = table(MANIFEST, _manifest(contents, originals))
        return contents

    def _text(self, value: object) -> object:
        return self._leave_out.text(value) if isinstance(value, str) else value

    def _data(self, data: object) -> object:
        """Remove the texts to leave out from a report's recorded values; its sentences are already without them."""
        if isinstance(data, dict):
            return {key: self._text(value) if key in RECORDED else self._data(value) for key, value in data.items()}
        return [self._data(each) for each in data] if isinstance(data, list) else data

    def _digest(self, file: str) -> str:
        return sha256(self._files.records[self._files.prefix + file]).hexdigest()

    def _recorded(self, fact: Fact) -> Recorded | None:
        origin = self._origins[fact.place]
        if origin.recorded is None or origin.recorded_on is None:
            return None
        return Recorded(origin.recorded_on, origin.recorded.id, exact=origin.exact)

    def _path(self, file: str) -> str:
        return self._leave_out.text(self._files.prefix + file)

    def _row(self, fact: Fact) -> tuple[object, ...]:
        origin, evidence = self._origins[fact.place], _evidence(fact)
        return (
            fact.moment.isoformat(timespec="minutes") if fact.moment else fact.day,
            fact.kind,
            self._formatter.format(fact.text),
            self._path(fact.place.file),
            fact.place.line,
            origin.recorded_on,
            origin.recorded and origin.recorded.id,
            origin.altered and origin.altered.id,
            BETWEEN.join(map(self._path, evidence)) or None,
            BETWEEN.join(map(self._digest, evidence)) or None,
            None if origin.recorded is None else not origin.exact,
        )

    def _example(self) -> Example | None:
        """Return the place of the latest fact whose commit is known."""
        for fact in reversed(self._facts):
            if recorded := self._origins[fact.place].recorded:
                return Example(self._path(fact.place.file), fact.place.line, recorded.id)
        return None


def _manifest(contents: Mapping[str, bytes], originals: Mapping[str, bytes]) -> Iterator[tuple[object, ...]]:
    for path, data in sorted(contents.items()):
        original = originals.get(path, data)
        yield path, len(data), sha256(data).hexdigest(), None if original == data else sha256(original).hexdigest()
