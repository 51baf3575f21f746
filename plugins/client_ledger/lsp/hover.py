"""The meaning of a word of the ledger; for a client, its verdict and the reasons."""

from __future__ import annotations

from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.frontmatter.slots import Slot
from client_ledger.judging.advice import advice
from client_ledger.judging.judgement import JudgedClient, judge_client
from client_ledger.judging.verdict import Judged
from client_ledger.lsp.field_docs import FIELDS, PAGE_FIELDS, SIGN_OPTIONS
from client_ledger.lsp.models import SIGN_OF_KINDS, is_required, type_name
from client_ledger.lsp.navigation import client_meant
from client_ledger.lsp.workspace import OpenFile
from client_ledger.project import Project
from client_ledger.signs import BY_NAME
from client_ledger.signs.levels import Level
from client_ledger.text.message import Formatter


def hover(sheet: OpenFile, slot: Slot) -> str | None:
    """Return the help for a slot, as Markdown."""
    if slot.value in BY_NAME and (slot.key == "sign" or sheet.keys_to(slot) == ("signs",)):
        return _sign(sheet, slot.value)
    client = client_meant(sheet, slot)
    if client and client in sheet.project.ledger.clients:
        return _verdict(sheet.project, client)
    if slot.role != "key" and slot.key == "kind" and slot.value in SIGN_OF_KINDS:
        return f"**{slot.value}** feeds the sign {SIGN_OF_KINDS[slot.value]}."
    return _field(sheet, slot)


def _field(sheet: OpenFile, slot: Slot) -> str | None:
    name = slot.value if slot.role == "key" else slot.key
    model = sheet.model_of(slot)
    if name is None:
        return None
    if model and name in FIELDS.get(model, {}):
        required = ", required" if is_required(model, name) else ""
        return f"**{name}** ({type_name(model, name)}{required})\n\n{FIELDS[model][name]}"
    if model in (Client, Contract) and name in PAGE_FIELDS and not slot.map.path:
        return f"**{name}**\n\n{PAGE_FIELDS[name]}"
    if sheet.keys_to(slot)[:1] == ("signs",) and name in SIGN_OPTIONS:
        return f"**{name}**\n\n{SIGN_OPTIONS[name]}"
    return None


def _verdict(project: Project, client: str) -> str:
    judged = judge_client(project, client)
    status = judged.status
    words = status.verdict.replace("-", " ") + (" (incomplete)" if judged.incomplete else "")
    score = "no score" if status.score is None else f"score {status.score}"
    heading = f"**{judged.timeline.client.name}: {words}**"
    known = f"{score}, {float(status.coverage):.0%} known, as of {status.day}"
    reasons = [_reason(each, judged) for each in _deciding(judged)]
    return "\n\n".join([heading, known, *(["\n".join(reasons)] if reasons else [])])


def _deciding(judged: JudgedClient) -> list[Judged]:
    signs = {each.sign.name: each for each in judged.status.signs}
    if judged.status.deciding:
        return [signs[name] for name in judged.status.deciding]
    return [each for each in judged.status.signs if each.level is Level.unknown]


def _reason(each: Judged, judged: JudgedClient) -> str:
    formatter = Formatter()
    level = each.level.name + (", persists" if each.persists else "")
    step = formatter.format(advice(each, judged))
    return f"- {each.sign.name} ({level}): {formatter.format(each.reading.summary)} → {step}"


def _sign(sheet: OpenFile, name: str) -> str:
    sign = BY_NAME[name]
    traits = [
        "A knock-out: when critical, it decides alone." if sign.knock_out else "",
        "Critical when it goes on after a stated boundary." if sign.can_persist else "",
        "Clear only while events are recorded." if sign.event else "",
    ]
    text = f"**{name}**\n\n" + " ".join(trait for trait in traits if trait)
    client = sheet.path.stem
    if sheet.model is Client and client in sheet.project.ledger.clients:
        judged = judge_client(sheet.project, client)
        text += "".join(f"\n\n{_reason(each, judged)}" for each in judged.status.signs if each.sign.name == name)
    return text
