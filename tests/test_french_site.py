"""`theme.locale: fr` makes a wholly French site, in our theme and around it in others."""

import html
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from babel import Locale
from mkdocs.commands.build import build
from mkdocs.config import load_config

import catalogue
from catalogue import forms
from client_ledger.text.babel import formatter_of
from client_ledger.text.message import Amount, CalendarMonth, Share, msg

ROOT = Path(__file__).resolve().parent.parent
LONG_ENOUGH_TO_TELL = 12
INLINE = re.compile(r"</?(a|abbr|b|em|i|kbd|span|strong|time|wbr)\b[^>]*>")
SITE = """
INHERIT: {root}/mkdocs.yml
site_name: Mes clients
docs_dir: {root}/ledger
theme: {theme}
"""


def built(folder: Path, theme: str) -> Path:
    config = folder / "mkdocs.yml"
    config.write_text(SITE.format(root=ROOT, theme=theme), encoding="utf-8")
    build(load_config(str(config), site_dir=str(folder / "site"), strict=True))
    return folder / "site"


def text_of(page: Path) -> str:
    """Return what a page shows or reads aloud: its text, and the attributes that hold some."""
    source = page.read_text(encoding="utf-8")
    source = re.sub(r"<(script|style|code)\b.*?</\1>", " ", source, flags=re.DOTALL)
    source = re.sub(r'<(\w+)\b[^>]*\blang="en"[^>]*>.*?</\1>', " ", source, flags=re.DOTALL)
    spoken = re.findall(r'\b(?:aria-label|title|alt|placeholder|content)="([^"]*)"', source)
    shown = re.sub(r"<[^>]*>", "\n", INLINE.sub("", source))
    return html.unescape("\n".join([shown, *spoken]))


@pytest.fixture(scope="module")
def french(tmp_path_factory):
    return built(tmp_path_factory.mktemp("french"), "{name: client-ledger, locale: fr}")


@pytest.fixture(scope="module")
def english_patterns():
    """What each English message that differs from its translation looks like, unless the owner's words hold it."""
    owners = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "ledger").rglob("*.md"))
    patterns = {}
    for message in catalogue.read(catalogue.LOCALES / "fr/LC_MESSAGES/messages.po"):
        for english, translated in zip(forms(message.id), forms(message.string), strict=True):
            parts = re.split(r"%\(\w+\)s|\{+[^}]*\}+", re.sub(r"<[^>]*>", "", english))
            pattern = re.compile(r"(?<!\w)" + r".{1,200}?".join(map(re.escape, parts)) + r"(?!\w)")
            long_enough = len("".join(parts)) > LONG_ENOUGH_TO_TELL
            if english != translated and long_enough and not pattern.search(owners):
                patterns[english] = max(parts, key=len), pattern
    return patterns


def test_no_english_message_stands_in_the_french_site(french, english_patterns):
    found = {}
    for page in sorted(french.rglob("*.html")):
        if page.is_relative_to(french / "source"):
            continue
        text = text_of(page)
        found |= {
            english: page
            for english, (part, pattern) in english_patterns.items()
            if part in text and pattern.search(text)
        }
    assert found == {}


def test_every_page_says_that_it_is_french(french):
    pages = list(french.rglob("*.html"))
    assert pages
    assert [page for page in pages if '<html lang="fr"' not in page.read_text(encoding="utf-8")] == []


def test_the_signs_pages_are_the_french_ones(french):
    assert "Ce que cela veut dire" in text_of(french / "signs/late-payments/index.html")


def test_a_clients_letters_are_in_french_first_and_in_english_too(french):
    page = (french / "clients/velatone/index.html").read_text(encoding="utf-8")
    assert page.index("<b>Fin de notre collaboration</b>") < page.index("<b>End of our work together</b>")
    assert "- {date: 2026-11-20, decision: leave, last_day: 2026-11-20}" in html.unescape(page)


def test_a_client_to_keep_gets_no_letter(french):
    assert "words-to-send" not in (french / "clients/orvelune/index.html").read_text(encoding="utf-8")


def test_another_theme_keeps_its_own_french_around_ours(tmp_path):
    text = text_of(built(tmp_path, "{name: readthedocs, locale: fr}") / "clients/velatone/index.html")
    assert "Suivant" in text
    assert "partir maintenant" in text.lower()


def test_a_theme_of_ones_own_may_say_a_word_differently(tmp_path):
    folder = tmp_path / "own/locales/fr/LC_MESSAGES"
    folder.mkdir(parents=True)
    words = catalogue.read(catalogue.LOCALES / "fr/LC_MESSAGES/messages.po")
    words.get("leave now").string = "filer"
    (folder / "messages.mo").write_bytes(catalogue.compiled(words))
    theme = f"{{name: client-ledger, locale: fr, custom_dir: {tmp_path / 'own'}}}"
    text = text_of(built(tmp_path, theme) / "clients/velatone/index.html").lower()
    assert "filer" in text
    assert "partir maintenant" not in text


@pytest.fixture(scope="module")
def formatter():
    return formatter_of(Locale("fr"), [str(catalogue.LOCALES)])


def test_numbers_money_and_shares_are_written_as_the_french_write_them(formatter):
    sentence = msg("{a} {b} {c}", a=Amount(Decimal("1234.5"), "EUR"), b=Share(Fraction(1, 24)), c=12345)
    assert formatter.format(sentence) == "1\u202f234,50\u00a0€ 4,2\u00a0% 12\u202f345"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 11, 1), "1er\u00a0nov. 2026"),
        (date(2026, 11, 2), "2\u00a0nov. 2026"),
        (datetime(2026, 11, 1, 22, 41, tzinfo=UTC), "1er\u00a0nov. 2026 22:41"),
        (CalendarMonth(date(2026, 11, 1)), "novembre 2026"),
    ],
)
def test_days_and_months_are_written_as_the_french_write_them(formatter, day, written):
    assert formatter.value(day) == written
