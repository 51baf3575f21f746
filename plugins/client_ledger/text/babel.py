"""Format messages, days, money and numbers in the site's language, with gettext and Babel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import getcontext
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_datetime, get_day_names, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_compact_decimal, format_currency, format_decimal, format_percent
from babel.support import NullTranslations, Translations

from client_ledger.text.currencies import digits_of
from client_ledger.text.message import Amount, CalendarMonth, Formatter, Label, Quantity, Share, decimal, rounded

MOST_REMEMBERED = 50_000
DIGITS = 80
DECIMALS = re.compile(r"0\.0+")
LETTERS_BY_FIGURES = re.compile(r"(?<=[A-Za-z])(?=\d)")


class BabelFormatter(Formatter):
    """A formatter of one locale; `month` is the Unicode date pattern for months in days."""

    def __init__(self, locale: Locale, translations: NullTranslations, month: str = "MMM") -> None:
        super().__init__(translations)
        # Babel rounds within the context's digits, and fails on longer numbers.
        getcontext().prec = DIGITS
        self.locale = locale
        self._month = month
        self.language = locale.language
        self.translations = translations
        # A large ledger formats the same days and amounts thousands of times.
        for kind in (Amount, Share, Quantity, CalendarMonth, date, int, Label):
            self._ways[kind] = lru_cache(maxsize=MOST_REMEMBERED)(self._ways[kind])

    @cached_property
    def formal(self) -> BabelFormatter:
        """The formatter of letters, which write months out."""
        return BabelFormatter(self.locale, self.translations, "MMMM")

    def amount(self, amount: Amount) -> str:
        """Return money with its currency sign; a sign made of letters is kept apart from the digits."""
        places = 0 if amount.whole else digits_of(amount.currency)
        pattern = self.locale.currency_formats["standard"].pattern
        form = DECIMALS.sub(f"0.{'0' * places}" if places else "0", pattern)
        value = rounded(amount.value, places)
        text = format_currency(value, amount.currency, form, locale=self.locale, currency_digits=False)
        return LETTERS_BY_FIGURES.sub("\u00a0", text)

    def figure(self, value: Fraction) -> str:
        """Return money for a table that names its currency elsewhere."""
        return format_decimal(decimal(value), format="#,##0.00", locale=self.locale)

    def share(self, share: Share) -> str:
        """Return a share as a percentage, with a decimal below 10%."""
        form = self.locale.percent_formats[None].pattern
        if share.value < Fraction(1, 10):
            form = form.replace("0", "0.#")
        return format_percent(decimal(share.value), format=form, locale=self.locale)

    def quantity(self, quantity: Quantity) -> str:
        """Return a number with up to two decimals."""
        return format_decimal(decimal(quantity.value), format="#,##0.##", locale=self.locale)

    def day(self, day: date) -> str:
        """Return a day with its month as a word."""
        return format_date(day, self._pattern(day), locale=self.locale)

    def calendar_month(self, month: CalendarMonth) -> str:
        """Return a month as a word, and its year."""
        return format_date(month.first, "LLLL y", locale=self.locale)

    def moment(self, moment: datetime) -> str:
        """Return a day and a time."""
        pattern = f"{self._pattern(moment)} HH:mm"
        return format_datetime(moment, pattern, tzinfo=moment.tzinfo, locale=self.locale)

    def _pattern(self, day: date) -> str:
        """Return the pattern of a day; French writes `1er` for 1, and keeps the number with its month."""
        if self.language == "fr":
            number = "d'er'" if day.day == 1 else "d"
            return f"{number}\u00a0{self._month} y"
        return f"d {self._month} y"

    def month(self, month: tuple[int, int] | date, form: str = "LLL y") -> str:
        """Return a month of a year, by default as `Dec 2026`; `form` is a Unicode date pattern."""
        day = month if isinstance(month, date) else date(*month, 1)
        return format_date(day, form, locale=self.locale)

    def weekday(self, weekday: int, width: Literal["abbreviated", "wide"] = "wide") -> str:
        """Return a day of the week, Monday being 0."""
        return str(get_day_names(width, "stand-alone", self.locale)[weekday])

    def compact(self, value: Fraction) -> str:
        """Return a short number for an axis, such as 4.5K."""
        return format_compact_decimal(decimal(value), locale=self.locale, fraction_digits=1)

    def tight(self, value: Fraction) -> str:
        """Return a short number for the space above a bar: two digits, such as 4.5K, 12K or 310."""
        figures = len(str(int(abs(value))))
        digits = 1 if figures % 3 == 1 and figures > 1 else 0
        return format_compact_decimal(decimal(value), locale=self.locale, fraction_digits=digits)

    def integer(self, number: int) -> str:
        """Return a whole number."""
        return format_decimal(number, locale=self.locale)

    def city(self, zone: str) -> str:
        """Return the city of a time zone in the language."""
        return get_timezone_location(zone, locale=self.locale, return_city=True)

    def listing(self, values: tuple[object, ...]) -> str:
        """Return several values as a list in a sentence."""
        return format_list([self.value(value) for value in values], locale=self.locale)


def formatter_of(locale: Locale, folders: Sequence[str]) -> BabelFormatter:
    """Return the formatter of a locale, with the catalogues in the folders; earlier folders take precedence."""
    merged: NullTranslations = NullTranslations()
    for folder in reversed(folders):
        found = Translations.load(folder, [str(locale), locale.language])
        if isinstance(found, Translations):
            merged = merged.merge(found) if isinstance(merged, Translations) else found
    return BabelFormatter(locale, merged)
