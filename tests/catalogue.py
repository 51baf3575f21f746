"""Brings the languages' catalogues up to date with the sources: run by `python3 dev.py messages`.

Every message of the Python code, every text of the theme's templates and every word of the format becomes a
message. Existing translations are kept, new messages are added empty, and those no longer said are dropped.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from client_ledger.words import words

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "theme/client_ledger_theme/locales"
KEYWORDS = {
    "msg": None,
    "plural_msg": (1, 2),
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
TEMPLATES = {"extensions": "jinja2.ext.do", "newstyle_gettext": "true", "silent": "false"}


def template() -> Catalog:
    """Return all messages, in the order of the sources, without translations."""
    messages = Catalog(project="Client Ledger", charset="utf-8", fuzzy=False)
    options = {"**.html": TEMPLATES}
    for folder in ("plugins/client_ledger", "theme/client_ledger_theme"):
        found = extract_from_dir(
            ROOT / folder, [("**.py", "python"), ("**.html", "jinja2")], options, KEYWORDS, directory_filter=visible
        )
        for file, _, message, _, context in sorted(found, key=lambda each: each[:2]):
            messages.add(message, locations=[(f"{folder}/{Path(file).as_posix()}", 0)], context=context)
    for word in words():
        messages.add(word, locations=[("plugins/client_ledger/words.py", 0)])
    return messages


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
    catalogue.update(template(), no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
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
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/messages.po")):
        for message in update(path):
            if message.id and not is_translated(message):
                missing += 1
                sys.stdout.write(f"{path.relative_to(ROOT)}: not translated: {message.id}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
