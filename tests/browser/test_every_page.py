"""Every page of the sample, at every width and in both schemes."""

import json
import subprocess
from pathlib import Path

import pytest

from machine import npm_installed

HERE = Path(__file__).parent
HTML_VALIDATE = "html-validate@9.7.1"


def test_no_page_scrolls_sideways_complains_or_asks_another_host(visit, served, pages):
    page = visit()
    wide = []
    for path in pages:
        page.goto(served + path)
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        for width, scheme in ((320, "dark"), (390, "light"), (1280, "light"), (1280, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append(f"{path} at {width} px in {scheme}")
    assert wide == []
    assert page.faults == []
    assert [url for url in page.requests if not url.startswith(served)] == []


def wider_than_the_window(page, site, *sizes):
    """Return the pages that are wider than the window, each at the widths and on the media where they are."""
    wide = []
    for path in sorted(site.rglob("*.html")):
        page.goto(path.as_uri())
        for width, medium in sizes:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(media=medium)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append(f"{path.relative_to(site).as_posix()} at {width} px on {medium}")
    return wide


def test_no_page_scrolls_sideways_in_french_nor_leaves_the_paper(visit, french_site):
    between_phone_and_desk = [(width, "screen") for width in (320, 840, 1000, 1120)]
    inside_the_margins = (688, "print")
    assert wider_than_the_window(visit(), french_site, *between_phone_and_desk, inside_the_margins) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_once_a_page_is_drawn(visit, served, width):
    page = visit(width=width)
    page.add_init_script(
        "window.moved = []; new PerformanceObserver((list) => list.getEntries().forEach((each) => window.moved.push("
        "each.value))).observe({type: 'layout-shift', buffered: true});"
    )
    for path in ("clients/", "contracts/", "", "pipeline/", "clients/velatone/"):
        page.goto(served + path)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert sum(page.evaluate("window.moved")) < 0.01, path


def test_no_page_scrolls_sideways_for_a_word_without_end(visit, endless_site):
    assert wider_than_the_window(visit(), endless_site, (390, "screen"), (1280, "screen")) == []


def test_every_page_is_valid_html(site, tmp_path_factory):
    folder = npm_installed(HTML_VALIDATE, tmp_path_factory.mktemp("html-validate"))
    report = folder / "report.json"
    command = [
        folder / "node_modules/.bin/html-validate",
        "--config",
        HERE / "html-validate.json",
        "-f",
        f"json={report}",
        site,
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    faults = [
        f"{each['filePath'].removeprefix(str(site))}:{fault['line']}: {fault['ruleId']}: {fault['message']}"
        for each in json.loads(report.read_text(encoding="utf-8"))
        for fault in each["messages"]
    ]
    assert faults == []
    assert done.returncode == 0
