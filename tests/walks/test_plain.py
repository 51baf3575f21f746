"""The plain sample site, walked through in Chromium, Firefox and WebKit."""

from __future__ import annotations

import json

from driven import Driven
from pages_host import PagesHost

CLIENT = "Kaltbergen Sportgeräte"


def test_the_site_is_walked_by_its_links_its_search_and_what_if(driven: Driven, plain: PagesHost):
    tab = driven.tab()
    tab.visit(plain.url)
    tab.follow(CLIENT)
    tab.wait_for_heading(CLIENT)
    assert tab.address().startswith(plain.url + "clients/kaltbergen/")
    tab.follow("Pipeline", within="nav")
    tab.wait_for(".what-if tr[data-client=kaltbergen] input")
    total = "document.querySelector('.what-if .total').innerText"
    before = tab.evaluate(total)
    tab.click(".what-if tr[data-client=kaltbergen] input")
    tab.wait(f"{total} !== {json.dumps(before)}")
    tab.wait("location.search === '?without=kaltbergen'")
    tab.reload()
    tab.wait("document.querySelector('.what-if tr[data-client=kaltbergen] input')?.checked")
    tab.visit(plain.url)
    tab.wait_for("input[type=search]")
    tab.write("input[type=search]", "velatone denial\n")
    tab.wait("document.querySelector('.results li')?.textContent.includes('Velatone')")


def test_a_deep_link_with_an_anchor_arrives_and_back_keeps_the_place(driven: Driven, plain: PagesHost):
    tab = driven.tab()
    tab.visit(plain.url + "clients/kaltbergen/#messages")
    tab.wait_for_heading(CLIENT)
    tab.wait("Math.abs(document.getElementById('messages').getBoundingClientRect().top) < innerHeight")
    tab.evaluate("scrollTo(0, 700)")
    tab.wait("scrollY === 700")
    tab.evaluate("void [...document.querySelectorAll('nav a')].find((e) => e.textContent.includes('Pipeline')).click()")
    tab.wait_for(".what-if")
    tab.back()
    tab.wait_for_heading(CLIENT)
    tab.wait("scrollY === 700")


def test_every_section_of_the_navigation_opens(driven: Driven, plain: PagesHost):
    tab = driven.tab()
    tab.visit(plain.url)
    tab.wait_for("nav a[href]")
    links = tab.evaluate("[...document.querySelectorAll('nav a[href]')].map((link) => link.href)")
    assert len(links) > 4
    for link in links:
        tab.visit(link)
        tab.wait("document.readyState === 'complete' && document.querySelector('h1')?.checkVisibility()")
