"""Completion at the cursor: missing keys, words, days, ids, signs and paths."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath
from typing import Literal

from client_ledger.book import parsing
from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.model_fields import field_names, words_of
from client_ledger.book.records import Acceptance, Boundary
from client_ledger.frontmatter.slots import Slot
from client_ledger.lsp.field_docs import FIELDS, PAGE_FIELDS, SIGN_OPTIONS
from client_ledger.lsp.models import (
    SIGN_OF_KINDS,
    is_list,
    is_required,
    may_name_files,
    parser_of,
    record_below,
    type_in_words,
)
from client_ledger.lsp.workspace import OpenFile
from client_ledger.signs import BY_NAME
from client_ledger.signs.limits import sign_options
from client_ledger.text.cli_language import cli_formatter, tr, tr_title
from client_ledger.text.message import Label

Kind = Literal["key", "word", "day", "client", "sign", "file", "record"]
PLAIN = re.compile(r"[\w./][\w./ +-]*(?<! )")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A completion; `snippet` is the same with tab stops, for editors that support them."""

    label: str
    insert: str
    kind: Kind
    detail: str = ""
    meaning: str = ""
    snippet: str | None = None


def quoted(text: str) -> str:
    """Return a text as a valid YAML string for any place in front matter."""
    return text if PLAIN.fullmatch(text) else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def candidates(open_file: OpenFile, slot: Slot, now: datetime) -> list[Candidate]:
    """Return all completions for a slot; `now` is in the freelancer's time zone."""
    if slot.role == "file":
        return [_file(open_file)]
    if slot.role == "key":
        return [*_keys(open_file, slot)]
    model = open_file.model_of(slot)
    if slot.key is None or model is None:
        return [*_switches(open_file, slot)]
    if slot.key not in field_names(model):
        return []
    if slot.role == "item" and (below := record_below(model, slot.key)):
        return [_record(below, now), *_logs(open_file, model, slot.key)]
    return [*_values(open_file, model, slot.key, now)]


def _keys(open_file: OpenFile, slot: Slot) -> Iterator[Candidate]:
    given = set(slot.map.keys) - {slot.value}
    keys = open_file.keys_to(slot)
    is_csv = open_file.file.lower().endswith(".csv")
    model = open_file.model_of(slot)
    if keys[:1] == ("signs",):
        yield from (each for each in _sign_keys(keys[1:]) if each.label not in given)
    elif model is not None and model in FIELDS:
        for name in field_names(model):
            if name not in given and not (is_csv and record_below(model, name)):
                yield _key(model, name, slot, is_csv=is_csv)
        if not keys and model in (Client, Contract):
            for name in PAGE_FIELDS.keys() - given - set(field_names(model)):
                yield Candidate(name, f"{name}: ", "key", tr("page"), tr_title(PAGE_FIELDS[name]))


def _key(model: type, name: str, slot: Slot, *, is_csv: bool) -> Candidate:
    detail = type_in_words(model, name).replace("`", "")
    insert, snippet = f"{name}: ", None
    if is_csv:
        insert = name
    elif is_list(model, name) and not slot.map.flow:
        dash = "\n" + " " * (slot.map.indent + 2) + "- "
        insert, snippet = f"{name}:", f"{name}:{dash}{{$0}}"
    elif is_list(model, name):
        snippet = f"{name}: [{{$0}}]"
    elif record_below(model, name):
        snippet = f"{name}: {{$0}}"
    return Candidate(name, insert, "key", detail, tr_title(FIELDS[model][name]), snippet)


def _sign_keys(path: tuple[str, ...]) -> Iterator[Candidate]:
    if not path:
        yield from (Candidate(name, f"{name}: ", "sign", tr("sign"), snippet=f"{name}: {{$0}}") for name in BY_NAME)
    elif sign := BY_NAME.get(path[0]):
        options = sign_options(sign)
        if len(path) == 1:
            for name, measures in options.items():
                snippet = f"{name}: {{$0}}" if measures else None
                yield Candidate(name, f"{name}: ", "key", "", tr_title(SIGN_OPTIONS[name]), snippet)
        else:
            yield from (Candidate(measure, f"{measure}: ", "key", tr("limit")) for measure in options.get(path[1], ()))


def _switches(open_file: OpenFile, slot: Slot) -> Iterator[Candidate]:
    if open_file.keys_to(slot) == ("signs",):
        yield Candidate("off", "off", "word", "", tr("Switches the sign off."))


def _file(open_file: OpenFile) -> Candidate:
    """Return the start of an empty file: its required fields."""
    plain, stops = [], []
    for number, name in enumerate(
        (name for name in field_names(open_file.model) if is_required(open_file.model, name)), 1
    ):
        words = [
            *words_of(open_file.model, name),
            *(filter(PLAIN.fullmatch, _clients(open_file)) if name == "client" else ()),
        ]
        plain.append(f"{name}: ")
        stops.append(f"{name}: " + (f"${{{number}|{','.join(words)}|}}" if words else f"${{{number}}}"))
    label = tr("New contract") if open_file.model is Contract else tr("New client")
    text, snippet = ("\n".join(["---", *lines, "---", ""]) for lines in (plain, stops))
    return Candidate(label, text, "record", tr("file"), tr("The fields it must have."), f"{snippet}$0")


def _clients(open_file: OpenFile) -> list[str]:
    return list(open_file.project.ledger.clients)


def _record(model: type, now: datetime) -> Candidate:
    """Return a whole record with today's date, with the first tab stop at the first field to fill in."""
    plain, stops = [], []
    for number, name in enumerate((name for name in field_names(model) if is_required(model, name)), 1):
        default = _default(model, name, now)
        words = ",".join(words_of(model, name))
        plain.append(f"{name}: {default}")
        stops.append(f"{name}: " + (f"${{{number}|{words}|}}" if words else f"${{{number}:{default}}}"))
    line = "{" + ", ".join(plain) + "}"
    return Candidate(line, line, "record", tr("record"), tr("A new record."), "{" + ", ".join(stops) + "$0}")


def _default(model: type, name: str, now: datetime) -> str:
    parser = parser_of(model, name)
    if parser is parsing.parse_day:
        return f"{now:%Y-%m-%d}"
    return f"{now:%Y-%m-%d %H:%M}" if parser is parsing.parse_moment else ""


def _values(open_file: OpenFile, model: type, name: str, now: datetime) -> Iterator[Candidate]:
    for word in words_of(model, name):
        fed = SIGN_OF_KINDS.get(word) if name == "kind" else None
        yield Candidate(word, word, "word", tr("counts for {sign}", sign=fed) if fed else "")
    if name == "client" and model is Contract:
        for client in open_file.project.ledger.clients.values():
            yield Candidate(
                client.id, quoted(client.id), "client", f"{client.name}, {cli_formatter().term(Label(client.status))}"
            )
    elif name == "sign" and model in (Boundary, Acceptance):
        for sign in BY_NAME.values():
            if not (model is Acceptance and sign.knock_out):
                yield Candidate(sign.name, sign.name, "sign")
    elif may_name_files(model, name):
        yield from _logs(open_file, model, name)
    elif (parser := parser_of(model, name)) in WAYS:
        yield from WAYS[parser](open_file, now)


def _days(_: OpenFile, now: datetime) -> Iterator[Candidate]:
    today = now.date()
    for day, name in ((today, tr("today")), (today - timedelta(days=1), tr("yesterday"))):
        yield Candidate(day.isoformat(), day.isoformat(), "day", name)


def _moments(_: OpenFile, now: datetime) -> Iterator[Candidate]:
    yield Candidate(f"{now:%Y-%m-%d %H:%M}", f"{now:%Y-%m-%d %H:%M}", "day", tr("now"))


def _months(_: OpenFile, now: datetime) -> Iterator[Candidate]:
    this = now.date().replace(day=1)
    last: date = (this - timedelta(days=1)).replace(day=1)
    for month, name in ((this, tr("this month")), (last, tr("last month"))):
        yield Candidate(f"{month:%Y-%m}", f"{month:%Y-%m}", "day", name)


def _yes_no(_: OpenFile, __: datetime) -> Iterator[Candidate]:
    yield from (Candidate(word, word, "word") for word in ("yes", "no"))


def _currencies(open_file: OpenFile, _: datetime) -> Iterator[Candidate]:
    settings = open_file.project.settings
    yield from (Candidate(code, code, "word") for code in dict.fromkeys([settings.currency, *settings.exchange_rates]))


def _zones(_: OpenFile, __: datetime) -> Iterator[Candidate]:
    yield from (Candidate(name, name, "word") for name in sorted(parsing.zones()))


def _evidence(open_file: OpenFile, _: datetime) -> Iterator[Candidate]:
    for file in sorted(open_file.project.ledger.files):
        if file.startswith("evidence/"):
            path = file.removeprefix("evidence/")
            yield Candidate(path, quoted(path), "file")


def _logs(open_file: OpenFile, model: type, name: str) -> Iterator[Candidate]:
    if may_name_files(model, name):
        folder = PurePosixPath(open_file.file).parent
        for file in sorted(open_file.project.ledger.files):
            if file.lower().endswith(".csv") and not file.startswith("evidence/"):
                path = PurePosixPath(os.path.relpath(file, folder)).as_posix()
                yield Candidate(path, quoted(path), "file")


WAYS: dict[Callable[..., object] | None, Callable[[OpenFile, datetime], Iterator[Candidate]]] = {
    parsing.parse_day: _days,
    parsing.parse_moment: _moments,
    parsing.parse_month: _months,
    parsing.parse_yes_no: _yes_no,
    parsing.parse_currency: _currencies,
    parsing.parse_zone: _zones,
    parsing.parse_evidence: _evidence,
}
"""What a field that is read by a function may hold."""
