"""The types of the format's fields: how each is parsed, and its JSON Schema."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from client_ledger.book.parsing import (
    LONGEST_SPAN,
    parse_currency,
    parse_day,
    parse_days,
    parse_evidence,
    parse_hours,
    parse_moment,
    parse_money,
    parse_money_or_share,
    parse_month,
    parse_percent,
    parse_rate,
    parse_share,
    parse_share_of_whole,
    parse_text,
    parse_texts,
    parse_whole,
    parse_yes_no,
    parse_zone,
)
from client_ledger.book.working_hours import WorkingHours, parse_working_hours
from client_ledger.text.currencies import CODES


def _written(
    parse: Callable[..., object], pattern: str, example: str, **number: float
) -> tuple[PlainValidator, WithJsonSchema]:
    """Return the annotations of a field whose text matches this pattern.

    `number` is its JSON Schema if YAML reads the text as a number; without it, numbers are refused.
    """
    types = ["string", "number"] if number else "string"
    return PlainValidator(parse), WithJsonSchema(
        {"type": types, "pattern": f"^{pattern}$", "examples": [example], **number}
    )


_TEXT = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
_TEXTS = WithJsonSchema({"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]})
_SPAN = r"(\d{1,2}:\d{2} ?[-–] ?\d{1,2}:\d{2}|[Oo][Ff][Ff]|[Nn][Oo])"
_SPANS = {"type": ["string", "boolean"], "pattern": rf"^\s*({_SPAN}\s*(,\s*|$))*$"}
_YES_NO = "^([Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Oo][Nn]|[Oo][Ff][Ff])$"
# No pattern counts the days of February in each year; all else that is no date is none here too.
_DATE = r"(19|2\d)\d\d-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|[12]\d))"
_TIME = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?"
_OFFSET = r"(Z|[+-]([01]\d|2[0-3]):?[0-5]\d)"
_NUMBER = r"\d{1,15}(\.\d{1,20})?"
_AMOUNT = {"minimum": 0, "exclusiveMaximum": 10**15}
_SHARE = rf"({_NUMBER}|\d{{1,6}}(\.\d{{1,20}})? ?%)"
_PART = r"((0{1,15}(\.\d{1,20})?|0{0,14}1(\.0{1,20})?)|(0{0,4}\d{1,2}(\.\d{1,20})?|0{0,3}100(\.0{1,20})?) ?%)"

Text = Annotated[str, PlainValidator(parse_text), WithJsonSchema(_TEXT)]
Day = Annotated[date, *_written(parse_day, _DATE, "2026-05-08")]
Month = Annotated[str, *_written(parse_month, r"(19|2\d)\d\d-(0[1-9]|1[0-2])", "2026-05")]
Moment = Annotated[datetime, *_written(parse_moment, rf"{_DATE}[ T]{_TIME} ?{_OFFSET}?", "2026-05-08 22:41")]
Money = Annotated[Decimal, *_written(parse_money, _NUMBER, "1800.50", **_AMOUNT)]
Rate = Annotated[Decimal, *_written(parse_rate, _NUMBER, "0.92", exclusiveMinimum=0, exclusiveMaximum=10**15)]
Percent = Annotated[
    Fraction, *_written(parse_percent, r"\d{1,3}(\.\d{1,20})?\s*%?", "1.5", minimum=0, exclusiveMaximum=1000)
]
Share = Annotated[Fraction, *_written(parse_share, _SHARE, "30%", **_AMOUNT)]
ShareOfWhole = Annotated[Fraction, *_written(parse_share_of_whole, _PART, "30%", minimum=0, maximum=1)]
MoneyOrShare = Annotated[Decimal | Fraction, *_written(parse_money_or_share, rf"({_NUMBER}|{_PART})", "30%", **_AMOUNT)]
HoursSpent = Annotated[
    Fraction,
    *_written(
        parse_hours,
        rf"(?!0*(\.0*)?$|0*:00$)({_NUMBER}|\d{{1,5}}:[0-5]\d)",
        "1:30",
        exclusiveMinimum=0,
        exclusiveMaximum=10**15,
    ),
]
Whole = Annotated[int, *_written(parse_whole, r"\d{1,9}", "30", minimum=0, exclusiveMaximum=10**9, multipleOf=1)]
Days = Annotated[int, *_written(parse_days, r"\d{1,9}", "30", minimum=0, maximum=LONGEST_SPAN, multipleOf=1)]
YesNo = Annotated[
    bool,
    PlainValidator(parse_yes_no),
    WithJsonSchema({"type": ["boolean", "string"], "pattern": _YES_NO, "examples": ["yes", "no"]}),
]
Texts = Annotated[tuple[str, ...], PlainValidator(parse_texts), _TEXTS]
Evidence = Annotated[tuple[str, ...], PlainValidator(parse_evidence), _TEXTS]
Currency = Annotated[str, *_written(parse_currency, f"({'|'.join(sorted(CODES))})", "EUR")]
Zone = Annotated[str, *_written(parse_zone, r"[A-Za-z_+\-0-9]+(/[A-Za-z_+\-0-9]+)*", "Europe/Paris")]
Week = Annotated[
    WorkingHours,
    PlainValidator(parse_working_hours),
    WithJsonSchema({"type": "object", "additionalProperties": {"anyOf": [_SPANS, {"type": "array", "items": _SPANS}]}}),
]
