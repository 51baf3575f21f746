"""What the letter that ends the work says, for work that ends, that has ended, that is unpaid, or that never began."""

import pytest

from acting import client, contract
from proposed import leaving

DAY = "2026-03-01"
PAST_DUE, NOT_DUE = (f"id: A-1, issued: 2026-01-01, due: {due}, amount: 100" for due in ("2026-02-01", "2026-03-20"))
THREAT = client(incidents=["date: 2026-02-01, kind: threat"])
GO_ON = "As soon as the open invoices are paid, I will hand over the files and the access you need to go on."
RIGHTS = "The rights in the work then pass to you as we agreed."
WISH = "I wish you and the project every success."


@pytest.mark.parametrize(
    ("stage", "last", "invoices", "acme", "subject"),
    [
        ("completed", DAY, [PAST_DUE], None, "Work delivered and not paid: €100.00"),
        ("completed", DAY, [NOT_DUE], None, "I am not taking this further"),
        ("proposal", DAY, [PAST_DUE], None, "I am not taking this further"),
        ("completed", DAY, [PAST_DUE], THREAT, "I am not taking this further"),
        ("completed", "2026-03-02", [PAST_DUE], None, "End of our work together"),
        ("active", DAY, [PAST_DUE], None, "End of our work together"),
    ],
)
def test_work_delivered_and_past_due_is_demanded_where_nothing_else_runs(
    tmp_path, english, stage, last, invoices, acme, subject
):
    letter = leaving(tmp_path, english, contract(f"stage: {stage}", invoices=invoices), last=last, acme=acme)
    assert letter.subject == subject


def test_one_contract_that_runs_beside_one_that_is_over_is_ended(tmp_path, english):
    letter = leaving(tmp_path, english, contract(), contract("stage: completed"), last=DAY)
    assert letter.subject == "End of our work together"


def test_what_is_delivered_is_to_be_paid_within_a_week(tmp_path, english):
    letter = leaving(tmp_path, english, contract("stage: completed", invoices=[PAST_DUE]), last=DAY)
    assert "Please pay €100.00 by 8 March 2026." in letter.text
    assert "Once it is paid, I will hand over what I still have." in letter.text


@pytest.mark.parametrize(("last", "word"), [("2026-02-28", "was"), (DAY, "is"), ("2026-03-02", "is")])
def test_a_last_day_of_today_is_not_over(tmp_path, english, last, word):
    day = {"2026-02-28": "28 February", DAY: "1 March", "2026-03-02": "2 March"}[last]
    assert f"My last day for you {word} {day} 2026." in leaving(tmp_path, english, contract(), last=last).text


@pytest.mark.parametrize(
    ("last", "asked"),
    [("2026-03-04", "4 March"), ("2026-03-15", "8 March"), (DAY, "8 March"), ("2026-02-20", "8 March")],
)
def test_an_answer_is_asked_for_within_a_week_and_by_the_last_day(tmp_path, english, last, asked):
    text = leaving(tmp_path, english, contract(), last=last).text
    assert f"Please tell me by {asked} 2026 who should receive everything." in text


def test_where_no_work_began_the_letter_asks_what_becomes_of_what_it_was_given(tmp_path, english):
    text = leaving(tmp_path, english, contract("stage: proposal"), last=DAY).text
    assert "Please tell me by 8 March 2026 whether I should return or delete what you gave me." in text
    assert "hand over" not in text


def test_everything_is_handed_over_now_if_the_last_day_is_over_and_else_by_it(tmp_path, english):
    now, until = "I will now hand over", "Until then I will finish what we agreed"
    ended = leaving(tmp_path / "ended", english, contract(), last="2026-02-20").text
    ends = leaving(tmp_path / "ends", english, contract()).text
    assert (now in ended, until in ended, now in ends, until in ends) == (True, False, False, True)


def test_rights_pass_on_payment_only_if_a_contract_with_an_open_invoice_says_so(tmp_path, english):
    other = PAST_DUE.replace("A-1", "A-2")
    without = leaving(tmp_path / "without", english, contract("rights: ''", invoices=[PAST_DUE])).text
    assert GO_ON in without
    assert RIGHTS not in without
    one = leaving(
        tmp_path / "one", english, contract(invoices=[PAST_DUE]), contract("rights: On payment", invoices=[other])
    )
    assert f"{GO_ON} {RIGHTS}" in one.text
    settled = leaving(tmp_path / "settled", english, contract("rights: On payment"))
    assert RIGHTS not in settled.text


def test_success_is_wished_where_nothing_is_open_no_reason_is_given_and_no_sign_is_critical(tmp_path, english):
    late = client(incidents=["date: 2026-02-01, kind: haggling", "date: 2026-02-02, kind: refuses-deposit"])
    assert WISH in leaving(tmp_path / "good", english, contract(), acme=late).text
    assert WISH not in leaving(tmp_path / "open", english, contract(invoices=[NOT_DUE])).text
    assert WISH not in leaving(tmp_path / "why", english, contract(), acme=late, with_reasons=True).text
    assert WISH not in leaving(tmp_path / "harm", english, contract(), acme=THREAT).text
