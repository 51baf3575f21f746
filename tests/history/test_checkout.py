from datetime import date

import pytest

from client_ledger.book.load import load
from client_ledger.history import NoSuchRevision, as_committed

ACME = "ledger/clients/acme.md"


def ledger(site):
    return load(site.docs_dir, site.settings.zone)


@pytest.fixture
def grown(repo):
    """The ledger, with evidence, a CSV file, and a second commit of 2026-05-20 that renames the client."""
    repo.write("ledger/evidence/mail.txt", "You fool")
    repo.replace(ACME, "text: Shouted at me", "text: Shouted at me, evidence: mail.txt")
    repo.replace("ledger/contracts/acme-site.md", "invoices:", "hours: acme.csv\ninvoices:")
    repo.write("ledger/contracts/acme.csv", "date,hours\n2026-05-04,2\n")
    repo.commit("Grown", "2026-05-15")
    repo.replace(ACME, "name: Acme", "name: Acme Ltd")
    repo.replace("mkdocs.yml", "Europe/Paris", "America/New_York")
    repo.commit("Name", "2026-05-20")
    return repo


def test_a_revision_is_read_as_any_ledger(grown):
    with as_committed(grown.site, "HEAD~1") as then:
        found = ledger(then.site)
        assert (then.commit.subject, then.site.settings.timezone) == ("Grown", "Europe/Paris")
        assert (found.clients["acme"].name, found.problems) == ("Acme", ())
        assert found.clients["acme"].incidents[0].evidence == ("mail.txt",)
        assert len(found.contracts["acme-site"].hours) == 1
        folder = then.site.path.parent
    assert not folder.exists()


def test_what_is_not_committed_is_left_out(grown):
    grown.replace(ACME, "name: Acme Ltd", "name: Not yet")
    with as_committed(grown.site, "HEAD") as then:
        assert ledger(then.site).clients["acme"].name == "Acme Ltd"


@pytest.mark.parametrize(("day", "subject"), [(19, "Grown"), (20, "Name"), (25, "Name"), (12, "Begin")])
def test_a_day_is_its_last_commit(grown, day, subject):
    with as_committed(grown.site, date(2026, 5, day)) as then:
        assert then.commit.subject == subject


def test_before_the_first_commit_there_is_no_ledger(grown):
    with (
        pytest.raises(NoSuchRevision, match="nothing was committed by 2026-05-11"),
        as_committed(grown.site, date(2026, 5, 11)),
    ):
        pass


@pytest.mark.parametrize("revision", ["none", "--help", "HEAD~9", "", "HEAD:mkdocs.yml"])
def test_an_unknown_revision_is_told(grown, revision):
    with pytest.raises(NoSuchRevision, match="there is no commit"), as_committed(grown.site, revision):
        pass


def test_without_a_repository_there_is_no_revision(folder):
    with pytest.raises(NoSuchRevision, match="not in a git repository"), as_committed(folder.site, "HEAD"):
        pass


def test_only_the_files_asked_for_are_there(grown):
    with as_committed(grown.site, "HEAD", only={"clients/acme.md"}) as then:
        found = ledger(then.site)
        assert (found.clients["acme"].name, found.problems, then.whole) == ("Acme Ltd", (), False)
        assert found.contracts == {}
    with as_committed(grown.site, "HEAD~1", only={"clients/acme.md"}) as then:
        assert (list(ledger(then.site).contracts), then.whole) == (["acme-site"], True), "the time zone was another"


def test_a_commit_given_an_older_date_was_not_there_on_that_day(grown):
    grown.replace(ACME, "name: Acme Ltd", "name: Acme GmbH")
    grown.git("commit", "--quiet", "--all", "--message", "Old", "--date", "2026-05-13T12:00:00Z", day="2026-06-01")
    for day, subject in ((13, "Begin"), (15, "Grown"), (20, "Old")):
        with as_committed(grown.site, date(2026, 5, day)) as then:
            assert then.commit.subject == subject


def test_a_clock_that_was_wrong_once_leaves_the_later_days_findable(grown):
    grown.replace(ACME, "name: Acme Ltd", "name: Acme GmbH")
    grown.git("commit", "--quiet", "--all", "--message", "2036", "--date", "2036-05-25T12:00:00Z", day="2036-05-25")
    grown.commit("Right again", "2026-05-30")
    with as_committed(grown.site, date(2026, 6, 1)) as then:
        assert then.commit.subject == "Right again"


def test_a_ledger_folder_that_was_elsewhere_is_found_by_its_own_settings(grown):
    (grown.top / "ledger").rename(grown.top / "book")
    grown.replace("mkdocs.yml", "docs_dir: ledger", "docs_dir: book")
    grown.commit("Move")
    with as_committed(grown.site, "HEAD~1") as then:
        assert ledger(then.site).clients["acme"].name == "Acme Ltd"


def test_settings_that_were_not_yet_there_are_todays(grown):
    text = (grown.top / "mkdocs.yml").read_text()
    grown.git("rm", "--quiet", "mkdocs.yml")
    grown.commit("No settings")
    grown.write("mkdocs.yml", text)
    grown.commit("Settings")
    with as_committed(grown.site, "HEAD~1") as then:
        assert ledger(then.site).clients["acme"].name == "Acme Ltd"


def test_a_link_that_leads_out_is_a_problem_as_ever(grown):
    (grown.top / "ledger/clients/out.md").symlink_to("/etc/passwd")
    grown.commit("Link")
    with as_committed(grown.site, "HEAD") as then:
        assert [problem.code for problem in ledger(then.site).problems] == ["link-leaves-ledger"]


def test_a_file_too_large_to_read_is_a_problem_as_ever(grown):
    grown.write("ledger/clients/big.md", b"x" * 10_000_000)
    grown.commit("Big")
    with as_committed(grown.site, "HEAD") as then:
        assert [problem.code for problem in ledger(then.site).problems] == ["too-large"]


def test_the_repository_stays_as_it_is(grown):
    before = grown.git("status", "--porcelain"), grown.git("rev-parse", "HEAD")
    with as_committed(grown.site, "HEAD~1"):
        pass
    assert (grown.git("status", "--porcelain"), grown.git("rev-parse", "HEAD")) == before
