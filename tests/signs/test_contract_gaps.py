import pytest

from judging import SOUND, client, contract, measured, reading

SIGN = "contract-gaps"
WORKED = ["date: 2026-02-02, hours: 4"]


def without(*fields, **lists):
    """A contract that lacks these fields."""
    return contract(*(line for line in SOUND if line.split(":")[0] not in fields), **lists)


def judged(tmp_path, *contracts, options=""):
    one = reading(tmp_path, SIGN, client(), *contracts, options=options)
    return one["level"], one["measures"]["gaps"], one["measures"]["unsigned_work"]


def test_a_sound_contract_is_clear(tmp_path):
    one = reading(tmp_path, SIGN, client(), contract(*SOUND))
    assert (one["level"], one["measures"]) == ("clear", {"gaps": 0, "unsigned_work": 0})


@pytest.mark.parametrize(
    "field",
    [
        "objectives",
        "deliverables",
        "responsibilities",
        "start",
        "end",
        "payment_terms",
        "late_fee",
        "notice",
        "rights",
        "suspension",
        "signed",
    ],
)
def test_each_missing_part_is_one_gap(tmp_path, field):
    assert judged(tmp_path, without(field)) == ("clear", 1, 0)


@pytest.mark.parametrize(
    ("fields", "gaps", "level"),
    [
        (("start", "end"), 1, "clear"),
        (("objectives", "deliverables"), 2, "clear"),
        (("objectives", "start", "end"), 2, "clear"),
        (("objectives", "deliverables", "late_fee"), 3, "clear"),
        (("payment_terms", "notice", "late_fee", "signed"), 4, "watch"),
        (("payment_terms", "notice", "late_fee", "signed", "rights"), 5, "watch"),
        (tuple(line.split(":")[0] for line in SOUND), 10, "watch"),
    ],
)
def test_four_gaps_are_watched_and_never_more(tmp_path, fields, gaps, level):
    assert judged(tmp_path, without(*fields)) == (level, gaps, 0)


def test_an_empty_field_is_a_gap(tmp_path):
    text = without("objectives").replace("title: Site", "title: Site\nobjectives:")
    assert judged(tmp_path, text) == ("clear", 1, 0)


@pytest.mark.parametrize(("signed", "gaps"), [("2026-11-20", 0), ("2026-11-21", 1)])
def test_a_contract_to_be_signed_tomorrow_is_unsigned(tmp_path, signed, gaps):
    text = contract(*(line for line in SOUND if not line.startswith("signed")), f"signed: {signed}")
    assert judged(tmp_path, text) == ("clear", gaps, 0)


@pytest.mark.parametrize(
    ("signed", "unsigned", "gaps", "level"),
    [
        ("signed: 2026-02-01", 0, 0, "clear"),
        ("signed: 2026-02-02", 0, 0, "clear"),
        ("signed: 2026-02-03", 1, 0, "watch"),
        ("signed: 2026-12-31", 1, 1, "watch"),
        ("signed:", 1, 1, "watch"),
    ],
)
def test_work_before_the_signature_is_watched(tmp_path, signed, unsigned, gaps, level):
    hours = ["date: 2026-03-03, hours: 4", *WORKED]
    text = contract(*(line for line in SOUND if not line.startswith("signed")), signed, hours=hours)
    assert judged(tmp_path, text) == (level, gaps, unsigned)


@pytest.mark.parametrize("signed", ["signed: 2026-02-03", "signed:"])
def test_the_first_hours_without_a_signature_are_the_evidence(tmp_path, signed):
    lines = ["objectives: A shop", "deliverables: Pages", "responsibilities: Texts", signed]
    hours = ["date: 2026-03-03, hours: 4", "date: 2026-02-02, hours: 4"]
    found = reading(tmp_path, SIGN, client(), contract(*lines, hours=hours))["evidence"]
    assert found[-1] == {
        "file": "contracts/site-1.md",
        "line": 13,
        "text": "2026-02-02: Site: work began before it was signed",
    }
    assert [each["line"] for each in found] == [1, 13]


def test_the_latest_work_without_a_signature_is_named_first(tmp_path):
    days = ("2026-02-02", "2026-04-02", "2026-03-02")
    contracts = [without("signed", hours=[f"date: {day}, hours: 4"]) for day in days]
    found = reading(tmp_path, SIGN, client(), *contracts)["evidence"]
    assert [each["text"][:10] for each in found if "work began" in each["text"]] == sorted(days, reverse=True)


def test_hours_of_tomorrow_are_no_work_yet(tmp_path):
    assert judged(tmp_path, without("signed", hours=["date: 2026-11-21, hours: 4"])) == ("clear", 1, 0)


def test_the_contract_with_most_gaps_and_all_unsigned_work_count(tmp_path):
    contracts = [
        without("signed", hours=WORKED),
        without("objectives", "deliverables", "notice", "signed"),
        without("signed", "notice", hours=WORKED),
    ]
    assert judged(tmp_path, *contracts) == ("watch", 4, 2)


@pytest.mark.parametrize(
    ("stage", "level"),
    [
        ("lead", "unknown"),
        ("proposal", "unknown"),
        ("negotiation", "unknown"),
        ("signed", "watch"),
        ("active", "watch"),
        ("completed", "unknown"),
        ("lost", "unknown"),
        ("terminated", "unknown"),
    ],
)
def test_signed_and_active_contracts_are_read(tmp_path, stage, level):
    assert reading(tmp_path, SIGN, client(), contract(f"stage: {stage}"))["level"] == level


def test_a_client_without_a_contract_is_unknown(tmp_path):
    assert judged(tmp_path) == ("unknown", 0, 0)


@pytest.mark.parametrize(
    ("setting", "level"),
    [("{watch: {gaps: 2}}", "watch"), ("{watch: {gaps: 3}}", "clear")],
)
def test_the_limit_can_be_changed(tmp_path, setting, level):
    options = f"signs: {{contract-gaps: {setting}}}"
    assert judged(tmp_path, without("objectives", "notice"), options=options)[0] == level


def test_hours_after_the_signature_do_not_excuse_those_before(tmp_path):
    hours = ["date: 2025-12-20, hours: 1", "date: 2025-12-10, hours: 1"]
    one = reading(tmp_path, SIGN, client(), contract(*SOUND, hours=hours))
    assert measured(one, "gaps", "unsigned_work") == (0, 1)


def test_where_no_contract_runs_there_are_no_gaps(tmp_path):
    one = reading(tmp_path, SIGN, client(), contract("stage: lead"))
    assert (one["level"], *measured(one, "gaps", "unsigned_work")) == ("unknown", 0, 0)
