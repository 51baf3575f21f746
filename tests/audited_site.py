"""A small ledger in git, and what its built pages say."""

import re
from html import unescape
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from repositories import Repo

MKDOCS = """\
site_name: Ledger
docs_dir: ledger
repo_url: https://codeberg.org/robin/ledger.git
theme: {name: client-ledger}
plugins:
  - search
  - client-ledger:
      timezone: Europe/Paris
      as_of: 2026-06-30
"""
ACME = """\
---
name: Acme
since: 2026-01-02
incidents:
  - {date: 2026-05-11, kind: insult, text: Shouted at me, evidence: call.txt}
messages:
  - {at: 2026-05-12 21:30, text: Where is it}
boundaries:
  - {date: 2026-06-01, sign: toxic-behaviour, text: I do not work with shouting}
---
"""
SITE = """\
---
client: acme
title: New site
stage: proposal
billing: fixed
value: 6000
requests:
  - {date: 2026-05-10, text: One more page}
---
"""


def built(repo: Repo) -> Path:
    config = load_config(str(repo.top / "mkdocs.yml"), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return Path(config.site_dir)


def page(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text(encoding="utf-8")


def text(html: str) -> str:
    """Return what a part of a page says, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def trail(html: str) -> str:
    return text(html.partition('<h2 id="trail">')[2].partition("</main>")[0])


def item(html: str, words: str) -> str:
    """Return the first item of a list of records with some words in it."""
    return next(text(each) for each in re.findall(r"<li>.*?</li>", html, re.DOTALL) if words in each)


def written(html: str, line: str) -> str:
    """Return what a page says of when the record at a place, `file:line`, was written down."""
    return item(html.partition('id="written"')[2], line)


def short(repo: Repo, revision: str = "HEAD") -> str:
    return repo.git("rev-parse", "--short=8", revision)
