import threading

import pytest

from client_ledger.book.load import load
from client_ledger.history import git as git_module

ACME = "ledger/clients/acme.md"
STORE = ".client-ledger-cache/history.jsonl"


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
    return history.whole(), history.notices, history.stage_since("acme-site")


def test_the_first_reading_takes_one_pass_and_no_process_a_file(repo, commands):
    for number in range(20):
        repo.write(f"ledger/clients/client-{number}.md", f"---\nname: Client {number}\n---\n")
        repo.commit(f"Client {number}")
    repo.history()
    assert (commands.count("log"), commands.count("cat-file"), len(commands)) == (1, 1, 6)


def test_a_second_reading_looks_only_where_the_head_and_the_drafts_are(repo, commands):
    first = told(repo.history())
    commands.clear()
    assert told(repo.history()) == first
    assert sorted(commands) == ["rev-parse", "rev-parse", "status", "symbolic-ref"]


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
def test_a_damaged_cache_is_ignored(repo, damage):
    first = told(repo.history())
    file = repo.top / STORE
    file.write_bytes(file.read_bytes()[:-20] if damage is None else damage)
    assert told(repo.history()) == first
    assert told(repo.history()) == first


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
    assert [entry.id for entry in history.whole()[0].entries] == ["beta"]
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
