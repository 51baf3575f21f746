"""The meaning of a word of the ledger; for a client, its verdict and the reasons."""

from __future__ import annotations

from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.frontmatter.slots import Slot
from client_ledger.judging.advice import advice
from client_ledger.judging.judgement import JudgedClient, judge_client
from client_ledger.judging.verdict import Judged
from client_ledger.lsp.field_docs import FIELDS, PAGE_FIELDS, SIGN_OPTIONS
from client_ledger.lsp.models import SIGN_OF_KINDS, type_in_words
from client_ledger.lsp.navigation import client_meant
from client_ledger.lsp.workspace import OpenFile
from client_ledger.project import Project
from client_ledger.signs import BY_NAME
from client_ledger.signs.levels import Level
from client_ledger.text.cli_language import cli_formatter, tr, tr_title
from client_ledger.text.message import Label, Share, msg


def hover(open_file: OpenFile, slot: Slot) -> str | None:
    """Return the help for a slot, as Markdown."""
    if slot.value in BY_NAME and (slot.key == "sign" or open_file.keys_to(slot) == ("signs",)):
        return _sign(open_file, slot.value)
    client = client_meant(open_file, slot)
    if client and client in open_file.project.ledger.clients:
        return _verdict(open_file.project, client)
    if slot.role != "key" and slot.key == "kind" and slot.value in SIGN_OF_KINDS:
        return tr("**{kind}** counts for the sign {sign}.", kind=slot.value, sign=SIGN_OF_KINDS[slot.value])
    return _field(open_file, slot)


def _field(open_file: OpenFile, slot: Slot) -> str | None:
    name = slot.value if slot.role == "key" else slot.key
    model = open_file.model_of(slot)
    if name is None:
        return None
    if model and name in FIELDS.get(model, {}):
        return f"**{name}** ({type_in_words(model, name)})\n\n{tr_title(FIELDS[model][name])}"
    if model in (Client, Contract) and name in PAGE_FIELDS and not slot.map.path:
        return f"**{name}**\n\n{tr_title(PAGE_FIELDS[name])}"
    if open_file.keys_to(slot)[:1] == ("signs",) and name in SIGN_OPTIONS:
        return f"**{name}**\n\n{tr_title(SIGN_OPTIONS[name])}"
    return None


def _verdict(project: Project, client: str) -> str:
    judged = judge_client(project, client)
    status = judged.status
    words = cli_formatter().term(Label(status.verdict)) + (tr(" (incomplete)") if judged.incomplete else "")
    heading = tr("**{name}: {verdict}**", name=judged.timeline.client.name, verdict=words)
    share = Share(status.coverage)
    known = (
        tr("no score, {known} known, as of {day}", known=share, day=status.day)
        if status.score is None
        else tr("score {score}, {known} known, as of {day}", score=status.score, known=share, day=status.day)
    )
    reasons = [_reason(each, judged) for each in _deciding(judged)]
    return "\n\n".join([heading, known, *(["\n".join(reasons)] if reasons else [])])


def _deciding(judged: JudgedClient) -> list[Judged]:
    signs = {each.sign.name: each for each in judged.status.signs}
    if judged.status.deciding:
        return [signs[name] for name in judged.status.deciding]
    return [each for each in judged.status.signs if each.level is Level.unknown]


def _reason(each: Judged, judged: JudgedClient) -> str:
    level = cli_formatter().term(Label(each.level.name))
    if each.persists:
        level = tr("{level}, persists", level=level)
    sentence = msg("{sign} ({level}): {summary}", sign=each.sign.name, level=level, summary=each.reading.summary)
    return f"- {cli_formatter().format(sentence)} → {cli_formatter().format(advice(each, judged))}"


def _sign(open_file: OpenFile, name: str) -> str:
    sign = BY_NAME[name]
    traits = [
        tr("When critical, it decides alone.") if sign.knock_out else "",
        tr("It becomes critical if it goes on after you state a boundary.") if sign.can_persist else "",
        tr("It is clear only if you review the client.") if sign.event else "",
    ]
    text = f"**{name}**\n\n" + " ".join(trait for trait in traits if trait)
    client = open_file.path.stem
    if open_file.model is Client and client in open_file.project.ledger.clients:
        judged = judge_client(open_file.project, client)
        text += "".join(f"\n\n{_reason(each, judged)}" for each in judged.status.signs if each.sign.name == name)
    return text
