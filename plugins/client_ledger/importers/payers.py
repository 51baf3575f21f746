"""Tell whether a payer is a client."""

from __future__ import annotations

import re
import unicodedata

from client_ledger.book.client import Client

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LEGAL_FORMS = frozenset(
    (
        *("ag", "bv", "co", "company", "corp", "corporation", "eirl", "eurl", "ev", "gbr", "gmbh", "holding", "inc"),
        *("incorporated", "kft", "kg", "limited", "llc", "llp", "ltd", "mbh", "nv", "ohg", "oy", "plc", "pty", "sa"),
        *("sarl", "sas", "sasu", "sca", "scop", "se", "sl", "snc", "spa", "srl", "ug", "and", "und", "et"),
    )
)
SPELT_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa"}


def addresses_of(client: Client) -> frozenset[str]:
    """Return the mail addresses of a client, in lower case."""
    texts = [*client.contact, *client.payers]
    return frozenset(address.casefold() for text in texts for address in ADDRESS.findall(text))


def is_writer(sender: str, client: Client) -> bool:
    """Tell whether a message's sender is the client: by an address, or by exactly the name or the contact."""
    names = {each.strip().casefold() for each in (client.name, *client.contact)}
    return sender.casefold() in addresses_of(client) | names


def is_client(payer: str, client: Client, iban: str = "") -> bool:
    """Tell whether a payer's name, address or account is the client's."""
    if iban and iban in {each.replace(" ", "").upper() for each in client.payers}:
        return True
    addresses = addresses_of(client)
    if addresses & {address.casefold() for address in ADDRESS.findall(payer)}:
        return True
    names = (client.name, client.id.replace("-", " "), *(each for each in client.payers if not ADDRESS.search(each)))
    for read in (_bare, _spelt_out):
        words = _words(read(ADDRESS.sub(" ", payer)))
        if any(_telling(read(name)) and _telling(read(name)) <= words for name in names):
            return True
    return False


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text))


def _telling(name: str) -> set[str]:
    return {word for word in _words(name) if word not in LEGAL_FORMS and len(word) > 1}


def _bare(text: str) -> str:
    """Return a text in lower case without accents; some banks print `Müller` as MULLER."""
    return "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))


def _spelt_out(text: str) -> str:
    """Return a text in lower case with umlauts spelt out; other banks print `Müller` as MUELLER."""
    return _bare("".join(SPELT_OUT.get(each, each) for each in text.lower()))
