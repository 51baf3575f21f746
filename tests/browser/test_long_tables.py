"""A table of more clients than one looks at: the first are shown, the others a key or a word away, and all on paper."""

import pytest

from building import run, write

SITE = (
    "site_name: Mine\ndocs_dir: ledger\ntheme: {name: client-ledger}\nplugins: [{client-ledger: {as_of: 2026-11-20}}]\n"
)
CLIENTS, SHOWN = 160, 150
LATE = "{id: %s, issued: 2026-08-01, due: 2026-08-31, amount: 900}"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("long")
    write(folder, {"mkdocs.yml": SITE, "ledger/index.md": "# Today\n"})
    write(folder, {f"ledger/clients/client-{n:03}.md": f"---\nname: Client {n:03}\n---\n" for n in range(CLIENTS)})
    run(folder, folder / "site")
    return (folder / "site/clients/index.html").as_uri()


@pytest.fixture
def page(visit, address):
    page = visit()
    page.goto(address)
    return page


def shown(page):
    return page.locator("#clients tbody tr:visible th").all_inner_texts()


def test_the_first_rows_are_shown_and_a_key_shows_the_others(page):
    assert shown(page) == [f"Client {n:03}" for n in range(SHOWN)]
    page.get_by_role("button", name=f"Show all {CLIENTS}").focus()
    page.keyboard.press("Enter")
    assert len(shown(page)) == CLIENTS
    assert page.evaluate("document.activeElement.textContent") == f"Client {SHOWN:03}"
    assert page.get_by_role("button", name="Show all 160").count() == 0
    assert page.faults == []


def test_sorting_and_finding_look_at_every_row(page):
    page.locator("th[data-sort=name] button").click()
    page.locator("th[data-sort=name] button").click()
    assert shown(page)[0] == f"Client {CLIENTS - 1:03}"
    page.get_by_label("Find").fill("client 15")
    assert shown(page) == [f"Client {n:03}" for n in (*range(159, 149, -1), 115, 15)]
    assert page.get_by_role("button", name="Show all 160").count() == 0


def test_paper_has_every_row(page):
    page.emulate_media(media="print")
    assert len(shown(page)) == CLIENTS


@pytest.fixture(scope="module")
def sixty(tmp_path_factory):
    """The home page of sixty clients, each with an old debt, a deadline and a change this week."""
    folder = tmp_path_factory.mktemp("sixty")
    settings = SITE.replace("as_of: 2026-11-20", "as_of: 2026-11-20, income_goal: 4500")
    write(folder, {"mkdocs.yml": settings, "ledger/index.md": "# Today\n"})
    for number in range(60):
        fields = f"client: client-{number}\ntitle: Care of the web site {number}\nstage: active\nbilling: retainer\n"
        terms = f"monthly: 300\nstart: 2026-01-01\nend: 2026-12-{number % 20 + 1:02}\n"
        invoices = f"invoices:\n  - {LATE % number}\n  - {{id: N{number}, issued: 2026-11-16, amount: 300}}\n"
        write(
            folder,
            {
                f"ledger/clients/client-{number}.md": f"---\nname: Client {number} and Partners\n---\n",
                f"ledger/contracts/work-{number}.md": f"---\n{fields}{terms}{invoices}---\n",
            },
        )
    run(folder, folder / "site")
    return (folder / "site/index.html").as_uri()


@pytest.mark.parametrize(("width", "height", "screens"), [(1280, 900, 3), (390, 844, 6)])
def test_the_home_page_of_sixty_clients_takes_few_screens(visit, sixty, width, height, screens):
    page = visit(width=width)
    page.goto(sixty)
    assert page.locator(".act").count() == 7
    assert page.evaluate("document.documentElement.scrollHeight") <= screens * height
