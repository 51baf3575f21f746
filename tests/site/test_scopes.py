"""What a page may read: a page about one client finds nothing of another's records."""

import pytest
from babel import Locale

from building import make, write
from client_ledger.book.site_file import read_site_file
from client_ledger.cache import Cache
from client_ledger.history import read_history
from client_ledger.judging.judgement import judge_project
from client_ledger.project import read_project
from client_ledger.site import trail_summary
from client_ledger.site.pages import Kind, Pages
from client_ledger.site.scopes import Scopes
from client_ledger.site.trail import Trail
from client_ledger.site.trail_summary import summarize
from client_ledger.text.babel import formatter_of
from repositories import Repo


@pytest.fixture
def scopes(tmp_path):
    def read():
        site = read_site_file(tmp_path / "mine/mkdocs.yml")
        judgement = judge_project(read_project(site))
        trail = Trail(read_history(site), judgement.project.ledger)
        summary = summarize(trail, Cache(tmp_path / "cache", "trail"))
        return Scopes(judgement, Pages(judgement, formatter_of(Locale("en"), []), trail, summary))

    make(tmp_path / "mine")
    return read


@pytest.fixture
def long_trail(scopes, tmp_path):
    """A client that 21 commits of 2026 changed."""
    assert scopes
    repo = Repo(tmp_path / "mine")
    repo.git("init", "--quiet", "--initial-branch=main")
    for day in range(1, 22):
        repo.replace(
            "ledger/clients/acme.md", "messages:\n", f"messages:\n  - {{at: 2026-03-{day:02} 10:00, text: Hi}}\n"
        )
        repo.commit(f"Message {day}", f"2026-03-{day:02}")
    return repo


def test_a_year_of_a_clients_changes_is_another_only_when_a_commit_or_a_name_is(scopes, long_trail):
    kinds = Kind("trail", "acme", "2026"), Kind("month", "2026-03-01")
    year, month = (scopes().of(kind).digest for kind in kinds)
    long_trail.replace("ledger/clients/acme.md", "text: Hi}", "text: Hello}")
    assert [scopes().of(kind).digest for kind in kinds] == [year, month]
    long_trail.replace("ledger/clients/acme.md", "name: Acme", "name: Acme Ltd")
    named = [scopes().of(kind).digest for kind in kinds]
    assert year != named[0]
    assert month != named[1]
    long_trail.commit("Rename", "2026-03-22")
    assert scopes().of(kinds[0]).digest not in (year, named[0])


def test_another_version_of_the_program_finds_the_pages_of_the_history_again(scopes, long_trail, monkeypatch):
    assert long_trail
    assert scopes().of(Kind("trail", "acme", "2026"))
    monkeypatch.setattr(trail_summary, "code_digest", lambda *_: "another")
    monkeypatch.setattr(trail_summary, "_committed", lambda _: ({}, {}, 0))
    with pytest.raises(KeyError):
        scopes().of(Kind("trail", "acme", "2026"))


def test_a_client_has_a_page_of_a_year_from_the_change_on_that_is_one_too_many(scopes, long_trail):
    long_trail.git("reset", "--quiet", "--hard", "HEAD~1")
    with pytest.raises(KeyError):
        scopes().of(Kind("trail", "acme", "2026"))
    long_trail.replace("ledger/clients/acme.md", "name: Acme", "name: Acme Ltd")
    assert scopes().of(Kind("trail", "acme", "2026")).digest


@pytest.mark.parametrize("page", ["client", "exit", "hours", "invoices"])
def test_a_page_about_a_client_finds_that_client_alone(scopes, page):
    judgement = scopes().of(Kind(page, "acme")).judgement
    ledger = judgement.project.ledger
    assert list(judgement.clients) == list(ledger.clients) == ["acme"]
    assert list(ledger.contracts) == ["acme-site"]
    assert ledger.files == {"clients/acme.md", "contracts/acme-site.md", "contracts/acme-site.csv"}
    with pytest.raises(KeyError):
        judgement.clients["bolt"]


def test_a_contracts_page_finds_its_clients_records(scopes):
    assert list(scopes().of(Kind("contract", "bolt-site")).judgement.clients) == ["bolt"]


def test_an_ordinary_page_finds_no_records(scopes):
    assert not scopes().of(None).judgement.project.ledger.clients


def test_a_clients_page_knows_its_share_of_the_whole_and_the_months_of_all(scopes):
    found = scopes()
    own, whole = found.of(Kind("client", "acme")).judgement.pipeline, found.whole.judgement.pipeline
    assert own.months == whole.months
    assert own.shares == {"acme": whole.shares["acme"]}
    assert [each.client for each in own.without_each] == ["acme"]
    assert [each.deal.contract.client for each in own.upsides] == []


def test_a_scope_is_another_when_a_record_in_it_is_and_only_then(scopes, tmp_path):
    before = scopes()
    path = tmp_path / "mine/ledger/clients/acme.md"
    write(path.parent, {path.name: path.read_text(encoding="utf-8").replace("text: Now", "text: Later")})
    after = scopes()
    kinds = [Kind("client", "acme"), Kind("exit", "acme"), Kind("contract", "acme-site"), Kind("home")]
    assert all(before.of(kind).digest != after.of(kind).digest for kind in kinds)
    kinds = [Kind("client", "bolt"), Kind("exit", "bolt"), Kind("contract", "bolt-site"), None]
    assert all(before.of(kind).digest == after.of(kind).digest for kind in kinds)
