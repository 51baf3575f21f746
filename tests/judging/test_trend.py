from itertools import pairwise

from client_ledger.judging.judgement import judge_project, trend_cache
from client_ledger.project import open_project
from judging import D, client, flags, insisted, judged, limit


def test_the_trend_judges_each_months_last_day_and_today(tmp_path):
    trend = judged(tmp_path, client(requests=["date: 2026-09-15, text: Lie, harmful: fraud"]))["trend"]
    assert [one["date"] for one in trend] == [
        "2025-11-30",
        "2025-12-31",
        "2026-01-31",
        "2026-02-28",
        "2026-03-31",
        "2026-04-30",
        "2026-05-31",
        "2026-06-30",
        "2026-07-31",
        "2026-08-31",
        "2026-09-30",
        "2026-10-31",
        "2026-11-20",
    ]
    assert all(one["verdict"] == "unknown" and one["score"] is None for one in trend[:-3])
    assert [one["verdict"] for one in trend[-3:]] == ["leave-now"] * 3


def test_the_trend_forgets_what_is_past_and_does_not_know_what_comes(tmp_path):
    acme = client(incidents=flags(1, "2026-10-10"), requests=insisted(1, "2026-06-30"))
    trend = {one["date"]: one["verdict"] for one in judged(tmp_path, acme)["trend"]}
    assert trend["2026-05-31"] == "unknown"
    assert trend["2026-06-30"] == "set-boundary"
    assert trend["2026-08-31"] == "set-boundary"
    assert trend["2026-09-30"] == "unknown"
    assert trend["2026-10-31"] == "watch"


def test_the_trend_ends_with_todays_verdict(tmp_path):
    acme = judged(tmp_path, client(incidents=flags(2)))
    assert acme["trend"][-1] == {"date": D, "score": acme["score"], "verdict": acme["verdict"]}
    assert all(first["date"] < second["date"] for first, second in pairwise(acme["trend"]))


def test_a_persisting_sign_was_not_persisting_before_the_boundary(tmp_path):
    requests = [*insisted(1, "2026-10-20"), *insisted(1, "2026-11-10")]
    acme = client(boundaries=limit("unreasonable-requests", "2026-11-05"), requests=requests)
    trend = judged(tmp_path, acme)["trend"]
    assert [one["verdict"] for one in trend[-2:]] == ["set-boundary", "plan-exit"]


def test_a_kept_trend_is_not_that_of_a_client_whose_records_can_no_longer_be_read(tmp_path):
    evidence = tmp_path / "ledger" / "evidence" / "mail.txt"
    evidence.parent.mkdir(parents=True)
    evidence.write_text("I will find you.")
    judged(tmp_path, client(incidents=["date: 2026-11-02, kind: threat, evidence: [mail.txt]"]))

    def verdict():
        project = open_project(tmp_path / "mkdocs.yml")
        trends = trend_cache(project)
        found = judge_project(project, trends=trends).clients["acme"]
        last = found.trend.trend[-1].verdict
        trends.save()
        return last, found.status.verdict

    assert verdict() == ("leave-now", "leave-now")
    evidence.unlink()
    assert verdict() == ("unknown", "unknown")


def test_a_trend_that_was_kept_is_not_looked_for_again(tmp_path, monkeypatch):
    judged(tmp_path, client(incidents=flags(2)))
    site = tmp_path / "mkdocs.yml"

    def trend():
        project = open_project(site)
        trends = trend_cache(project)
        found = judge_project(project, trends=trends).clients["acme"].trend
        trends.save()
        return found

    first = trend()
    monkeypatch.setattr("client_ledger.judging.trend.look", None)
    assert trend() == first
