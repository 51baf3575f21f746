"""The links of a built site that lead nowhere."""

import posixpath
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

ATTRIBUTES = {"href", "src", "action", "data"}


class Page(HTMLParser):
    """The ids of a page, the addresses it leads to, and the ids its own attributes name."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.named, self.repeated = set(), set(), set(), set()
        self.feed(text)

    def handle_starttag(self, _tag, attributes):
        for name, value in attributes:
            if name == "id":
                (self.repeated if value in self.ids else self.ids).add(value)
            elif name in ATTRIBUTES and value:
                self.links.add(value)
            elif name in {"aria-labelledby", "aria-describedby", "aria-controls", "for"}:
                self.named.update(value.split())


def broken(site, prefix):
    """Return every address in a built site that leads to no file or no id, with the page it stands on."""
    pages = {path.relative_to(site).as_posix(): Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    found = []
    for path, page in pages.items():
        found += [(path, f"#{name}") for name in sorted(page.named - page.ids)]
        found += [(path, f"id {name} twice") for name in sorted(page.repeated)]
        for link in sorted(page.links):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                if parts.netloc == "ledger.example" and not (site / resolved(path, parts.path, prefix)).exists():
                    found.append((path, link))
                continue
            target = path if not parts.path else resolved(path, parts.path, prefix)
            there = target and (site / target).is_file()
            if not there or (parts.fragment and unquote(parts.fragment) not in pages[target].ids):
                found.append((path, link))
    return found


def resolved(page, path, prefix):
    """Return the file below the site that a link's path means to a server of plain files."""
    path = unquote(path)
    if path.startswith("/"):
        if not path.startswith(prefix):
            return None
        target = path.removeprefix(prefix)
    else:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
        target += "/" if path.endswith(("/", "..")) or path == "." else ""
    return (
        posixpath.normpath(f"{target}/index.html").lstrip("/")
        if target in {"", "."} or target.endswith("/")
        else target
    )
