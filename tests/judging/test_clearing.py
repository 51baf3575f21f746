"""The day a sign would clear, looked for on the days that matter, is the day found by trying every day."""

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from client_ledger.judging.judgement import judge_project
from client_ledger.judging.recovery_date import LOOKED_AHEAD_DAYS, recovery_date
from client_ledger.project import open_project
from client_ledger.signs.levels import Level
from writing import write_site

DAY = dt.date(2026, 11, 20)
days = st.integers(-420, 60).map(lambda back: DAY + dt.timedelta(days=back))
invoices = st.lists(st.tuples(days, st.integers(0, 45), st.none() | st.integers(0, 120)), max_size=6)
hours = st.lists(st.tuples(days, st.integers(1, 12), st.booleans(), st.sampled_from(["", "yes", "no"])), max_size=12)
requests = st.lists(st.tuples(days, st.booleans(), st.booleans(), st.booleans()), max_size=6)
messages = st.lists(st.tuples(days, st.integers(0, 23), st.sampled_from(["now", "whenever"])), max_size=12)
incidents = st.lists(
    st.tuples(
        days, st.sampled_from(["insult", "no-show", "haggling", "ghosting"]), st.sampled_from(["minor", "serious"])
    ),
    max_size=5,
)
boundaries = st.lists(
    st.tuples(days, st.sampled_from(["late-payments", "scope-creep", "disrespected-time", "unpaid-hours"])), max_size=3
)
stages = st.sampled_from(["active", "signed", "completed"])


def yes_no(value: bool) -> str:
    return "yes" if value else "no"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(invoices, hours, requests, messages, incidents, boundaries, stages, st.none() | days)
def test_no_earlier_day_is_missed(invoices, hours, requests, messages, incidents, boundaries, stage, end):
    client = ["---", "name: Acme", "messages:"]
    client += [f"  - {{at: {day} {hour:02}:30, reply: {reply}}}" for day, hour, reply in messages]
    client += ["incidents:", *(f"  - {{date: {d}, kind: {kind}, severity: {how}}}" for d, kind, how in incidents)]
    client += ["boundaries:", *(f"  - {{date: {day}, sign: {sign}, text: no more}}" for day, sign in boundaries), "---"]
    contract = [
        "---",
        "client: acme",
        "title: T",
        f"stage: {stage}",
        "billing: fixed",
        "value: 900",
        "hours_budget: 20",
    ]
    contract += [f"start: 2025-01-01\nend: {end}"] if end else []
    contract += ["invoices:"]
    for number, (issued, terms, paid) in enumerate(invoices):
        settled = f", paid: {issued + dt.timedelta(days=paid)}" if paid is not None else ""
        due = issued + dt.timedelta(days=terms)
        contract.append(f"  - {{id: {number}, issued: {issued}, due: {due}, amount: 100{settled}}}")
    contract += ["hours:"]
    contract += [f"  - {{date: {d}, hours: {n}, in_scope: {yes_no(i)}, paid: {paid}}}" for d, n, i, paid in hours]
    contract += ["requests:"]
    contract += [
        f"  - {{date: {d}, text: x, in_scope: {yes_no(i)}, reasonable: {yes_no(r)}, insisted: {yes_no(s)}}}"
        for d, i, r, s in requests
    ]
    with tempfile.TemporaryDirectory() as folder:
        files = {"clients/acme.md": "\n".join(client), "contracts/a.md": "\n".join([*contract, "---"])}
        site_file = write_site(Path(folder), files, f"target_rate: 50\nas_of: {DAY}")
        judgement = judge_project(open_project(site_file))
    assert [each for each in judgement.problems if each.severity == "error"] == []
    judged = judgement.clients["acme"]
    expected: dict[str, dt.date] = {}
    for ahead in range(1, LOOKED_AHEAD_DAYS + 1):
        day = DAY + dt.timedelta(days=ahead)
        for now, then in zip(judged.status.signs, judged.judge.assess(day).signs, strict=True):
            forever_open = now.reading.finding.number("oldest_overdue_days")
            if Level.clear < now.level and then.level < now.level and not forever_open:
                expected.setdefault(now.sign.name, day)
    assert {each.sign.name: recovery_date(judged.judge, judged.status, each) for each in judged.status.signs} == {
        each.sign.name: expected.get(each.sign.name) for each in judged.status.signs
    }
