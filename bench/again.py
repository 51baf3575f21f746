"""Builds a ledger in one process as `mkdocs serve` does, once and after each of some edits of one client.

Prints the processor seconds of the first build and the median of the others:
`python bench/again.py MKDOCS_YML SITE [EDITS]`.
"""

from __future__ import annotations

import logging
import statistics
import sys
import time
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

EDITS = 5


def main() -> int:
    """Print both figures."""
    site_file, site = map(Path, sys.argv[1:3])
    edits = int(sys.argv[3]) if len(sys.argv) > 3 else EDITS
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    clients = sorted((site_file.parent / "ledger" / "clients").glob("*.md"))
    record = clients[len(clients) // 2]
    spent = []
    for edit in range(edits + 1):
        start = time.process_time()
        config = load_config(str(site_file), site_dir=str(site))
        if not edit:
            config.plugins.on_startup(command="serve", dirty=True)
        build(config, serve_url="http://127.0.0.1:8000/", dirty=True)
        spent.append(time.process_time() - start)
        line = f"messages:\n  - {{at: 2026-11-19 11:{edit:02}, text: Message {edit}}}\n"
        record.write_text(record.read_text(encoding="utf-8").replace("messages:\n", line, 1), encoding="utf-8")
    print(spent[0], statistics.median(spent[1:]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
