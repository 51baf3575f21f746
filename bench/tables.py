"""How soon the table of 2,000 clients is painted in Chromium, and sorted and filtered after a click."""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from ledgers import SIZES, write
from playwright.sync_api import Page, sync_playwright
from spending import command

LIMIT_MS = 300
TIMES = 5
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
UNTIL_PAINTED = """act => new Promise(done => {
  const begun = performance.now();
  eval(act);
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
})"""
SORT = "document.querySelector('table.sortable th[data-sort=score] button').click()"
FILTER = """const find = document.querySelector('.filter input'); find.value = 'client 19';
find.dispatchEvent(new InputEvent('input', {bubbles: true}))"""


def measure(page: Page, address: str) -> dict[str, float]:
    """Return the milliseconds to the first paint, and from a click or a word typed until its outcome is painted."""
    page.goto(address)
    page.wait_for_load_state("load")
    found = {"first paint": page.evaluate(FIRST_PAINT)}
    found["sort"] = page.evaluate(UNTIL_PAINTED, SORT)
    found["filter"] = page.evaluate(UNTIL_PAINTED, FILTER)
    return found


def main() -> int:
    """Print the medians beside their limit; return 1 when one is passed, 2 where there is no Chromium."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="L")
    chromium = shutil.which("chromium")
    if chromium is None:
        print("there is no chromium")
        return 2
    with tempfile.TemporaryDirectory(prefix="bench-tables-") as temporary, sync_playwright() as playwright:
        folder, site = Path(temporary, "ledger"), Path(temporary, "site")
        write(folder, SIZES[parser.parse_args().size])
        subprocess.run([command("mkdocs"), "build", "--quiet", "--site-dir", str(site)], cwd=folder, check=True)
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page()
        runs = [measure(page, (site / "clients/index.html").as_uri()) for _ in range(TIMES)]
        browser.close()
    medians = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    for name, milliseconds in medians.items():
        print(f"{name:<12}{milliseconds:6.0f} ms   limit {LIMIT_MS} ms")
    return int(max(medians.values()) > LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main())
