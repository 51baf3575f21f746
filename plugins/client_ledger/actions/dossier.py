"""One client's facts, readings and files, put together so that someone else can verify them offline."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from client_ledger.actions.document import Block, Cell, Heading, Items, Paragraph, Table, to_html
from client_ledger.actions.exit_plan import ExitPlan
from client_ledger.actions.facts import Fact, facts
from client_ledger.actions.feeds import table
from client_ledger.actions.late_page import late_blocks
from client_ledger.actions.verify_page import verify_page
from client_ledger.book.phrase import Quantity, Share, Speaker, Term, Value, phrase
from client_ledger.book.problems import Place
from client_ledger.project import JudgedClient, Judgement
from client_ledger.report import client_report
from client_ledger.signs.sign import Level, Measure

COLUMNS = ("date", "kind", "text", "file", "line", "recorded_on", "recorded_in", "commit", "altered_in", "evidence")
LEFT_OUT = "[…]"
SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Origin:
    """The commits, by their id in the ledger's repository, that first wrote a record and last altered a fact of it."""

    recorded: str | None
    recorded_on: str | None
    altered: str | None


@dataclass(frozen=True, slots=True)
class Files:
    """What goes in besides the records: files by their path in the repository, and their history as a bundle.

    `commits` are (id in the bundle, id in the ledger's own repository), the oldest first.
    """

    records: Mapping[str, bytes]
    bundle: bytes | None
    commits: tuple[tuple[str, str], ...]
    prefix: str


class Names:
    """Names of others, to be left out of texts; the longest first, so that none hides in another."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(
            {name for name in names if len(name) >= SHORTEST_NAME}, key=lambda name: (-len(name), name)
        )
        words = "|".join(re.escape(name) for name in self._names)
        self._pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) if words else None

    def leave_out(self, text: str) -> str:
        """Return a text without the names."""
        return self._pattern.sub(LEFT_OUT, text) if self._pattern else text

    def found_in(self, text: str) -> bool:
        """Tell whether any of the names stands in a text."""
        return bool(self._pattern and self._pattern.search(text))


def others(judgement: Judgement, client: str, more: Sequence[str] = ()) -> Names:
    """Return the names of all other clients and their contacts, their ids, their contracts' titles, and more."""
    found = list(more)
    own = judgement.clients[client].timeline
    mine = {own.client.id, own.client.name, own.client.contact or "", *(each.title for each in own.contracts)}
    for identity, judged in judgement.clients.items():
        if identity != client:
            each = judged.timeline.client
            found += [each.id, each.name, each.contact or ""]
            found += [part for contract in judged.timeline.contracts for part in (contract.id, contract.title)]
    return Names(name for name in found if name not in mine)


def files_of(judged: JudgedClient) -> tuple[str, ...]:
    """Return the files, relative to the ledger folder, that hold a client's records or that these point at."""
    timeline = judged.timeline
    found = {timeline.client.place.file, *(contract.place.file for contract in timeline.contracts)}
    for fact in facts(judged):
        found |= {fact.place.file, *(f"evidence/{name}" for name in fact.evidence)}
    return tuple(sorted(found))


def dossier(
    plan: ExitPlan,
    files: Files,
    origin: Callable[[Place], Origin],
    speaker: Speaker,
    leave_out: Names | None = None,
) -> dict[str, bytes]:
    """Return the dossier's files by path; with `leave_out`, its texts name no others and the bundle is left out."""
    judged = plan.judged
    names = leave_out or Names(())
    found = facts(judged)
    in_bundle = {own: new for new, own in files.commits}
    rows = [_row(fact, origin(fact.place), in_bundle, files.prefix, speaker) for fact in found]
    blocks = tuple(_blocks(plan, found, files.prefix))
    title = speaker.say(phrase("Dossier: {name}", name=judged.timeline.client.name))
    plain = json.dumps(client_report(judged), indent=2, ensure_ascii=False) + "\n"
    contents: dict[str, bytes] = {
        "dossier.html": names.leave_out(to_html(title, blocks, speaker)).encode(),
        "facts.csv": names.leave_out(table(COLUMNS, rows).decode()).encode(),
        "readings.json": names.leave_out(plain).encode(),
    }
    for path, data in files.records.items():
        contents[f"records/{path}"] = _without(names, path, data)
    bundled = files.bundle is not None and leave_out is None
    if bundled and files.bundle is not None:
        contents["history.bundle"] = files.bundle
        contents["commits.csv"] = table(("commit", "commit_in_own_repository"), files.commits)
    page = verify_page(bundled=bundled, left_out=leave_out is not None, example=_example(rows))
    contents["verify.html"] = to_html(speaker.say(phrase("How to verify this dossier")), page, speaker).encode()
    contents["manifest.csv"] = table(("path", "bytes", "sha256", "original_sha256"), _manifest(contents, files))
    sums = "".join(f"{sha256(data).hexdigest()}  {path}\n" for path, data in sorted(contents.items()))
    contents["SHA256SUMS"] = sums.encode()
    return dict(sorted(contents.items()))


def _without(names: Names, path: str, data: bytes) -> bytes:
    """Return a record's file without the names; files of evidence are as they are."""
    if not path.endswith((".md", ".csv")) or "/evidence/" in f"/{path}":
        return data
    return names.leave_out(data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def _manifest(contents: Mapping[str, bytes], files: Files) -> Iterator[tuple[object, ...]]:
    for path, data in sorted(contents.items()):
        original = files.records.get(path.removeprefix("records/")) if path.startswith("records/") else None
        changed = original is not None and original != data
        yield path, len(data), sha256(data).hexdigest(), sha256(original).hexdigest() if changed and original else None


def _row(fact: Fact, origin: Origin, in_bundle: Mapping[str, str], prefix: str, speaker: Speaker) -> tuple[object, ...]:
    recorded, altered = origin.recorded, origin.altered
    return (
        fact.moment.isoformat(timespec="minutes") if fact.moment else fact.day,
        fact.kind,
        speaker.say(fact.text),
        prefix + fact.place.file,
        fact.place.line,
        origin.recorded_on,
        recorded,
        in_bundle.get(recorded or ""),
        altered,
        " ".join(f"{prefix}evidence/{name}" for name in fact.evidence) or None,
    )


def _example(rows: Sequence[tuple[object, ...]]) -> tuple[str, int] | None:
    """Return the file and line of the latest fact that stands in a commit."""
    placed = [row for row in rows if row[7]]
    return (str(placed[-1][3]), int(str(placed[-1][4]))) if placed else None


def _blocks(plan: ExitPlan, found: Sequence[Fact], prefix: str) -> Iterator[Block]:
    judged = plan.judged
    standing, client = judged.standing, judged.timeline.client
    yield Heading(1, phrase("Dossier: {name}", name=client.name))
    yield Paragraph(
        phrase(
            "as of {day}: {verdict}, from {count} facts; how to verify each is in verify.html",
            day=standing.day,
            verdict=Term(standing.verdict),
            count=len(found),
        )
    )
    yield Heading(2, phrase("Readings and their working"))
    for each in sorted(standing.signs, key=lambda each: -each.level):
        yield Heading(3, phrase("{sign}: {level}", sign=Term(each.sign.name), level=Term(each.level.name)))
        yield Paragraph(each.reading.summary)
        measures = tuple(
            (Cell(Term(name)), Cell(value, number=True), Cell(_limits(name, value, each.reading.limits.of(name))))
            for name, value in each.reading.measures.items()
        )
        if measures:
            yield Table(phrase("Measures"), (phrase("Measure"), phrase("Value"), phrase("Limits")), measures)
        if each.reading.evidence:
            yield Items(tuple(Cell(record.text, place=record.place) for record in each.reading.evidence))
    yield from late_blocks(plan)
    yield Heading(2, phrase("Facts in order of time"))
    yield Table(
        phrase("Every record with its file and line"),
        (phrase("Fact"), phrase("Day")),
        tuple(
            (Cell(fact.text, place=Place(prefix + fact.place.file, fact.place.line)), Cell(fact.moment or fact.day))
            for fact in found
        ),
    )


def _limits(name: str, value: Measure, limits: Mapping[Level, Fraction]) -> Value:
    """Return the limits as the measure is shown; an effective rate's are shares of the target rate."""
    of_a_whole = isinstance(value, Share) or name == "effective_rate"
    return tuple(
        phrase("{level} {limit}", level=Term(level.name), limit=Share(limit) if of_a_whole else Quantity(limit))
        for level, limit in limits.items()
    )
