"""The money page: ages to the day, late fees with their working, rates against the target."""

from fractions import Fraction

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from client_ledger.owed.calculation_steps import fee_working
from client_ledger.pages import receivables
from client_ledger.text.message import Share
from writing import CLIENT, write_site
from writing import CONTRACT as CONTRACT_FILE

CONTRACT = """
    client: acme
    title: Shop
    stage: active
    billing: hourly
    rate: 50
    payment_terms: 0
"""


@pytest.fixture
def judgement(judged):
    def judge(fields, client="name: Acme"):
        return judged({"clients/acme.md": client, "contracts/shop.md": CONTRACT + fields})

    return judge


@pytest.mark.parametrize(
    ("days", "age"), [(-9, 0), (0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (90, 3), (91, 4), (999, 4)]
)
def test_an_invoice_ages_from_the_day_after_it_is_due(days, age):
    assert receivables.age_of(days) == age


def test_what_is_owed_leaves_out_paid_void_and_later_invoices_and_counts_part_payments(judgement):
    owed = receivables.receivables(
        judgement("""
    invoices:
      - {id: 1, issued: 2026-11-20, amount: 100}
      - {id: 2, issued: 2026-10-21, amount: 200, payments: [{date: 2026-11-01, amount: 50.50}]}
      - {id: 3, issued: 2026-08-01, amount: 400, disputed: They say no}
      - {id: 4, issued: 2026-08-01, amount: 800, paid: 2026-08-02}
      - {id: 5, issued: 2026-08-01, amount: 1600, void: yes}
      - {id: 6, issued: 2026-11-21, amount: 3200}
""")
    )
    assert [age.open for age in owed.ages] == [100, Fraction("149.5"), 0, 0, 400]
    assert [each.invoice.record.id for each in owed.invoices] == ["3", "2", "1"]
    assert (owed.open, owed.overdue) == (Fraction("649.5"), Fraction("549.5"))
    assert str(owed.sentence) == (
        "649.50 EUR is owed on 3 invoices; 549.50 EUR of it is past due, the oldest by 111 days."
    )
    assert [age.bar for age in owed.ages] == [25, 37.38, 0, 0, 100]


def test_invoices_in_another_currency_are_owed_in_the_ledgers(judgement):
    fields = "    currency: USD\n    invoices: [{id: 1, issued: 2026-11-20, amount: 100}]"
    owed = receivables.receivables(judgement(fields))
    assert owed.open == 50
    assert str(owed.sentence) == "50.00 EUR is owed on 1 invoice, and none of it is past due."


def test_nothing_owed_is_said(judgement):
    assert str(receivables.receivables(judgement("")).sentence) == "Nobody owes you anything."


def test_late_fees_show_their_working(judgement):
    [found] = receivables.fees_by_client(
        judgement("""
    late_fee: {percent_per_month: 1, flat: 40}
    invoices:
      - {id: 1, issued: 2026-10-21, amount: 365, payments: [{date: 2026-10-31, amount: 65}]}
""")
    )
    assert [str(line) for line in fee_working(found.fees[0])] == [
        "2026-10-22 – 2026-10-31: 365.00 EUR × 10 days × 1% a month × 12 ÷ 365 = 1.20 EUR",
        "2026-11-01 – 2026-11-20: 300.00 EUR × 20 days × 1% a month × 12 ÷ 365 = 1.97 EUR",
        "flat sum 40.00 EUR",
    ]
    assert found.total == found.fees[0].total == 40 + Fraction(12, 100) * (10 + Fraction(300 * 20, 365))


def test_yearly_interest_is_worked_by_the_year(judgement):
    [found] = receivables.fees_by_client(
        judgement("""
    late_fee: {percent_per_year: 10}
    invoices: [{id: 1, issued: 2026-10-21, amount: 365}]
""")
    )
    [line] = fee_working(found.fees[0])
    assert str(line) == "2026-10-22 – 2026-11-20: 365.00 EUR × 30 days × 10% a year ÷ 365 = 3.00 EUR"


def test_an_hours_rate_is_what_the_contract_pays_less_the_platforms_fee_against_the_target(judgement):
    [rate] = receivables.rates(
        judgement("""
    platform: {fee: 10%}
    hours: [{date: 2026-11-02, hours: 10}]
    invoices: [{id: 1, issued: 2026-11-02, amount: 700}, {id: 2, issued: 2026-11-02, amount: 9, void: yes}]
""")
    )
    assert (rate.hours, rate.invoiced, rate.rate) == (10, 450, 45)
    assert rate.graph.value == Share(Fraction(9, 14))
    assert [zone.level for zone in rate.graph.bullet.zones] == ["critical", "warning", "watch", "clear"]


def test_invoices_without_hours_have_no_rate(judgement):
    assert receivables.rates(judgement("    invoices: [{id: 1, issued: 2026-11-02, amount: 700}]")) == ()


def test_a_client_without_hours_and_invoices_has_no_rate(judgement):
    assert receivables.rates(judgement("")) == ()


def test_each_month_received_leads_to_its_payments(judgement):
    found = judgement(
        """    platform: {fee: 10%}
    invoices:
      - id: A
        issued: 2026-09-01
        amount: 100
        payments: [{date: 2026-10-01, amount: 40}, {date: 2026-11-02, amount: 60}]
      - {id: B, issued: 2026-10-01, amount: 50, paid: 2026-11-01}
      - {id: C, issued: 2026-10-01, amount: 50, paid: 2026-11-21}
"""
    )
    months = receivables.received_by_month(found)
    assert [(each.month, each.amount) for each in months] == list(reversed(found.pipeline.received))
    assert all(month.amount == sum(each.net for each in month.payments) for month in months)
    assert [each.invoice.record.id for each in months[0].payments] == ["A", "B"]
    assert months[0].by_client is None


def test_of_too_many_payments_a_month_tells_what_each_client_paid(judgement):
    count = receivables.MOST_ONE_BY_ONE + 1
    rows = "".join(f"      - {{id: I{n}, issued: 2026-11-01, amount: 10, paid: 2026-11-02}}\n" for n in range(count))
    (month, *_) = receivables.received_by_month(judgement(f"    invoices:\n{rows}"))
    ((client, net, payments),) = month.by_client
    assert (client.timeline.client.id, net, payments) == ("acme", month.amount, count)


def test_too_many_late_fees_are_summed_by_client_and_lead_to_their_working(tmp_path):
    count = receivables.MOST_ONE_BY_ONE + 1
    rows = "".join(f"  - {{id: I{n}, issued: 2026-10-01, due: 2026-10-02, amount: 10}}\n" for n in range(count))
    fields = f"payment_terms: 0\nlate_fee: {{flat: 1}}\ninvoices:\n{rows}"
    files = {"clients/acme.md": CLIENT, "contracts/shop.md": CONTRACT_FILE.replace("rate: 50\n", f"rate: 50\n{fields}")}
    site_file = write_site(tmp_path, files)
    build(load_config(str(site_file), site_dir=str(tmp_path / "site")))
    money = (tmp_path / "site/money/index.html").read_text(encoding="utf-8")
    assert (
        f'href="../exit/acme/#collect">Acme</a></th><td data-name="Late invoices" class="number named">{count}</td>'
        in money
    )
    assert "€151.00" in money
    assert 'class="working"' not in money
    plan = (tmp_path / "site/exit/acme/index.html").read_text(encoding="utf-8")
    assert plan.count("Flat sum €1.00") == count
    assert 'id="collect"' in plan


def test_a_late_fee_tells_whether_its_invoice_is_unpaid_or_written_off(tmp_path):
    bills = (
        "  - {id: OPEN, issued: 2026-01-01, amount: 100}\n"
        "  - {id: LOST, issued: 2026-01-01, amount: 100, written_off: 2026-06-01}\n"
    )
    fields = f"payment_terms: 0\nlate_fee: {{flat: 40}}\ninvoices:\n{bills}"
    files = {"clients/acme.md": CLIENT, "contracts/shop.md": CONTRACT_FILE.replace("rate: 50\n", f"rate: 50\n{fields}")}
    config = write_site(tmp_path, files, "as_of: 2026-11-20")
    build(load_config(str(config), site_dir=str(tmp_path / "site"), strict=True))
    page = (tmp_path / "site" / "money/index.html").read_text(encoding="utf-8")
    fees = page.partition("Late fees by invoice, with their calculation")[2].partition("</table>")[0]
    unpaid, lost = (next(row for row in fees.split("<tr>") if number in row) for number in ("OPEN", "LOST"))
    assert "<small>still unpaid</small>" in unpaid
    assert "<small>written off</small>" in lost
