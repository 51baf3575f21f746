"""Building and rebuilding a large ledger, against plain MkDocs (and Hugo, where it is) rendering the same tree.

Plain MkDocs has its own theme and a short navigation, the fastest it can be. Figures are processor seconds, medians;
limits are ratios of two figures of one run.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from ledgers import SIZES, write
from spending import Spent, command, median, run

PLAIN = "site_name: Plain\nsite_url: https://example.org/\ndocs_dir: ledger\nnav: [index.md]\nplugins: [search]\n"
HUGO = {
    "hugo.toml": 'baseURL = "https://example.org/"\ntitle = "Plain"\ncontentDir = "ledger"\ndisableKinds = '
    '["taxonomy", "term", "RSS"]\n[outputs]\nhome = ["html", "json"]\n',
    "layouts/_default/single.html": "<!doctype html><html><head><title>{{ .Title }}</title></head>"
    "<body><nav><a href='/'>Home</a></nav>{{ .Content }}</body></html>",
    "layouts/_default/list.html": "<!doctype html><html><head><title>{{ .Title }}</title></head>"
    "<body>{{ .Content }}</body></html>",
    "layouts/index.html": "<!doctype html><html><head><title>Plain</title></head><body>{{ .Content }}</body></html>",
    "layouts/index.json": "[{{ range $i, $p := .Site.RegularPages }}{{ if $i }},{{ end }}"
    '{{ dict "title" $p.Title "location" $p.RelPermalink "text" $p.Plain | jsonify }}{{ end }}]',
}
LIMITS = {"cold": 0.6, "warm": 0.25, "one edit": 0.08, "cold against Hugo": 1.6}
MEMORY = 250
CACHE = ".client-ledger-cache"


class Tree:
    """One ledger, and the ways to build it."""

    def __init__(self, folder: Path, clients: int) -> None:
        self.folder = folder
        self.out = folder.parent / "site"
        self.record = sorted((folder / "ledger" / "clients").glob("*.md"))[clients // 2] if clients else folder
        (folder / "plain.yml").write_text(PLAIN, encoding="utf-8")
        for name, text in HUGO.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        self._edits = 0

    def plain(self) -> Spent:
        """Build with plain MkDocs."""
        return self._build("--config-file", "plain.yml")

    def hugo(self) -> Spent:
        """Build with Hugo."""
        shutil.rmtree(self.out, ignore_errors=True)
        return run([command("hugo"), "--quiet", "--destination", str(self.out)], self.folder)

    def cold(self) -> Spent:
        """Build the ledger with nothing remembered."""
        shutil.rmtree(self.folder / CACHE, ignore_errors=True)
        return self._build()

    def warm(self) -> Spent:
        """Build the ledger again."""
        return self._build()

    def one_edit(self) -> Spent:
        """Add a message to one client and build what depends on it."""
        self._edits += 1
        text = self.record.read_text(encoding="utf-8")
        line = f"messages:\n  - {{at: 2026-11-19 10:{self._edits:02}, text: Message {self._edits}}}\n"
        self.record.write_text(text.replace("messages:\n", line, 1), encoding="utf-8")
        return run([command("mkdocs"), "build", "--quiet", "--dirty", "--site-dir", str(self.out)], self.folder)

    def _build(self, *options: str) -> Spent:
        shutil.rmtree(self.out, ignore_errors=True)
        return run([command("mkdocs"), "build", "--quiet", "--site-dir", str(self.out), *options], self.folder)


def main() -> int:
    """Print the figures, and the ratios beside their limits; return 1 when one is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="M")
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-builds-") as temporary:
        folder = Path(temporary, "ledger")
        write(folder, SIZES[given.size])
        tree = Tree(folder, SIZES[given.size])
        figures = {"plain": median(tree.plain, given.times), "cold": median(tree.cold, given.times)}
        figures["warm"] = median(tree.warm, given.times)
        figures["one edit"] = median(tree.one_edit, given.times)
        if Path(command("hugo")).exists():
            figures["hugo"] = median(tree.hugo, given.times)
    for name, spent in figures.items():
        print(f"{name:<20}{spent.processor:8.2f} s {spent.wall:8.2f} s on the wall {spent.memory:6.0f} MB")
    ratios = {name: figures[name].processor / figures["plain"].processor for name in ("cold", "warm", "one edit")}
    if "hugo" in figures:
        ratios["cold against Hugo"] = figures["cold"].processor / figures["hugo"].processor
    for name, ratio in ratios.items():
        print(f"{name:<20}{ratio:8.2f}   limit {LIMITS[name]}")
    memory = max(figures[name].memory for name in ("cold", "warm", "one edit"))
    print(f"{'memory':<20}{memory:8.0f} MB limit {MEMORY} MB")
    return int(memory > MEMORY or any(ratio > LIMITS[name] for name, ratio in ratios.items()))


if __name__ == "__main__":
    sys.exit(main())
