"""A limit of edition 1 that keeps its name and says something else in edition 2 brings a notice at its place."""

from pathlib import Path

import pytest

from client_ledger.project import open_project
from writing import CLIENT, CONTRACT, write_site

OPEN = "invoices:\n  - {id: A-1, issued: 2026-01-01, due: 2026-01-31, amount: 100}\n"
PAID = OPEN.replace("100}", "100, paid: 2026-03-01}")
WRITTEN = "rights: on full payment\nsuspension: 14 days past due\n"
ON_A_DAY = "as_of: 2026-11-20"


def notices(folder: Path, signs: str, settings: str = ON_A_DAY, agreed: str = OPEN, contract: str = CONTRACT):
    files: dict[str, str | bytes] = {
        "clients/acme.md": CLIENT.replace("name: Acme\n", f"name: Acme\nsigns: {signs}\n") if signs else CLIENT,
        "contracts/site.md": contract.removesuffix("---\n") + agreed + "---\n",
    }
    project = open_project(write_site(folder, files, settings))
    assert not project.errors
    return [each.line(each.place.file) for each in project.problems if each.code == "new-meaning"]


@pytest.mark.parametrize(("level", "days"), [("warning", 10), ("critical", 15)])
@pytest.mark.parametrize(("key", "value"), [("late", "4"), ("late_share", "50%")])
def test_late_invoices_now_decide_only_with_their_days(tmp_path: Path, level: str, days: int, key: str, value: str):
    before = f"signs: {{late-payments: {{{level}: {{{key}: "
    (line,) = notices(tmp_path, f"{before.removeprefix('signs: ')}{value}}}}}}}")
    assert line == (
        f"clients/acme.md:3:{len(before) + 1}: notice[new-meaning]: signs.late-payments.{level}.{key}: "
        f"since edition 2, it decides only where late invoices are {days} days late on average "
        "(add `mean_days_late: 0` to decide as before, or the number of days you want)"
    )


@pytest.mark.parametrize(
    "signs",
    [
        "{late-payments: {warning: {late_share: 50%, mean_days_late: 0}}}",
        "{late-payments: {warning: {late_share: 50%, mean_days_late: 10}}}",
        "{late-payments: {watch: {late: 2, late_share: 30%}, grace_days: 5, weight: 3}}",
        "{late-payments: {warning: {late_share: }}}",
        "{late-payments: off}",
    ],
)
def test_what_is_written_for_edition_2_or_means_the_same_brings_none(tmp_path: Path, signs: str):
    assert notices(tmp_path, signs) == []


def test_days_that_the_settings_give_hold_for_a_client_too(tmp_path: Path):
    settings = f"{ON_A_DAY}\nsigns:\n  late-payments: {{warning: {{mean_days_late: 0}}}}"
    assert notices(tmp_path, "{late-payments: {warning: {late: 4}}}", settings) == []


def test_the_settings_own_limits_are_told_at_their_line(tmp_path: Path):
    settings = f"{ON_A_DAY}\nsigns:\n  late-payments: {{warning: {{late: 4}}}}"
    (line,) = notices(tmp_path, "", settings)
    assert line.startswith("../mkdocs.yml:10:")


@pytest.mark.parametrize(("window", "told"), [(292, True), (293, False), (365, False)])
def test_a_window_no_longer_leaves_out_what_is_still_unpaid(tmp_path: Path, window: int, told: bool):
    found = notices(tmp_path, f"{{late-payments: {{window_days: {window}}}}}")
    assert [("what is still unpaid counts however old it is" in line) for line in found] == [True] * told


def test_a_window_is_not_told_of_where_nothing_older_is_open(tmp_path: Path):
    assert notices(tmp_path, "{late-payments: {window_days: 90}}", agreed=PAID) == []


@pytest.mark.parametrize(("agreed", "told"), [("", True), ("rights: on full payment\n", True), (WRITTEN, False)])
def test_gaps_count_two_more_where_these_are_not_written(tmp_path: Path, agreed: str, told: bool):
    found = notices(tmp_path, "{contract-gaps: {watch: {gaps: 3}}}", agreed=agreed)
    assert [("missing `rights` and `suspension` count too" in line) for line in found] == [True] * told


def test_gaps_of_contracts_that_do_not_run_are_not_told_of(tmp_path: Path):
    ended = CONTRACT.replace("stage: active", "stage: completed")
    assert notices(tmp_path, "{contract-gaps: {watch: {gaps: 3}}}", contract=ended) == []


def test_a_level_that_is_gone_is_a_problem_that_says_what_to_do(tmp_path: Path):
    client = CLIENT.replace("name: Acme\n", "name: Acme\nsigns: {unsteady-work: {warning: {idle_months: 4}}}\n")
    (problem,) = open_project(write_site(tmp_path, {"clients/acme.md": client})).errors
    assert problem.line(problem.place.file) == (
        "clients/acme.md:3:25: error[dropped-level]: signs.unsteady-work: unsteady-work has no `warning` any more "
        "(run `client-ledger upgrade`, or remove it)"
    )
