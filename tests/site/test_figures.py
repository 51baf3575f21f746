"""What the charts show, from small ledgers whose numbers one can count by hand."""

from datetime import date
from fractions import Fraction

import pytest

from client_ledger.pages import chart_data
from client_ledger.pages.message_times import rhythm
from client_ledger.signs import SIGNS
from client_ledger.signs.levels import FIRING
from client_ledger.signs.measures import NAMES
from client_ledger.text.message import Quantity, Share

DAY = date(2026, 11, 20)
HOURLY = """
    client: acme
    title: Site
    stage: active
    billing: hourly
    rate: 50
"""


@pytest.fixture
def acme(judged):
    """Return a function from front matters of a client and a contract to the judged client."""

    def judge(client="name: Acme", contract=HOURLY):
        files = {"clients/acme.md": client, "contracts/site.md": contract}
        return judged(files).clients["acme"]

    return judge


def test_hours_fall_into_paid_in_scope_paid_out_of_scope_and_unpaid(acme):
    client = acme(
        contract=HOURLY
        + """
    hours:
      - {date: 2026-11-02, hours: 6}
      - {date: 2026-11-03, hours: 2, in_scope: no}
      - {date: 2026-11-04, hours: 1, in_scope: no, paid: no}
      - {date: 2026-10-01, hours: 4, paid: no}
      - {date: 2026-12-01, hours: 8}
      - {date: 2025-10-31, hours: 8}
"""
    )
    data = chart_data.hours(client.timeline, DAY)
    assert data.rows[0][0] == (2025, 11)
    assert data.rows[-1] == ((2026, 11), (6, 2, 1))
    assert data.rows[-2] == ((2026, 10), (0, 0, 4))
    assert sum(sum(values) for _, values in data.rows) == 13
    assert str(data.sentences[0]) == "13 h since 2025-11-01: 2 h of them paid beyond what was agreed, 5 h unpaid."


def test_the_forecast_says_how_long_the_goal_holds(judged):
    deal = """
        client: acme
        title: Care
        stage: active
        billing: retainer
        monthly: 4500
        end: 2027-02-28
    """
    judgement = judged({"clients/acme.md": "name: Acme", "contracts/care.md": deal})
    data = chart_data.forecast(judgement.pipeline)
    assert data.chart.goal.value == 4000
    assert data.missed == (False,) * 3 + (True,) * 9
    assert data.rows[0] == ((2026, 12), (4500, 4500))
    assert [str(sentence) for sentence in data.sentences] == [
        "13,500 EUR is expected over the next 12 months, all of it in signed contracts.",
        "The goal is reached for 3 months in a row.",
    ]


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "Next month is already below the goal."),
        (1, "The goal is reached next month, but not after that."),
        (12, "The goal is reached for 12 months in a row."),
    ],
)
def test_the_goal_is_said_for_none_one_and_many_months(count, said):
    assert str(chart_data.at_goal(count)) == said


def test_received_keeps_this_unfinished_month_apart(judged):
    contract = (
        HOURLY
        + """
    invoices:
      - {id: 1, issued: 2026-09-01, amount: 100, paid: 2026-09-30}
      - {id: 2, issued: 2026-11-01, amount: 70, paid: 2026-11-10}
"""
    )
    judgement = judged({"clients/acme.md": "name: Acme", "contracts/site.md": contract})
    sentence = chart_data.received(judgement.pipeline).sentences[0]
    assert str(sentence) == "100.00 EUR came in over the last 12 full months, and 70.00 EUR so far in this one."


def test_the_forecast_piles_what_is_not_signed_on_what_is(judged):
    deal = "client: acme\ntitle: {}\nstage: {}\nbilling: retainer\nmonthly: {}\nprobability: {}\n"
    contracts = {
        "contracts/care.md": deal.format("Care", "active", 1000, "100%"),
        "contracts/shop.md": deal.format("Shop", "lead", 2000, "50%"),
    }
    data = chart_data.forecast(judged({"clients/acme.md": "name: Acme", **contracts}).pipeline)
    committed, unsure = (bars[0] for bars in data.chart.bars)
    assert data.rows[0] == ((2026, 12), (2000, 1000))
    assert committed.height == pytest.approx(unsure.height, abs=1)
    assert unsure.y + unsure.height == committed.y
    assert data.totals == (2000,) * 12


def test_received_stands_beside_the_same_month_a_year_before_and_this_month_is_not_missed_yet(judged):
    contract = (
        HOURLY
        + """
    invoices:
      - {id: 1, issued: 2025-09-01, amount: 300, paid: 2025-09-30}
      - {id: 2, issued: 2026-09-01, amount: 100, paid: 2026-09-30}
"""
    )
    data = chart_data.received(judged({"clients/acme.md": "name: Acme", "contracts/site.md": contract}).pipeline)
    assert dict(data.rows)[2026, 9] == (100, 300)
    assert [mark.height for mark in data.chart.marks if mark.height] == [2]
    assert data.missed == (True,) * 12 + (False,)


def test_a_trend_begins_with_the_first_known_score(acme):
    invoice = "    invoices: [{id: 1, issued: 2026-09-01, due: 2026-09-15, amount: 9}]\n"
    client = acme("name: Acme\nsigns: {contract-gaps: off}", HOURLY + invoice)
    drawn = chart_data.trend(client.trend.trend)
    assert len(drawn.statuses) == 13
    assert len(drawn.line.runs[0]) == 3
    assert str(drawn.sentence) == "The score is 49 of 100; it was 53 on 2026-09-30."


def test_a_client_of_whom_nothing_is_known_has_no_score(acme):
    client = acme(client="name: Acme\nsigns: {contract-gaps: off}")
    assert chart_data.sparkline(client.trend.trend).last is None
    assert str(chart_data.trend_sentence(client.trend.trend)) == "Too little is recorded for a score."


def test_bullets_put_each_measure_on_the_scale_of_its_limits(acme):
    client = acme(
        contract=HOURLY
        + """
    invoices: [{id: 1, issued: 2026-11-01, amount: 350}]
    hours:
      - {date: 2026-11-02, hours: 9}
      - {date: 2026-11-03, hours: 1, paid: no}
"""
    )
    judged_sign = next(each for each in client.status.signs if each.sign.name == "unpaid-hours")
    share, rate = chart_data.bullets(judged_sign)
    assert share.value == Share(Fraction(1, 10))
    assert share.limits == {
        name: Share(Fraction(limit)) for name, limit in {"watch": "0.05", "warning": "0.15", "critical": "0.3"}.items()
    }
    assert not share.below
    assert rate.value == Share(Fraction(9, 14))  # 50 for 9 of 10 hours, of 70
    assert rate.below
    assert rate.with_ == ()


def test_every_measure_with_a_limit_has_a_name():
    measures = {
        condition.measure
        for sign in SIGNS
        for level in FIRING
        for group in sign.limits.rules.get(level, ())
        for condition in group
    }
    assert measures <= set(NAMES)


def test_messages_stand_in_both_time_zones_with_the_hours_both_work(acme):
    client = acme(
        client="""
        name: Acme
        timezone: America/New_York
        messages:
          - {at: 2026-11-18 15:30}
          - {at: 2026-11-18 15:45}
          - {at: 2026-11-19 01:10}
          - {at: 2026-12-01 10:00}
          - {at: 2024-12-01 10:00}
    """
    )
    data = rhythm(client.timeline, DAY)
    mine, theirs = data.clocks
    assert [(dot.weekday, dot.hour, dot.count, dot.outside) for dot in mine.dots] == [(2, 15, 2, 0), (3, 1, 1, 1)]
    assert [(dot.weekday, dot.hour, dot.count, dot.outside) for dot in theirs.dots] == [(2, 10, 2, 0), (2, 20, 1, 1)]
    assert (mine.zone, theirs.zone) == ("UTC", "America/New_York")
    assert data.sentence.values["hours"] == Quantity(Fraction(15))
    assert data.sentence.values["outside"] == 1
    assert [span.kind for span in mine.spans].count("shared") == 5
    shared = next(span for span in mine.spans if span.kind == "shared")
    assert shared.x == pytest.approx(12 + 88 * 14 / 24, abs=0.01)
    assert shared.width == pytest.approx(88 * 3 / 24, abs=0.01)


def test_one_clock_is_enough_in_one_time_zone(acme):
    data = rhythm(acme(client="name: Acme\nmessages: [{at: 2026-11-18 12:00}]").timeline, DAY)
    assert [clock.zone for clock in data.clocks] == ["UTC"]


def test_no_message_is_said_and_not_drawn(acme):
    data = rhythm(acme().timeline, DAY)
    assert data.messages == 0
    assert str(data.sentence) == "No message is recorded in the last 365 days."


def test_more_messages_make_a_bigger_dot(acme):
    many = ", ".join(["{at: 2026-11-18 12:05}"] * 9)
    data = rhythm(acme(client=f"name: Acme\nmessages: [{many}, {{at: 2026-11-19 12:05}}]").timeline, DAY)
    big, small = data.clocks[0].dots
    assert (big.count, small.count) == (9, 1)
    assert big.radius > small.radius
