"""How the clients stood some days ago, by the records as they were committed then."""

from datetime import date
from random import Random

import pytest

from client_ledger.history import as_committed, read_history
from client_ledger.judging.judgement import judge_project
from client_ledger.judging.verdict import month_status
from client_ledger.pages import verdict_changes
from client_ledger.pages.recent_changes import changed
from client_ledger.pages.verdict_changes import Past, past_of
from client_ledger.project import read_project
from repositories import MKDOCS, Repo

ACME = "---\nname: Acme\nincidents:\n  - {date: 2026-05-11, kind: insult, severity: minor, text: Shouted}\n---\n"
BOLT = "---\nname: Bolt\nincidents:\n  - {date: 2026-05-02, kind: haggling, text: Half the price}\n---\n"
SHOP = "---\nclient: acme\ntitle: Shop\nstage: lead\nbilling: fixed\nvalue: 100\n---\n"
THEN, NOW = date(2026, 6, 1), date(2026, 6, 8)


@pytest.fixture
def repo(tmp_path):
    """Two clients and a contract, committed on 2026-05-12."""
    repo = Repo(tmp_path / "work")
    repo.write("mkdocs.yml", MKDOCS)
    repo.write("ledger/clients/acme.md", ACME)
    repo.write("ledger/clients/bolt.md", BOLT)
    repo.write("ledger/contracts/shop.md", SHOP)
    repo.git("init", "--quiet", "--initial-branch=main")
    repo.commit("Begin", "2026-05-12")
    return repo


def judged(repo: Repo):
    return judge_project(read_project(repo.site), NOW)


def past(repo: Repo) -> Past:
    return past_of(judged(repo), read_history(repo.site), THEN)


def verdicts(found: Past) -> dict[str, str]:
    return {client: status.verdict for client, status in found.statuses.items()}


def test_only_the_clients_that_were_changed_are_judged_by_the_records_of_then(repo, monkeypatch):
    repo.replace("ledger/clients/acme.md", "severity: minor", "severity: serious")
    repo.commit("Worse", "2026-06-05")
    asked = []
    monkeypatch.setattr(
        verdict_changes,
        "as_committed",
        lambda site, day, only, _=None: asked.append(only) or as_committed(site, day, only),
    )
    found = past(repo)
    assert (verdicts(found), found.absent, found.known) == ({"acme": "set-boundary"}, frozenset(), True)
    assert asked == [{"clients/acme.md"}]
    change = changed(judged(repo).clients["acme"], found)
    assert change
    assert (change.before, change.judged.status.verdict) == ("set-boundary", "leave-now")


def test_how_the_clients_stood_is_read_once(repo, monkeypatch):
    repo.replace("ledger/clients/acme.md", "severity: minor", "severity: serious")
    first = past(repo)
    monkeypatch.setattr(verdict_changes, "as_committed", None)
    repo.replace("ledger/clients/acme.md", "Shouted", "Was loud")
    assert past(repo) == first
    monkeypatch.undo()
    repo.replace("ledger/clients/bolt.md", "haggling", "insult")
    assert sorted(verdicts(past(repo))) == ["acme", "bolt"]


def test_a_client_changed_by_a_commit_of_before_that_came_later_is_read_again_once_it_is_edited(repo):
    repo.commit("Later", "2026-06-05")
    repo.replace("ledger/clients/acme.md", "severity: minor", "severity: serious")
    repo.commit("Merged", "2026-05-20", committed="2026-06-06")
    repo.write("mkdocs.yml", f"{MKDOCS}      income_goal: 4000\n")
    past(repo)
    repo.replace("ledger/clients/acme.md", "Shouted", "Was loud")
    found = past(repo)
    (repo.top / ".client-ledger-cache/past.sqlite").unlink()
    assert past(repo) == found


def test_with_other_holidays_the_clients_of_then_are_judged_again(repo, monkeypatch):
    repo.replace("ledger/clients/acme.md", "severity: minor", "severity: serious")
    past(repo)
    asked = []
    monkeypatch.setattr(verdict_changes, "version", lambda _: "another")
    monkeypatch.setattr(verdict_changes, "as_committed", lambda *given: asked.append(given) or as_committed(*given))
    past(repo)
    assert asked


def test_what_is_not_committed_is_a_change_too(repo):
    repo.replace("ledger/clients/acme.md", "severity: minor", "severity: serious")
    assert verdicts(past(repo)) == {"acme": "set-boundary"}


def test_a_client_renamed_since_is_the_one_of_then(repo):
    repo.git("mv", "ledger/clients/acme.md", "ledger/clients/acme-ltd.md")
    repo.replace("ledger/contracts/shop.md", "client: acme", "client: acme-ltd")
    repo.commit("Rename", "2026-06-05")
    repo.replace("ledger/clients/acme-ltd.md", "severity: minor", "severity: serious")
    repo.commit("Worse", "2026-06-06")
    found = past(repo)
    assert (verdicts(found), found.absent) == ({"acme-ltd": "set-boundary"}, frozenset())


def test_a_contract_given_to_another_client_changes_both(repo):
    repo.replace("ledger/contracts/shop.md", "client: acme", "client: bolt")
    repo.commit("Handed over", "2026-06-05")
    assert sorted(verdicts(past(repo))) == ["acme", "bolt"]


def test_settings_changed_since_are_those_of_then_for_every_client(repo):
    repo.write("mkdocs.yml", f"{MKDOCS}      signs: {{early-red-flags: {{warning: {{flags: 1}}}}}}\n")
    repo.commit("Stricter", "2026-06-05")
    found = past(repo)
    assert verdicts(found) == {"acme": "set-boundary", "bolt": "watch"}
    assert judged(repo).clients["bolt"].status.verdict == "set-boundary"


def test_another_time_zone_then_has_every_file_read(repo):
    repo.write("mkdocs.yml", MKDOCS.replace("Europe/Paris", "America/New_York"))
    repo.commit("Moved", "2026-06-05")
    assert verdicts(past(repo)) == {"acme": "set-boundary", "bolt": "watch"}


def test_a_client_of_whom_nothing_was_committed_then_is_absent(repo):
    repo.write("ledger/clients/new.md", BOLT.replace("Bolt", "New"))
    repo.commit("New", "2026-06-05")
    assert past(repo) == Past({}, frozenset({"new"}))


def test_a_client_whose_records_could_not_be_read_then_has_no_standing(repo):
    repo.replace("ledger/clients/acme.md", "2026-05-11", "2026-55-11")
    repo.commit("Broken", "2026-05-20")
    repo.replace("ledger/clients/acme.md", "2026-55-11", "2026-05-11")
    repo.commit("Mended", "2026-06-05")
    assert past(repo) == Past({}, frozenset())


def test_where_nothing_has_changed_the_records_of_today_are_those_of_then(repo):
    assert past(repo) == Past({}, frozenset())


def test_what_git_does_not_tell_is_not_known(repo):
    repo.git("commit", "--quiet", "--amend", "--no-edit", "--date", "2026-06-05T12:00:00Z", day="2026-06-05")
    assert not past(repo).known, "nothing was committed by then"
    (repo.top / ".git").rename(repo.top / "no-git")
    assert not past(repo).known


@pytest.mark.parametrize("seed", range(4))
def test_reading_what_has_changed_alone_gives_what_reading_everything_gives(repo, seed, monkeypatch):
    rng = Random(seed)  # noqa: S311 - the same at every run
    for number in range(8):
        client, contract = rng.choice(["acme", "bolt"]), f"ledger/contracts/deal{rng.randint(0, 2)}.md"
        row = f"  - {{date: 2026-0{rng.randint(4, 6)}-0{rng.randint(1, 9)}, kind: no-show, text: T{number}}}\n"
        repo.replace(f"ledger/clients/{client}.md", "incidents:\n", f"incidents:\n{row}")
        repo.write(contract, SHOP.replace("client: acme", f"client: {client}").replace("100", f"{number + 1}"))
        repo.commit(f"Change {number}", f"2026-05-{14 + 3 * number}" if number < 6 else f"2026-06-0{number - 4}")
    partly = past(repo)
    assert partly.statuses
    (repo.top / ".client-ledger-cache/past.sqlite").unlink()
    monkeypatch.setattr(verdict_changes, "as_committed", lambda site, day, *_: as_committed(site, day))
    wholly = past(repo)
    for client, judged_client in judged(repo).clients.items():
        status = partly.statuses.get(client) or month_status(judged_client.judge.assess(THEN))
        assert status == wholly.statuses[client]
