"""Problems in words and in order, and the word that was meant."""

from client_ledger.frontmatter.problems import Place, Problem, in_file_order, nearest
from client_ledger.text.message import msg


def test_a_place_without_a_line_is_the_beginning_of_its_file():
    assert Problem(Place("a.md"), "empty-file", msg("it is empty")).line("b/a.md") == (
        "b/a.md:1:1: error[empty-file]: it is empty"
    )


def test_a_problem_is_told_with_its_hint():
    found = Problem(Place("a.md", 2, 3), "tab", msg("there is a tab"), msg("use spaces"), severity="notice")
    assert found.line("a.md") == "a.md:2:3: notice[tab]: there is a tab (use spaces)"


def test_problems_are_in_the_order_of_the_file_and_each_is_told_once():
    found = [Problem(Place(*place), "tab", msg("a tab")) for place in (("b", 1), ("a", 10), ("a", 2, 5), ("a", 2, 5))]
    assert [each.place for each in in_file_order(found)] == [("a", 2, 5), ("a", 10, 1), ("b", 1, 1)]


def test_the_word_that_is_most_alike_was_meant():
    assert nearest("Late-Payment", ("late_payments", "late_fee", "rate")) == "late_payments"
    assert nearest("late_fees", ("late-fee", "rate")) == "late-fee"
    assert nearest("colour", ("late-fee", "rate")) is None
