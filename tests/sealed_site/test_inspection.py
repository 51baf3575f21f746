"""What a page would load from elsewhere or run by itself is found in its HTML, and nothing else is."""

from __future__ import annotations

import pytest

from sealed_site.inspection import Inspected, inspect_page, is_active

SITE = "https://example.org/repo/"
# Made with `printf … | openssl dgst -sha256 -binary | base64`.
GO = "sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw="
RULE = "sha256-0cRUVYRKwNwnl1hkfkPGjkht16b039TjFdJzmXfFK2o="
RED = "sha256-NerDAUWfwD31YdZHveMrq0GLjsNFMwxLpZl0dPUeCcw="
QUOTED = "sha256-0DRdw2wTzyLlCgDBWj85m87ozQlQLxld1cwSgR5viA4="
TWO_LINES = "sha256-3o9wm4gHYljzevTW+BnpT6lvF1GO+NEyCsGtAr8bBGA="


@pytest.mark.parametrize(
    ("html", "scripts", "styles"),
    [
        ("<script>go()</script>", (GO,), ()),
        ("<script>one()\r\ntwo()</script>", (TWO_LINES,), ()),  # as a browser hashes it
        ('<script src="a.js"></script>', (), ()),
        ("<style>a{b:c}</style>", (), (RULE,)),
        ('<p style="color: red">', (), (RED,)),
        ("<p style='color: red'>", (), (RED,)),
        ('<p style="content: &quot;x&quot;">', (), (QUOTED,)),
        ('<img style="color: red" src="a.png">', (), (RED,)),
        ('<!-- <script>go()</script> <p style="color: red"> -->', (), ()),
        ("<script>go()</script><p>go()</p><style>a{b:c}</style>", (GO,), (RULE,)),
    ],
)
def test_inline_code_is_told_by_its_hash(html, scripts, styles):
    assert inspect_page(html, SITE) == Inspected(scripts, styles, ())


def test_what_a_script_or_a_comment_only_mentions_is_no_part_of_the_page():
    script = "<script>const html = '<p onclick=\"go()\">'</script>"
    assert inspect_page(script + '<!-- <p onclick="go()"> -->', SITE).refusals == ()


@pytest.mark.parametrize("html", ['<p onclick="go()">', "<p onclick='go()'>", '<a href="b" onClick="go()">'])
def test_an_inline_event_handler_is_refused_by_its_name(html):
    (refusal,) = inspect_page(html, SITE).refusals
    assert refusal.startswith("has an inline event handler, onclick=…")


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://cdn.example.com/a.png">',
        "<img src='https://cdn.example.com/a.png'>",
        "<img src=https://cdn.example.com/a.png>",
        '<img src="//cdn.example.com/a.png">',
        '<IMG SRC="https://cdn.example.com/a.png">',
        '<img src="https&#58;//cdn.example.com/a.png">',
        '<img srcset="a.png 1x, https://cdn.example.com/b.png 2x">',
        '<video poster="https://cdn.example.com/a.png"></video>',
        '<script src="https://cdn.example.com/a.js"></script>',
        '<link rel="stylesheet" href="https://cdn.example.com/a.css">',
        '<link rel="apple-touch-icon" href="https://cdn.example.com/a.png">',
        '<link rel="Preload other" href="https://cdn.example.com/a.css">',
        '<form action="https://cdn.example.com/send"></form>',
        "<style>a{background: url(https://cdn.example.com/a.png)}</style>",
        '<style>@import "//cdn.example.com/a.css"</style>',
        '<p style="background: url(//cdn.example.com/a.png)">',
    ],
)
def test_what_comes_from_another_host_is_refused_by_the_name_of_the_host(html):
    assert inspect_page(html, SITE).refusals == (
        "loads from another host, cdn.example.com (keep the file in the site)",
    )


@pytest.mark.parametrize(
    "html",
    [
        '<img src="a.png"> <img src="/repo/a.png"> <img src="folder//a.png">',
        '<img src="https://example.org/repo/a.png"> <img src="//example.org/a.png">',
        "<img src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E\">",
        '<img srcset="a.png 1x, , b.png 2x">',
        "<img src>",
        '<link rel="canonical" href="https://cdn.example.com/page/">',
        '<link href="https://cdn.example.com/page/">',
        '<a href="https://cdn.example.com/page/">elsewhere</a>',
        "<style>a{background: url(a.png)} b{background: url(https://example.org/a.png)}</style>",
    ],
)
def test_the_sites_own_files_and_mere_links_are_let_through(html):
    assert inspect_page(html, SITE).refusals == ()


@pytest.mark.parametrize("tag", ["embed", "object", "iframe", "frame", "portal"])
def test_what_a_sealed_site_cannot_show_is_refused_once_wherever_it_comes_from(tag):
    (refusal,) = inspect_page(f'<{tag} src="https://cdn.example.com/a.html">', SITE).refusals
    assert refusal.startswith(f"uses <{tag}>, which a sealed site cannot show")


def test_a_base_element_is_refused():
    assert inspect_page('<base href="/elsewhere/">', SITE).refusals == ("uses <base>, which would break its links",)


@pytest.mark.parametrize(
    ("media", "runs"),
    [
        ("text/html", True),
        ("text/html; charset=utf-8", True),
        ("image/svg+xml", True),
        ("application/xml", True),
        ("image/png", False),
        ("text/plain; charset=text/html", False),
    ],
)
def test_a_file_of_html_or_xml_may_run_scripts(media, runs):
    assert is_active(media) == runs
