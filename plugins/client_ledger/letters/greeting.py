"""Whom a letter greets."""

from __future__ import annotations

import re

from client_ledger.judgement import JudgedClient

LABEL = r"(?:\b(?:e-?mail|mailto|mail|courriel|web|phone|t[ée]l[ée]phone|mobile|portable|t[ée]l)\b[\s.:]*)?"
ADDRESS = r"<[^<>]*>|https?://\S+|[^\s,;()]+@[^\s,;()]+"
PHONE = r"\(?\+?\d(?:[\s()./-]*\d){4,}"
HOW_TO_REACH = re.compile(f"{LABEL}(?:{ADDRESS}|{PHONE})", re.IGNORECASE)
ASIDE = re.compile(r"\([^()]*\)")
AFTER_THE_NAME = re.compile(r"[,;|\n]")
AROUND = " \t,;:|/·–—-()\n"


def addressee(client: JudgedClient) -> str:
    """Return whom a letter greets: the contact by name alone, or the client where no name is written."""
    known = client.timeline.client
    return name_in(known.contact or "") or known.name


def name_in(contact: str) -> str:
    """Return the name in a contact, without addresses, phone numbers and what follows a comma; empty without one."""
    words = ASIDE.sub(" ", HOW_TO_REACH.sub(" ", contact)).strip(AROUND)
    name = AFTER_THE_NAME.split(words, maxsplit=1)[0]
    return " ".join(name.strip(AROUND).split())
