"""How much of a field's text is said, and in which form."""

import pytest

from client_ledger.history.changes import Change
from client_ledger.history.sentences import sentences


def said(name: str, before: str | None, after: str | None) -> str:
    [sentence] = sentences("clients/acme.md", Change("field", name, before, after))
    return str(sentence)


def test_a_text_of_120_characters_is_said_whole_and_a_longer_one_is_cut():
    assert said("about", None, "x" * 120) == f"about set to {'x' * 120}"
    assert said("about", None, "x" * 121) == f"about set to {'x' * 119}…"


def test_long_texts_are_cut_where_they_have_80_characters_in_common():
    assert said("about", "x" * 79 + "a", "x" * 79 + "b") == f"about: {'x' * 79}a → {'x' * 79}b"
    assert said("about", "x" * 80 + "a", "x" * 80 + "b") == f"about: …{'x' * 80}a → …{'x' * 80}b"


def test_the_cut_is_at_the_last_blank_40_characters_before_the_difference():
    start = f"{'a' * 20} {'b' * 18} {'c' * 40}"
    assert said("about", f"{start}x", f"{start}y") == f"about: …{'c' * 40}x → …{'c' * 40}y"
    start = f"{'a' * 20} {'b' * 19} {'c' * 39}"
    assert said("about", f"{start}x", f"{start}y") == (f"about: …{'b' * 19} {'c' * 39}x → …{'b' * 19} {'c' * 39}y")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("status", "on-hold", "on hold"),
        ("status", "on-hold until May", "on-hold until May"),
        ("title", "re-design", "re-design"),
        ("id", "014", "014"),
        ("reminders", "soon", "soon"),
        ("reminders", "2026-06-01\nsoon", "2026-06-01 and soon"),
        ("evidence", "a.png\nb.pdf", "a.png, b.pdf"),
        ("evidence", "amount 5, date 2026-05-02", "amount 5, date 2026-05-02"),
        ("payments", "amount 5, date 2026-05-02\nlater", "amount 5, date 2026-05-02, later"),
        ("payments", "amount 5, date 2026-05-02\namount 6, date 2026-05-03", "5 on 2026-05-02 and 6 on 2026-05-03"),
    ],
)
def test_only_a_value_of_the_format_is_said_in_words(name, text, told):
    assert said(name, None, text).partition(" set to ")[2] == told
