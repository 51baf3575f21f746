"""Past years have pages of their own: hours and the audit trail stay short where a ledger grows for years."""

import json
import re
import shutil
from datetime import date, timedelta

import pytest

from building import from_nothing, make, run, write
from client_ledger.cache import FOLDER
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


@pytest.fixture(scope="module")
def chatty(tmp_path_factory):
    """A client with a message each week for three years, and a CSV of 2,500 rows."""
    folder = tmp_path_factory.mktemp("chatty") / "mine"
    make(folder)
    days = [date(2023, 11, 20) + timedelta(weeks=week) for week in range(156)]
    lines = "".join(f"  - {{at: {day} 10:00, text: Word {number}}}\n" for number, day in enumerate(days))
    write(folder, {"ledger/clients/acme.md": f"---\nname: Acme\nsince: 2023-01-10\nmessages:\n{lines}---\n"})
    rows = "".join(f"2026-10-{number % 28 + 1:02},1,Task {number}\n" for number in range(2500))
    write(folder, {"ledger/contracts/acme-site.csv": f"date,hours,task\n{rows}"})
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
