"""What late-payments says of each invoice: due, paid, written off, or taken back."""

from datetime import date

import pytest

from client_ledger.signs.reminding import tone
from judging import D, ago, client, contract, judge, ledger, measured, reading, said, sign_of
from late_invoices import due, on_file

CHARGED_BACK = ", payments: [{date: %s, amount: 1000, returned: %s, why: chargeback}%s]"


@pytest.mark.parametrize(
    ("invoice", "text"),
    [
        (due(0, CHARGED_BACK % (ago(20), ago(10), "")), "invoice A0, due {due}: 1,000.00 EUR open"),
        (
            due(0, CHARGED_BACK % (ago(20), ago(10), f", {{date: {ago(5)}, amount: 1000}}")),
            f"invoice A0, due {{due}}: paid {ago(5)}",
        ),
        (
            due(9, CHARGED_BACK % (ago(20), ago(10), f", {{date: {ago(5)}, amount: 1000}}")),
            f"invoice A0, due {{due}}: paid {ago(5)}, 4 days late",
        ),
        (due(9, CHARGED_BACK % (ago(20), ago(10), "")), "invoice A0, due {due}: 1,000.00 EUR open, 9 days past due"),
    ],
    ids=["due today", "paid again in time", "paid again too late", "past due"],
)
def test_an_invoice_whose_payment_was_charged_back_is_named_with_what_became_of_it(tmp_path, invoice, text):
    due_on = invoice.split("due: ")[1][:10]
    assert said(on_file(tmp_path, invoice))[1] == [text.format(due=due_on) + "; a payment was charged back"]


def test_of_two_payments_one_refunded_and_one_charged_back_the_latter_counts(tmp_path):
    refund = f", payments: [{{date: {ago(20)}, amount: 400, returned: {ago(10)}, why: refund}}"
    only = on_file(tmp_path, due(9, f"{refund}, {{date: {ago(9)}, amount: 600}}]"))
    both = on_file(tmp_path, due(9, f"{refund}, {{date: {ago(9)}, amount: 600, returned: {ago(2)}, why: chargeback}}]"))
    assert (measured(only, "chargebacks"), measured(both, "chargebacks")) == ((0,), (1,))


PART = f"{{date: {ago(20)}, amount: 400"


@pytest.mark.parametrize(
    ("payments", "is_advised"),
    [
        (f"{PART}}}, {{date: {ago(19)}, amount: 300, returned: {ago(2)}, why: chargeback}}", True),
        (f"{PART}}}, {{date: {ago(19)}, amount: 300, returned: {ago(-2)}, why: chargeback}}", False),
        (f"{PART}, returned: {ago(2)}, why: refund}}", False),
    ],
    ids=["a part charged back", "to be charged back", "a part refunded"],
)
def test_a_chargeback_is_to_be_answered_while_its_invoice_is_open(tmp_path, payments, is_advised):
    settled = due(9, CHARGED_BACK % (ago(20), ago(10), f", {{date: {ago(5)}, amount: 1000}}"))
    one = on_file(tmp_path, settled, due(30, f", payments: [{payments}]"))
    assert ("answer the payment processor" in str(one["advice"])) == is_advised


def test_an_invoice_written_off_and_paid_after_all_is_paid(tmp_path):
    paid = on_file(tmp_path, due(60, f", written_off: {ago(30)}, paid: {ago(10)}"))
    assert said(paid)[1] == [f"invoice A0, due {ago(60)}: paid {ago(10)}, 50 days late"]


def test_of_a_loss_in_a_currency_without_a_rate_no_share_is_known_to_be_lost(tmp_path):
    lost = f"id: A1, {due(60, f', written_off: {ago(30)}')}"
    files = ledger(client(), contract("currency: USD", invoices=[lost]))
    one = sign_of(judge(tmp_path, files, exit_code=1), "late-payments")
    assert measured(one, "written_off", "lost_share") == (1, 0)


def test_of_what_is_credited_after_it_was_written_off_no_share_is_lost(tmp_path):
    credit = [f"id: C1, issued: {ago(5)}, invoice: A0, amount: 1000"]
    assert measured(on_file(tmp_path, due(60, f", written_off: {ago(30)}"), credit_notes=credit), "lost_share") == (0,)


@pytest.mark.parametrize(("times", "is_said"), [(1, True), (2, False)])
def test_reminding_early_is_the_advice_only_while_lateness_is_watched(tmp_path, times, is_said):
    one = on_file(tmp_path, *[due(60 + each, f", paid: {ago(50 + each)}") for each in range(times)])
    assert one["level"] == ("watch" if times == 1 else "warning")
    assert ("send a reminder the day after an invoice is due" in str(one["advice"])) == is_said


@pytest.mark.parametrize(("sent", "found"), [(0, None), (6, None), (7, "firm")])
def test_a_reminder_is_due_a_week_after_the_last_one(sent, found):
    assert tone(10, [date.fromisoformat(ago(sent))], date.fromisoformat(D)) == found


def test_the_next_reminder_is_a_week_after_the_last_of_several(tmp_path):
    reminders = f", reminders: [{ago(20)}, {ago(3)}]"
    assert str(date.fromisoformat(ago(-4))) in str(on_file(tmp_path, due(30, reminders))["advice"])


def test_hours_of_the_day_itself_are_worked_without_a_signature(tmp_path):
    hours = [f"date: {D}, hours: 1"]
    one = reading(tmp_path, "contract-gaps", client(), contract(hours=hours))
    assert one["measures"]["unsigned_work"] == 1
