"""A ledger that is read and judged again after an edit: what did not change is taken over, and nothing else."""

import pytest

from building import write
from client_ledger.book.reading_cache import ReadingCache
from client_ledger.book.site_file import read_site_file
from client_ledger.exports.report import report
from client_ledger.judging.judgement import judge_project
from client_ledger.project import read_project

SITE = "site_name: Mine\ndocs_dir: ledger\nplugins:\n  - client-ledger: {as_of: 2026-11-20, income_goal: 4000}\n"
FILES = {
    "mkdocs.yml": SITE,
    "ledger/clients/acme.md": "---\nname: Acme\nreviewed: 2026-11-20\n---\n",
    "ledger/clients/bolt.md": "---\nname: Bolt\nincidents:\n  - {date: 2026-11-02, kind: insult}\n---\n",
    "ledger/contracts/acme-site.md": "---\nclient: acme\ntitle: Site\nstage: active\nbilling: hourly\nrate: 60\n"
    "hours: acme.csv\ninvoices:\n  - {id: A-1, issued: 2026-08-01, amount: 500}\n---\n",
    "ledger/contracts/acme.csv": "date,hours\n2026-11-02,9\n",
}


@pytest.fixture
def again(tmp_path):
    """Return a function that edits files and judges the ledger again, remembering what was there before."""
    write(tmp_path, FILES)
    recall, before = ReadingCache(), []

    def judge(name="", old="", new=""):
        if name:
            file = tmp_path / name
            text = file.read_text(encoding="utf-8")
            assert old in text
            file.write_text(text.replace(old, new), encoding="utf-8")
        site = read_site_file(tmp_path / "mkdocs.yml")
        earlier = before[-1] if before else None
        project = read_project(site, recall=recall, before=earlier and earlier.project)
        found = judge_project(project, before=earlier)
        assert report(found) == report(judge_project(read_project(site)))
        before.append(found)
        return found.clients

    return judge


def test_nothing_is_judged_again_when_nothing_changed(again):
    first, second = again(), again()
    assert first["acme"] is second["acme"]
    assert first["bolt"] is second["bolt"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("ledger/clients/acme.md", "Acme", "Acme Ltd"),
        ("ledger/clients/acme.md", "name: Acme", "name: Acme\nvat: 20%"),
        ("ledger/contracts/acme-site.md", "500", "600"),
        ("ledger/contracts/acme.csv", ",9", ",10"),
    ],
)
def test_the_client_of_an_edited_record_is_judged_again_and_no_other(again, name, old, new):
    first, second = again(), again(name, old, new)
    assert first["acme"] is not second["acme"]
    assert first["bolt"] is second["bolt"]


def test_a_contract_that_changes_hands_changes_both_clients(again):
    first, second = again(), again("ledger/contracts/acme-site.md", "client: acme", "client: bolt")
    assert first["acme"] is not second["acme"]
    assert first["bolt"] is not second["bolt"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2026-11-20", "2026-11-19"),
        ("income_goal: 4000", "target_rate: 70"),
        ("4000", "4000, signs: {scope-creep: off}"),
        ("4000", "4000, vat: 20%"),
    ],
)
def test_everyone_is_judged_again_by_another_day_or_other_settings(again, old, new):
    first, second = again(), again("mkdocs.yml", old, new)
    assert all(first[name] is not second[name] for name in first)


def test_a_client_whose_contract_cannot_be_read_is_incomplete_and_then_whole_again(again):
    again()
    assert again("ledger/contracts/acme-site.md", "amount: 500", "amount: lots")["acme"].incomplete
    assert not again("ledger/contracts/acme-site.md", "amount: lots", "amount: 500")["acme"].incomplete
