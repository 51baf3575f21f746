"""Every page on A4 paper: its words, without what only a screen can use, and nothing cut off at the side."""

import re
from pathlib import Path

import pytest

A4 = {"width": 794, "height": 1123}
PAGES = {
    "index.html": "Velatone Botanics",
    "clients/index.html": "Verdict",
    "clients/velatone/index.html": "Toxic behaviour",
    "contracts/index.html": "Billing",
    "contracts/vaurelle-portal/index.html": "Portal for water bills",
    "pipeline/index.html": "Signed and active work",
    "money/index.html": "castelbrune-site.md:23",
    "signs/index.html": "Late payments",
    "signs/late-payments/index.html": "Limits in force",
}


def sizes(pdf):
    """Return the size of each sheet of a PDF, in points."""
    boxes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]", pdf)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_prints_its_words_without_navigation_and_fits_the_paper(visit, site, path):
    page = visit(width=A4["width"])
    page.goto((site / path).as_uri())
    page.emulate_media(media="print")
    text = page.inner_text("body")
    assert PAGES[path] in text
    for hidden in ("header.top", ".skip", "form.filter", "button:not(th button)", ".words-to-send", ".what-if input"):
        assert not any(element.is_visible() for element in page.locator(hidden).all()), hidden
    cut = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
            .filter((element) => element.getClientRects().length && !element.closest(".visually-hidden, svg"))
            .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
            .map((element) => element.tagName + "." + element.className)"""
    )
    assert cut == []


def test_the_paper_is_a4(visit, site, tmp_path):
    page = visit()
    page.goto((site / "money/index.html").as_uri())
    pdf = Path(tmp_path, "money.pdf")
    page.pdf(path=str(pdf), prefer_css_page_size=True)
    widths, heights = zip(*sizes(pdf.read_bytes()), strict=True)
    assert set(widths) <= {594, 595, 596}
    assert set(heights) <= {841, 842, 843}


def test_each_sheet_names_its_page_and_what_is_folded_for_good_is_left_out(visit, site):
    page = visit(width=A4["width"])
    page.goto((site / "pipeline/index.html").as_uri())
    page.emulate_media(media="print")
    title = "getComputedStyle(document.documentElement).getPropertyValue('--printed-title')"
    assert page.evaluate(title) == '"Pipeline — My clients"'
    assert page.locator("details.unprinted").locator("visible=true").count() == 0


def test_no_title_of_a_sign_stands_alone_at_the_foot_of_a_sheet(visit, site):
    page = visit(width=A4["width"])
    page.goto((site / "clients/velatone/index.html").as_uri())
    page.emulate_media(media="print")
    kept = "each => [getComputedStyle(each).breakAfter, getComputedStyle(each.nextElementSibling).display]"
    assert {tuple(page.locator(".sign.fires header").nth(n).evaluate(kept)) for n in range(3)} == {("avoid", "block")}
    numbers = page.locator("#money + table th.id")
    assert {each.evaluate("cell => getComputedStyle(cell).whiteSpace") for each in numbers.all()} == {"nowrap"}
