"""Field by field, the JSON Schemas and the reader take the same texts, as an editor's YAML plugin reads them."""

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from client_ledger.book import client, contract, parsing, records
from client_ledger.book.client import Client
from client_ledger.book.contract import Contract, LateFee, Platform
from client_ledger.book.model_fields import field_names
from client_ledger.book.validate import Context, build
from client_ledger.book.working_hours import parse_working_hours
from client_ledger.frontmatter.nodes import MapNode, Scalar, Spot
from client_ledger.frontmatter.problems import Place
from client_ledger.frontmatter.reader import Source
from client_ledger.lsp.models import is_required, parser_of, record_below
from client_ledger.lsp.schema import field_schema
from core_yaml import CoreLoader
from writing import PARIS

MODELS = [Client, Contract, LateFee, Platform, records.Payment, *client.RECORDS.values(), *contract.RECORDS.values()]
# A sign is a text to the reader; that there is none of this name is told with the limits.
OF_SIGNS = {"signs", "sign"}
# What a schema cannot know: which files and zones there are.
BY_LOOKING = {parsing.parse_evidence, parsing.parse_zone, parse_working_hours, parsing.parse_texts}
FIELDS = [
    (model, name)
    for model in dict.fromkeys(MODELS)
    for name in field_names(model)
    if record_below(model, name) is None and name not in OF_SIGNS and parser_of(model, name) not in BY_LOOKING
]
DIGITS = st.text(alphabet="0123456789", min_size=1, max_size=4)
TEXTS = st.one_of(
    st.sampled_from(
        ["", "yes", "No", "TRUE", "off", "y", "active", "hourly", "EUR", "eur", "ZZZ", "now", "insult", "keep"]
    ),
    st.sampled_from(["2026-02-28", "2026-04-31", "2026-13-01", "1899-01-01", "2026-5-8", "2026-05-08 ", "3000-01-01"]),
    st.sampled_from(["2026-05-08 22:41", "2026-05-08T22:41:30Z", "2026-05-08 24:00", "2026-05-08 22:41 +0230"]),
    st.sampled_from(["100%", "101 %", "0.5", "1.0", "1.5", "0:00", "0", "0.0", "1:60", "12345:59", "3650", "3651"]),
    st.sampled_from(
        ["1234567890", "12345678901234567", "1234567.1%", "1,5", "-1", "30 %", "00.50%", "2026-12", "2026-00"]
    ),
    st.builds("{}-{}-{}".format, st.integers(1890, 2110), st.integers(0, 13), st.integers(0, 32)),
    st.builds("{}.{}{}".format, DIGITS, DIGITS, st.sampled_from(["", "%", " %"])),
    st.builds("{}:{}".format, DIGITS, DIGITS),
    st.text(alphabet="ab -%.:0é", max_size=6).filter(str.strip),
)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def reads(model: type, name: str, text: str) -> bool:
    source, mark = Source("x.md"), Spot(1, 0)
    node = MapNode(Spot(0, 0), {name: Scalar(text, mark)}, {name: mark})
    given_by_reader = {"id": "x", "places": {}} if model in (Client, Contract) else {}
    place = {"place": Place("x.md")} if model not in (LateFee, Platform, records.Payment) else {}
    build(model, node, source, Context(PARIS, lambda _: None), "", {**place, **given_by_reader})
    is_there = text.strip() or not is_required(model, name)
    return bool(is_there) and not any(problem.place.line == mark.line + 1 for problem in source.problems)


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=lambda value: getattr(value, "__name__", value))
def test_both_take_the_same(model: type, name: str):
    schema = Draft202012Validator(field_schema(model, name))

    @QUICK
    @given(TEXTS)
    def agree(text: str):
        plain = loaded(text)
        if "-02-29" not in text and not is_number_in_another_form(plain, text):
            assert schema.is_valid(plain) == reads(model, name, text), (text, plain)

    agree()


def loaded(text: str) -> object:
    """Return a text as a plain scalar of YAML where it is one, else as it stands between quotes."""
    try:
        found = yaml.load(f"x: {text}", CoreLoader)  # noqa: S506 - a safe loader's child
    except yaml.YAMLError:
        return text.strip()
    is_scalar = isinstance(found, dict) and not isinstance(found["x"], dict | list)
    return found["x"] if is_scalar else text.strip()


def is_number_in_another_form(plain: object, text: str) -> bool:
    """Tell whether YAML makes a number of a text that is not that number's own, which no schema can see."""
    is_number = isinstance(plain, int | float) and not isinstance(plain, bool)
    return is_number and (text.strip() != str(plain) or (isinstance(plain, float) and plain.is_integer()))
