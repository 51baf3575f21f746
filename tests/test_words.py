"""The documentation and the messages are easy to read: short sentences, and none of the words that make them stiff."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue import CATALOGUES, forms, read

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PAGES += [ROOT / "bench/README.md", *sorted((ROOT / ".github").glob("*.md"))]
LONGEST = 25
LONGER = 0.03
LONGEST_SAID = 30
PLUGIN = ROOT / "plugins/client_ledger"
WRITTEN = [page for page in sorted(PLUGIN.glob("signs/*.md")) if ".fr" not in page.suffixes]
WRITTEN += sorted(PLUGIN.glob("letters/en/*.txt"))
STIFF = re.compile(r"\b(is told|is said|is meant|reckoned|mend(s|ed|ing)?|thereof|whom|stands?|stood)\b", re.IGNORECASE)
STIFF_IN_DOCS = re.compile(
    rf"{STIFF.pattern}|\b(whereby|thereby|hereby|whilst|lest|be it|told apart|upon)\b"
    r"|(?:^|(?<=[.!?] ))Of (?:an?|the|all|what|each|every)\b",
    re.IGNORECASE | re.MULTILINE,
)
CODE = re.compile(r"`[^`]*`|<code>.*?</code>|\{\w+\}|%\(\w+\)s")
WORD = re.compile(r"[\w'’.-]+")


def prose(page: Path) -> str:
    """Return a page without its code blocks, comments and tags."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"<!--.*?-->|<[^>]+>", "", text, flags=re.DOTALL)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of Markdown: of paragraphs, items of lists and cells of tables; code counts as a word."""
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )|\n(?=\||#)", text):
        for cell in block.split("|") if block.lstrip().startswith("|") else [block]:
            plain = re.sub(r"`[^`]*`", "X", " ".join(cell.split()))
            plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", plain)
            yield from re.split(r"(?<=[.!?])[\"”)*_]*\s+(?=[A-Z*_\"“(])", plain)


def test_hardly_any_sentence_of_the_documentation_is_long():
    found = [sentence for page in PAGES for sentence in sentences(prose(page)) if WORD.search(sentence)]
    long = [sentence for sentence in found if len(WORD.findall(sentence)) > LONGEST]
    assert len(long) <= LONGER * len(found), "\n".join(long)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_of_the_documentation_uses_stiff_words(page: Path):
    text = re.sub(r"`[^`]*`", "", prose(page))
    assert [match[0] for match in STIFF_IN_DOCS.finditer(text)] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5])
def test_no_message_uses_stiff_words(path: Path):
    assert [form for form in english(path) if STIFF.search(form)] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5])
def test_no_sentence_of_a_message_is_long(path: Path):
    assert [part for form in english(path) for part in long_parts(CODE.sub("X", form))] == []


def english(path: Path) -> Iterator[str]:
    """Yield every message of a catalogue in English; values, code and tags count as a word."""
    yield from (form for message in read(path) if message.id for form in forms(message.id))


def long_parts(text: str) -> Iterator[str]:
    """Yield what is too long of a text, between its stops, colons and semicolons."""
    parts = (part for sentence in sentences(text) for part in re.split(r"[;:] ", sentence))
    yield from (part for part in parts if len(WORD.findall(part)) > LONGEST_SAID)


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_what_a_sign_means_and_what_a_letter_says_reads_easily(page: Path):
    assert STIFF.findall(prose(page)) == []
    assert [*long_parts(prose(page))] == []
