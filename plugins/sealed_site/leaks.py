"""Search for plain text in what is about to be published."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sealed_site import media

SHORTEST = 4
SHORTEST_IN_CIPHERTEXT = 7
TAG = re.compile(r"<[^>]*>")
CODE = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
TITLED = re.compile(r"<(title|h[1-6])\b[^>]*>(.*?)</\1\s*>", re.IGNORECASE | re.DOTALL)
WORD = re.compile(r"[^\W_](?:[\w'’-]*[^\W_])?")
NUMBER = re.compile(r"\d[\d.,' \u00a0\u202f]*\d")
ASCII_RUN = re.compile(rb"[ -~]{7,}")
PRINTABLE = bytes(ord("x") if chr(code).isascii() and chr(code).isprintable() else ord("-") for code in range(256))
BEYOND_ASCII = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HEXADECIMAL = re.compile(r"[0-9a-f]+")


@dataclass(frozen=True)
class Leak:
    """A secret found in clear text in a published file (or in its name)."""

    path: str
    secret: str


def site_secrets(folder: Path, paths: Iterable[str]) -> set[str]:
    """Return what a sealed site must not show: the built site's names, titles, headings, words and numbers."""
    found: set[str] = set()
    tokens: set[str] = set()
    for path, text in _pages(folder, paths):
        found.update(_names(path))
        found.update(html.unescape(TAG.sub("", match[2])).strip() for match in TITLED.finditer(text))
        plain = html.unescape(TAG.sub(" ", CODE.sub("", text)))
        found.update(NUMBER.findall(plain))
        tokens.update(plain.split())
    found.update(WORD.findall("\n".join(tokens)))
    return {secret for secret in found if len(secret.encode()) >= SHORTEST}


def find_leaks(published: Mapping[str, bytes], secrets: Iterable[str], known: bytes) -> Iterator[Leak]:
    """Yield every secret found in `published` (path → bytes).

    `known` is the content that every sealed site has, the unlock page and its scripts: a word in it reveals
    nothing. Secrets under seven bytes are only searched outside the ciphertexts, and those that look like digits of
    a hash outside the blobs' names, where they occur by chance.
    """
    familiar = _Text(known.decode(errors="replace"))
    wanted = [secret for secret in secrets if secret not in familiar]
    ciphertexts = _Anchors(secret for secret in wanted if len(secret.encode()) >= SHORTEST_IN_CIPHERTEXT)
    readable = [secret for secret in wanted if not HEXADECIMAL.fullmatch(secret)]
    # Most names are digits of a hash, and secrets that could occur in those have just been left out.
    names = "\n".join(path for path in published if not HEXADECIMAL.fullmatch(path.rpartition("/")[2]))
    named = [secret for secret in readable if secret in names]
    for path, data in published.items():
        if data.startswith(b"age-encryption.org/v1\n"):
            yield from (Leak(path, secret) for secret in ciphertexts.found_in(data))
        elif data not in known:
            text = data.decode(errors="replace")
            yield from (Leak(path, secret) for secret in readable if secret in text)
        yield from (Leak(path, secret) for secret in named if secret in path)


class _Text:
    """A text that can quickly exclude secrets, because few of them share a beginning or an end with anything in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        lengths = (SHORTEST, 2 * SHORTEST)
        self._parts = {text[start : start + length] for length in lengths for start in range(len(text))}

    def __contains__(self, secret: str) -> bool:
        length = 2 * SHORTEST if len(secret) >= 2 * SHORTEST else SHORTEST
        may_stand = len(secret) < SHORTEST or {secret[:length], secret[-length:]} <= self._parts
        return may_stand and secret in self._text


class _Anchors:
    """Secrets by a part that is rare in random bytes: seven ASCII characters, or else a character beyond ASCII."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._ascii: dict[bytes, list[tuple[int, bytes]]] = {}
        self._beyond: dict[bytes, list[tuple[int, bytes]]] = {}
        for secret in secrets:
            data = secret.encode()
            run, character = ASCII_RUN.search(data), BEYOND_ASCII.search(data)
            if run:
                anchor = data[run.start() : run.start() + SHORTEST_IN_CIPHERTEXT]
                self._ascii.setdefault(anchor, []).append((run.start(), data))
            elif character:
                self._beyond.setdefault(character[0], []).append((character.start(), data))
        self._characters = re.compile(b"|".join(re.escape(character) for character in self._beyond))

    def found_in(self, data: bytes) -> Iterator[str]:
        """Yield the secrets that occur in `data`."""
        for text in _printable(data):
            windows = {
                text[start : start + SHORTEST_IN_CIPHERTEXT] for start in range(len(text) - SHORTEST_IN_CIPHERTEXT + 1)
            }
            for anchor in windows & self._ascii.keys():
                for place in _places(data, anchor):
                    yield from _standing(data, place, self._ascii[anchor])
        for character in self._characters.finditer(data) if self._beyond else ():
            yield from _standing(data, character.start(), self._beyond[character[0]])


def _printable(data: bytes) -> Iterator[bytes]:
    """Yield the runs of at least seven printable ASCII characters in `data`, without a step per byte."""
    mask = data.translate(PRINTABLE)
    start = mask.find(b"x" * SHORTEST_IN_CIPHERTEXT)
    while start >= 0:
        end = mask.find(b"-", start)
        end = len(mask) if end < 0 else end
        yield data[start:end]
        start = mask.find(b"x" * SHORTEST_IN_CIPHERTEXT, end)


def _places(data: bytes, anchor: bytes) -> Iterator[int]:
    return (match.start() for match in re.finditer(re.escape(anchor), data))


def _standing(data: bytes, place: int, secrets: Iterable[tuple[int, bytes]]) -> Iterator[str]:
    for offset, secret in secrets:
        if place >= offset and data.startswith(secret, place - offset):
            yield secret.decode()


def _pages(folder: Path, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file without lines of earlier pages: all pages repeat the navigation."""
    seen: set[str] = set()
    for path in paths:
        lines: list[str] = []
        if media.media_type(path).startswith("text/html"):
            lines = (folder / path).read_text(encoding="utf-8", errors="replace").splitlines()
        yield path, "\n".join(line for line in lines if line not in seen)
        seen.update(lines)


def _names(path: str) -> Iterator[str]:
    parts = path.split("/")
    yield from parts
    yield from (part.rpartition(".")[0] for part in parts if "." in part)
