"""The invoices of a contract are made again only if it or its client changed."""

from copy import copy
from dataclasses import replace

from acting import client, contract, ledger
from client_ledger.book.bills import bills_of
from client_ledger.project import open_project
from writing import write_site


def test_the_invoices_of_an_unchanged_contract_of_an_unchanged_client_are_kept(tmp_path):
    invoice = "id: A, issued: 2026-01-10, amount: 100"
    files = ledger(
        client(), contract(invoices=[invoice]), contract("client: bea", invoices=[invoice.replace("A", "B")])
    )
    project = open_project(write_site(tmp_path, {**files, "clients/bea.md": client()}, "currency: EUR"))
    read, settings = project.ledger, project.site.settings
    before = bills_of(read, settings)

    def kept(now):
        after = bills_of(now, settings, (read, before))
        return [after[name] is before[name] for name in ("site-1", "site-2")]

    assert kept(read) == [True, True]
    assert kept(replace(read, clients={**read.clients, "acme": copy(read.clients["acme"])})) == [False, True]
    assert kept(replace(read, contracts={**read.contracts, "site-2": copy(read.contracts["site-2"])})) == [
        True,
        False,
    ]
