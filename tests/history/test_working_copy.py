"""What stands in the folder and not in the last commit."""

import pytest

from client_ledger.book.load import load
from repositories import Repo, said

ACME = "ledger/clients/acme.md"
SITE = "ledger/contracts/acme-site.md"


def record(repo: Repo, client: str = "acme"):
    found = load(repo.site.docs_dir, repo.site.settings.zone).clients[client].incidents[0]
    return repo.history().record(found.place, found.day)


def trail(repo: Repo, kind="client", identity="acme"):
    return said(repo.history().trail_of(kind, identity))


def test_another_mode_is_no_change(repo):
    file = repo.write("ledger/evidence/a.txt", "x")
    repo.commit("Proof")
    for path in (file, repo.top / ACME):
        path.chmod(0o755)
    assert repo.history().evidence("a.txt").committed
    assert repo.history().whole[0].day


def test_evidence_that_is_as_committed_after_all_is_no_change(repo):
    file = repo.write("ledger/evidence/a.txt", "x")
    repo.commit("Proof")
    file.write_text("y")
    repo.git("add", "--all")
    file.write_text("x")
    assert repo.history().evidence("a.txt").committed


@pytest.mark.parametrize("mark", ["--assume-unchanged", "--skip-worktree"])
def test_an_edit_that_git_was_told_to_pass_over_is_told(repo, mark):
    repo.write("ledger/evidence/a.txt", "x")
    repo.commit("Proof")
    repo.git("update-index", mark, ACME, "ledger/evidence/a.txt")
    assert repo.history().whole[0].day, "nothing is changed yet"
    repo.replace(ACME, "Shouted", "Yelled")
    repo.write("ledger/evidence/a.txt", "y")
    assert trail(repo)[0] == ("", ["incident 2026-05-11 (insult): text: Shouted at me → Yelled at me"])
    assert not record(repo).committed
    assert not repo.history().evidence("a.txt").committed


def test_a_file_left_out_of_a_sparse_checkout_is_not_removed(repo):
    repo.git("sparse-checkout", "set", "--no-cone", "/*", "!/ledger/contracts/")
    assert not (repo.top / SITE).exists()
    assert [subject for subject, _ in trail(repo, "contract", "acme-site")] == ["Begin"]


def test_a_new_name_that_is_not_committed_keeps_the_trail_and_the_origins(repo):
    repo.git("mv", ACME, "ledger/clients/acme-ltd.md")
    assert trail(repo, identity="acme-ltd") == [
        ("", ["clients/acme.md renamed to clients/acme-ltd.md"]),
        ("Begin", ["clients/acme.md added", "incident 2026-05-11 (insult) added"]),
    ]
    assert trail(repo) == []
    found = record(repo, "acme-ltd")
    assert (found.recorded.subject, found.committed, found.changed) == ("Begin", True, None)


def test_a_file_renamed_and_edited_is_recognised_by_its_lines(repo):
    (repo.top / SITE).rename(repo.top / "ledger/contracts/shop.md")
    repo.replace("ledger/contracts/shop.md", "value: 6000", "value: 7000")
    repo.write("ledger/contracts/other.md", "---\nclient: acme\ntitle: Other\nstage: lead\n---\n")
    assert trail(repo, "contract", "shop")[0] == (
        "",
        ["contracts/acme-site.md renamed to contracts/shop.md", "value: 6,000 → 7,000"],
    )
    assert repo.history().stage_since("shop") == repo.history().day(repo.history().commits[0])
    assert trail(repo, "contract", "other") == [("", ["contracts/other.md added"])]


def test_a_folder_renamed_takes_all_its_files_along(repo):
    for number in range(120):
        repo.write(f"ledger/clients/c{number}.md", f"---\nname: Client {number}\n---\n\nNotes of {number}.\n")
    repo.commit("Many")
    (repo.top / "ledger/clients").rename(repo.top / "ledger/elsewhere")
    (repo.top / "ledger/clients").mkdir()
    (repo.top / "ledger/elsewhere").rename(repo.top / "ledger/clients/2026")
    assert trail(repo, identity="c7") == [
        ("", ["clients/c7.md renamed to clients/2026/c7.md"]),
        ("Many", ["clients/c7.md added"]),
    ]


def test_evidence_under_another_name_keeps_the_commit_that_added_it(repo):
    file = repo.write("ledger/evidence/a.txt", "x")
    repo.commit("Proof")
    file.rename(repo.top / "ledger/evidence/b.txt")
    found = repo.history().evidence("b.txt")
    assert (found.added.subject, found.committed) == ("Proof", False)
    assert repo.history().evidence("a.txt").sha256 is None


def test_a_conflict_is_not_yet_committed(repo):
    repo.git("checkout", "--quiet", "-b", "side")
    repo.replace(ACME, "name: Acme", "name: Side")
    repo.commit("Side")
    repo.git("checkout", "--quiet", "main")
    repo.replace(ACME, "name: Acme", "name: Main")
    repo.commit("Main")
    with pytest.raises(Exception, match="merge"):
        repo.git("merge", "--quiet", "side")
    assert trail(repo)[:2] == [("", ["clients/acme.md could not be read"]), ("Main", ["name: Acme → Main"])]


def test_a_short_file_renamed_and_edited_in_one_commit_is_recognised_by_its_lines(repo):
    """As it is before it is committed, although git takes it for another file."""
    repo.write("ledger/clients/bolt.md", "---\nname: Bolt\nstatus: active\ncurrency: EUR\n---\n")
    repo.commit("Bolt", "2026-05-13")
    (repo.top / "ledger/clients/bolt.md").rename(repo.top / "ledger/clients/bolt-tools.md")
    repo.replace("ledger/clients/bolt-tools.md", "name: Bolt", "name: Bolt Tools and Machines Ltd")
    told = ["clients/bolt.md renamed to clients/bolt-tools.md", "name: Bolt → Bolt Tools and Machines Ltd"]
    assert trail(repo, identity="bolt-tools") == [("", told), ("Bolt", ["clients/bolt.md added"])]
    repo.commit("Rename", "2026-05-14")
    assert trail(repo, identity="bolt-tools") == [("Rename", told), ("Bolt", ["clients/bolt.md added"])]
    assert trail(repo, identity="bolt") == []


@pytest.mark.parametrize("committed", [False, True], ids=["not committed", "committed"])
def test_many_files_moved_and_edited_at_once_keep_their_trails(repo, committed):
    for number in range(130):
        repo.write(
            f"ledger/clients/c{number}.md", f"---\nname: Client {number}\nsince: 2026-01-02\n---\n\nN {number}.\n"
        )
    repo.commit("Many", "2026-05-13")
    for number in range(130):
        file = repo.top / f"ledger/clients/c{number}.md"
        repo.write(f"ledger/clients/old/c{number}.md", file.read_text().replace("2026-01-02", "2026-01-03"))
        file.unlink()
    if committed:
        repo.commit("Moved", "2026-05-14")
    for number in (0, 77):
        assert trail(repo, identity=f"c{number}") == [
            (
                "Moved" if committed else "",
                [
                    f"clients/c{number}.md renamed to clients/old/c{number}.md",
                    "since: 2026-01-02 → 2026-01-03",
                ],
            ),
            ("Many", [f"clients/c{number}.md added"]),
        ]


def test_a_file_that_took_over_the_words_of_a_removed_one_is_not_that_file(repo):
    repo.write("ledger/clients/bolt.md", "---\nname: Bolt\n---\n")
    repo.commit("Bolt")
    (repo.top / ACME).rename(repo.top / "ledger/clients/bolt.md")
    assert trail(repo)[0] == ("", ["clients/acme.md removed"])
    assert "renamed" not in str(trail(repo, identity="bolt"))


def test_of_two_equal_records_the_committed_one_stays_committed(repo):
    line = "  - {date: 2026-05-11, kind: insult, text: Shouted at me}\n"
    repo.replace(ACME, line, line * 2)
    found = load(repo.site.docs_dir, repo.site.settings.zone).clients["acme"].incidents
    records = [repo.history().record(each.place, each.day) for each in found]
    assert [bool(each.recorded) for each in records] == [True, False]
