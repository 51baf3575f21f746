import threading
from itertools import permutations

import pytest

from client_ledger.book.load import load
from client_ledger.history import git as git_module
from client_ledger.history.git import Objects, open_repository

ACME = "ledger/clients/acme.md"


@pytest.fixture
def commands(monkeypatch):
    """The git commands that are run."""
    seen: list[str] = []
    plain = git_module.command

    def noted(folder, arguments):
        seen.append(arguments[0])
        return plain(folder, arguments)

    monkeypatch.setattr(git_module, "command", noted)
    return seen


def told(history):
    return history.whole, history.notices, history.stage_since("acme-site")


def test_the_first_reading_takes_one_pass_and_no_process_a_file(repo, commands):
    for number in range(20):
        repo.write(f"ledger/clients/client-{number}.md", f"---\nname: Client {number}\n---\n")
        repo.commit(f"Client {number}")
    repo.history()
    assert (commands.count("log"), commands.count("cat-file"), len(commands)) == (1, 1, 7)


def test_a_second_reading_looks_only_where_the_head_and_the_drafts_are(repo, commands):
    first = told(repo.history())
    commands.clear()
    assert told(repo.history()) == first
    assert sorted(commands) == ["ls-files", "rev-parse", "rev-parse", "status", "symbolic-ref"]


def test_a_reading_that_goes_on_finds_what_one_from_the_start_finds(repo):
    """Edits, renames, removals and returns, each read one commit at a time and then all at once."""
    steps = [
        lambda: repo.replace(ACME, "Shouted", "Yelled"),
        lambda: repo.git("mv", ACME, "ledger/clients/acme-ltd.md"),
        lambda: repo.replace("ledger/clients/acme-ltd.md", "name: Acme", "name: Acme Ltd"),
        lambda: repo.git("rm", "--quiet", "ledger/contracts/acme-site.md"),
        lambda: repo.write(ACME, "---\nname: Another\n---\n"),
        lambda: repo.write(ACME, "---\nname: [Broken\n---\n"),
        lambda: repo.write(ACME, "---\nname: Mended\nmessages: m.csv\n---\n"),
        lambda: repo.write("ledger/clients/m.csv", "at,text\n2026-05-01 10:00,Hello\n"),
        lambda: repo.write("ledger/evidence/a.png", b"\x89PNG"),
        lambda: repo.write("mkdocs.yml", (repo.top / "mkdocs.yml").read_text() + "      income_goal: 1\n"),
    ]
    repo.history()
    for number, step in enumerate(steps):
        step()
        repo.commit(f"Step {number}", f"2026-06-{number + 1:02}")
        step_by_step = told(repo.history())
    assert step_by_step == told(repo.history(fresh=True))


def test_a_merge_is_read_the_same_from_the_start_and_on_the_way(repo):
    repo.git("checkout", "--quiet", "-b", "side")
    repo.replace(ACME, "name: Acme", "name: Acme Ltd")
    repo.commit("Side")
    repo.git("checkout", "--quiet", "main")
    repo.history()
    repo.git("merge", "--quiet", "--no-ff", "--no-edit", "side")
    assert told(repo.history()) == told(repo.history(fresh=True))


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"{}\n[]\n", None], ids=["empty", "nonsense", "json", "cut"])
@pytest.mark.parametrize("name", ["history.jsonl", "earlier.jsonl"])
def test_a_damaged_cache_is_ignored(repo, name, damage):
    grown(repo, 55)
    first = told(repo.history())
    file = repo.top / ".client-ledger-cache" / name
    file.write_bytes(file.read_bytes()[:-20] if damage is None else damage)
    assert told(repo.history()) == first
    repo.git("commit", "--quiet", "--amend", "--message", "Amended")
    assert told(repo.history()) == told(repo.history(fresh=True))


def test_the_cache_is_safe_to_delete_and_git_ignores_it(repo):
    first = told(repo.history())
    assert repo.git("status", "--porcelain") == ""
    assert told(repo.history(fresh=True)) == first


def test_a_cache_that_cannot_be_written_stops_nothing(repo):
    repo.write(".client-ledger-cache", "a file in its place")
    repo.write(".gitignore", ".client-ledger-cache\n")
    assert repo.history().trail_of("client", "acme")


def test_two_builds_at_once_both_find_everything(repo):
    for number in range(10):
        repo.write(f"ledger/clients/client-{number}.md", f"---\nname: Client {number}\n---\n")
        repo.commit(f"Client {number}")
    found = []
    threads = [threading.Thread(target=lambda: found.append(told(repo.history()))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len(threads)
    assert all(each == found[0] for each in found)
    assert sorted(file.name for file in (repo.top / ".client-ledger-cache").iterdir()) == [
        ".gitignore",
        "history.jsonl",
    ]


def test_another_ledger_folder_is_another_history(repo):
    repo.history()
    repo.write("other/clients/beta.md", "---\nname: Beta\n---\n")
    repo.replace("mkdocs.yml", "docs_dir: ledger", "docs_dir: other")
    repo.commit("Other", "2026-06-01")
    history = repo.history()
    assert [entry.id for entry in history.whole[0].entries] == ["beta"]
    assert history.trail_of("client", "acme") == ()


def test_a_file_that_comes_back_after_a_build_is_read_the_same(repo):
    text = (repo.top / ACME).read_text()
    repo.git("rm", "--quiet", ACME)
    repo.commit("Remove")
    repo.history()
    repo.write(ACME, text.replace("name: Acme", "name: Acme Ltd"))
    repo.commit("Back")
    repo.history()
    repo.replace(ACME, "Shouted", "Yelled")
    repo.commit("Reword")
    assert told(repo.history()) == told(repo.history(fresh=True))


def test_a_record_added_after_a_build_leaves_the_others_their_origin(repo):
    repo.history()
    repo.replace(ACME, "incidents:\n", "incidents:\n  - {date: 2026-06-01, kind: no-show}\n")
    repo.commit("Second")
    incidents = load(repo.site.docs_dir, repo.site.settings.zone).clients["acme"].incidents
    recorded = [repo.history().record(incident.place).recorded for incident in incidents]
    assert [commit.subject for commit in recorded if commit] == ["Second", "Begin"]


def grown(repo, count=120):
    """Commit a record many times over."""
    for number in range(count):
        repo.replace(
            ACME, "incidents:\n", f"incidents:\n  - {{date: 2026-06-01, kind: no-show, text: Time {number}}}\n"
        )
        repo.git("commit", "--quiet", "--all", "--message", f"Time {number}")


def test_after_an_amended_commit_only_the_last_ones_are_read_again(repo, monkeypatch):
    grown(repo, 80)
    repo.history()
    repo.replace(ACME, "Time 79", "Time 80")
    repo.git("commit", "--quiet", "--all", "--amend", "--message", "Amended")
    asked = []
    monkeypatch.setattr(
        Objects, "read", lambda self, identity, read=Objects.read: asked.append(identity) or read(self, identity)
    )
    amended = told(repo.history())
    assert len(asked) < 2 * 60
    assert amended == told(repo.history(fresh=True))


def test_the_earlier_store_keeps_up_with_the_history(repo):
    file = repo.top / ".client-ledger-cache/earlier.jsonl"
    grown(repo, 60)
    repo.history()
    first = file.read_bytes()
    for _ in range(3):
        grown(repo, 45)
        repo.history()
    assert file.read_bytes() != first
    repo.git("reset", "--quiet", "--hard", "HEAD~20")
    grown(repo, 1)
    assert told(repo.history()) == told(repo.history(fresh=True))


def test_a_branch_begun_and_merged_since_a_build_is_read_on(repo, commands):
    grown(repo, 3)
    repo.history()
    repo.git("checkout", "--quiet", "-b", "side")
    repo.replace(ACME, "name: Acme", "name: Acme Ltd")
    repo.commit("Side")
    repo.git("checkout", "--quiet", "main")
    repo.write("ledger/clients/bolt.md", "---\nname: Bolt\n---\n")
    repo.commit("Main")
    repo.git("merge", "--quiet", "--no-edit", "side")
    commands.clear()
    on = told(repo.history())
    assert commands.count("log") == 1
    assert on == told(repo.history(fresh=True))


def test_objects_read_out_of_order_are_each_themselves(repo):
    ids = [repo.git("rev-parse", f"HEAD:{path}") for path in (ACME, "ledger/contracts/acme-site.md", "mkdocs.yml")]
    texts = [repo.git("cat-file", "blob", identity) for identity in ids]
    repository = open_repository(repo.top)
    for order in permutations(range(3)):
        with repository.objects() as objects:
            objects.expect(ids)
            for number in order:
                assert objects.read(ids[number]).decode().strip() == texts[number]
            assert objects.read("0" * 40) is None
            assert objects.read(ids[0]).decode().strip() == texts[0]


def test_a_cache_folder_that_is_read_only_stops_nothing(repo):
    folder = repo.top / ".client-ledger-cache"
    first = told(repo.history())
    (folder / "history.jsonl").unlink()
    (folder / "history.jsonl").mkdir()
    assert told(repo.history()) == first
    assert [file.name for file in folder.iterdir() if file.name.startswith("history.jsonl.")] == []
