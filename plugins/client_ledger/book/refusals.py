"""What is said of a value that its field cannot take: what it is not, and what to write instead."""

from __future__ import annotations

from pydantic_core import PydanticCustomError

from client_ledger.text.message import Phrase, phrase

YEARS = range(1900, 3000)

Refusal = tuple[Phrase, Phrase]
NOT_A_TEXT: Refusal = phrase("is not a text"), phrase("write one text")
NOT_A_DAY: Refusal = phrase("is not a date"), phrase("write YYYY-MM-DD")
NOT_LIKELY: Refusal = (
    phrase("is no likely date"),
    phrase("the years {first} to {last} are read", first=str(YEARS[0]), last=str(YEARS[-1])),
)
NOT_A_MONTH: Refusal = phrase("is not a month"), phrase("write YYYY-MM")
NOT_A_MOMENT: Refusal = phrase("is not a time"), phrase("write YYYY-MM-DD HH:MM")
NOT_MONEY: Refusal = phrase("is not an amount of money"), phrase("write a plain number such as 1800 or 1800.50")
NOT_A_SHARE: Refusal = phrase("is not a share"), phrase("write 30% or 0.3")
NOT_A_PART: Refusal = phrase("is more than 100%"), phrase("write 30% or 0.3")
NOT_A_PERCENTAGE: Refusal = phrase("is not a percentage"), phrase("write a number of percent such as 1.5")
NEITHER_MONEY_NOR_SHARE: Refusal = (
    phrase("is neither money nor a share"),
    phrase("write an amount such as 600, or a share such as 30%"),
)
NOT_HOURS: Refusal = phrase("is not a number of hours"), phrase("write 1.5 or 1:30")
NO_TIME_AT_ALL: Refusal = phrase("is no time at all"), phrase("hours are more than 0")
NOT_WHOLE: Refusal = phrase("is not a whole number"), phrase("write a number such as 30")
TOO_MANY_DAYS: Refusal = phrase("is more than ten years of days"), phrase("write a number such as 30")
NEITHER_YES_NOR_NO: Refusal = phrase("is neither yes nor no"), phrase("write yes or no")
NOT_TEXTS: Refusal = phrase("is not a text or a list of texts"), phrase("write one text, or a list")
NOT_A_CURRENCY: Refusal = phrase("is not a currency"), phrase("write a code such as EUR")
NOT_A_ZONE: Refusal = phrase("is not a time zone"), phrase("write a name such as Europe/Paris")
WRITE_A_WEEK = phrase("write days and times such as mon-fri: 09:00-12:30, 14:00-18:00")
NOT_A_WEEK: Refusal = phrase("is not a week's working hours"), WRITE_A_WEEK
DAY_NAMED_TWICE: Refusal = phrase("names a day that is already named"), WRITE_A_WEEK
NOT_A_WEEKDAY: Refusal = phrase("is not a day of the week"), WRITE_A_WEEK
NOT_TIMES: Refusal = phrase("is not a list of times"), WRITE_A_WEEK
NOT_A_CLOCK_TIME: Refusal = phrase("is not a time"), WRITE_A_WEEK
NOT_A_SPAN: Refusal = phrase("is not a span of time"), WRITE_A_WEEK
ENDS_FIRST: Refusal = (
    phrase("ends before it starts"),
    phrase("split a night at midnight: 22:00-24:00, 00:00-02:00"),
)


def refuse(value: object, is_not: Phrase, write: Phrase) -> PydanticCustomError:
    """Return the error of a value that is not what its field takes: what it is not, and what to write instead."""
    return PydanticCustomError("field", "{is_not}", {"value": value, "is_not": is_not, "write": write})


def text_of(value: object, is_not: Phrase, write: Phrase) -> str:
    """Return a scalar's text; raise for a list or a map."""
    if not isinstance(value, str):
        raise refuse(None, is_not, write)
    return value.strip()
