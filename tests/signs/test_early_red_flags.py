import pytest

from judging import D, ago, client, reading

SIGN = "early-red-flags"
KINDS = (
    "refuses-contract",
    "refuses-deposit",
    "haggling",
    "free-work",
    "exposure-pay",
    "ghosting",
    "micromanaging",
    "no-decision-maker",
    "rights-grab",
    "blames-predecessors",
)


def seen(*kinds, day=D):
    return [f"date: {day}, kind: {kind}" for kind in kinds]


@pytest.mark.parametrize("kind", KINDS)
def test_each_early_kind_is_a_flag(tmp_path, kind):
    one = reading(tmp_path, SIGN, client(incidents=seen(kind)))
    assert (one["level"], one["measures"]) == ("watch", {"flags": 1})


@pytest.mark.parametrize(
    ("count", "level"),
    [(1, "watch"), (2, "warning"), (3, "warning"), (4, "critical"), (10, "critical")],
)
def test_each_number_of_kinds_raises_its_level(tmp_path, count, level):
    one = reading(tmp_path, SIGN, client(incidents=seen(*KINDS[:count])))
    assert (one["level"], one["measures"]) == (level, {"flags": count})


def test_a_kind_seen_often_is_one_flag(tmp_path):
    one = reading(tmp_path, SIGN, client(incidents=seen("haggling", "haggling", "haggling", "haggling")))
    assert (one["level"], one["measures"]) == ("watch", {"flags": 1})


def test_other_kinds_are_no_early_flag(tmp_path):
    one = reading(tmp_path, SIGN, client(incidents=seen("insult", "no-show")))
    assert (one["level"], one["measures"]) == ("clear", {"flags": 0})


@pytest.mark.parametrize(("days", "level"), [(0, "watch"), (364, "watch"), (365, "clear"), (-1, "clear")])
def test_the_window_is_the_last_365_days(tmp_path, days, level):
    acme = client(f"reviewed: {D}", incidents=seen("ghosting", day=ago(days)))
    assert reading(tmp_path, SIGN, acme)["level"] == level


def test_nothing_recorded_is_unknown(tmp_path):
    assert reading(tmp_path, SIGN, client())["level"] == "unknown"


@pytest.mark.parametrize(
    ("setting", "level"),
    [
        ("{window_days: 30}", "clear"),
        ("{window_days: 31}", "warning"),
        ("{warning: {flags: 3}}", "watch"),
        ("{critical: {flags: 2}}", "critical"),
    ],
)
def test_limits_and_window_can_be_changed(tmp_path, setting, level):
    acme = client(f"reviewed: {D}", incidents=seen("ghosting", "haggling", day=ago(30)))
    assert reading(tmp_path, SIGN, acme, options=f"signs: {{early-red-flags: {setting}}}")["level"] == level
