"""docs/format.md and settings.md say of every field what the models, hover and the JSON Schemas say."""

import re
from pathlib import Path

import pytest

from client_ledger.book.model_fields import field_names
from client_ledger.lsp.field_docs import FIELDS
from client_ledger.lsp.models import READ_AS, SIGN_OF_KINDS, is_required, type_name

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = "".join((DOCS / name).read_text(encoding="utf-8") for name in ("format.md", "settings.md"))


def table(model):
    rows = ["| field | type | meaning |", "|---|---|---|"]
    for name in field_names(model):
        required = ", **required**" if is_required(model, name) else ""
        rows.append(f"| `{name}` | {type_name(model, name)}{required} | {FIELDS[model][name]} |")
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("model", FIELDS, ids=lambda model: model.__name__)
def test_every_field_has_its_meaning_and_its_row(model):
    unsaid = set(field_names(model)) ^ set(FIELDS[model])
    assert not unsaid, (
        f"say in lsp/field_docs.py what these fields of {model.__name__} mean: {', '.join(sorted(unsaid))}"
    )
    assert table(model) in PAGE, f"write into docs/format.md (or settings.md):\n{table(model)}"


def test_the_page_has_no_field_that_no_model_has():
    rows = re.findall(r"^\| field \|.*\n\|---.*\n(?:\|.*\n)+", PAGE, re.MULTILINE)
    assert sorted(rows) == sorted(table(model) for model in FIELDS)


def test_every_type_is_explained():
    named = {re.sub(r" \(.*", "", name) for name in READ_AS.values()}
    explained = set(re.findall(r"^\| ([a-zA-Z0-9 ]+) \|", PAGE, re.MULTILINE))
    settings_only = {"days and times", "list of dates and spans", "map of currencies", "country or region"}
    assert named - explained - settings_only - {"money or share", "days", "whole number"} == set()


def test_every_kind_stands_beside_the_sign_it_feeds():
    for kind, sign in SIGN_OF_KINDS.items():
        assert re.search(rf"^\|.*`{kind}`.*\| {sign} \|$", PAGE, re.MULTILINE), kind
