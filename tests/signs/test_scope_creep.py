import pytest

from judging import D, ago, client, contract, measured, reading

SIGN = "scope-creep"


def logged(inside, outside, day=D):
    records = [f"date: {day}, hours: {inside}"] if inside else []
    return records + ([f"date: {day}, hours: {outside}, in_scope: no"] if outside else [])


@pytest.mark.parametrize(
    ("inside", "outside", "share", "level"),
    [
        ("10", "", 0, "clear"),
        ("9.1", "0.9", 0.09, "clear"),
        ("9", "1", 0.1, "watch"),
        ("8.1", "1.9", 0.19, "watch"),
        ("8", "2", 0.2, "warning"),
        ("6.6", "3.4", 0.34, "warning"),
        ("6.5", "3.5", 0.35, "critical"),
        ("", "10", 1, "critical"),
        ("8", "1", 0.1111, "watch"),
    ],
)
def test_each_share_raises_its_level(tmp_path, inside, outside, share, level):
    one = reading(tmp_path, SIGN, client(), contract(hours=logged(inside, outside)))
    assert one["level"] == level
    hours = float(inside or 0) + float(outside or 0)
    assert one["measures"] == {
        "hours": hours,
        "out_of_scope_hours": float(outside or 0),
        "out_of_scope_share": share,
        "extra_requests": 0,
        "unsized_requests": 0,
        "extra_share": 0,
    }


def test_the_share_is_judged_before_it_is_rounded(tmp_path):
    one = reading(tmp_path, SIGN, client(), contract(hours=logged("9.001", "1")))
    assert measured(one, "out_of_scope_share") == (0.1,)
    assert one["level"] == "clear"


@pytest.mark.parametrize(
    ("inside", "outside", "share", "level"),
    [
        ("", "7.9", 0, "clear"),
        ("", "7:59", 0, "clear"),
        ("7.2", "0.8", 0.1, "watch"),
        ("6:30", "1:30", 0.1875, "watch"),
    ],
)
def test_a_share_needs_eight_hours(tmp_path, inside, outside, share, level):
    one = reading(tmp_path, SIGN, client(), contract(hours=logged(inside, outside)))
    assert (one["level"], *measured(one, "out_of_scope_share")) == (level, share)


def extras(count, answer="accepted"):
    return [f"date: {D}, text: One more page, in_scope: no, answer: {answer}"] * count


@pytest.mark.parametrize(
    ("count", "level"),
    [(1, "watch"), (2, "watch"), (3, "warning"), (4, "warning"), (5, "warning"), (6, "critical"), (7, "critical")],
)
def test_each_number_of_extra_requests_raises_its_level(tmp_path, count, level):
    one = reading(tmp_path, SIGN, client(), contract(requests=extras(count)))
    assert one["level"] == level
    assert one["measures"] == {
        "hours": 0,
        "out_of_scope_hours": 0,
        "out_of_scope_share": 0,
        "extra_requests": count,
        "unsized_requests": count,
        "extra_share": 0,
    }


@pytest.mark.parametrize(
    ("answer", "count"),
    [("accepted", 1), ("declined", 0), ("pending", 1), ("change-order", 0)],
)
def test_a_change_order_makes_a_request_part_of_the_work(tmp_path, answer, count):
    one = reading(tmp_path, SIGN, client(), contract(requests=extras(1, answer)))
    assert measured(one, "extra_requests") == (count,)
    assert one["level"] == ("watch" if count else "clear")


def test_a_declined_request_that_was_insisted_on_is_an_extra(tmp_path):
    asked = [f"date: {D}, text: One more page, in_scope: no, answer: declined, insisted: yes"]
    assert measured(reading(tmp_path, SIGN, client(), contract(requests=asked)), "extra_requests") == (1,)


def sized(*hours):
    return [f"date: {D}, text: One more page, in_scope: no, hours: {each}" for each in hours]


@pytest.mark.parametrize(
    ("hours", "share", "level"),
    [
        (("3.9",), 0.195, "watch"),
        (("4",), 0.2, "warning"),
        (("4.1",), 0.205, "warning"),
        (("2", "2:00"), 0.2, "warning"),
        (("9.9",), 0.495, "warning"),
        (("10",), 0.5, "critical"),
        (("10.1",), 0.505, "critical"),
        (("0.1",) * 7, 0.035, "watch"),  # many small ones are little
    ],
)
def test_requests_with_their_hours_count_by_their_share_of_the_hours_agreed(tmp_path, hours, share, level):
    one = reading(tmp_path, SIGN, client(), contract("hours_budget: 20", requests=sized(*hours)))
    assert (one["level"], *measured(one, "extra_share", "unsized_requests")) == (level, share, 0)


def test_the_contract_with_the_largest_share_decides(tmp_path):
    contracts = [
        contract("hours_budget: 100", requests=sized("10")),
        contract("hours_budget: 10", requests=sized("2")),
        contract(requests=sized("40")),  # no hours agreed
    ]
    one = reading(tmp_path, SIGN, client(requests=sized("40")), *contracts)
    assert measured(one, "extra_requests", "unsized_requests", "extra_share") == (4, 2, 0.2)


def test_a_request_in_scope_is_no_extra(tmp_path):
    one = reading(tmp_path, SIGN, client(), contract(requests=[f"date: {D}, text: The first page"]))
    assert (one["level"], *measured(one, "extra_requests")) == ("clear", 0)


def test_the_higher_of_hours_and_requests_decides(tmp_path):
    one = reading(tmp_path, SIGN, client(), contract(hours=logged("9", "1"), requests=extras(3)))
    assert one["level"] == "warning"


def test_all_the_clients_contracts_and_requests_count_together(tmp_path):
    contracts = [
        contract("stage: completed", hours=logged("4", ""), requests=extras(1)),
        contract("billing: hourly", hours=logged("4", "2"), requests=extras(1)),
    ]
    one = reading(tmp_path, SIGN, client(requests=extras(1)), *contracts)
    assert one["measures"] == {
        "hours": 10,
        "out_of_scope_hours": 2,
        "out_of_scope_share": 0.2,
        "extra_requests": 3,
        "unsized_requests": 3,
        "extra_share": 0,
    }


@pytest.mark.parametrize(
    ("days", "level", "hours"),
    [(0, "critical", 8), (89, "critical", 8), (90, "unknown", 0), (-1, "unknown", 0)],
)
def test_hours_count_in_the_last_90_days(tmp_path, days, level, hours):
    one = reading(tmp_path, SIGN, client(), contract(hours=logged("", "8", ago(days))))
    assert (one["level"], *measured(one, "hours")) == (level, hours)


@pytest.mark.parametrize(
    ("days", "level"),
    [(0, "watch"), (89, "watch"), (90, "unknown"), (-1, "unknown")],
)
def test_requests_count_in_the_last_90_days(tmp_path, days, level):
    asked = [f"date: {ago(days)}, text: One more page, in_scope: no"]
    assert reading(tmp_path, SIGN, client(requests=asked))["level"] == level


def test_a_review_says_nothing_about_scope(tmp_path):
    assert reading(tmp_path, SIGN, client(f"reviewed: {D}"))["level"] == "unknown"


@pytest.mark.parametrize("days", [89, 10])
def test_hours_alone_are_enough_to_tell(tmp_path, days):
    worked = contract(hours=[f"date: {ago(days)}, hours: 0.5"])
    assert reading(tmp_path, SIGN, client(), worked)["level"] == "clear"


@pytest.mark.parametrize(
    ("options", "level"),
    [
        ("signs: {scope-creep: {warning: {out_of_scope_share: 31%}}}", "watch"),
        ("signs: {scope-creep: {critical: {out_of_scope_share: 30%}}}", "critical"),
        ("signs: {scope-creep: {critical: {out_of_scope_share: 0.3}}}", "critical"),
        ("signs: {scope-creep: {watch: {extra_requests: 1}}}", "warning"),
        ("signs: {scope-creep: {window_days: 10}}", "unknown"),
        ("signs: {scope-creep: {window_days: 11}}", "warning"),
    ],
)
def test_limits_and_window_can_be_changed(tmp_path, options, level):
    worked = contract(hours=logged("7", "3", ago(10)))
    assert reading(tmp_path, SIGN, client(), worked, options=options)["level"] == level


def test_a_changed_limit_leaves_the_other_of_its_level(tmp_path):
    options = "signs: {scope-creep: {warning: {out_of_scope_share: 90%}}}"
    one = reading(tmp_path, SIGN, client(), contract(requests=extras(3)), options=options)
    assert one["level"] == "warning"
