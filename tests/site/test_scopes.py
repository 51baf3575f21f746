"""What a page may read: a page about one client finds nothing of another's records."""

import pytest
from babel import Locale

from building import make, write
from client_ledger.book.site_file import read_site_file
from client_ledger.cache import Cache
from client_ledger.history import read_history
from client_ledger.judging.judgement import judge_project
from client_ledger.project import read_project
from client_ledger.site.pages import Kind, Pages
from client_ledger.site.scopes import Scopes
from client_ledger.site.trail import Trail
from client_ledger.site.trail_summary import summarize
from client_ledger.text.babel import formatter_of


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


@pytest.mark.parametrize("page", ["client", "exit", "hours", "trail"])
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
