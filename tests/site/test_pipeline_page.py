"""The pipeline's page: what is on the board, what is stalled, what ends, and what if a client went."""

from datetime import date
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest

from client_ledger.judging.judgement import judge_project
from client_ledger.pages import pipeline as page
from client_ledger.pages.what_if import what_if
from client_ledger.project import open_project
from client_ledger.signs.levels import Level

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 20)
LEAD = """
    client: acme
    title: Shop
    stage: lead
    billing: fixed
    value: 1000
"""


@pytest.fixture(scope="module")
def sample():
    return judge_project(open_project(ROOT / "mkdocs.yml"))


@pytest.fixture
def pipeline(judged):
    def read(contracts, client="name: Acme"):
        files = {f"contracts/{name}.md": text for name, text in contracts.items()}
        return judged({"clients/acme.md": client, **files}).pipeline

    return read


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ("", "no next action is written down"),
        ("    next_action: Call", "the next action has no day"),
        ("    next_action: Call\n    next_action_on: 2026-11-19", "its next action was due 1 day ago"),
        ("    next_action: Call\n    next_action_on: 2026-11-10", "its next action was due 10 days ago"),
        ("    next_action: Call\n    next_action_on: 2026-11-20", None),
    ],
)
def test_a_deal_without_a_next_action_ahead_is_stalled(pipeline, fields, why):
    lead = page.board(pipeline({"shop": LEAD + fields}))[0]
    stalled = lead.cards[0].stalled
    assert (stalled and str(stalled)) == why


def test_signed_work_is_never_stalled(pipeline):
    columns = page.board(pipeline({"shop": LEAD.replace("lead", "signed")}))
    assert [card.stalled for column in columns for card in column.cards] == [None]


def test_cards_add_up_to_their_stage(sample):
    columns = page.board(sample.pipeline)
    assert [column.stage for column in columns] == ["lead", "proposal", "negotiation", "signed"]
    for column in columns:
        assert sum(card.value for card in column.cards) == column.value
        assert sum(card.weighted for card in column.cards) == column.weighted


def test_a_column_is_as_high_as_its_sum(pipeline):
    other = LEAD.replace("1000", "250").replace("lead", "signed")
    heights = [(each.height, each.weighted_height) for each in page.board(pipeline({"one": LEAD, "two": other}))]
    assert heights == [(page.BOARD_HEIGHT, 7), (0, 0), (0, 0), (page.BOARD_HEIGHT // 4,) * 2]  # a lead counts 10%


def test_unsigned_deals_show_the_longest_in_their_stage_first_and_unknown_ages_last(pipeline):
    columns = page.board(
        pipeline(
            {
                "old": LEAD + "    since_stage: 2026-10-20",
                "unknown": LEAD,
                "new": LEAD.replace("lead", "proposal") + "    since_stage: 2026-11-19",
                "running": LEAD.replace("lead", "active"),
            }
        )
    )
    cards = page.unsigned(columns)
    assert [(card.contract.id, card.days) for card in cards] == [("old", 31), ("new", 1), ("unknown", None)]


def test_contracts_end_with_a_notice_day_and_what_follows(pipeline):
    care = """
        client: acme
        title: Care
        stage: active
        billing: retainer
        monthly: 100
        notice: 30
        end: 2026-12-31
    """
    following = LEAD + "    start: 2027-01-01"
    endless = care.replace("        end: 2026-12-31\n", "")
    first, last = page.endings(pipeline({"care": care, "endless": endless, "next": following}))
    assert (first.end, first.notice_by) == (date(2026, 12, 31), date(2026, 12, 1))
    assert first.follows.id == "next"
    assert (last.end, last.notice_by, last.follows) == (None, None, None)
    assert last.value == 1200 + Fraction(100 * 10, 30)  # twelve months, and the ten days left of November


@pytest.mark.parametrize(
    ("amount", "level", "said"),
    [
        (24, Level.clear, "No client brings a quarter of your income; the largest is Rest with 24%."),
        (25, Level.watch, "Acme brings 25% of your income, which gives this client power over you."),
        (40, Level.warning, "Acme brings 40% of your income: you could not afford to lose this client."),
    ],
)
def test_dependence_is_watched_from_a_quarter_and_a_warning_from_two_fifths(judged, amount, level, said):
    def paid(client, number, value):
        return LEAD.replace("acme", client).replace("lead", "active") + (
            f"    invoices: [{{id: {number}, issued: 2026-11-01, amount: {value}, paid: 2026-11-02}}]"
        )

    others = 4 if amount > 24 else 5
    rest = [Fraction(100 - amount, others - 1)] * (others - 1) if amount > 24 else []
    shares = {"acme": amount} if rest else {"acme": 4}
    values = [*shares.values(), *(rest or [24, 24, 24, 24])]
    files = {}
    for number, value in enumerate(values):
        name = "acme" if number == 0 else f"rest{number}"
        files[f"clients/{name}.md"] = "name: Acme" if number == 0 else "name: Rest"
        files[f"contracts/c{number}.md"] = paid(name, number, value)
    ledger = judged(files)
    found = page.concentration(ledger.pipeline)
    assert found[0].level is level
    assert str(page.dependence(found, ledger.project.ledger)) == said


def test_the_bars_of_dependence_share_a_scale(sample):
    found = page.concentration(sample.pipeline)
    assert {each.limits for each in found} == {(50.0, 80.0)}
    assert found[0].bar == pytest.approx(float(found[0].share) * 200, abs=0.01)


def test_nobody_is_depended_on_without_income(pipeline):
    read = pipeline({"shop": LEAD})
    assert page.concentration(read) == ()
    assert str(page.dependence((), read.ledger)) == "Nothing was received in the last 365 days."


def test_any_two_clients_ticked_off_leave_exactly_what_the_pipeline_says(sample):
    model = what_if(sample.pipeline)
    choices = [(), *combinations(model.clients, 1), *combinations(model.clients, 2), tuple(model.clients)]
    for gone in choices:
        left = [
            Fraction(whole - sum(each.lost[month] for each in gone), model.unit)
            for month, whole in enumerate(model.weighted)
        ]
        expected = sample.pipeline.without(each.without.client for each in gone)
        assert left == [amount for _, amount in expected]


def test_the_largest_share_of_income_is_offered_first(sample):
    model = what_if(sample.pipeline)
    shares = [each.without.share_of_income for each in model.clients]
    assert shares == sorted(shares, reverse=True)
    assert [Fraction(each.share, model.share_unit) for each in model.clients] == shares
    assert "castelbrune" not in {each.without.client for each in model.clients}


def test_a_ledger_without_clients_or_goal_has_nothing_to_tick(judged):
    pipeline = judged(
        {"index.md": "title: Home"}, "site_name: x\ndocs_dir: ledger\nplugins: [client-ledger: {as_of: 2026-11-20}]\n"
    ).pipeline
    model = what_if(pipeline)
    assert (model.clients, model.goal, model.months_at_goal) == ((), None, None)


def test_each_month_of_the_forecast_leads_to_the_contracts_that_make_it(sample):
    pipeline = sample.pipeline
    for index, month in enumerate(pipeline.months):
        found = page.parts(pipeline, index)
        assert sum(each.weighted for each in found) == month.weighted
        assert all(each.place.file == each.contract.place.file for each in found)
    assert any(each.place.line > 1 for each in page.parts(pipeline, 0))
