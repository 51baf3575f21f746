import re
from datetime import date

import pytest

from client_ledger.signs import BY_NAME
from judging import SIGNS, D, acme_of, ago, client, contract, judge, ledger, sign_of

LEVELS = {"unknown", "clear", "watch", "warning", "critical"}
VERDICTS = {"leave-now", "plan-exit", "set-boundary", "watch", "unknown", "keep"}
BUSY = ledger(
    client(
        "since: 2025-01-01",
        messages=["at: 2026-11-10 22:00, text: Hello"],
        requests=["date: 2026-11-10, text: Tonight, reasonable: no"],
        incidents=["date: 2026-11-10, kind: haggling"],
    ),
    contract(
        hours=["date: 2026-11-10, hours: 9", "date: 2026-11-11, hours: 3, in_scope: no"],
        invoices=[
            "id: A1, issued: 2026-09-01, amount: 1800.5",
            "id: A2, issued: 2026-09-01, amount: 1, void: yes",
        ],
    ),
)


@pytest.fixture
def busy(tmp_path):
    return judge(tmp_path, BUSY)


def test_the_report_names_its_schema_day_and_currency(busy):
    assert set(busy) == {"schema", "as_of", "currency", "clients", "pipeline", "problems"}
    assert (busy["schema"], busy["as_of"], busy["currency"], busy["problems"]) == (2, D, "EUR", [])


def test_a_client_has_these_names(busy):
    acme = acme_of(busy)
    assert set(acme) == {
        "id",
        "name",
        "status",
        "verdict",
        "deciding",
        "score",
        "coverage",
        "share_of_income",
        "open",
        "overdue",
        "to_invoice",
        "late_fees",
        "trend",
        "signs",
    }
    assert (acme["id"], acme["name"], acme["status"]) == ("acme", "Acme", "active")
    assert acme["verdict"] in VERDICTS
    assert isinstance(acme["score"], int)
    assert all(set(one) == {"date", "score", "verdict"} for one in acme["trend"])


def test_the_signs_come_in_the_order_they_are_shown(busy):
    assert tuple(one["sign"] for one in acme_of(busy)["signs"]) == SIGNS


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_has_these_names(busy, sign):
    one = sign_of(busy, sign)
    assert set(one) == {
        "sign",
        "level",
        "persists",
        "accepted_until",
        "measures",
        "summary",
        "advice",
        "clears_on",
        "evidence",
    }
    assert one["level"] in LEVELS
    assert one["persists"] is False
    assert one["accepted_until"] is None
    assert set(one["measures"]) == set(BY_NAME[sign].measures)
    assert all(set(record) == {"file", "line", "text"} for record in one["evidence"])
    assert one["clears_on"] is None or date.fromisoformat(one["clears_on"]) > date.fromisoformat(D)


def test_money_is_text_with_two_places_and_all_else_a_number(busy):
    measures = [item for one in acme_of(busy)["signs"] for item in one["measures"].items()]
    for name, value in measures:
        if name == "overdue":
            assert re.fullmatch(r"\d+\.\d\d", value), name
        else:
            assert value is None or isinstance(value, int | float), name
    assert sign_of(busy, "late-payments")["measures"]["overdue"] == "1800.50"
    assert sign_of(busy, "unpaid-hours")["measures"]["effective_rate"] == 83.3333  # 1000 / 12


def test_the_pipeline_has_these_names(busy):
    report = busy["pipeline"]
    assert set(report) == {"income_goal", "stages", "months", "received", "to_invoice", "without"}
    assert all(set(one) == {"stage", "contracts", "value", "weighted"} for one in report["stages"])
    assert all(set(one) == {"month", "committed", "weighted", "coverage"} for one in report["months"])
    assert all(set(one) == {"month", "amount"} for one in report["received"])
    for one in report["without"]:
        assert set(one) == {"client", "share_of_income", "last_day", "months_at_goal", "months"}
        assert all(set(month) == {"month", "weighted"} for month in one["months"])


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("10", "10.00"),
        ("10.1", "10.10"),
        ("10.10", "10.10"),
        ("0.01", "0.01"),
    ],
)
def test_money_has_two_places(tmp_path, amount, text):
    late = contract(invoices=[f"id: A1, issued: 2026-09-01, amount: {amount}"])
    report = judge(tmp_path, ledger(client(), late))
    assert sign_of(report, "late-payments")["measures"]["overdue"] == text


@pytest.mark.parametrize(("amount", "text"), [("0.10", "0.04"), ("0.30", "0.14"), ("0.50", "0.22"), ("0.03", "0.01")])
def test_converted_money_is_rounded_to_the_even_cent(tmp_path, amount, text):
    late = contract("currency: USD", invoices=[f"id: A1, issued: 2026-09-01, amount: {amount}"])
    report = judge(tmp_path, ledger(client(), late), "exchange_rates: {USD: 0.45}")
    assert sign_of(report, "late-payments")["measures"]["overdue"] == text


def test_numbers_have_four_places(tmp_path):
    hours = ["date: 2026-11-10, hours: 8", "date: 2026-11-11, hours: 1, in_scope: no, paid: no"]
    report = judge(tmp_path, ledger(client(), contract(hours=hours)))
    assert sign_of(report, "scope-creep")["measures"]["out_of_scope_share"] == 0.1111
    assert sign_of(report, "unpaid-hours")["measures"]["unpaid_share"] == 0.1111


def test_clients_come_by_their_id(tmp_path):
    files = {
        "clients/zeta.md": client(),
        "clients/2024/acme.md": client("name: Zulu"),
        "clients/beta-2.md": client(),
        "clients/beta.md": client("name: Alpha"),
        "clients/index.md": "# Clients\n",
    }
    ids = [one["id"] for one in judge(tmp_path, files)["clients"]]
    assert ids == ["acme", "beta", "beta-2", "zeta"]


def test_a_former_client_is_judged_but_cannot_be_left(tmp_path):
    files = ledger(client("status: former", incidents=[f"date: {D}, kind: threat"]), other=client())
    report = judge(tmp_path, files)
    assert [(one["id"], one["status"], one["verdict"]) for one in report["clients"]] == [
        ("acme", "former", "leave-now"),
        ("other", "active", "unknown"),
    ]
    assert [one["client"] for one in report["pipeline"]["without"]] == ["other"]


def line_of(text, piece):
    return next(number for number, line in enumerate(text.splitlines(), 1) if piece in line)


def evidence(report, sign):
    return [(one["file"], one["line"]) for one in sign_of(report, sign)["evidence"]]


CLIENT = client(
    messages=[f"at: 2026-11-{day:02} 22:00, text: Hello" for day in (10, 12)],
    requests=[
        "date: 2026-11-01, text: A logo",
        "date: 2026-11-02, text: Tonight, reasonable: no",
        "date: 2026-11-03, text: Lies, harmful: fraud",
    ],
    incidents=["date: 2026-11-04, kind: threat", "date: 2026-11-05, kind: ghosting"],
)
CONTRACT = contract(
    invoices=["id: A1, issued: 2026-09-01, amount: 10", "id: A2, issued: 2026-11-19, amount: 10"],
    hours=["date: 2026-11-10, hours: 8", "date: 2026-11-11, hours: 4, in_scope: no, paid: no"],
)


@pytest.mark.parametrize(
    ("sign", "file", "pieces"),
    [
        ("unreasonable-requests", "clients/acme.md", ["reasonable: no"]),
        ("disrespected-time", "clients/acme.md", ["11-10 22:00", "11-12 22:00"]),
        ("harmful-output", "clients/acme.md", ["harmful: fraud"]),
        ("toxic-behaviour", "clients/acme.md", ["kind: threat"]),
        ("early-red-flags", "clients/acme.md", ["kind: ghosting"]),
        ("scope-creep", "contracts/site-1.md", ["in_scope: no"]),
        ("unpaid-hours", "contracts/site-1.md", ["paid: no"]),
        ("late-payments", "contracts/site-1.md", ["id: A1"]),
    ],
)
def test_each_reading_leads_to_the_records_that_made_it(tmp_path, sign, file, pieces):
    text = CLIENT if file.startswith("clients") else CONTRACT
    found = evidence(judge(tmp_path, ledger(CLIENT, CONTRACT)), sign)
    assert {(file, line_of(text, piece)) for piece in pieces} <= set(found)


def test_evidence_of_a_log_leads_to_its_row(tmp_path):
    log = "date,hours,in_scope\n2026-11-10,8,yes\n2026-11-11,4,no\n"
    files = ledger(client(), contract("hours: logs/site.csv"))
    files["contracts/logs/site.csv"] = log
    assert ("contracts/logs/site.csv", 3) in evidence(judge(tmp_path, files), "scope-creep")


def test_records_of_tomorrow_are_no_evidence(tmp_path):
    acme = client(incidents=[f"date: {D}, kind: ghosting", f"date: {ago(-1)}, kind: haggling"])
    found = evidence(judge(tmp_path, ledger(acme)), "early-red-flags")
    assert found == [("clients/acme.md", line_of(acme, "ghosting"))]


@pytest.mark.parametrize(
    ("option", "day", "as_of"),
    [("as_of: 2026-05-05", None, "2026-05-05"), ("as_of: 2026-05-05", "2026-06-06", "2026-06-06")],
)
def test_the_day_judged_is_the_settings_or_the_commands(tmp_path, option, day, as_of):
    assert judge(tmp_path, ledger(client()), option, day)["as_of"] == as_of


def test_the_base_currency_is_the_settings(tmp_path):
    dollars = contract(invoices=["id: A1, issued: 2026-09-01, amount: 10"])
    euros = contract("currency: EUR", invoices=["id: A2, issued: 2026-09-01, amount: 10"])
    options = "currency: USD\nexchange_rates: {EUR: 1.10}\n"
    report = judge(tmp_path, ledger(client(), dollars, euros), options)
    assert report["currency"] == "USD"
    assert sign_of(report, "late-payments")["measures"]["overdue"] == "21.00"


def test_an_error_in_a_record_is_in_the_report(tmp_path):
    files = ledger(client(incidents=["date: 2026-13-01, kind: threat"]))
    report = judge(tmp_path, files, exit_code=1)
    assert [one["severity"] for one in report["problems"]] == ["error"]
    assert "clients/acme.md" in str(report["problems"][0])
