"""Every language says everything: the catalogues are whole, in step with the sources, and well set."""

import ast
import re
import string
from io import BytesIO

import pytest
from babel import Locale
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo

import catalogue
from catalogue import CATALOGUES, forms
from client_ledger.signs import SIGNS
from client_ledger.text.babel import formatter_of
from client_ledger.text.message import Label
from client_ledger.words import words

CODE = re.compile(r"`[^`]*`|<code>.*?</code>|\{\{.*\}\}|\{[^}]*\}")
PAGES = catalogue.ROOT / "plugins/client_ledger/signs"

FOLDERS = ("client_ledger", "sealed_site")

every_catalogue = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parts[-5]} {path.parts[-3]}")


def messages(path) -> list[Message]:
    return [message for message in catalogue.read(path) if message.id]


def placeholders(text: str) -> set[str]:
    named = {name for _, name, _, _ in string.Formatter().parse(text) if name} if "%(" not in text else set()
    return named | set(re.findall(r"%\(\w+\)s", text))


@every_catalogue
def test_the_catalogue_has_every_message_of_the_sources_and_no_other(path):
    said = {(message.context, message.id) for message in catalogue.template(path.parents[2]) if message.id}
    assert {(message.context, message.id) for message in messages(path)} == said, "run python3 dev.py messages"
    assert not catalogue.read(path).obsolete


@every_catalogue
def test_every_message_is_translated_in_all_its_forms(path):
    assert [message.id for message in messages(path) if not catalogue.is_translated(message)] == []
    assert [message.id for message in messages(path) if message.fuzzy] == []
    assert b"fuzzy" not in path.read_bytes()


@every_catalogue
def test_a_translation_has_the_placeholders_of_its_message(path):
    for message in messages(path):
        *singular, plural = (placeholders(form) for form in forms(message.id))
        *said_of_one, said_of_many = (placeholders(form) for form in forms(message.string))
        assert said_of_many == plural, message.id
        assert said_of_one == singular, message.id


CALLS = {"msg", "plural_msg", "tr", "tr_many", "to_translate"}


def calls():
    """Yield every call that makes a sentence, with the file, from both packages."""
    for folder in FOLDERS:
        for file in sorted((catalogue.ROOT / "plugins" / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", None) in CALLS:
                    written = node.args[: 2 if node.func.id in {"plural_msg", "tr_many"} else 1]
                    yield file, node, [getattr(each, "value", None) for each in written]


def test_every_phrase_in_the_code_is_written_where_the_catalogues_can_find_it():
    known = {
        form
        for locales in catalogue.SOURCES
        for message in catalogue.template(locales)
        if message.id
        for form in forms(message.id)
    }
    for file, node, written in calls():
        if node.func.id in {"msg", "plural_msg"} or all(isinstance(each, str) for each in written):
            assert set(written) <= known, f"{file}:{node.lineno}"


def test_every_phrase_is_given_the_values_it_names():
    for file, node, written in calls():
        given = {keyword.arg for keyword in node.keywords}
        if None in given or not all(isinstance(each, str) for each in written):
            continue
        if node.func.id in {"plural_msg", "tr_many"}:
            given.add("count")
        if node.func.id in {"tr", "tr_many"}:
            assert set().union(*map(placeholders, written)) == given - (
                {"count"} - set().union(*map(placeholders, written))
            ), f"{file}:{node.lineno}"


class AnyValues(dict):
    def __missing__(self, name):
        return "…"


@every_catalogue
def test_every_message_can_be_said_with_its_values(path):
    for message in messages(path):
        from_python = any(file.endswith(".py") for file, _ in message.locations)
        for form in (*forms(message.id), *forms(message.string)):
            said = form.format_map(AnyValues()) if from_python else form % AnyValues()
            assert said, form


@every_catalogue
def test_the_compiled_catalogue_is_the_one_that_is_written(path):
    written = catalogue.compiled(catalogue.read(path))
    assert said_by(path.with_suffix(".mo").read_bytes()) == said_by(written), "run python3 dev.py messages"


def said_by(compiled: bytes) -> list[tuple[object, object, str | None]]:
    """Return a compiled catalogue's messages and header, without the version of Babel that wrote it."""
    return [(message.id, message.string, message.context) for message in read_mo(BytesIO(compiled))]


def test_every_word_of_the_format_has_its_word():
    known = {message.id for path in CATALOGUES for message in messages(path)}
    assert [word for word in words() if word not in known] == []


def test_the_signs_have_the_names_their_french_pages_give_them():
    formatter = formatter_of(Locale("fr"), [str(catalogue.LOCALES)])
    for sign in SIGNS:
        page = (PAGES / f"{sign.name.replace('-', '_')}.fr.md").read_text(encoding="utf-8")
        assert page.startswith(f"# {formatter.term(Label(sign.name)).capitalize()}\n")


@every_catalogue
def test_french_marks_come_after_a_space_that_never_breaks(path):
    for message in messages(path):
        for form in forms(message.string):
            text = CODE.sub("x", form)
            assert not re.search(r"(?<!\u202f)[;!?](?=\s|$)", text), form
            assert not re.search(r"(?<!\u00a0):(?=\s|$)", text), form
            assert not re.search(r"«(?!\u00a0)|(?<!\u00a0)»", text), form
            assert "'" not in text, form
            assert not re.search(r"\d [%€]", text), form
