"""Inspect pages: inline code, whose hashes the policy lists, and forbidden requests."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from sealed_site.language import tr

_TAGS = "link|img|source|video|audio|track|input|use|image|iframe|frame|embed|object|base|form|portal"
_ATTRIBUTES = r"(?:[^>\"']|\"[^\"]*\"|'[^']*')*"
TOKEN = re.compile(
    rf"<!--.*?-->|<(?P<inline>script|style)\b(?P<inline_attributes>{_ATTRIBUTES})>(?P<body>.*?)</(?P=inline)\s*>"
    rf"|<(?P<tag>{_TAGS})\b(?P<attributes>{_ATTRIBUTES})>",
    re.IGNORECASE | re.DOTALL,
)
ATTRIBUTE = re.compile(r"([^\s=\"'>/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
STYLE_ATTRIBUTE = re.compile(r"<[a-z][^<>]*?\sstyle\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
HANDLER = re.compile(r"<[a-z][^<>]*?\s(on[a-z]+)\s*=\s*[\"']", re.IGNORECASE)
CSS_ADDRESS = re.compile(r"(?:url\(\s*|@import\s+)[\"']?((?:https?:)?//[^\"')\s]+)", re.IGNORECASE)
UNSERVED = ("embed", "object", "iframe", "frame", "portal")
ICONS = {"icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon"}
LOADING_LINKS = {"stylesheet", "preload", "prefetch", "modulepreload", "manifest", "preconnect", "dns-prefetch", *ICONS}
ADDRESSES = ("src", "srcset", "poster", "data", "xlink:href", "href", "action")


def is_active(media: str) -> bool:
    """Tell whether a file of this media type may run scripts when opened: HTML, and XML of any kind."""
    kind = media.partition(";")[0]
    return kind == "text/html" or kind.endswith(("/xml", "+xml"))


@dataclass(frozen=True)
class Inspected:
    """One page's inline code as `sha256-…` hashes, and the reasons why it cannot be sealed."""

    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    refusals: tuple[str, ...]


def inspect_page(text: str, site_url: str) -> Inspected:
    """Inspect one HTML page of the site at `site_url`."""
    text = text.replace("\r\n", "\n")
    scripts: dict[str, None] = {}
    styles: dict[str, None] = {}
    refusals: dict[str, None] = {}
    for token in TOKEN.finditer(text):
        tag = (token["inline"] or token["tag"] or "").lower()
        attributes = dict(_attributes(token["inline_attributes"] or token["attributes"] or ""))
        if tag == "script" and "src" not in attributes:
            scripts[_hash(token["body"])] = None
        elif tag == "style":
            styles[_hash(token["body"])] = None
            refusals.update(dict.fromkeys(inspect_style(token["body"], site_url)))
        refusals.update(dict.fromkeys(_refused(tag, attributes, site_url)))
    markup = TOKEN.sub(lambda token: token[0] if token["tag"] else "", text)
    for style in STYLE_ATTRIBUTE.finditer(markup):
        value = html.unescape(style[1] if style[1] is not None else style[2])
        styles[_hash(value)] = None
        refusals.update(dict.fromkeys(inspect_style(value, site_url)))
    for handler in HANDLER.finditer(markup):
        refusals[
            tr("has an inline event handler, {lower}=… (move it into a script file)", lower=handler[1].lower())
        ] = None
    return Inspected(tuple(scripts), tuple(styles), tuple(refusals))


def inspect_style(text: str, site_url: str) -> tuple[str, ...]:
    """Return why a style sheet cannot be sealed: every address on another host that it would request."""
    return tuple(_asks(match[1]) for match in CSS_ADDRESS.finditer(text) if _is_elsewhere(match[1], site_url))


def _refused(tag: str, attributes: dict[str, str], site_url: str) -> Iterator[str]:
    if tag in UNSERVED:
        yield tr(
            "uses <{tag}>, which a sealed site cannot show (link to the file, or use <img>, <video>, <audio>)", tag=tag
        )
        return
    if tag == "base":
        yield tr("uses <base>, which would break its links")
    if tag == "link" and not LOADING_LINKS & set(attributes.get("rel", "").lower().split()):
        return
    for name in ADDRESSES:
        for address in _addresses(name, attributes.get(name, "")):
            if _is_elsewhere(address, site_url):
                yield _asks(address)


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for match in ATTRIBUTE.finditer(text):
        yield match[1].lower(), html.unescape(next(value for value in (*match.groups()[1:], "") if value is not None))


def _addresses(name: str, value: str) -> list[str]:
    return [part.split()[0] for part in value.split(",") if part.split()] if name == "srcset" else [value.strip()]


def _is_elsewhere(address: str, site_url: str) -> bool:
    return urlsplit(address).netloc not in ("", urlsplit(site_url).netloc)


def _asks(address: str) -> str:
    return tr("loads from another host, {netloc} (keep the file in the site)", netloc=urlsplit(address).netloc)


def _hash(body: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
