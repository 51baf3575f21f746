"""The messages about a value that its field refuses: what it is not, and what to write instead."""

from __future__ import annotations

from pydantic_core import PydanticCustomError

from client_ledger.text.message import Message, msg

YEARS = range(1900, 3000)

EditRefused = tuple[Message, Message]
NOT_A_TEXT: EditRefused = msg("is not text"), msg("write one text")
NOT_A_DAY: EditRefused = msg("is not a date"), msg("write YYYY-MM-DD")
NOT_LIKELY: EditRefused = (
    msg("is not a plausible date"),
    msg("write a year from {first} to {last}", first=str(YEARS[0]), last=str(YEARS[-1])),
)
NOT_A_MONTH: EditRefused = msg("is not a month"), msg("write YYYY-MM")
NOT_A_MOMENT: EditRefused = msg("is not a time"), msg("write YYYY-MM-DD HH:MM")
NOT_MONEY: EditRefused = msg("is not an amount of money"), msg("write a plain number such as 1800 or 1800.50")
NO_RATE: EditRefused = msg("is a rate of 0"), msg("write what one unit is worth in the base currency")
NOT_A_SHARE: EditRefused = msg("is not a share"), msg("write 30% or 0.3")
NOT_A_PART: EditRefused = msg("is more than 100%"), msg("write 30% or 0.3")
NOT_A_PERCENTAGE: EditRefused = msg("is not a percentage"), msg("write a percentage such as 1.5")
NEITHER_MONEY_NOR_SHARE: EditRefused = (
    msg("is neither money nor a share"),
    msg("write an amount such as 600, or a share such as 30%"),
)
NOT_HOURS: EditRefused = msg("is not a number of hours"), msg("write 1.5 or 1:30")
NO_TIME_AT_ALL: EditRefused = msg("is not a positive number of hours"), msg("write more than 0 hours")
NOT_WHOLE: EditRefused = msg("is not a whole number"), msg("write a number such as 30")
TOO_MANY_DAYS: EditRefused = msg("is more than ten years"), msg("write a number such as 30")
NEITHER_YES_NOR_NO: EditRefused = msg("is neither yes nor no"), msg("write yes or no")
NOT_TEXTS: EditRefused = msg("is not a text or a list of texts"), msg("write one text, or a list")
NOT_A_CURRENCY: EditRefused = msg("is not a currency"), msg("write a code such as EUR")
NOT_A_ZONE: EditRefused = msg("is not a time zone"), msg("write a name such as Europe/Paris")
WRITE_A_WEEK = msg("write days and times such as mon-fri: 09:00-12:30, 14:00-18:00")
NOT_A_WEEK: EditRefused = msg("is not a week's working hours"), WRITE_A_WEEK
DAY_NAMED_TWICE: EditRefused = msg("names the same day twice"), WRITE_A_WEEK
NOT_A_WEEKDAY: EditRefused = msg("is not a day of the week"), WRITE_A_WEEK
NOT_TIMES: EditRefused = msg("is not a list of times"), WRITE_A_WEEK
NOT_A_CLOCK_TIME: EditRefused = msg("is not a time"), WRITE_A_WEEK
NOT_A_SPAN: EditRefused = msg("is not a span of time"), WRITE_A_WEEK
ENDS_FIRST: EditRefused = (
    msg("ends before it starts"),
    msg("split a night at midnight: 22:00-24:00, 00:00-02:00"),
)


def refuse(value: object, is_not: Message, write: Message) -> PydanticCustomError:
    """Return the error for a refused value: what it is not, and what to write instead."""
    return PydanticCustomError("field", "{is_not}", {"value": value, "is_not": is_not, "write": write})


def text_of(value: object, is_not: Message, write: Message) -> str:
    """Return a scalar's text; raise for a list or a map."""
    if not isinstance(value, str):
        raise refuse(None, is_not, write)
    return value.strip()
