"""Past years have pages of their own: a client's page stays short where its ledger grows for years."""

import json
import re
import shutil
from datetime import date, timedelta

import pytest

from building import from_nothing, make, run, write
from client_ledger.cache import FOLDER
from links import broken
from repositories import Repo

MKDOCS = """\
site_name: Ledger
docs_dir: ledger
theme: {name: client-ledger}
plugins:
  - search
  - client-ledger: {as_of: 2026-06-30}
"""
CONTRACT = "---\nclient: acme\ntitle: New site\nstage: active\nbilling: hourly\nrate: 60\nhours:\n"
WEEKS = 110


def worked(repo, week):
    """Write down an hour of a week and commit it that day."""
    day = date(2024, 5, 20) + timedelta(weeks=week)
    file = repo.top / "ledger/contracts/acme-site.md"
    text = (file.read_text() if file.exists() else f"{CONTRACT}---\n").removesuffix("---\n")
    repo.write("ledger/contracts/acme-site.md", f"{text}  - {{date: {day}, hours: 1, task: Week {week}}}\n---\n")
    repo.commit(f"Week {week}", day.isoformat())


@pytest.fixture(scope="module")
def repo(tmp_path_factory):
    """Two years of weekly hours, each committed by itself."""
    repo = Repo(tmp_path_factory.mktemp("past") / "work")
    repo.write("mkdocs.yml", MKDOCS)
    repo.write(".gitignore", f"/{FOLDER}/\n")
    repo.write("ledger/index.md", "# Today\n")
    repo.write("ledger/clients/acme.md", "---\nname: Acme\nsince: 2024-05-01\n---\n")
    repo.git("init", "--quiet", "--initial-branch=main")
    for week in range(WEEKS):
        worked(repo, week)
    return repo


@pytest.fixture(scope="module")
def site(repo, tmp_path_factory):
    found = run(repo.top, tmp_path_factory.mktemp("site"))
    return {str(path): data.decode("utf-8", "replace") for path, data in found.items()}


def test_hours_of_more_than_a_year_ago_stand_on_a_page_of_their_year(site):
    client = site["clients/acme/index.html"]
    assert "Week 100" in client
    assert "Week 5<" not in client
    assert 'href="../../hours/acme/2024/"' in client
    assert 'href="../../hours/acme/2024/"' in site["contracts/acme-site/index.html"]
    year = site["hours/acme/2024/index.html"]
    assert "Week 5<" in year
    assert 'href="../../../clients/acme/#hours"' in year


def test_a_record_on_such_a_page_leads_to_its_line(site):
    year = site["hours/acme/2024/index.html"]
    href = re.search(r'Week 5<.*?href="([^"]+)"', year, re.DOTALL)[1]
    path, _, anchor = href.partition("#")
    source = site[path.removeprefix("../../../") + ("index.html" if path.endswith("/") else "")]
    line = re.search(rf'id="{anchor}".*?(?=id="L|\Z)', source, re.DOTALL)[0]
    assert "Week 5}" in re.sub(r"<[^>]+>", "", line)


def test_the_trail_of_past_months_and_years_stands_on_pages_of_their_own(site):
    audit = site["audit/index.html"]
    assert "Week 109" in audit
    assert "Week 50<" not in audit
    assert 'href="2024-06/"' in audit
    assert "Week 3<" in site["audit/2024-06/index.html"]
    client = site["clients/acme/index.html"]
    assert 'href="../../audit/acme/2025/"' in client
    assert "<q>Week 50</q>" not in client
    assert "<q>Week 50</q>" in site["audit/acme/2025/index.html"]


def test_search_finds_the_hours_of_a_past_year_on_their_page(site):
    index = site["search/search_index.json"]
    entries = re.findall(r'\{"location":"hours/acme/2024/[^}]*\}', index)
    assert any("Week 5" in entry for entry in entries)


def test_another_build_writes_what_a_first_one_writes(repo, site, tmp_path):
    assert site
    worked(repo, WEEKS)
    repo.replace("ledger/clients/acme.md", "name: Acme", "name: Acme Ltd")
    repo.commit("Rename", "2026-06-29")
    again = run(repo.top, tmp_path / "again")
    repo.replace("ledger/clients/acme.md", "name: Acme Ltd", "name: Acme AG")
    later = run(repo.top, tmp_path / "later")
    shutil.rmtree(repo.top / FOLDER)
    assert run(repo.top, tmp_path / "first") == later
    repo.git("checkout", "--quiet", ".")
    assert run(repo.top, tmp_path / "back") == again


def care():
    """A contract with an hour and an invoice a month since December 2016; the one of July 2018 was never paid."""
    months = [date(2016 + month // 12, month % 12 + 1, 1) for month in range(11, 131)]
    hours = "".join(f"  - {{date: {day}, hours: 1, task: Care {day:%Y-%m}}}\n" for day in months)
    paid = {day: "" if day == date(2018, 7, 1) else f", paid: {day + timedelta(days=9)}" for day in months}
    invoices = "".join(f"  - {{id: C{day:%Y%m}, issued: {day}, amount: 90{paid[day]}}}\n" for day in months)
    terms = "client: acme\ntitle: Care\nstage: active\nbilling: retainer\nmonthly: 90\n"
    return f"---\n{terms}hours:\n{hours}invoices:\n{invoices}---\n"


@pytest.fixture(scope="module")
def chatty(tmp_path_factory):
    """A client with a message each week for three years, a CSV of 2,500 rows, and invoices and hours of ten years."""
    folder = tmp_path_factory.mktemp("chatty") / "mine"
    make(folder)
    days = [date(2023, 11, 20) + timedelta(weeks=week) for week in range(156)]
    lines = "".join(f"  - {{at: {day} 10:00, text: Word {number}}}\n" for number, day in enumerate(days))
    write(folder, {"ledger/clients/acme.md": f"---\nname: Acme\nsince: 2023-01-10\nmessages:\n{lines}---\n"})
    rows = "".join(f"2026-10-{number % 28 + 1:02},1,Task {number}\n" for number in range(2500))
    write(folder, {"ledger/contracts/acme-site.csv": f"date,hours,task\n{rows}"})
    write(folder, {"ledger/contracts/acme-care.md": care()})
    return folder, run(folder, folder / "site")


def test_old_messages_stand_on_the_page_of_their_year(chatty):
    _, site = chatty
    page = site["clients/acme/index.html"].decode()
    assert page.count("<span>Word ") == 100
    assert 'href="../../messages/acme/2023/"' in page
    old = site["messages/acme/2024/index.html"].decode()
    assert "Messages of 2024: Acme" in old
    assert old.count("<span>Word ") == 53
    assert "messages/bolt" not in " ".join(site)


def test_search_finds_an_old_message_on_the_page_of_its_year(chatty):
    _, site = chatty
    docs = json.loads(site["search/search_index.json"])["docs"]
    assert {each["location"] for each in docs if "Word 3 " in f"{each['text']} "} == {"messages/acme/2023/"}
    assert {each["location"] for each in docs if "Word 155" in each["text"]} == {"clients/acme/"}


def test_settled_invoices_from_before_last_year_are_on_the_page_of_their_year(chatty):
    _, site = chatty
    client = site["clients/acme/index.html"].decode()
    assert all(id_ in client for id_ in ("C202511", "C202501", "C201807"))
    assert not any(id_ in client for id_ in ("C202412", "C201806"))
    assert re.search(r'<a href="../../invoices/acme/2018/">[^<]*2018</a>: 11 invoices, €990.00 net', client)
    year = site["invoices/acme/2018/index.html"].decode()
    assert "Settled invoices of 2018: Acme" in year
    assert "11 invoices, €990.00 net." in year
    assert 'href="../../../clients/acme/#money"' in year
    assert 'href="../../invoices/acme/2018/"' in site["contracts/acme-care/index.html"].decode()
    assert "invoices/bolt" not in " ".join(site)


def test_each_invoice_of_ten_years_is_on_one_page_of_its_client_and_each_hour_on_one_at_least(chatty):
    _, site = chatty
    kinds = ("clients/acme/", "invoices/acme/", "hours/acme/")
    pages = [text.decode() for path, text in site.items() if path.startswith(kinds)]
    for line in care().splitlines():
        if issued := re.search(r"id: (\w+)", line):
            assert sum(f">{issued[1]}</a>" in page for page in pages) == 1, line
        if worked := re.search(r"Care [\d-]+", line):
            assert sum(worked[0] in page for page in pages) >= 1, line


def test_hours_from_before_last_year_are_one_row_a_year_on_the_page_of_the_client_alone(chatty):
    _, site = chatty
    assert '>2018</th><td class="number">12</td>' in site["clients/acme/index.html"].decode()
    assert ">Jul 2018<" not in site["clients/acme/index.html"].decode()
    assert ">Jul 2018<" in site["contracts/acme-care/index.html"].decode()


def test_search_finds_an_old_invoice_on_the_page_of_its_year_and_an_unpaid_one_on_the_clients(chatty):
    _, site = chatty
    docs = json.loads(site["search/search_index.json"])["docs"]
    assert {each["location"] for each in docs if "C201806" in each["text"]} == {"invoices/acme/2018/"}
    assert {each["location"] for each in docs if "C201807" in each["text"]} == {"clients/acme/", "contracts/acme-care/"}


def test_every_link_of_ten_years_leads_somewhere(chatty):
    folder, _ = chatty
    assert broken(folder / "site", "/") == []


def test_a_long_file_is_numbered_on_several_pages_and_each_record_leads_to_its_line(chatty):
    _, site = chatty
    parts = [f"source/contracts/acme-site.csv{part}.html" for part in ("", ".2", ".3")]
    assert [site[path].count(b'<li id="L') for path in parts] == [1000, 1000, 501]
    second = site[parts[1]].decode()
    assert '<li id="L1001"><a href="#L1001"' in second
    assert '<a href="acme-site.csv.3.html">Lines 2001–2501</a>' in second
    assert '<a href="acme-site.csv.2.html" aria-current="page">Lines 1001–2000</a>' in second
    assert "Parts of the file" not in site["source/clients/bolt.md.html"].decode()
    whole = "".join(text.decode() for path, text in site.items() if path.startswith(("clients/acme", "hours/acme")))
    for part, line in re.findall(r"acme-site\.csv(?:\.(\d))?\.html#L(\d+)", whole):
        assert int(part or 1) == (int(line) - 1) // 1000 + 1
    assert "acme-site.csv.3.html#L2400" in whole


def test_pages_of_past_messages_and_of_long_files_are_kept_like_any_other(chatty):
    folder, site = chatty
    assert run(folder, folder / "site", dirty=True) == site == from_nothing(folder)
