"""What a client's and a contract's page say of small ledgers."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from client_ledger.pages.chart_data import past
from client_ledger.pages.client import ClientPage
from client_ledger.pages.contract import ContractPage, contract_rows
from client_ledger.pages.invoices import invoice_lines, invoice_list
from client_ledger.signs import SIGNS
from client_ledger.signs.levels import Level
from client_ledger.site.filters import prose, sentence

SITE = """\
client: acme
title: Site
stage: active
billing: fixed
value: 5000
hours_budget: 10
start: 2026-01-01
end: 2027-01-31
notice: 20
late_fee: {flat: 40}
invoices:
  - {id: 1, issued: 2026-06-01, amount: 1000, paid: 2026-06-20}
  - {id: 2, issued: 2026-07-01, amount: 1000, paid: 2026-08-20}
  - {id: 3, issued: 2026-08-01, amount: 1000, payments: [{date: 2026-09-05, amount: 400}]}
  - {id: 4, issued: 2026-11-10, amount: 500}
  - {id: 5, issued: 2026-11-11, amount: 900, void: yes}
  - {id: 6, issued: 2026-12-01, amount: 900}
hours:
  - {date: 2026-09-01, hours: 6, task: Design}
  - {date: 2026-10-01, hours: 3, in_scope: no}
  - {date: 2026-10-02, hours: 4}
  - {date: 2026-12-02, hours: 4}
"""
BOUNDARY = "boundaries:\n  - {date: 2026-06-10, sign: late-payments, text: In time please}"


@pytest.fixture
def judgement(judged):
    return judged({"clients/acme.md": f"name: Acme\n{BOUNDARY}", "contracts/site.md": SITE})


@pytest.fixture
def page(judgement):
    return ClientPage(judgement.clients["acme"], judgement.pipeline)


@pytest.fixture
def contract(judgement):
    return ContractPage(judgement.project.ledger.contracts["site"], judgement.clients["acme"], judgement.day)


def test_the_verdict_is_a_sentence_with_its_reasons(page):
    assert str(page.sentence).startswith("plan your exit: late payments went on after the boundary of 2026-06-10")


def test_a_client_to_keep_needs_no_reason(judged):
    judgement = judged({"clients/a.md": "name: A\nreviewed: 2026-11-19\nrequests: [{date: 2026-11-19, text: A logo}]"})
    assert str(ClientPage(judgement.clients["a"], judgement.pipeline).sentence).startswith("a client to keep")


def test_signs_come_worst_first_and_unknown_is_not_among_the_clear_ones(page):
    levels = [card.judged.level for card in page.cards]
    assert levels == [
        *sorted((level for level in levels if level > 1), reverse=True),
        *sorted(x for x in levels if x < 2),
    ]
    assert len(page.firing) + len(page.unknown) + len(page.clear) == len(SIGNS)
    assert {len(card.past) for card in page.cards} == {13}


def test_each_invoice_says_how_it_stands(page):
    assert [(line.invoice.record.id, line.state, str(line.sentence)) for line in page.invoices] == [
        ("5", "void", "void"),
        ("4", "due", "due in 20 days"),
        ("3", "overdue", "81 days past due"),
        ("2", "paid-late", "paid 2026-08-20, 20 days late"),
        ("1", "paid", "paid 2026-06-20"),
    ]


def yearly(*invoices):
    lines = [f"  - {{id: {day}, issued: {day}, amount: 100{rest}}}" for day, rest in invoices]
    return "\n".join([SITE.split("invoices:", maxsplit=1)[0] + "invoices:", *lines])


def by_page(judged, *invoices):
    """Return the ids of the invoices on the client's page, and those on the page of each past year with their sum."""
    judgement = judged({"clients/acme.md": "name: Acme", "contracts/site.md": yearly(*invoices)})
    client = judgement.clients["acme"]
    found = invoice_list(client, invoice_lines(client))
    years = {each.year: ([line.invoice.record.id for line in each.lines], each.net) for each in found.years}
    return [line.invoice.record.id for line in found.shown], years


def test_settled_invoices_of_past_years_leave_the_page_once_twelve_came_later(judged):
    old = (("2024-03-01", ", paid: 2024-03-09"), ("2024-02-01", ", void: yes"), ("2023-02-01", ""))
    new = [(f"{day:%Y-%m-%d}", "") for day in (date(2025 + month // 12, month % 12 + 1, 1) for month in range(12))]
    ids = [day for day, _ in reversed(new)]
    assert by_page(judged, *old, *new) == ([*ids, "2023-02-01"], {2024: (["2024-03-01", "2024-02-01"], 100)})
    assert by_page(judged, *old, *new[1:]) == ([*ids[:-1], *(day for day, _ in old)], {})


def test_what_to_collect_is_overdue_first(page):
    assert [line.invoice.record.id for line in page.to_collect] == ["3", "4"]
    assert (page.overdue_sum, page.open_sum) == (Decimal(600), Decimal(1100))
    assert page.fees_sum == 80


def test_hours_are_summed_by_month_with_what_is_outside_and_unpaid(page):
    assert [(each.month, each.hours, each.inside, each.outside, each.unpaid) for each in page.hours] == [
        ((2026, 10), 7, 4, 3, 3),
        ((2026, 9), 6, 6, 0, 0),
    ]


def test_letting_go_takes_the_longest_notice(page):
    assert page.without is not None
    assert page.without.last_day == date(2026, 12, 10)
    assert page.longest_notice is not None
    assert page.longest_notice.id == "site"


def test_a_contract_lists_what_is_missing_first_and_why_it_matters(contract):
    assert [each.name for each in contract.essentials if not each.written] == [
        "objectives",
        "deliverables",
        "responsibilities",
        "payment_terms",
        "rights",
        "suspension",
        "signed",
    ]
    assert contract.essentials[0].why
    assert [each.place.line for each in contract.essentials if each.name == "late_fee"] == [11]
    assert contract.worked_unsigned


def test_a_contract_adds_up_its_invoices_and_their_age(contract):
    assert (contract.invoiced, contract.paid, contract.left) == (Decimal(3500), Decimal(2400), Decimal(1500))
    assert [(str(age.name), age.open) for age in contract.ageing if age.open] == [
        ("not yet due", Decimal(500)),
        ("61 to 90 days late", Decimal(600)),
    ]


def test_hours_stand_against_the_budget(contract):
    (budget,) = contract.budgets
    assert (budget.used, budget.agreed, budget.share) == (13, 10, Fraction(13, 10))


def test_terms_that_are_not_written_say_so(contract):
    assert str(contract.payment_terms) == "30 days, not written"
    assert str(contract.notice) == "20 days"
    assert [str(each) for each in contract.late_fee] == ["40.00 EUR once"]


def test_the_list_of_contracts_counts_the_unpaid_and_the_gaps(judgement):
    (row,) = contract_rows(judgement)
    assert (row.open, row.gaps, row.price_in_base) == (Decimal(1100), 7, Decimal(5000))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("leave", "Leave."),
        ("leave now!", "Leave now!"),
        ("he said “no”", "He said “no”."),
        ("he said “no.”", "He said “no.”"),
    ],
)
def test_a_phrase_becomes_a_sentence(text, said):
    assert sentence(text) == said


def test_prose_is_escaped_before_backquotes_become_code():
    assert prose("set `<reviewed>`", stop=False) == "Set <code>&lt;reviewed&gt;</code>"
    assert prose("set it", capital=False) == "set it."


def test_a_client_was_unknown_before_there_was_anything_to_know(judged):
    found = judged(
        {
            "clients/acme.md": "name: Acme\nsince: 2026-09-10\nreviewed: 2026-11-20",
            "contracts/site.md": "client: acme\ntitle: Site\nstage: active\nbilling: fixed\nvalue: 500",
        }
    )
    client = found.clients["acme"]
    known = [(then.day, then.verdict) for then in past(client) if then.verdict != "unknown"]
    assert known[0][0] == date(2026, 9, 30)
    assert all(set(then.levels.values()) == {Level.unknown} for then in past(client) if then.day < date(2026, 9, 10))
    gaps = next(card for card in ClientPage(client, found.pipeline).cards if card.judged.sign.name == "contract-gaps")
    assert [level for day, level in gaps.past if day < date(2026, 9, 10)] == [Level.unknown] * 10


def test_too_little_known_for_a_verdict_is_too_little_for_a_score(judged):
    invoices = ", ".join(f"{{id: {n}, issued: 2026-09-0{n}, amount: 9, paid: 2026-09-10}}" for n in (1, 2, 3))
    contract = f"client: acme\ntitle: Site\nstage: completed\nbilling: fixed\nvalue: 500\ninvoices: [{invoices}]"
    found = judged({"clients/acme.md": "name: Acme", "contracts/site.md": contract})
    status = found.clients["acme"].status
    assert (status.verdict, status.score) == ("unknown", None)


@pytest.mark.parametrize(
    ("invoices", "sentence"),
    [
        ("[{id: 1, issued: 2026-01-01, amount: 9}]", "A former client; reasons not to take it back: late payments at"),
        ("[{id: 1, issued: 2026-01-01, amount: 9, paid: 2026-01-02}]", "A former client; "),
    ],
)
def test_a_former_client_is_told_as_one(judged, invoices, sentence):
    contract = f"client: acme\ntitle: Site\nstage: completed\nbilling: fixed\nvalue: 9\ninvoices: {invoices}"
    found = judged({"clients/acme.md": "name: Acme\nstatus: former", "contracts/site.md": contract})
    view = ClientPage(found.clients["acme"], found.pipeline)
    assert prose(str(view.sentence)).startswith(sentence)


def test_signs_that_no_pay_offsets_are_said_in_one_breath(judged):
    incidents = ", ".join(f"{{date: 2026-11-0{day}, kind: threat}}" for day in (1, 2, 3))
    harm = "{date: 2026-11-02, text: Lie, harmful: disinformation, reasonable: no}"
    found = judged({"clients/acme.md": f"name: Acme\nincidents: [{incidents}]\nrequests: [{harm}, {harm}]"})
    said = str(ClientPage(found.clients["acme"], found.pipeline).sentence)
    assert said == "leave now: harmful output and toxic behaviour, which no pay makes up for"


def test_what_would_make_signs_known_is_said_once(judged):
    found = judged({"clients/acme.md": "name: Acme\nsince: 2026-11-01"})
    told = ClientPage(found.clients["acme"], found.pipeline).to_fill
    assert max(len(signs) for signs in told.values()) > 1
    assert not any("set `since`" in str(said) for said in told)


def test_a_client_of_whom_nothing_is_recorded_is_empty(judged):
    found = judged(
        {
            "clients/a.md": "name: A",
            "clients/b.md": "name: B\nmessages: [{at: 2026-11-18 15:30}]",
            "clients/c.md": "name: C",
            "contracts/c.md": "client: c\ntitle: Site\nstage: lead\nbilling: fixed\nvalue: 9",
        }
    )
    pages = {name: ClientPage(client, found.pipeline).empty for name, client in found.clients.items()}
    assert pages == {"a": True, "b": False, "c": False}
