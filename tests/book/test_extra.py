"""Whatever is under extra is the freelancer's own."""

import pytest

from writing import CLIENT, CONTRACT, read_ledger


@pytest.mark.parametrize("extra", ["{x: !foo 1}", "!foo x", "{? [a, b] : c}"])
def test_anything_goes_under_extra(tmp_path, extra):
    text = f"---\nname: Acme\nextra: {extra}\n---\n"
    assert read_ledger(tmp_path, {"clients/acme.md": text}).problems == ()


def test_anything_goes_under_extra_in_a_record_too(tmp_path):
    payments = "[{date: 2026-01-03, amount: 5, extra: x}]"
    invoice = f"{{id: A, issued: 2026-01-02, amount: 5, extra: !foo {{[a]: b}}, payments: {payments}}}"
    text = CONTRACT.replace(
        "rate: 50\n", f"rate: 50\nlate_fee: {{flat: 5, extra: y}}\nhours: h.csv\ninvoices: [{invoice}]\n"
    )
    log = "date,hours,extra\n2026-01-02,3,mine\n"
    ledger = read_ledger(tmp_path, {"clients/acme.md": CLIENT, "contracts/a.md": text, "contracts/h.csv": log})
    assert ledger.problems == ()
    assert (len(ledger.contracts["a"].hours), ledger.contracts["a"].invoices[0].payments[0].amount) == (1, 5)


def test_what_follows_extra_is_read_by_the_rules_again(tmp_path):
    text = "---\nname: Acme\nmessages: [{extra: {a: !foo 1}, at: 2026-01-02 10:00, text: !foo x}]\n---\n"
    assert [each.code for each in read_ledger(tmp_path, {"clients/acme.md": text}).problems] == ["unknown-tag"]
