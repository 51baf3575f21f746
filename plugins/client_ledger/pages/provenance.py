"""The note under a record: when it was recorded, and whether it was changed later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from client_ledger.book.load import Ledger
from client_ledger.book.records import Boundary, ClientMessage, Incident, Request
from client_ledger.frontmatter.problems import Place
from client_ledger.history import Commit, Evidence, History, Provenance
from client_ledger.judging.verdict import Judge, Judged
from client_ledger.signs.levels import Level
from client_ledger.text.message import Message, msg, plural_msg


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A sentence and the commit that shows it, if one does."""

    text: Message
    commit: Commit | None = None


@dataclass(frozen=True, slots=True)
class FileNote:
    """An evidence file, its current SHA-256 (64 hexadecimal digits), and a note from its history.

    An `odd` file was changed, or is not committed.
    """

    file: str
    name: str
    sha256: str | None
    lines: tuple[NoteLine, ...]
    odd: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A note about a record from the history; `altered` is set if facts were replaced after its sign first fired.

    `days_after` is given if nothing is odd: the record was recorded that long after its day, is
    committed, and was never changed.
    """

    lines: tuple[NoteLine, ...] = ()
    altered: NoteLine | None = None
    files: tuple[FileNote, ...] = ()
    days_after: int | None = None

    @property
    def odd(self) -> bool:
        """Whether the note is shown at the record itself, and not only summarised for its list."""
        return self.days_after is None


class Notes:
    """The notes on a ledger's records, by place."""

    def __init__(self, history: History, ledger: Ledger) -> None:
        self.history = history
        self._ledger = ledger
        self._files: dict[str, FileNote] = {}
        self._fires: dict[tuple[int, str, date], bool] = {}
        self._alike: dict[tuple[object, ...], Note] = {}

    @cached_property
    def _dated(self) -> dict[Place, Incident | ClientMessage | Request | Boundary]:
        found: dict[Place, Incident | ClientMessage | Request | Boundary] = {}
        for client in self._ledger.clients.values():
            own: list[Incident | ClientMessage | Boundary] = [*client.incidents, *client.messages, *client.boundaries]
            found |= {each.place: each for each in own}
        for contract in self._ledger.contracts.values():
            found |= {each.place: each for each in contract.requests}
        return found

    @cached_property
    def _billed(self) -> dict[Place, date]:
        """The days of invoices and hours, whose notes are shown only where they are evidence."""
        contracts = self._ledger.contracts.values()
        issued = {each.place: each.issued for contract in contracts for each in contract.invoices}
        return issued | {each.place: each.date for contract in contracts for each in contract.hours}

    def of(self, place: Place, judged: Judged | None = None, judge: Judge | None = None) -> Note | None:
        """Return the note on the record at a place, None if there is nothing to note.

        With the sign that has it as evidence, and its client's judge, it also notes altered facts.
        """
        if not self.history.head:
            return None
        day = self._day(place) if judged or place in self._dated else None
        found = self.history.record(place, day)
        altered = self._altered(place, found, judged, judge) if judged and judge and found.altered else None
        if day is None:
            return Note(altered=altered) if altered else None
        note = self._noted(place, found)
        if altered:
            return Note(tuple(self._lines(found, told=altered.commit)), altered, note.files)
        return note

    def together(self, places: Iterable[Place], judged: Judged, judge: Judge) -> Message | None:
        """Return a sentence about how the records of a sign were recorded; None if each has its own note."""
        found = [note for place in places if (note := self.of(place, judged, judge)) and (note.lines or note.altered)]
        days = sorted(note.days_after for note in found if note.days_after is not None)
        if not days:
            return None
        if len(days) < len(found):
            return plural_msg(
                "{count} of {all} was written down {when} and never changed; the others say otherwise",
                "{count} of {all} were written down {when} and never changed; the others say otherwise",
                len(days),
                all=len(found),
                when=_when(days[0], days[-1]),
            )
        return plural_msg(
            "written down {when}, never changed",
            "all {count} written down {when}, none changed",
            len(days),
            when=_when(days[0], days[-1]),
        )

    def listed(self, places: Iterable[Place]) -> list[tuple[Place, Note]]:
        """Return the notes on the dated records at some places, each place once."""
        if not self.history.head:
            return []
        dated = [(place, self._day(place)) for place in dict.fromkeys(places)]
        return [(place, self._noted(place, self.history.record(place, day))) for place, day in dated if day]

    def _day(self, place: Place) -> date | None:
        record = self._dated.get(place)
        return record.day if record else self._billed.get(place)

    def _noted(self, place: Place, found: Provenance) -> Note:
        record = self._dated.get(place)
        names = record.evidence if isinstance(record, Incident | Request) else ()
        if not names:
            return self._plain(found)
        files = tuple(self.file(name) for name in names)
        return Note(tuple(self._lines(found, told=None)), None, files, _days_after(found))

    def _plain(self, found: Provenance) -> Note:
        """Return the note on a record without evidence; records with the same provenance share one."""
        commits = (found.recorded, found.changed)
        key = (*(commit and commit.id for commit in commits), found.committed, found.days_after, found.exact)
        if key not in self._alike:
            self._alike[key] = Note(tuple(self._lines(found, told=None)), days_after=_days_after(found))
        return self._alike[key]

    def _lines(self, found: Provenance, told: Commit | None) -> list[NoteLine]:
        if found.recorded is None:
            unknown = msg("when it was recorded is not known: git cannot read the last commit of this file")
            return [NoteLine(unknown if found.committed else msg("not yet committed"))]
        said = [NoteLine(self._when(found, found.recorded), found.recorded)]
        if found.changed and found.changed != told:
            said.append(NoteLine(msg("changed on {day}", day=self.history.day(found.changed)), found.changed))
        if not found.committed:
            said.append(NoteLine(msg("changed, not yet committed")))
        elif not found.changed:
            said.append(NoteLine(msg("unchanged")))
        return said

    def _when(self, found: Provenance, recorded: Commit) -> Message:
        if not found.exact:
            return msg("recorded by {day}", day=self.history.day(recorded))
        if found.days_after is None:
            return msg("recorded on {day}", day=self.history.day(recorded))
        if found.days_after == 0:
            return msg("recorded the same day")
        if found.days_after < 0:
            return plural_msg("recorded {count} day earlier", "recorded {count} days earlier", -found.days_after)
        return plural_msg("recorded {count} day later", "recorded {count} days later", found.days_after)

    def _altered(self, place: Place, found: Provenance, judged: Judged, judge: Judge) -> NoteLine | None:
        """Return the commit that replaced facts after the sign first fired because of the record."""
        if found.recorded is None or found.altered is None:
            return None
        first, day = self.history.day(found.recorded), self.history.day(found.altered) - timedelta(days=1)
        while day >= first and not self._fired(judge, judged, day):  # latest first: signs mostly keep firing
            day -= timedelta(days=1)
        commit = self.history.altered_after(place, day)
        if commit is None:
            return None
        return NoteLine(msg("altered on {day}, after the sign first showed", day=self.history.day(commit)), commit)

    def _fired(self, judge: Judge, judged: Judged, day: date) -> bool:
        key = (id(judge), judged.sign.name, day)
        if key not in self._fires:
            self._fires[key] = judge.level_on(judged.sign, day) >= Level.watch
        return self._fires[key]

    def file(self, name: str) -> FileNote:
        """Return the note on an evidence file; `name` is relative to evidence/."""
        if name not in self._files:
            found = self.history.evidence(name)
            odd = found.added is None or found.changed is not None or not found.committed
            self._files[name] = FileNote(found.file, name, found.sha256, tuple(self._said_of_file(found)), odd)
        return self._files[name]

    def _said_of_file(self, found: Evidence) -> list[NoteLine]:
        if found.added is None:
            return [NoteLine(msg("not yet committed"))]
        added = self.history.day(found.added)
        text = msg("added by {day}", day=added) if found.added.cut else msg("added on {day}", day=added)
        said = [NoteLine(text, found.added)]
        if found.changed:
            said.append(NoteLine(msg("changed on {day}", day=self.history.day(found.changed)), found.changed))
        if not found.committed:
            said.append(NoteLine(msg("changed, not yet committed")))
        elif not found.changed:
            said.append(NoteLine(msg("unchanged")))
        return said


def _days_after(found: Provenance) -> int | None:
    """Return how many days after its day a record was recorded, None if anything about it is odd."""
    plain = found.recorded and found.exact and found.committed and not found.changed and not found.altered
    return found.days_after if plain and found.days_after is not None and found.days_after >= 0 else None


def _when(least: int, most: int) -> Message:
    if most == 0:
        return msg("the same day")
    if least == most:
        return plural_msg("{count} day later", "{count} days later", most)
    return msg("{least} to {most} days later", least=least, most=most)
