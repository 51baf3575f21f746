"""The sealed sample ledger, walked through as its reader would, in Chromium, Firefox and WebKit."""

from __future__ import annotations

from driven import Driven, Tab
from pages_host import PagesHost
from plain_site import PASSPHRASE
from sealed_ledger import SealedLedger
from sealed_reader import LOCK

CLIENT = "Kaltbergen Sportgeräte"
SEALED = "This site is sealed"


def unlock(tab: Tab, ledger: SealedLedger, *, keep: bool = False) -> None:
    tab.wait_for("form")
    tab.evaluate("document.getElementById('by-file').open = true")
    tab.choose("#keyfile", ledger.key_file)
    if keep:
        tab.click("#keep")
    tab.click("#unlock")
    tab.wait_for(LOCK)


def test_a_passphrase_opens_the_site_and_a_wrong_one_does_not(driven: Driven, sealed: PagesHost):
    tab = driven.tab()
    tab.visit(sealed.url)
    tab.wait_for("form")
    tab.write("#passphrase", "marble cactus")
    tab.click("#unlock")
    tab.wait("document.querySelector('.failure')?.textContent.includes('does not open')")
    tab.evaluate("document.querySelector('#passphrase').value = ''")
    tab.write("#passphrase", f"{PASSPHRASE}\n")  # the button moves while the sentence goes
    tab.wait_for(LOCK)


def test_the_site_is_walked_by_its_links_its_search_and_what_if(
    driven: Driven, sealed: PagesHost, ledger: SealedLedger
):
    tab = driven.tab()
    tab.visit(sealed.url)
    unlock(tab, ledger)
    tab.follow(CLIENT)
    tab.wait_for_heading(CLIENT)
    assert "kaltbergen" not in tab.address()
    tab.follow("Pipeline", within="nav")
    tab.wait_for(".what-if tr[data-client=kaltbergen] input")
    before = tab.evaluate("document.querySelector('.what-if .total').innerText")
    tab.click(".what-if tr[data-client=kaltbergen] input")
    tab.wait(f"document.querySelector('.what-if .total').innerText !== {before!r}")
    tab.wait("sealedLocation.search === '?without=kaltbergen'")
    tab.visit(sealed.url)
    tab.wait_for("input[type=search]")
    tab.write("input[type=search]", "velatone denial\n")
    tab.wait("document.querySelector('.results li')?.textContent.includes('Velatone')")
    assert "velatone" not in tab.address()


def test_a_deep_link_with_an_anchor_arrives_after_the_unlock(driven: Driven, sealed: PagesHost, ledger: SealedLedger):
    tab = driven.tab()
    tab.visit(sealed.url + "clients/kaltbergen/#messages")
    unlock(tab, ledger)
    tab.wait_for_heading(CLIENT)
    tab.wait("Math.abs(document.getElementById('messages').getBoundingClientRect().top) < innerHeight")


def test_a_pdf_fills_its_page_with_lock_and_download_beside_it(driven: Driven, sealed: PagesHost, ledger: SealedLedger):
    tab = driven.tab()
    tab.visit(sealed.url + "clients/velatone/")
    unlock(tab, ledger)
    tab.follow("brief.pdf")
    tab.wait_for("iframe[title='2026-11-11-brief.pdf']")
    box = "document.querySelector('iframe').getBoundingClientRect()"
    tab.wait(f"{box}.width === innerWidth && {box}.height === innerHeight")
    # WebKit puts a viewer into the frame, which a policy may leave without its style.
    viewer = "document.querySelector('iframe').contentDocument?.querySelector('iframe')"
    tab.wait(f"({viewer}?.getBoundingClientRect().width ?? innerWidth) === innerWidth")
    for button in (LOCK, "a[download='2026-11-11-brief.pdf']"):
        tab.wait_for(button)
    tab.visit(sealed.url + "evidence/kaltbergen/2026-10-09-part-payment.png")
    tab.wait_for("iframe[title='2026-10-09-part-payment.png']")


def test_a_second_tab_is_open_until_lock_which_back_does_not_undo(
    driven: Driven, sealed: PagesHost, ledger: SealedLedger
):
    tab = driven.tab()
    tab.visit(sealed.url)
    unlock(tab, ledger)
    other = driven.tab()
    other.visit(sealed.url + "clients/kaltbergen/")
    other.wait_for_heading(CLIENT)
    tab.follow("Velatone")
    tab.wait_for_heading("Velatone")
    tab.click(LOCK)
    for each in (tab, other):
        each.wait_for_heading(SEALED)
    tab.back()
    tab.wait_for_heading(SEALED)
    tab.wait_for("form")


def test_a_worker_that_ended_is_handed_the_key_again(driven: Driven, sealed: PagesHost, ledger: SealedLedger):
    tab = driven.tab()
    tab.visit(sealed.url)
    unlock(tab, ledger)
    driven.end_worker()
    tab.follow(CLIENT)
    tab.wait_for_heading(CLIENT)


def test_back_keeps_the_place_on_the_page(driven: Driven, sealed: PagesHost, ledger: SealedLedger):
    tab = driven.tab()
    tab.visit(sealed.url + "clients/kaltbergen/")
    unlock(tab, ledger)
    tab.wait_for_heading(CLIENT)
    tab.evaluate("scrollTo(0, 700)")
    tab.wait("scrollY === 700")
    tab.evaluate("void [...document.querySelectorAll('nav a')].find((e) => e.textContent.includes('Pipeline')).click()")
    tab.wait_for(".what-if")
    tab.back()
    tab.wait_for_heading(CLIENT)
    tab.wait("scrollY === 700")


def test_a_trusted_device_opens_without_any_tab(driven: Driven, sealed: PagesHost, ledger: SealedLedger):
    driven.tab().visit("about:blank")
    tab = driven.tab()
    tab.visit(sealed.url)
    unlock(tab, ledger, keep=True)
    tab.close()
    driven.end_worker()
    tab = driven.tab()
    tab.visit(sealed.url + "clients/kaltbergen/")
    tab.wait_for_heading(CLIENT)
    assert tab.address() == sealed.url + "clients/kaltbergen/"
    tab.visit(sealed.url + "evidence/velatone/2026-11-11-brief.pdf#page=1")
    tab.wait_for("iframe[title='2026-11-11-brief.pdf'][src$='#page=1']")
    tab.wait_for("a[download='2026-11-11-brief.pdf']")
    tab.click(LOCK)
    tab.wait_for_heading(SEALED)
    tab.reload()
    tab.wait_for("form")
