import pytest

from judging import SOUND, D, ago, client, contract, judged, measured, reading

SIGN = "unsteady-work"
LOOKED_AT = ("2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10")
OLD = "since: 2020-01-01"


def months(*busy):
    """Hours that leave every month but these idle."""
    return [f"date: {month}-15, hours: 1" for month in busy]


def until(end, **lists):
    """A contract without a gap that ends then."""
    return contract(*(line for line in SOUND if not line.startswith("end:")), f"end: {end}", **lists)


@pytest.mark.parametrize(
    ("idle", "end", "booked", "level"),
    [
        (0, "2026-11-20", 0, "clear"),
        (1, "2027-02-19", 2.9897, "watch"),  # 91 days
        (1, "2027-02-20", 3.0226, "clear"),  # 92 days
        (5, "2027-02-20", 3.0226, "clear"),
        (5, "2026-11-01", 0, "watch"),
    ],
)
def test_idle_months_and_little_ahead_together_are_watched_and_never_more(tmp_path, idle, end, booked, level):
    one = reading(tmp_path, SIGN, client(OLD), until(end, hours=months(*LOOKED_AT[idle:])))
    assert one["level"] == level
    assert one["measures"] == {"idle_months": idle, "months": 6, "booked_months": booked}


def test_the_months_looked_at_are_named(tmp_path):
    one = reading(tmp_path, SIGN, client(OLD), contract(hours=months("2026-04")))
    assert "no work from 2026-05 to 2026-10" in one["summary"]


@pytest.mark.parametrize(
    ("stage", "level"),
    [("lead", "watch"), ("active", "watch"), ("completed", "unknown"), ("lost", "unknown"), ("terminated", "unknown")],
)
def test_without_an_open_contract_it_is_unknown(tmp_path, stage, level):
    contracts = [contract(f"stage: {stage}"), contract("stage: completed", hours=months("2026-04"))]
    assert reading(tmp_path, SIGN, client(OLD), *contracts)["level"] == level


@pytest.mark.parametrize(
    ("lists", "level"),
    [
        ({}, "unknown"),
        ({"hours": ["date: 2026-11-21, hours: 1"]}, "unknown"),
        ({"hours": ["date: 2026-11-20, hours: 1"]}, "watch"),
        ({"invoices": ["id: A1, issued: 2026-11-20, amount: 1"]}, "watch"),
        ({"invoices": ["id: A1, issued: 2026-11-20, amount: 1, void: yes"]}, "unknown"),
    ],
)
def test_before_any_work_it_is_unknown(tmp_path, lists, level):
    assert reading(tmp_path, SIGN, client(OLD), contract(**lists))["level"] == level


def test_a_former_client_is_not_told_to_be_unsteady(tmp_path):
    signs = judged(tmp_path, client(OLD, "status: former"), contract(hours=months("2026-04")))["signs"]
    assert not {SIGN, "contract-gaps"} & {one["sign"] for one in signs}


@pytest.mark.parametrize(
    ("lines", "booked"),
    [
        (("stage: active",), 0),  # neither written nor signed
        (("stage: active", "signed: 2026-01-01"), 0.46),  # the 14 days of notice nobody wrote
        (("stage: signed", "notice: 45"), 1.4784),
        (("stage: active", "notice: 0"), 0),
        (("stage: signed", "end: 2027-02-20"), 3.0226),
        (("stage: negotiation", "end: 2027-02-20"), 0),
        (("stage: proposal", "end: 2027-02-20"), 0),
        (("stage: completed", "end: 2027-02-20"), 0),
        (("stage: active", "end: 2026-10-01", "notice: 30"), 0),
    ],
)
def test_work_is_booked_by_signed_and_active_contracts(tmp_path, lines, booked):
    assert measured(reading(tmp_path, SIGN, client(OLD), contract(*lines)), "booked_months") == (booked,)


def test_the_latest_end_counts(tmp_path):
    contracts = [contract("end: 2027-02-20"), contract("notice: 30"), contract("end: 2026-12-24")]
    assert measured(reading(tmp_path, SIGN, client(OLD), *contracts), "booked_months") == (3.0226,)


@pytest.mark.parametrize(
    ("since", "count"),
    [
        ("2020-01-01", 6),
        ("2026-04-30", 6),
        ("2026-05-01", 5),
        ("2026-07-31", 3),
        ("2026-08-01", 2),
        ("2026-11-01", 0),
    ],
)
def test_the_first_month_with_a_client_is_not_looked_at(tmp_path, since, count):
    one = reading(tmp_path, SIGN, client(f"since: {since}"), contract(hours=["date: 2026-11-02, hours: 1"]))
    assert measured(one, "months", "idle_months") == (count, count)
    assert one["level"] == ("watch" if count >= 3 else "unknown")


def test_without_since_the_first_record_counts(tmp_path):
    one = reading(tmp_path, SIGN, client(), contract(hours=months("2026-06", "2026-09")))
    assert measured(one, "months", "idle_months") == (4, 3)


@pytest.mark.parametrize(
    ("lines", "lists", "count"),
    [
        ((), {"requests": ["date: 2026-06-15, text: More"]}, 4),
        ((), {"messages": ["at: 2026-06-15 10:00"]}, 4),
        ((), {"boundaries": ["date: 2026-06-15, sign: scope-creep, text: No"]}, 4),
        ((), {"decisions": ["date: 2026-06-15, decision: keep"]}, 4),
        (("reviewed: 2026-06-15",), {"incidents": ["date: 2026-06-15, kind: haggling"]}, 4),  # of the same day
        (("reviewed: 2026-06-15",), {"incidents": ["date: 2026-07-15, kind: haggling"]}, 3),
        (("reviewed: 2026-06-15",), {}, 0),  # a review is no record
        ((), {"requests": ["date: 2026-11-21, text: More"]}, 0),
    ],
)
def test_a_record_of_any_kind_is_a_first_record(tmp_path, lines, lists, count):
    assert measured(reading(tmp_path, SIGN, client(*lines, **lists)), "months", "idle_months") == (count, count)


@pytest.mark.parametrize(("requested", "worked"), [("2026-06-15", "2026-08-15"), ("2026-08-15", "2026-06-15")])
def test_the_first_record_is_the_earliest_of_all_kinds(tmp_path, requested, worked):
    site = contract(hours=[f"date: {worked}, hours: 1"])
    one = reading(tmp_path, SIGN, client(requests=[f"date: {requested}, text: More"]), site)
    assert measured(one, "months") == (4,)


def test_a_client_without_any_record_is_unknown(tmp_path):
    one = reading(tmp_path, SIGN, client())
    assert (one["level"], *measured(one, "months", "idle_months")) == ("unknown", 0, 0)


@pytest.mark.parametrize(
    ("invoice", "idle"),
    [
        ("issued: 2026-10-31", 5),
        ("issued: 2026-11-01", 6),
        ("issued: 2026-11-03, period: 2026-10", 5),
        ("issued: 2026-10-03, period: 2026-04", 6),
        ("issued: 2026-05-01", 5),
        ("issued: 2026-04-30", 6),
        ("issued: 2026-11-21, period: 2026-10", 6),  # not written yet
        ("issued: 2026-10-03, void: yes", 6),
    ],
)
def test_a_month_invoiced_is_not_idle(tmp_path, invoice, idle):
    one = reading(tmp_path, SIGN, client(OLD), contract(invoices=[f"id: A1, {invoice}, amount: 100"]))
    assert measured(one, "idle_months") == (idle,)


def test_hours_and_invoices_of_every_contract_make_a_month_busy(tmp_path):
    contracts = [
        contract("stage: completed", hours=months("2026-05", "2026-06")),
        contract("stage: terminated", hours=months("2026-06", "2026-07")),
        contract("stage: active", invoices=["id: A1, issued: 2026-08-01, amount: 1"]),
    ]
    assert measured(reading(tmp_path, SIGN, client(OLD), *contracts), "idle_months") == (2,)


@pytest.mark.parametrize(
    ("day", "idle"),
    [("2026-10-31", 5), ("2026-11-01", 6), ("2026-11-30", 6), (D, 6)],
)
def test_only_full_months_are_looked_at(tmp_path, day, idle):
    one = reading(tmp_path, SIGN, client(OLD), contract(hours=months("2026-04")), day=day)
    assert measured(one, "months", "idle_months") == (6, idle)


@pytest.mark.parametrize(
    ("setting", "level"),
    [("{watch: {idle_months: 4}}", "clear"), ("{watch: {booked_months: 0.5}}", "clear"), ("{}", "watch")],
)
def test_limits_can_be_changed(tmp_path, setting, level):
    work = until("2026-12-20", hours=months(*LOOKED_AT[3:]))
    assert reading(tmp_path, SIGN, client(OLD), work, options=f"signs: {{unsteady-work: {setting}}}")["level"] == level


@pytest.mark.parametrize(("issued", "idle"), [(D, 5), (ago(-1), 6)])
def test_a_month_is_busy_once_an_invoice_for_it_is_issued(tmp_path, issued, idle):
    bill = f"id: A1, period: 2026-10, issued: {issued}, amount: 100"
    one = reading(tmp_path, SIGN, client(OLD), contract(invoices=[bill], hours=months("2026-04")))
    assert measured(one, "idle_months") == (idle,)
