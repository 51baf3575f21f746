"""Which client and which contract a record of a file goes to, if no client was named."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from client_ledger.importers.importer import Bill, CreditNote, Fee, Income, Item, Work
from client_ledger.importers.routing import Routed, Router
from client_ledger.project import Project, open_project
from importing import FIELDS, INVOICES
from writing import write_site

DAY = date(2026, 3, 20)
CLIENTS: dict[str, str | bytes] = {
    "clients/acme.md": "---\nname: Acme\n---\n",
    "clients/brio.md": "---\nname: Brio Studio\n---\n",
}


def contract(client: str, title: str, stage: str = "active") -> str:
    return f"---\nclient: {client}\ntitle: {title}\nstage: {stage}\nbilling: hourly\nrate: 50\n---\n"


def project(folder: Path, **contracts: str) -> Project:
    """Return the ledger of Acme and Brio Studio with these contracts, beside Acme's old one with its invoices."""
    own = {f"contracts/{name}.md": text for name, text in contracts.items()}
    old = FIELDS.replace("title: Site", "title: Old site").replace("active", "completed") + INVOICES + "---\n"
    return open_project(write_site(folder, {**CLIENTS, **own, "contracts/old.md": old}))


def route(found: Project, *items: Item) -> Routed:
    return Router(found).route(items)


def income(reference: str, payer: str = "") -> Income:
    return Income(2, DAY, Decimal(5), "EUR", reference, payer)


def bill(number: str, client: str) -> Bill:
    return Bill(2, number, DAY, Decimal(5), "EUR", client)


def credit_note(of: str, client: str) -> CreditNote:
    return CreditNote(2, "C-1", DAY, Decimal(5), "EUR", client, of)


def work(*groups: str) -> Work:
    return Work(2, DAY, Fraction(1), "", groups=groups)


@pytest.mark.parametrize(
    "item",
    [income("invoice 0009", "Brio Studio"), bill("0009", "Brio Studio"), credit_note("0009", "Brio Studio")],
    ids=["payment", "invoice", "credit note"],
)
def test_a_number_in_the_ledger_names_the_client_before_any_name(item: Item, tmp_path: Path):
    assert {client for client, _ in route(project(tmp_path), item).parts} == {"acme"}


@pytest.mark.parametrize(
    "item", [income("", "Acme"), bill("9", "Acme"), credit_note("9", "Acme"), work("Acme", "Brio")]
)
def test_else_its_name_does_hours_name_the_client_first(item: Item, tmp_path: Path):
    assert {client for client, _ in route(project(tmp_path), item).parts} == {"acme"}


@pytest.mark.parametrize("item", [bill("9", "Acme"), work("Acme", "Anything")], ids=["invoice", "hours"])
def test_hours_and_invoices_go_to_the_only_contract_that_runs(item: Item, tmp_path: Path):
    found = project(tmp_path, site=contract("acme", "Site"), shop=contract("acme", "Shop", "lead"))
    assert list(route(found, item).parts) == [("acme", "site")]


def test_payments_go_to_all_contracts_of_the_client(tmp_path: Path):
    routed = route(project(tmp_path, site=contract("acme", "Site")), income("", "Acme"))
    assert list(routed.parts) == [("acme", "")]


@pytest.mark.parametrize(("groups", "part"), [(("Shop",), ("acme", "shop")), (("Acme", "site"), ("acme", "site"))])
def test_of_two_that_run_hours_go_to_the_one_they_name(groups: tuple[str, ...], part: tuple[str, str], tmp_path: Path):
    found = project(tmp_path, site=contract("acme", "Site"), shop=contract("acme", "Shop"))
    assert list(route(found, work(*groups)).parts) == [part]


def test_or_to_none_if_they_name_neither_or_a_title_that_both_have(tmp_path: Path):
    found = project(tmp_path, site=contract("acme", "Site"), shop=contract("acme", "Site"))
    assert list(route(found, work("Acme", "Other"), work("Acme", "Site")).parts) == [("acme", "")]


def test_the_contract_of_a_client_who_is_not_in_the_ledger_names_nobody(tmp_path: Path):
    gone = contract("gone", "Garden")[:-4] + "invoices:\n  - {id: G-1, issued: 2026-03-02, amount: 5}\n---\n"
    routed = route(project(tmp_path, gone=gone), income("G-1"), work("Garden"), work("Acme", "Garden"))
    assert list(routed.parts) == [("acme", "")]
    assert [line for line, _ in routed.rest.skipped] == [2, 2]


@pytest.mark.parametrize(
    ("item", "why"),
    [
        (income("", " No  body "), "it is from No body and names no invoice recorded here; no known client matches it"),
        (income(""), "it is from no one named and names no invoice recorded here; no known client matches it"),
        (Fee(2, Decimal(5), "Market"), "it is a fee"),
        (bill("9", "Nobody"), "it is to Nobody, who is not a client here"),
        (credit_note("9", ""), "it is to no one named, who is not a client here"),
        (work("Nobody", "", "Site"), "it is for Nobody / Site, who is not a client here"),
        (work(""), "it is for no one named, who is not a client here"),
    ],
)
def test_a_record_that_goes_to_nobody_says_what_it_names(item: Item, why: str, tmp_path: Path):
    routed = route(project(tmp_path), item)
    hint = ": use --contract, or start one with `client-ledger add client`" if "not a client here" in why else ""
    assert (dict(routed.parts), routed.rest.skipped) == ({}, [(2, why + hint)])
