"""The sample ledger, under a scripted history."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from client_ledger.book.load import load
from client_ledger.history import as_committed
from repositories import Repo

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def sample(tmp_path):
    """The sample ledger as if its clients were committed on one day, and its contracts on the next."""
    repo = Repo(tmp_path / "sample")
    repo.git("init", "--quiet", "--initial-branch=main")
    shutil.copy(ROOT / "mkdocs.yml", repo.top)
    shutil.copytree(ROOT / "ledger", repo.top / "ledger")
    contracts = repo.top / "ledger" / "contracts"
    contracts.rename(tmp_path / "contracts")
    repo.commit("Clients", "2026-11-01")
    (tmp_path / "contracts").rename(contracts)
    repo.commit("Contracts", "2026-11-02")
    return repo


def records(thing):
    return [each for name in ("messages", "incidents", "invoices", "hours") for each in getattr(thing, name, ())] + [
        each for name in ("requests", "boundaries", "accepted", "decisions") for each in getattr(thing, name, ())
    ]


def test_every_record_of_the_sample_has_its_commit(sample):
    ledger = load(sample.site.docs_dir, sample.site.settings.zone)
    history = sample.history()
    assert history.notices == ()
    for thing in (*ledger.clients.values(), *ledger.contracts.values()):
        for record in records(thing):
            found = history.record(record.place, getattr(record, "day", None))
            assert found.recorded, record
            assert found.committed, record
    for contract in ledger.contracts.values():
        for record in contract.invoices:
            place = history.record(record.place).recorded
            assert place
            assert place.subject == "Contracts"


def test_every_client_and_contract_of_the_sample_has_a_trail(sample):
    ledger = load(sample.site.docs_dir, sample.site.settings.zone)
    history = sample.history()
    for client in ledger.clients:
        assert history.trail_of("client", client)[-1].commit == history.commits[1]
    for contract in ledger.contracts.values():
        entry = history.trail_of("contract", contract.id)[0]
        assert entry.client == contract.client
        assert [str(sentence) for sentence in entry.sentences]
        assert history.stage_since(contract.id) == date(2026, 11, 2)


def test_the_sample_as_it_stood_reads_like_the_sample(sample):
    now = load(sample.site.docs_dir, sample.site.settings.zone)
    with as_committed(sample.site, "HEAD") as then:
        assert load(then.site.docs_dir, then.site.settings.zone) == now
    with as_committed(sample.site, date(2026, 11, 1)) as then:
        assert load(then.site.docs_dir, then.site.settings.zone).contracts == {}
