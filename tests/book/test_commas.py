"""A comma between braces ends a value: what follows is shown, and what to write depends on whether it is a number."""

import pytest

from writing import CLIENT, CONTRACT, read_ledger


@pytest.mark.parametrize(
    ("record", "hint"),
    [
        ("hours: 2,5", "write the number with a point: 2.5"),
        ("hours: 1.000,5", "write the number with a point: 1000.5"),
        ("task: Page 3, 5, hours: 2", "put text that holds a comma in quotes"),
        ("hours: 2,half", "put text that holds a comma in quotes"),
    ],
)
def test_two_numbers_around_a_comma_are_one_with_a_point_and_all_else_is_text(tmp_path, record, hint):
    text = CONTRACT.replace("rate: 50", f"rate: 50\nhours: [{{date: 2026-01-01, {record}}}]")
    ledger = read_ledger(tmp_path, {"clients/acme.md": CLIENT, "contracts/a.md": text})
    assert [str(problem.hint) for problem in ledger.problems if problem.code == "comma-in-value"] == [hint]


@pytest.mark.parametrize(("rest", "shown"), [("x" * 60, "x" * 60), ("x" * 61, "x" * 59 + "…")])
def test_what_follows_a_comma_is_shown_with_sixty_characters_at_most(tmp_path, rest, shown):
    text = CONTRACT.replace("rate: 50", f"rate: 50\nhours: [{{date: 2026-01-01, hours: 2, task: a, {rest}}}]")
    ledger = read_ledger(tmp_path, {"clients/acme.md": CLIENT, "contracts/a.md": text})
    (problem,) = [each for each in ledger.problems if each.code == "comma-in-value"]
    assert f"so `{shown}` is read as a key" in problem.line("a.md")
