import pytest

from judging import D, acme_of, ago, client, judge, ledger, measured, reading

SIGN = "toxic-behaviour"


def incident(kind="insult", severity="serious", day=D, more=""):
    return f"date: {day}, kind: {kind}, severity: {severity}{more}"


@pytest.mark.parametrize(
    "kind",
    [
        "insult",
        "humiliation",
        "manipulation",
        "gaslighting",
        "threat",
        "harassment",
        "discrimination",
        "false-accusation",
        "retaliatory-review",
    ],
)
def test_one_serious_incident_of_any_toxic_kind_is_critical(tmp_path, kind):
    one = reading(tmp_path, SIGN, client(incidents=[f"date: {D}, kind: {kind}"]))
    assert one["level"] == "critical"
    assert one["measures"] == {"serious": 1, "minor": 0, "past": 0, "without_evidence": 1}


@pytest.mark.parametrize(
    ("minor", "serious", "level"),
    [
        (1, 0, "warning"),
        (2, 0, "warning"),
        (3, 0, "critical"),
        (4, 0, "critical"),
        (0, 1, "critical"),
        (0, 2, "critical"),
        (1, 1, "critical"),
    ],
)
def test_each_limit_raises_its_level(tmp_path, minor, serious, level):
    incidents = [incident(severity="minor")] * minor + [incident()] * serious
    one = reading(tmp_path, SIGN, client(incidents=incidents))
    assert one["level"] == level
    assert measured(one, "serious", "minor") == (serious, minor)


@pytest.mark.parametrize("kind", ["no-show", "haggling", "micromanaging", "blames-predecessors"])
def test_other_incidents_are_not_toxic(tmp_path, kind):
    one = reading(tmp_path, SIGN, client(f"reviewed: {D}", incidents=[incident(kind)]))
    assert one["level"] == "clear"
    assert one["measures"] == {"serious": 0, "minor": 0, "past": 0, "without_evidence": 0}


def test_evidence_is_asked_for_where_there_is_none(tmp_path):
    incidents = [
        incident(severity="minor", more=", evidence: mail.txt"),
        incident(severity="minor", more=", evidence: [mail.txt, acme/call.txt]"),
        incident(severity="minor"),
    ]
    files = ledger(client(incidents=incidents)) | {"evidence/mail.txt": "x", "evidence/acme/call.txt": "x"}
    one = acme_of(judge(tmp_path, files))["signs"][6]
    assert measured(one, "minor", "without_evidence") == (3, 1)
    assert "screenshots" in one["advice"].lower()


def test_evidenced_incidents_are_not_asked_about(tmp_path):
    files = ledger(client(incidents=[incident(more=", evidence: mail.txt")])) | {"evidence/mail.txt": "x"}
    one = acme_of(judge(tmp_path, files))["signs"][6]
    assert one["measures"] == {"serious": 1, "minor": 0, "past": 0, "without_evidence": 0}


@pytest.mark.parametrize(
    ("days", "level"),
    [(0, "critical"), (364, "critical"), (365, "clear"), (-1, "unknown")],
)
def test_the_window_is_the_last_365_days(tmp_path, days, level):
    acme = client(f"reviewed: {D}", incidents=[incident(day=ago(days))])
    assert reading(tmp_path, SIGN, acme)["level"] == level


@pytest.mark.parametrize(("days", "level"), [(200, "critical"), (365, "unknown")])
def test_it_is_critical_long_after_the_last_review(tmp_path, days, level):
    assert reading(tmp_path, SIGN, client(incidents=[incident(day=ago(days))]))["level"] == level


@pytest.mark.parametrize(
    ("severity", "resolved", "measures", "level"),
    [
        ("serious", 89, (1, 0, 0), "critical"),
        ("serious", 90, (0, 1, 0), "warning"),
        ("serious", 179, (0, 1, 0), "warning"),
        ("serious", 180, (0, 0, 1), "watch"),
        ("minor", 89, (0, 1, 0), "warning"),
        ("minor", 90, (0, 0, 1), "watch"),
        ("minor", 180, (0, 0, 1), "watch"),
        ("serious", -1, (1, 0, 0), "critical"),
    ],
)
def test_an_incident_weighs_less_the_longer_it_has_been_resolved(tmp_path, severity, resolved, measures, level):
    incidents = [incident(severity=severity, day=ago(200), more=f", resolved: {ago(resolved)}")]
    one = reading(tmp_path, SIGN, client(incidents=incidents))
    assert (one["level"], measured(one, "serious", "minor", "past")) == (level, measures)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_what_is_long_resolved_is_watched_and_never_more(tmp_path, count):
    incidents = [incident(day=ago(200), more=f", resolved: {ago(180)}")] * count
    one = reading(tmp_path, SIGN, client(incidents=incidents))
    assert (one["level"], *measured(one, "past")) == ("watch", count)


@pytest.mark.parametrize(
    ("severity", "verdict"),
    [("serious", "leave-now"), ("minor", "set-boundary")],
)
def test_it_decides_the_verdict_when_critical(tmp_path, severity, verdict):
    acme = acme_of(judge(tmp_path, ledger(client(incidents=[incident(severity=severity)]))))
    assert acme["verdict"] == verdict


@pytest.mark.parametrize(
    ("setting", "level"),
    [
        ("{window_days: 30}", "clear"),
        ("{window_days: 31}", "warning"),
        ("{critical: {minor: 2}}", "critical"),
        ("{warning: {minor: 3}}", "clear"),
    ],
)
def test_limits_and_window_can_be_changed(tmp_path, setting, level):
    acme = client(f"reviewed: {D}", incidents=[incident(severity="minor", day=ago(30))] * 2)
    assert reading(tmp_path, SIGN, acme, options=f"signs: {{toxic-behaviour: {setting}}}")["level"] == level
