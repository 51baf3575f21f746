"""Read XML from outside by local names, without entities, and up to a size limit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from client_ledger.frontmatter.document import EditRefused
from client_ledger.text.cli_language import tr

LARGEST = 20_000_000
HTML = re.compile(rb"\s*<(?:!doctype\s+html|html)", re.IGNORECASE)


class _Refusing(TreeBuilder):
    """Builds a tree and refuses a document type, whose entities may name files or grow without limit."""

    def doctype(self, *_: object) -> None:
        raise EditRefused(tr("its XML has a document type (<!DOCTYPE …>), which is not allowed"))


def parse_xml(data: bytes) -> Element | None:
    """Return the root element, or None if the bytes are not XML; raise EditRefused if they may do harm."""
    if HTML.match(data) or not data.lstrip(b"\xef\xbb\xbf\xff\xfe\r\n\t \0").startswith(b"<"):
        return None
    if len(data) > LARGEST:
        raise EditRefused(tr("its XML is larger than {limit} MB", limit=LARGEST // 1_000_000))
    parser = XMLParser(target=_Refusing())  # noqa: S314 - a document type, where attacks begin, is refused
    try:
        parser.feed(data)
        root = parser.close()
    except (ParseError, ValueError, LookupError):
        return None
    return root if isinstance(root, Element) else None


def fault_in(data: bytes) -> tuple[int, int] | None:
    """Return the line and the column, from 1, where XML is damaged; None if it is whole or no XML."""
    if not re.match(rb"(?:\xef\xbb\xbf)?\s*<\?xml", data):
        return None
    parser = XMLParser(target=_Refusing())  # noqa: S314 - as above
    try:
        parser.feed(data)
        parser.close()
    except ParseError as error:
        line, column = error.position
        return line, column + 1
    except (ValueError, LookupError):
        return None
    return None


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element, *path: str) -> Iterator[Element]:
    """Yield the elements at a path of local names."""
    if not path:
        yield element
        return
    for child in element:
        if local(child) == path[0]:
            yield from children(child, *path[1:])


def text_at(element: Element, *paths: str) -> str:
    """Return the first non-empty text at any of some paths, written `A/B/C`."""
    for path in paths:
        for found in children(element, *path.split("/")):
            if found.text and found.text.strip():
                return found.text.strip()
    return ""


def texts_below(element: Element, *names: str) -> Iterator[str]:
    """Yield every non-empty text in elements with these local names, at any depth."""
    for found in element.iter():
        if local(found) in names and found.text and found.text.strip():
            yield found.text.strip()
