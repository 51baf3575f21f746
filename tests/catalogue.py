"""Brings the languages' catalogues up to date with the sources: run by `python3 dev.py messages`.

Every message of the Python code, every text of the theme's templates and every word of the format becomes a
message. Existing translations are kept, new messages are added empty, and those no longer said are dropped.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import get_args

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import client_ledger.cli
import sealed_site.cli
from click_words import CLICK_WORDS
from client_ledger.importers import IMPORTERS
from client_ledger.importers.importer import Unit
from client_ledger.lsp.field_docs import FIELDS, PAGE_FIELDS, SIGN_OPTIONS
from client_ledger.lsp.models import READ_AS
from client_ledger.words import words
from sealed_site.help_texts import help_texts

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "theme/client_ledger_theme/locales"
SEALED = ROOT / "plugins/sealed_site/locales"
# Each catalogue's own folders; help is in that of the package whose command it is.
SOURCES = {LOCALES: ("plugins/client_ledger", "theme/client_ledger_theme"), SEALED: ("plugins/sealed_site",)}
CATALOGUES = sorted(path for folder in SOURCES for path in folder.glob("*/LC_MESSAGES/messages.po"))
KEYWORDS = {
    "msg": None,
    "plural_msg": (1, 2),
    "tr": None,
    "tr_many": (1, 2),
    "to_translate": None,
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
TEMPLATES = {"extensions": "jinja2.ext.do", "newstyle_gettext": "true", "silent": "false"}


def template(locales: Path) -> Catalog:
    """Return all messages of a catalogue, in the order of the sources, without translations."""
    messages = Catalog(project="Client Ledger", charset="utf-8", fuzzy=False)
    options = {"**.html": TEMPLATES}
    for folder in SOURCES[locales]:
        found = extract_from_dir(
            ROOT / folder, [("**.py", "python"), ("**.html", "jinja2")], options, KEYWORDS, directory_filter=visible
        )
        for file, _, message, _, context in sorted(found, key=lambda each: each[:2]):
            messages.add(message, locations=[(f"{folder}/{Path(file).as_posix()}", 0)], context=context)
    for text, file in _texts_without_call(locales):
        messages.add(text, locations=[(file, 0)])
    return messages


def _texts_without_call(locales: Path) -> Iterator[tuple[str | tuple[str, str], str]]:
    """Yield the texts that no call names: words of the format, titles of importers, help, and click's own words."""
    sealing = set(help_texts(sealed_site.cli.main))
    if locales == SEALED:
        yield from ((text, "plugins/sealed_site/cli.py") for text in sorted(sealing))
        yield from ((text, "click") for text in CLICK_WORDS)
        return
    yield from ((word, "plugins/client_ledger/words.py") for word in words())
    titles = sorted({each.title for each in IMPORTERS.values()})
    yield from ((text, "plugins/client_ledger/importers") for text in (*titles, *get_args(Unit)))
    docs = {text for texts in (*FIELDS.values(), PAGE_FIELDS, SIGN_OPTIONS) for text in texts.values()}
    docs |= {*READ_AS.values(), "records", "map", "map of signs"}
    yield from ((text, "plugins/client_ledger/lsp/field_docs.py") for text in sorted(docs))
    yield from ((text, "plugins/client_ledger/cli.py") for text in sorted(help_of_the_ledger() - sealing))


def help_of_the_ledger() -> set[str]:
    """Return every text of the help of `client-ledger`."""
    commands = [client_ledger.cli.main, *map(client_ledger.cli.load, client_ledger.cli.COMMANDS)]
    return {text for command in commands for text in help_texts(command)} | {
        purpose for _, purpose in client_ledger.cli.COMMANDS.values()
    }


def visible(folder: str | Path) -> bool:
    """Tell whether a folder is looked into."""
    return not Path(folder).name.startswith((".", "__"))


def read(path: Path) -> Catalog:
    """Return a catalogue file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as gettext reads it."""
    target = BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def update(path: Path) -> Catalog:
    """Bring one catalogue up to date, write it and its compiled form, and return it."""
    catalogue = read(path)
    catalogue.update(
        template(path.parents[2]), no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False
    )
    catalogue.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, include_lineno=False)
    path.with_suffix(".mo").write_bytes(compiled(catalogue))
    return catalogue


def forms(text: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return a message's singular and plural, or its only form."""
    return (text,) if isinstance(text, str) else tuple(text or ("",))


def is_translated(message: Message) -> bool:
    """Tell whether a message has all its forms in the language."""
    return all(forms(message.string))


def main() -> int:
    """Update every catalogue; return 1 and name the messages that lack a translation, if any does."""
    missing = 0
    for path in CATALOGUES:
        for message in update(path):
            if message.id and not is_translated(message):
                missing += 1
                sys.stdout.write(f"{path.relative_to(ROOT)}: not translated: {message.id}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
