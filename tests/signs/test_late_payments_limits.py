"""Each limit of late-payments just below, at and above it, and what is open of an invoice, worked out by hand."""

import pytest

from judging import ago, measured
from late_invoices import due, on_file, paid_after

LOST = f", written_off: {ago(60)}"
GOOD = [paid_after(0)] * 10


@pytest.mark.parametrize(
    ("invoices", "level"),
    [
        ([paid_after(14), *GOOD], "clear"),
        ([paid_after(15), *GOOD], "watch"),
        ([paid_after(16), *GOOD], "watch"),
        ([paid_after(44, 300), paid_after(4), *GOOD], "watch"),
        ([paid_after(45, 300), paid_after(4), *GOOD], "warning"),
        ([paid_after(46, 300), paid_after(4), *GOOD], "warning"),
        ([paid_after(45, 300), paid_after(3), *GOOD], "watch"),  # only one is late
        ([paid_after(44, 133), *GOOD], "watch"),
        ([paid_after(45, 134), *GOOD], "warning"),  # settled 89 days ago
        ([paid_after(46, 134), *GOOD], "warning"),
        ([paid_after(45, 135), *GOOD], "watch"),  # settled 90 days ago
        ([paid_after(9), paid_after(10), *GOOD[:3]], "watch"),  # 9.5 days on average
        ([paid_after(10), paid_after(10), *GOOD[:3]], "warning"),
        ([paid_after(10), paid_after(11), *GOOD[:3]], "warning"),
        ([paid_after(14), *[paid_after(15)] * 2, *GOOD[:2]], "warning"),  # 14.67 days
        ([*[paid_after(15)] * 3, *GOOD[:2]], "critical"),
        ([*[paid_after(16)] * 3, *GOOD[:2]], "critical"),
        ([*[paid_after(15)] * 4, *GOOD[:1]], "critical"),
        ([*[paid_after(15)] * 3, *GOOD[:3]], "warning"),  # half of them
        ([due(60, LOST, "49.99"), paid_after(0, amount="950")], "watch"),
        ([due(60, LOST, "50"), paid_after(0, amount="950")], "warning"),
        ([due(60, LOST, "51"), paid_after(0, amount="949")], "warning"),
        ([*[due(60, LOST, "24")] * 2, paid_after(0, amount="950")], "watch"),
        ([*[due(60, LOST, "25")] * 2, paid_after(0, amount="950")], "critical"),
        ([*[due(60, LOST, "25")] * 3, paid_after(0, amount="950")], "critical"),
        ([due(29), due(2)], "warning"),
        ([due(30), due(2)], "critical"),
        ([due(31), due(2)], "critical"),
        ([due(30)], "warning"),  # only one is due
        ([due(30), due(2, f", payments: [{{date: {ago(1)}, amount: 1}}]")], "warning"),
    ],
)
def test_each_limit_holds_from_its_number_on(tmp_path, invoices, level):
    assert on_file(tmp_path, *invoices)["level"] == level


@pytest.mark.parametrize("count", [0, 1, 2])
def test_one_chargeback_is_enough(tmp_path, count):
    back = f", payments: [{{date: {ago(60)}, amount: 1000, returned: {ago(50)}, why: chargeback}}, "
    anew = f"{{date: {ago(50)}, amount: 1000}}]"
    one = on_file(tmp_path, *[due(60, back + anew)] * count, *GOOD)
    assert (one["level"], *measured(one, "chargebacks")) == ("critical" if count else "clear", count)


@pytest.mark.parametrize(("days", "level"), [(364, "critical"), (365, "unknown")])
def test_a_chargeback_is_critical_for_a_year(tmp_path, days, level):
    back = f"{{date: {ago(400)}, amount: 1000, returned: {ago(days)}, why: chargeback}}"
    anew = f"{{date: {ago(days)}, amount: 1000}}"
    assert on_file(tmp_path, due(400, f", payments: [{back}, {anew}]"))["level"] == level


def payment(amount, more=""):
    return f", payments: [{{date: {ago(50)}, amount: {amount}{more}}}]"


@pytest.mark.parametrize(
    ("invoice", "overdue"),
    [
        (due(40), "1050.00"),  # 1000 and 200 of tax, less 150 kept back
        (due(40, payment("525")), "525.00"),
        (due(40, payment("1049.98")), "0.02"),
        (due(40, payment("1049.99")), "0.00"),
        (due(40, payment("1050")), "0.00"),
        (due(40, payment("1050", f", returned: {ago(20)}, why: chargeback")), "1050.00"),
        (due(40, payment("1050", f", returned: {ago(20)}, why: bounced")), "1050.00"),
        (due(40, payment("1050", f", returned: {ago(20)}, why: refund")), "0.00"),
        (due(40, f", written_off: {ago(20)}"), "0.00"),
    ],
)
def test_what_is_overdue_is_what_is_payable_and_left(tmp_path, invoice, overdue):
    lines = ("vat: 20%", "withholding: 15%")
    assert measured(on_file(tmp_path, invoice, lines=lines), "overdue") == (overdue,)


@pytest.mark.parametrize(("paid", "overdue"), [("0", "945.00"), ("945", "0.00"), ("1000", "0.00")])
def test_a_credit_note_lowers_what_is_payable_with_its_tax(tmp_path, paid, overdue):
    notes = [f"id: N1, issued: {ago(10)}, invoice: A0, amount: 100"]
    lines = ("vat: 20%", "withholding: 15%")
    one = on_file(tmp_path, due(40, payment(paid)), lines=lines, credit_notes=notes)
    assert measured(one, "overdue") == (overdue,)


@pytest.mark.parametrize(
    ("lines", "invoice", "rates", "overdue"),
    [
        (("currency: JPY", "vat: 10%"), due(40, amount="105"), "{JPY: 0.5}", "58.00"),  # 115.5 is 116 yen
        (("currency: KWD",), due(40, payment("0.333"), "333.333"), "{KWD: 2.8}", "932.40"),  # 333 dinars
        (("currency: USD",), due(6), "{USD: {2024-01-01: 0.9, 2026-10-15: 0.8}}", "800.00"),
        (("currency: USD",), due(7), "{USD: {2024-01-01: 0.9, 2026-10-15: 0.8}}", "900.00"),  # issued a day before
    ],
)
def test_other_currencies_have_their_own_units_and_rates(tmp_path, lines, invoice, rates, overdue):
    one = on_file(tmp_path, invoice, lines=lines, options=f"exchange_rates: {rates}")
    assert measured(one, "overdue") == (overdue,)
