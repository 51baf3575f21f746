"""What a freelancer does on the site: walk by keyboard, sort, filter, search, print; by http and from a disk."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect


@pytest.fixture(params=["http", "file"])
def root(request, site, served):
    """The site's address: served under a strict policy, and as a folder on a disk."""
    return served if request.param == "http" else f"{site.as_uri()}/"


def opened(page, root, path=""):
    page.goto(root + (f"{path}index.html" if root.startswith("file:") and (path == "" or path.endswith("/")) else path))
    return page


def tab_to(page, selector, most=150):
    """Press Tab until the focus is on what the selector names."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def query(page):
    return {name: values[0] for name, values in parse_qs(urlsplit(page.evaluate("location.href")).query).items()}


def names(page):
    return page.locator("#clients tbody tr:visible th").all_inner_texts()


def test_the_keyboard_alone_leads_from_today_to_the_record_behind_a_verdict(visit, root):
    page = opened(visit(), root)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    tab_to(page, ".act .why a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"clients/velatone/.*#sign-harmful-output"))
    tab_to(page, "#sign-harmful-output .place")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"source/contracts/velatone-banners\.md\.html#L\d+"))
    assert "harmful" in page.locator(".source :target code").inner_text()


def test_every_focused_thing_shows_that_it_is(visit, served):
    page = visit()
    page.goto(served)
    bare = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "() => { const style = getComputedStyle(document.activeElement);"
            " return [document.activeElement.outerHTML.slice(0, 80), style.outlineStyle, style.outlineWidth]; }"
        )
        if style[1] == "none" or style[2] == "0px":
            bare.add(style[0])
    assert bare == set()


def test_a_click_on_a_column_sorts_and_the_address_keeps_it(visit, root):
    page = opened(visit(), root, "clients/")
    page.get_by_role("button", name="Client").click()
    assert names(page) == sorted(names(page), key=str.casefold)
    assert query(page) == {"sort": "name"}
    assert page.locator('th[aria-sort="ascending"]').inner_text().startswith("Client")
    page.get_by_role("button", name="Score").click()
    *scores, unknown = page.locator("#clients td.score").all_inner_texts()
    assert scores == sorted(scores, key=int, reverse=True)
    assert unknown == "–"  # a client of whom too little is known is not the best of all
    assert query(page) == {"sort": "-score"}
    worst_last = names(page)
    page.reload()
    assert names(page) == worst_last


def test_filters_combine_and_the_address_keeps_them(visit, root):
    page = opened(visit(), root, "clients/")
    page.locator("select[name=status]").select_option("active")
    page.locator("select[name=verdict]").select_option("set-boundary")
    assert names(page) == ["Lumenquay Labs"]
    assert query(page) == {"status": "active", "verdict": "set-boundary"}
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Find").fill("hotel")
    assert names(page) == ["Hôtel Castelbrune"]
    assert page.locator(".filter output").inner_text() == "1 of 11 clients"
    page.reload()
    assert names(page) == ["Hôtel Castelbrune"]


def test_ctrl_k_searches_and_the_address_keeps_the_words(visit, root):
    page = opened(visit(), root)
    page.keyboard.press("Control+k")
    page.keyboard.type("2026-046")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("search.html"))
    page.locator(".results li").first.wait_for()
    assert query(page) == {"q": "2026-046"}
    found = page.locator(".results a").all_inner_texts()
    assert {"Kaltbergen Sportgeräte", "Product pages and shop for rowing machines"} <= set(found)
    page.get_by_label("Search").fill("rowing machines")
    assert query(page) == {"q": "rowing machines"}
    page.locator(".results a", has_text="Product pages").first.click()
    page.wait_for_url(re.compile(r"contracts/kaltbergen-shop/"))
    assert page.locator("h1").inner_text() == "Product pages and shop for rowing machines"


def test_a_page_of_the_web_cannot_read_the_index_of_a_site_served_at_home(visit, served):
    page = visit(bypass_csp=True)
    page.goto(served.replace("127.0.0.1", "localhost"))
    page.add_script_tag(url=f"{served}search/search_index.js")
    assert page.evaluate("window.searchIndex") is None


def test_an_excerpt_shows_as_many_of_the_words_as_stand_together_in_any_accents(visit, served):
    page = visit()
    page.goto(f"{served}search.html?q=price invoiced quarter")
    first = page.locator(".results li", has=page.locator("a", has_text="Product pages")).first
    expect(first.locator("mark")).to_have_text(["quarter", "invoiced"])
    assert "a quarter of what is not yet invoiced is due" in first.inner_text()
    page.goto(f"{served}search.html?q=hotel")
    assert page.locator(".results a").first.inner_text() == "Hôtel Castelbrune"
    assert page.locator(".results p mark").first.inner_text() == "Hôtel"


def test_a_search_without_a_result_says_so(visit, served):
    page = visit()
    page.goto(f"{served}search.html?q=xylophone")
    page.get_by_text("Nothing found for “xylophone”.").wait_for()
    assert page.faults == []


def test_without_scripts_everything_is_there_and_nothing_pretends(visit, served):
    page = visit(java_script_enabled=False)
    page.goto(f"{served}clients/")
    assert len(names(page)) == 11
    assert page.locator(".filter:visible, form:visible, button:visible").count() == 0


def test_the_scheme_is_chosen_and_remembered(visit, served):
    page = visit(scheme="light")
    page.goto(served)

    def paper():
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    light = paper()
    page.get_by_role("button", name="Colours").click()
    page.get_by_role("button", name="Colours").click()
    dark = paper()
    assert dark != light
    page.goto(f"{served}clients/")
    assert paper() == dark


def test_an_anchor_inside_a_folded_part_opens_it(visit, served):
    page = visit()
    page.goto(f"{served}clients/kaltbergen/")
    page.evaluate("document.querySelector('#money ~ details.records time').closest('li').id = 'inside'")
    page.evaluate("location.hash = 'inside'")
    page.locator("#inside").wait_for(state="visible")


def test_a_client_prints_as_a_dossier(visit, served):
    page = visit()
    page.goto(f"{served}clients/kaltbergen/")
    page.emulate_media(media="print")
    assert page.locator("header.top, nav.local, .filter").locator("visible=true").count() == 0
    assert page.locator(".evidence .place").first.is_visible()


def test_on_a_phone_clients_are_sorted_by_a_field_and_their_signs_have_names(visit, root):
    page = opened(visit(width=390), root, "clients/")
    page.locator("select[data-sorts]").select_option("name")
    assert names(page) == sorted(names(page), key=str.casefold)
    assert query(page) == {"sort": "name"}
    assert {button.evaluate("button => button.tabIndex") for button in page.locator("#clients thead button").all()} == {
        -1
    }
    worst = page.locator("#clients tr", has_text="Velatone").locator("td.cell.critical").first
    assert worst.evaluate("cell => getComputedStyle(cell, '::after').content") == '"unreasonable requests"'


def test_a_section_that_is_found_says_of_which_page_it_is(visit, root):
    page = opened(visit(), root, "search.html?q=rounds")
    page.locator(".results li").first.wait_for()
    section = page.locator(".results li", has=page.get_by_role("link", name="Scope", exact=True))
    assert section.locator("small").inner_text() == "Product pages and shop for rowing machines"


def test_the_clients_table_keeps_its_head_and_is_a_matrix_down_to_700_px(visit, served):
    page = visit(width=700)
    page.set_viewport_size({"width": 700, "height": 500})
    page.goto(f"{served}clients/")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(page.locator("#clients thead th").first).to_be_in_viewport()
    assert page.locator("#clients thead th").first.bounding_box()["y"] == 0
    assert page.locator("#clients td.cell").first.evaluate("cell => getComputedStyle(cell).display") == "table-cell"


def test_a_client_takes_72_pixels_on_a_phone(visit, served):
    page = visit(width=390)
    page.goto(f"{served}clients/")
    rows = page.locator("#clients tbody tr")
    heights = {row.locator("th").inner_text(): row.bounding_box()["height"] for row in rows.all()}
    assert heights["Velatone Botanics"] == 72
    assert max(heights.values()) <= 96  # a name of two lines


def test_the_first_deciding_sign_of_a_client_to_leave_is_on_the_first_screen(visit, served):
    page = visit(width=1280)
    page.goto(f"{served}clients/velatone/")
    said = page.locator("#sign-harmful-output .said").bounding_box()
    assert said["y"] + said["height"] < 900
    page.get_by_role("link", name="harmful output", exact=True).click()
    expect(page.locator("#sign-harmful-output")).to_be_in_viewport()


def test_a_row_of_several_numbers_names_each_of_them_on_a_phone(visit, served):
    page = visit(width=390)
    page.goto(f"{served}exit/kaltbergen/")
    numbers = page.get_by_role("row").filter(has_text="May 2027").locator("td.named")
    before = "cell => getComputedStyle(cell, '::before').content + ' ' + cell.textContent.trim()"
    assert [each.evaluate(before).replace('"', "") for each in numbers.all()] == [
        "With\xa0 €2,945",
        "Without\xa0 €2,945",
        "Short of the goal\xa0 €1,555",
    ]


def test_a_letter_is_no_wider_than_a_page_of_a_book(visit, served):
    page = visit(width=1280)
    page.goto(f"{served}clients/kaltbergen/")
    page.get_by_text("Firm reminder", exact=True).click()
    letter = page.locator(".letters .letter").first
    assert letter.evaluate("box => box.offsetWidth / parseFloat(getComputedStyle(box).fontSize)") <= 44
