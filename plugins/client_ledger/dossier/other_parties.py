"""What names all clients but one, for texts that are to name none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from client_ledger.dossier.earlier_names import Called
from client_ledger.dossier.redacted_names import SHORTEST_NAME, Names
from client_ledger.judging.judgement import Judgement

# The first word of a client's name from this length on, and any word of a person's from the next, is taken for a name
# however it is written.
LONG_FIRST_WORD, LONG_WORD = 4, 5
FEWEST_DIGITS = 6
ADDRESS = re.compile(
    r"""[^\s<>()\[\],;:"']+@[^\s<>()\[\],;:"']*[^\W_]|(?:https?://|www\.)[^\s<>,;]*[\w/]|\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b"""
)
DATE = re.compile(r"(?<!\d)(?<!\d[-./])(?:\d{4}([-./])\d\d?\1\d\d?|\d\d?([-./])\d\d?\2\d{4})(?![-./]?\d)")
NUMBER = re.compile(r"\+?\(?\d[-‐‑–\s\d().\/]*\d")
BETWEEN_PARTS = re.compile(r"[,;:|/()<>\[\]\n]+")
# Articles, prepositions and legal forms: they stand in the names of many, and in every text.
ARTICLES_AND_SO_ON = """
a am an and as at au aux by da de dei del della den der des di die das do dos du e ei el en et etc for from für gli he
her his i il im in is it la las le les lo los me mit my no of oder on or our per pour so sur the their to um und une un
us van vom von we with y you your zu zum zur
ab ag aps as bv co company corp eurl gbr gmbh group groupe inc kg limited llc llp ltd nv ohg oy oyj plc pte pty sa sarl
sas sasu sci se sl snc spa srl ug
"""
COMMON = frozenset(ARTICLES_AND_SO_ON.split())


@dataclass(frozen=True, slots=True)
class Contact:
    """What a contact holds: people (with what else is said of them), addresses of mail and web, digits of phones."""

    people: tuple[str, ...]
    addresses: frozenset[str]
    numbers: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Contact:
        """Return a contact's parts."""
        rest = DATE.sub(",", ADDRESS.sub(",", text))
        digits = (re.sub(r"\D", "", number) for number in NUMBER.findall(rest))
        numbers = frozenset(each for each in digits if len(each) >= FEWEST_DIGITS)
        people = (part.strip() for part in BETWEEN_PARTS.split(NUMBER.sub(",", rest)))
        return cls(tuple(part for part in people if part), frozenset(ADDRESS.findall(text)), numbers)


@dataclass(slots=True)
class _Gathered:
    """Names so far: in any case, as they are written, of phones; `own` are the words of this client, casefolded."""

    own: frozenset[str]
    whole: set[str] = field(default_factory=set)
    exact: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    staying: set[str] = field(default_factory=set)

    def take(self, called: Called) -> None:
        """Take in what names a client or a contract: whole names, and single words that tell it from others.

        A contract's title or id of one word is a common word more often than a name.
        """
        if called.title:
            self.whole |= {each for each in (called.id, called.title) if len(_words(each)) > 1}
            return
        for name in (called.id, called.name):
            self._take_name(name)
        telling = [word for word in _words(called.name) if self._tells(word, SHORTEST_NAME)]
        if not called.name.islower():
            telling = [word for word in telling if not word.islower()]
            self.exact |= set(telling)
        self.whole |= {word for word in telling[:1] if len(word) >= LONG_FIRST_WORD}
        self._take_contact(called.contact)

    def _take_name(self, name: str) -> None:
        """Take in a client's id or name; an ordinary word or a short number would be missed in too many places."""
        if name.casefold() not in COMMON and (len(name) >= SHORTEST_NAME or _words(name)):
            self.whole.add(name)
        elif name != name.lower():
            self.exact.add(name)
        elif name:
            self.staying.add(name)

    def _take_contact(self, text: str) -> None:
        """Take in a contact: who is called first is a person however they are written, and so may any capital be."""
        contact = Contact.of(text)
        self.numbers |= contact.numbers
        self.whole |= {text, *contact.addresses, *(part for part in contact.people if len(_words(part)) > 1)} - {""}
        for part in contact.people:
            words = _words(part)
            telling = [word for word in words if self._tells(word, 2)]
            self.exact |= {word for word in telling if not word.islower()}
            has_capitals = not any(word.islower() for word in words if word.casefold() not in COMMON)
            if has_capitals or (part == contact.people[0] and len(words) == 1):
                self.whole |= {word for word in telling if len(word) >= LONG_WORD}

    def _tells(self, word: str, shortest: int) -> bool:
        return len(word) >= shortest and word.casefold() not in COMMON | self.own


def others(judgement: Judgement, client: str, given: Sequence[str] = (), former: Iterable[Called] = ()) -> Names:
    """Return what names all other clients and their contacts, those of `former` files, and what was `given`.

    What names this client stays, unless it was given.
    """
    own = judgement.clients[client].timeline
    contact = Contact.of(own.client.contact or "")
    called = {own.client.id, own.client.name, own.client.contact or "", *(each.title for each in own.contracts)}
    mine = {name.casefold() for name in (*called, *contact.people, *contact.addresses)}
    gathered = _Gathered(frozenset(word.casefold() for name in called for word in _words(name)))
    for each in former:
        gathered.take(each)
    # An earlier id or name of this client may be among them.
    gathered.whole = {name for name in gathered.whole if not _is_of(name, gathered.own)}
    for identity, judged in judgement.clients.items():
        if identity != client:
            other = judged.timeline.client
            gathered.take(Called(other.id, other.name, other.contact or ""))
            for contract in judged.timeline.contracts:
                gathered.take(Called(contract.id, title=contract.title))
    whole, exact, staying = (
        {name for name in names if name.casefold() not in mine}
        for names in (gathered.whole, gathered.exact, gathered.staying)
    )
    return Names({*whole, *given}, exact, gathered.numbers - contact.numbers, staying - set(given))


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", name)


def _is_of(name: str, own: frozenset[str]) -> bool:
    """Tell whether a name is made of this client's words alone."""
    words = {word.casefold() for word in _words(name)}
    return bool(words) and words <= own
