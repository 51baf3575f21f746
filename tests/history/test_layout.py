"""Which files of a repository are of the ledger, and what they are."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from client_ledger.history.log import Commit, Delta, Layout, Step

LAYOUT = Layout("work/ledger/", "work/mkdocs.yml")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("work/mkdocs.yml", "settings"),
        ("work/other.yml", None),
        ("work/ledger/clients/acme.md", "client"),
        ("work/ledger/clients/old/acme.md", "client"),
        ("work/ledger/contracts/shop.md", "contract"),
        ("work/ledger/notes/a.md", "page"),
        ("work/ledger/clients.md", "page"),
        ("work/ledger/clients/index.md", "page"),
        ("work/ledger/clients/README.md", "page"),
        ("work/ledger/index.md", "page"),
        ("work/ledger/contracts/hours.CSV", "log"),
        ("work/ledger/evidence/a.md", "evidence"),
        ("work/ledger/evidence/a.csv", "evidence"),
        ("work/ledger/evidence", None),
        ("work/ledger/evidence.md", "page"),
        ("work/ledger/a.png", None),
        ("work/ledger/.hidden.md", None),
        ("work/ledger/clients/.hidden.md", None),
        ("work/ledger/.git/clients/a.md", None),
        ("clients/acme.md", None),
    ],
)
def test_a_file_is_what_its_folder_and_its_name_say(path, kind):
    assert LAYOUT.kind(path) == kind


def test_a_ledger_may_be_the_whole_repository():
    whole = Layout("", None)
    assert (whole.kind("clients/acme.md"), whole.inside("clients/acme.md"), whole.scope) == (
        "client",
        "clients/acme.md",
        ["."],
    )
    assert (LAYOUT.inside("work/ledger/a.md"), LAYOUT.inside("work/a.md")) == ("a.md", "work/a.md")
    assert LAYOUT.scope == ["work/ledger", "work/mkdocs.yml"]


def test_a_commit_is_of_the_day_on_which_it_was_written_where_the_freelancer_is():
    late = datetime(2026, 5, 1, 23, 30, tzinfo=UTC)
    commit = Commit("0123456789abcdef", "Robin", "robin@example.org", late, late + timedelta(days=9), "Late")
    assert commit.short == "01234567"
    assert commit.day(timezone(timedelta(hours=2))) == date(2026, 5, 2)
    assert (commit.cut, commit.signed) == (False, False)
    one, two = (Delta("page", path, path, None, "b") for path in ("a", "b"))
    assert Step(commit, [[one], [two]]).deltas == [one, two]
    assert not Step(commit).settled
