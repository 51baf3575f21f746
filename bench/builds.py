"""Building and rebuilding a large ledger, against plain MkDocs (and Hugo, where it is) rendering the same tree.

Plain MkDocs has its own theme and a short navigation, the fastest it can be. The equal loop does the same work without
judging: it parses the YAML, converts the Markdown and writes as many bytes by Jinja. Figures are processor seconds of
one process, medians; limits are ratios of two figures of one run.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from ledgers import SIZES, write
from spending import Spent, command, median, run

PLAIN = "site_name: Plain\nsite_url: https://example.org/\ndocs_dir: ledger\nnav: [index.md]\nplugins: [search]\n"
HUGO = {
    "hugo.toml": 'baseURL = "https://example.org/"\ntitle = "Plain"\ncontentDir = "hugo"\ndisableKinds = '
    '["taxonomy", "term", "RSS"]\n[outputs]\nhome = ["html", "json"]\n',
    "layouts/_default/single.html": "<!doctype html><html><head><title>{{ .Title }}</title></head>"
    "<body><nav><a href='/'>Home</a></nav>{{ .Content }}</body></html>",
    "layouts/_default/list.html": "<!doctype html><html><head><title>{{ .Title }}</title></head>"
    "<body>{{ .Content }}</body></html>",
    "layouts/index.html": "<!doctype html><html><head><title>Plain</title></head><body>{{ .Content }}</body></html>",
    "layouts/index.json": "[{{ range $i, $p := .Site.RegularPages }}{{ if $i }},{{ end }}"
    '{{ dict "title" $p.Title "location" $p.RelPermalink "text" $p.Plain | jsonify }}{{ end }}]',
}
LIMITS = {
    "T": {"cold": 2.5, "warm": 0.9, "one edit": 0.35},
    "M": {"cold": 3.0, "warm": 0.3, "one edit": 0.15, "cold / the equal loop": 3.5, "wall of 2 processes / 1": 0.75},
}
MEMORY, TOGETHER = 250, 500
EQUAL = """
import os, pathlib, sys
import jinja2, markdown, yaml
ledger, out, total = pathlib.Path("ledger"), pathlib.Path(sys.argv[1]), int(sys.argv[2])
page = jinja2.Environment(autoescape=True).from_string(
    "<html><body>{{ words|safe }}<table>{% for row in rows %}<tr><td>{{ row[0] }}</td><td>{{ row[1] }}</td></tr>"
    "{% endfor %}</table></body></html>")
files = sorted(ledger.rglob("*.md"))
share = total // len(files)
for path in files:
    _, front, words = (path.read_text(encoding="utf-8").split("---\\n", 2) + ["", ""])[:3]
    yaml.compose(front, yaml.CSafeLoader)
    html = markdown.markdown(words, extensions=["toc", "tables", "fenced_code"])
    text = front or "row: of a table"
    rows = [(number, line) for number, line in enumerate(text.split("\\n"))]
    rows *= max(share - len(html), 1) // (len(text) + 30 * len(rows)) + 1
    target = out / path.relative_to(ledger).with_suffix(".html")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page.render(words=html, rows=rows), encoding="utf-8")
"""
CACHE = ".client-ledger-cache"


class Tree:
    """One ledger, and the ways to build it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder.parent / "site"
        (folder / "plain.yml").write_text(PLAIN, encoding="utf-8")
        for name, text in HUGO.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        shutil.copytree(folder / "ledger", folder / "hugo")
        for index in (folder / "hugo").rglob("index.md"):
            index.rename(index.with_name("_index.md"))  # as index.md it would make its folder a single page

    def plain(self) -> Spent:
        """Build with plain MkDocs."""
        return self._build("--config-file", "plain.yml")

    def hugo(self) -> Spent:
        """Build with Hugo."""
        shutil.rmtree(self.out, ignore_errors=True)
        spent = run(["hugo", "--quiet", "--destination", str(self.out)], self.folder)
        pages, sources = (
            len(list(top.rglob(kind))) for top, kind in ((self.out, "*.html"), (self.folder / "hugo", "*.md"))
        )
        if pages < sources:
            sys.exit(f"Hugo wrote {pages} pages of {sources} files")
        return spent

    def cold(self) -> Spent:
        """Build the ledger with nothing remembered."""
        shutil.rmtree(self.folder / CACHE, ignore_errors=True)
        return self._build()

    def two(self) -> Spent:
        """Build the ledger with nothing remembered, by two processes."""
        shutil.rmtree(self.folder / CACHE, ignore_errors=True)
        return self._build(jobs="2")

    def equal(self) -> Spent:
        """Parse, convert and write as many bytes as the site has, which stands there."""
        total = sum(path.stat().st_size for path in self.out.rglob("*.html"))
        return run([command("python"), "-c", EQUAL, str(self.out.with_name("equal")), str(total)], self.folder)

    def warm(self) -> Spent:
        """Build the ledger again."""
        return self._build()

    def unchanged(self) -> Spent:
        """Build what depends on nothing: the site stands there already."""
        return run([command("mkdocs"), "build", "--quiet", "--dirty", "--site-dir", str(self.out)], self.folder)

    def one_edit(self) -> float:
        """Return the processor seconds that `mkdocs serve` takes to build again after an edit of one client."""
        script = [command("python"), str(Path(__file__).with_name("again.py")), "mkdocs.yml", str(self.out)]
        said = subprocess.run(script, cwd=self.folder, check=True, capture_output=True, text=True).stdout
        return float(said.split()[1])

    def _build(self, *options: str, jobs: str = "1") -> Spent:
        shutil.rmtree(self.out, ignore_errors=True)
        build = [command("mkdocs"), "build", "--quiet", "--site-dir", str(self.out), *options]
        return run(build, self.folder, CLIENT_LEDGER_JOBS=jobs)


def main() -> int:
    """Print the figures, and the ratios beside their limits; return 1 when one is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="M")
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-builds-") as temporary:
        folder = Path(temporary, "ledger")
        write(folder, SIZES[given.size])
        tree = Tree(folder)
        figures = {"plain": median(tree.plain, given.times), "cold": median(tree.cold, given.times)}
        figures["equal"] = median(tree.equal, given.times)
        figures["two"] = median(tree.two, given.times)
        figures["warm"] = median(tree.warm, given.times)
        figures["unchanged"] = median(tree.unchanged, given.times)
        one_edit = tree.one_edit()
        if shutil.which("hugo"):
            figures["hugo"] = median(tree.hugo, given.times)
    for name, spent in figures.items():
        print(f"{name:<20}{spent.processor:8.2f} s {spent.wall:8.2f} s on the wall {spent.memory:6.0f} MB")
    print(f"{'one edit':<20}{one_edit:8.2f} s while serving")
    ratios = {name: figures[name].processor / figures["plain"].processor for name in ("cold", "warm")}
    ratios["one edit"] = one_edit / figures["plain"].processor
    ratios["cold / the equal loop"] = figures["cold"].processor / figures["equal"].processor
    ratios["wall of 2 processes / 1"] = figures["two"].wall / figures["cold"].wall
    limits = LIMITS.get(given.size, {})
    if "hugo" in figures:
        print(f"{'cold against Hugo':<20}{figures['cold'].processor / figures['hugo'].processor:8.2f}")
    else:
        print("no comparison with Hugo: it is not installed")
    for name, ratio in ratios.items():
        print(f"{name:<24}{ratio:8.2f}   limit {limits.get(name, 'none')}")
    memory = max(figures[name].memory for name in ("cold", "warm", "unchanged"))
    together = 2 * figures["two"].memory  # at most: forked processes share a part
    print(f"{'memory':<20}{memory:8.0f} MB limit {MEMORY} MB")
    print(f"{'of 2 processes':<20}{together:8.0f} MB limit {TOGETHER} MB")
    is_too_large = memory > MEMORY or together > TOGETHER
    return int(is_too_large or any(ratio > limits.get(name, ratio) for name, ratio in ratios.items()))


if __name__ == "__main__":
    sys.exit(main())
