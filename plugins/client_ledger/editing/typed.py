"""What people type: days in words, and values as the format reads them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from pydantic_core import PydanticCustomError

from client_ledger.editing.document import Refusal
from client_ledger.project import Project

CLOCK_TIME = re.compile(r"\d\d:\d\d")


def written_out(project: Project, text: str) -> str:
    """Return a day or time with `today`, `yesterday` and a bare clock time written out."""
    today = datetime.now(project.settings.zone).date()
    words = {"today": today, "yesterday": today - timedelta(days=1)}
    first, _, rest = text.strip().partition(" ")
    if first.lower() in words:
        return f"{words[first.lower()]} {rest}".rstrip()
    return f"{today} {text}" if CLOCK_TIME.fullmatch(text) else text


def parse_value(parse: Callable[[object], Any], text: str) -> Any:  # noqa: ANN401 - what the parser returns
    """Return a value as the format reads it; raise Refusal with what to write instead."""
    try:
        return parse(text)
    except PydanticCustomError as error:
        context = error.context or {}
        raise Refusal(f"'{text}' {context['is_not']} ({context['write']})") from None
