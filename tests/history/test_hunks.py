"""The lines in which two versions of a text differ."""

import random

import pytest

from client_ledger.history.hunks import Hunk, differing, moved


@pytest.mark.parametrize(
    ("old", "new", "hunks"),
    [
        (b"a\nb\nc\n", b"a\nb\nc\n", []),
        (b"a\nb\nc\n", b"a\nx\nc\n", [Hunk(2, 4, 2, 4)]),
        (b"a\nb\nc\n", b"a\nc\n", [Hunk(2, 4, 2, 2)]),
        (b"a\nc\n", b"a\nb\nc\n", [Hunk(2, 2, 2, 4)]),
        (b"a\nab\nc\n", b"a\nax\nc\n", [Hunk(2, 5, 2, 5)]),  # a whole line, though it begins alike
        (b"a\nxb\nc\n", b"a\nyb\nc\n", [Hunk(2, 5, 2, 5)]),  # and though it ends alike
        (b"a\nb\n", b"a\nb", [Hunk(2, 4, 2, 3)]),
        (b"a", b"b\na", [Hunk(0, 0, 0, 2)]),
        (b"a", b"x\nb", [Hunk(0, 1, 0, 3)]),
        (b"xa", b"a", [Hunk(0, 2, 0, 1)]),
        (b"", b"a\n", [Hunk(0, 0, 0, 2)]),
        (b"\na\n", b"\nb\n", [Hunk(1, 3, 1, 3)]),
        (b"\nb\n", b"x\nb\n", [Hunk(0, 1, 0, 2)]),
    ],
)
def test_two_versions_differ_in_whole_lines(old: bytes, new: bytes, hunks: list[Hunk]):
    assert list(differing(old, new, [])) == hunks


@pytest.mark.parametrize(
    ("old", "new", "start", "hunks"),
    [
        (b"a\nb\nc\nd\n", b"x\nb\nc\ny\n", 4, [Hunk(0, 2, 0, 2), Hunk(6, 8, 6, 8)]),
        (b"a\nb\nc\nd\n", b"x\nc\ny\n", 4, [Hunk(0, 4, 0, 2), Hunk(6, 8, 4, 6)]),
        (b"a\nb\nc\nd\n", b"x\ny\n", 4, [Hunk(0, 8, 0, 4)]),  # the line is gone
        (b"p\na\ns\nb\n", b"p\ns\nc\n", 4, [Hunk(2, 4, 2, 2), Hunk(6, 8, 4, 6)]),
        (b"a\ns\nb\n", b"\ns\nc\n", 2, [Hunk(0, 2, 0, 1), Hunk(4, 6, 3, 5)]),
        (b"a\nb\nc", b"x\nb\nc", 4, [Hunk(0, 2, 0, 2)]),
        (b"a\nb\nc\nd", b"x\ny\nd", 6, [Hunk(0, 6, 0, 4)]),
        (b"a\nb\nc\nd\n", b"a\nb\nx\nd\n", 2, [Hunk(4, 6, 4, 6)]),  # it is before all that differs
    ],
)
def test_no_hunk_crosses_the_beginning_of_a_line_of_both(old: bytes, new: bytes, start: int, hunks: list[Hunk]):
    assert list(differing(old, new, [start])) == hunks


def test_what_is_outside_all_hunks_is_the_same_in_both():
    chance = random.Random(1)  # noqa: S311 - no secret
    for _ in range(300):
        old, new = (
            b"".join(chance.choice([b"a\n", b"ab\n", b"b\n"]) for _ in range(chance.randrange(9))) for _ in "12"
        )
        starts = [number + 1 for number, byte in enumerate(old[:-1]) if byte == ord("\n")]
        found = list(differing(old, new, chance.sample(starts, len(starts) // 2)))
        at = new_at = 0
        for hunk in [*found, Hunk(len(old), len(old), len(new), len(new))]:
            assert old[at : hunk.start] == new[new_at : hunk.new_start]
            assert hunk.start in {0, len(old), *starts}
            at, new_at = hunk.end, hunk.new_end


def test_a_position_moves_by_what_the_hunks_before_it_added():
    hunks = [Hunk(2, 4, 2, 9), Hunk(6, 8, 11, 11)]
    assert [moved(position, hunks) for position in (0, 2, 4, 6, 8, 10)] == [0, 2, 9, 11, 11, 13]
