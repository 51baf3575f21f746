"""Ticking clients off on the pipeline's page, against the numbers of the report."""

import json
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner

from client_ledger.cli import main
from client_ledger.judging.judgement import judge_project
from client_ledger.project import open_project
from client_ledger.text.message import rounded

ROOT = Path(__file__).resolve().parents[2]
PAGE = "pipeline/index.html"
HALF = Decimal("0.5")


@pytest.fixture(scope="module")
def report():
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        result = CliRunner().invoke(main, ["report", "--format", "json"], catch_exceptions=False)
    return json.loads(result.stdout)["pipeline"]


@pytest.fixture(scope="module")
def pipeline():
    return judge_project(open_project(ROOT / "mkdocs.yml")).pipeline


def shown(page):
    """Return what the page says: the months' amounts, the months at the goal, the income expected."""
    cells = page.locator(".what-if td.left").all_text_contents()
    return {
        "months": [amount(cell) for cell in cells],
        "at_goal": int(page.text_content(".what-if .count")),
        "total": amount(page.text_content(".what-if .total")),
        "share": page.text_content(".what-if .share"),
        "last_day": page.text_content(".what-if .last-day"),
    }


def amount(text):
    return Decimal(text.strip().removeprefix("€").replace(",", ""))


def bars(page, kind):
    """Return the top and the height of each month's bar of a kind."""
    return [
        (int(bar.get_attribute("y")), int(bar.get_attribute("height")))
        for bar in page.locator(f".what-if g.{kind} rect").all()
    ]


def tick(page, client, on=True):
    page.set_checked(f'.what-if input[value="{client}"]', on)


def test_each_client_alone_leaves_what_the_report_says(visit, served, report):
    page = visit()
    page.goto(served + PAGE)
    for without in report["without"]:
        tick(page, without["client"])
        said = shown(page)
        left = [Decimal(month["weighted"]) for month in without["months"]]
        assert all(abs(month - cents) <= HALF for month, cents in zip(said["months"], left, strict=True)), without
        assert said["at_goal"] == without["months_at_goal"]
        tick(page, without["client"], on=False)
    assert shown(page)["months"] == [rounded(Decimal(month["weighted"]), 0) for month in report["months"]]
    assert page.faults == []


def test_several_gone_together_are_summed_exactly_and_rounded_once(visit, served, report, pipeline):
    page = visit()
    names = sorted(each["client"] for each in report["without"])
    choices = [*list(combinations(names, 2))[::6], *list(combinations(names, 5))[::40], tuple(names)]
    for gone in choices:
        page.goto(served + PAGE + "?without=" + ",".join(gone))
        expected = pipeline.without(gone)
        said = shown(page)
        assert said["months"] == [rounded(left, 0) for _, left in expected], gone
        assert said["at_goal"] == pipeline.months_at_goal(expected)
        assert said["total"] == rounded(sum(left for _, left in expected), 0)


def test_share_and_last_day_are_those_of_the_clients_ticked(visit, served):
    page = visit()
    page.goto(served + PAGE)
    assert shown(page)["share"] == "0%"
    assert shown(page)["last_day"] == "–"
    tick(page, "fernwick")
    tick(page, "vaurelle")
    assert shown(page)["share"] == "45%"
    assert shown(page)["last_day"] == "19 Jan 2027"


def test_the_bars_fall_with_the_figures(visit, served):
    page = visit()
    page.goto(served + PAGE)
    before = bars(page, "without")
    assert before == bars(page, "weighted")
    tick(page, "fernwick")
    after = bars(page, "without")
    assert all(new[1] <= old[1] for new, old in zip(after, before, strict=True))
    assert after[1][1] < before[1][1]
    assert {y + height for y, height in after} == {before[0][0] + before[0][1]}


@pytest.mark.parametrize("where", ["served", "from disk"])
def test_the_choice_lives_in_the_address(visit, site, served, where):
    address = served + PAGE if where == "served" else (site / PAGE).as_uri()
    page = visit()
    page.goto(address)
    tick(page, "velatone")
    tick(page, "fernwick")
    assert page.url == address + "?without=fernwick,velatone"
    said = shown(page)
    page.reload()
    assert shown(page) == said
    assert page.is_checked('.what-if input[value="velatone"]')
    tick(page, "velatone", on=False)
    tick(page, "fernwick", on=False)
    assert page.url == address
    assert page.faults == []


def test_an_unknown_client_in_the_address_changes_nothing(visit, served, report):
    page = visit()
    page.goto(served + PAGE + "?without=nobody,,%3Cb%3E")
    assert shown(page)["months"] == [rounded(Decimal(month["weighted"]), 0) for month in report["months"]]
    assert page.faults == []


def test_the_keyboard_ticks_too(visit, served):
    page = visit()
    page.goto(served + PAGE)
    before = shown(page)
    page.focus('.what-if input[value="fernwick"]')
    page.keyboard.press("Space")
    assert shown(page) != before


def test_without_scripts_the_table_says_what_each_client_alone_means(visit, served, report):
    page = visit(java_script_enabled=False)
    page.goto(served + PAGE)
    assert not page.is_visible(".what-if input")
    assert not page.is_visible(".what-if output")
    rows = page.locator(".what-if tr[data-client]")
    assert rows.count() == len(report["without"])
    for without in report["without"]:
        row = page.locator(f'.what-if tr[data-client="{without["client"]}"]')
        assert row.locator("td").last.text_content() == str(without["months_at_goal"])
        assert row.locator("time").get_attribute("datetime") == without["last_day"]
