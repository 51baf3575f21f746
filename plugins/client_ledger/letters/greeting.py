"""The addressee of a letter."""

from __future__ import annotations

import re
from datetime import timedelta

from client_ledger.judging.judgement import JudgedClient
from client_ledger.signs.sign import Facts

# Labels that only introduce a way to reach somebody; and those that may also begin a firm's name.
PLAIN_LABEL = r"(?:e-?mail|mailto|mail|courriel|t[ée]l[ée]phone|telefon|phone|ph|t[ée]l|fax|whatsapp)"
OTHER_LABEL = r"(?:cell|handy|mobile?|portable|signal|skype|slack|teams|telegram|web)"
LABELS = rf"(?:\b(?:{PLAIN_LABEL}|{OTHER_LABEL})\b[\s.:/]*)*"
# A bare domain is in lower case, unlike the initials of J.Smith.
DOMAIN = r"(?-i:(?<![\w.])[a-zà-ÿ\d-]{2,}(?:\.[a-zà-ÿ\d-]{2,})*\.[a-z]{2,}\b(?:/\S*)?)"
ADDRESS = rf"<[^<>]*>|(?:https?://|\bwww\.)\S+|[^\s,;()]*@[^\s,;()]+|{DOMAIN}"
PHONE = r"\(?\+?\d(?:[\s()./-]*\d){4,}"
HOW_TO_REACH = re.compile(f"{LABELS}(?:{ADDRESS}|{PHONE})", re.IGNORECASE)
LEADING_LABEL = re.compile(rf"\A(?:{PLAIN_LABEL}\b[\s.:]*|{OTHER_LABEL}\s*(?::|$))", re.IGNORECASE)
ASIDE = re.compile(r"\(([^()]*)\)")
AFTER_THE_NAME = re.compile(r"[,;|\n]")
AROUND = " \t,;:|/·–—-()\n"
ANSWER_WITHIN_DAYS = 7


def common(client: JudgedClient) -> Facts:
    """Return the facts common to all letters that ask for an answer."""
    day = client.status.day
    return {"name": addressee(client), "today": day, "answer_by": day + timedelta(days=ANSWER_WITHIN_DAYS)}


def addressee(client: JudgedClient) -> str:
    """Return the addressee of a letter: the first contact with a name, or else the client."""
    known = client.timeline.client
    return next(filter(None, map(name_in, known.contact)), known.name)


def name_in(contact: str) -> str:
    """Return the name in a contact without addresses, phone numbers and the text after a comma; empty if there is none.

    If nothing else is left, a text in parentheses that looks like a name is the name.
    """
    words = HOW_TO_REACH.sub(" ", contact)
    name = _first_name_in(ASIDE.sub(" ", words))
    asides = (_first_name_in(aside) for aside in ASIDE.findall(words))
    return name or next((aside for aside in asides if aside[:1].isupper()), "")


def _first_name_in(words: str) -> str:
    """Return the text before a comma, without a label at its beginning."""
    unlabelled = LEADING_LABEL.sub("", words.strip(AROUND)).strip(AROUND)
    name = AFTER_THE_NAME.split(unlabelled)[0]
    return " ".join(name.strip(AROUND).split())
