"""A dossier: unpacked and verified with git and sha256sum alone."""

import csv
import hashlib
import os
import re
import subprocess
import zipfile
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from client_ledger.cli import main
from client_ledger.judging.judgement import judge_project
from client_ledger.project import open_project
from client_ledger.signs.measures import NAMES
from repositories import ACME, MKDOCS, SITE, Repo

BEA = "---\nname: Beatrice Quill\nsince: 2026-01-02\ncontact: Quentin Marsh\n---\n\nSecret of Bea.\n"


@pytest.fixture
def repo(tmp_path):
    found = Repo(tmp_path / "home")
    found.git("init", "--quiet")
    found.write("mkdocs.yml", MKDOCS)
    found.write("ledger/clients/acme.md", ACME.replace("kind: insult", "kind: insult, evidence: acme/shot.png"))
    found.write("ledger/evidence/acme/shot.png", b"\x89PNG\r\n\x00\xff")
    found.write("ledger/clients/bea.md", BEA)
    found.commit("Begin with both", "2026-05-12")
    found.write("ledger/contracts/site.md", SITE)
    found.commit("Add the site", "2026-05-13")
    found.write("ledger/clients/bea.md", BEA + "More of Bea.\n")
    found.commit("Write about Bea", "2026-05-14")
    found.replace("ledger/contracts/site.md", "amount: 1800", "amount: 1900")
    found.commit("Correct the amount", "2026-05-15")
    return found


def pack(repo, *options, code=0):
    out = repo.top.parent / "dossier.zip"
    command = ["dossier", "acme", "--out", str(out), "-f", str(repo.top / "mkdocs.yml"), "--as-of", "2026-06-01"]
    result = CliRunner().invoke(main, [*command, *options])
    assert result.exit_code == code, result.output
    return out, result


def unpack(archive):
    folder = archive.parent / "unpacked"
    with zipfile.ZipFile(archive) as file:
        file.extractall(folder)
    return folder


def run(folder, *command):
    """Run a command as someone who has nothing of the owner's: another home, no network, no settings."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode("latin-1")


def facts_in(folder):
    return list(csv.DictReader((folder / "facts.csv").read_text(encoding="utf-8").splitlines()))


def cloned(repo, folder):
    """The owner's repository, as shown to whoever verifies."""
    run(folder, "git", "clone", "--quiet", f"file://{repo.top}", "history")


def test_it_is_verified_with_sha256sum_and_git_alone(repo):
    archive, result = pack(repo)
    folder = unpack(archive)
    run(folder, "sha256sum", "--check", "--strict", "SHA256SUMS")
    listed = {line.split("  ", 1)[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    assert listed == {str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file()} - {"SHA256SUMS"}
    assert hashlib.sha256((folder / "SHA256SUMS").read_bytes()).hexdigest() in result.output
    facts = facts_in(folder)
    assert [(each["date"], each["kind"], each["file"]) for each in facts] == [
        ("2026-04-10", "invoices", "ledger/contracts/site.md"),
        ("2026-05-11", "incidents", "ledger/clients/acme.md"),
    ]
    cloned(repo, folder)
    for fact, word in zip(facts, ("2026-014", "insult"), strict=True):
        log = run(folder, "git", "-C", "history", "log", "--format=%H", "--reverse", f"-S{word}", "--", fact["file"])
        assert fact["recorded_in"] == log.split()[0]
        assert word in (folder / "records" / fact["file"]).read_text().splitlines()[int(fact["line"]) - 1]
    assert facts[1]["evidence"] == "ledger/evidence/acme/shot.png"
    assert facts[1]["evidence_sha256"] == hashlib.sha256(b"\x89PNG\r\n\x00\xff").hexdigest()
    page = (folder / "dossier.html").read_text()
    assert facts[1]["evidence_sha256"] in page
    assert facts[1]["recorded_in"][:12] in page
    assert facts[0]["altered_in"] == repo.git("rev-parse", "HEAD")


@pytest.mark.parametrize("options", [(), ("--whole-history",)])
def test_its_instructions_are_run_as_they_are_printed(repo, options):
    repo.git("mv", "ledger/contracts/site.md", "ledger/contracts/it's new & $HOME.md")
    repo.commit("Give it a name that a shell would take apart", "2026-05-16")
    folder = unpack(pack(repo, *options)[0])
    if not options:
        cloned(repo, folder)
    text = (folder / "verify.html").read_text(encoding="utf-8")
    commands = [unescape(each) for each in re.findall("<code>(.*?)</code>", text) if " " in each]
    said = {each: run(folder, "sh", "-c", each) for each in commands if not each.startswith("shasum")}
    assert len(said) == (10 if options else 6)
    shown = next(answer for command, answer in said.items() if command.startswith("sed"))
    assert shown.strip().startswith("- {")
    assert [answer for command, answer in said.items() if "cmp" in command] == ([""] if options else [])
    assert shown.strip() in next(answer for command, answer in said.items() if "blame" in command)


def test_the_commits_behind_the_facts_come_with_author_both_days_and_signature(repo):
    repo.replace("ledger/contracts/site.md", "amount: 1900", "amount: 2000")
    last = repo.commit("Correct it again", "2026-05-16", author="Sam", committed="2026-05-20")
    folder = unpack(pack(repo)[0])
    commits = list(csv.DictReader((folder / "commits.csv").read_text().splitlines()))
    assert [tuple(each.values())[1:] for each in commits] == [
        ("Robin", "2026-05-12", "2026-05-12", "none"),
        ("Robin", "2026-05-13", "2026-05-13", "none"),
        ("Sam", "2026-05-16", "2026-05-20", "none"),
    ]
    assert commits[-1]["commit"] == last
    assert {each["commit"] for each in commits} == {
        each[column] for each in facts_in(folder) for column in ("recorded_in", "altered_in") if each[column]
    }


def test_the_day_of_a_single_field_is_that_of_the_commit_that_last_touched_its_line(repo):
    repo.replace("ledger/contracts/site.md", "stage: proposal", "stage: signed\nsigned: 2026-05-14")
    head = repo.commit("Sign it", "2026-05-16")
    (signed,) = (each for each in facts_in(unpack(pack(repo)[0])) if each["kind"] == "contract")
    assert (signed["recorded_on"], signed["recorded_in"]) == ("2026-05-16", head)


def test_nothing_of_another_client_is_in_it(repo):
    archive, _ = pack(repo)
    folder = unpack(archive)
    texts = [file.read_bytes() for file in folder.rglob("*") if file.is_file()]
    assert not any(word in text for text in texts for word in (b"Beatrice", b"bea.md", b"Secret of", b"Quentin"))
    assert not (folder / "history.bundle").exists()
    assert archive.stat().st_mode & 0o077 == 0


def test_a_whole_history_keeps_the_commits_as_they_are(repo):
    folder = unpack(pack(repo, "--whole-history")[0])
    run(folder, "git", "clone", "--quiet", "history.bundle", "history")
    assert run(folder, "git", "-C", "history", "rev-parse", "HEAD").strip() == repo.git("rev-parse", "HEAD")


def test_what_is_not_committed_is_not_packed_as_if_it_were(repo):
    repo.replace("ledger/contracts/site.md", "amount: 1900", "amount: 2900")
    out, result = pack(repo, code=1)
    assert "commit these first, so that their history can prove them: ledger/contracts/site.md" in result.output
    assert not out.exists()


def test_no_file_is_written_over_unless_forced(repo):
    out, _ = pack(repo)
    before = out.read_bytes()
    assert "already exists, and nothing was written" in pack(repo, code=2)[1].output
    assert pack(repo, "--force")[0].read_bytes() == before


def test_a_dossier_that_replaces_another_is_for_its_owner_alone(repo):
    out = repo.top.parent / "dossier.zip"
    out.write_bytes(b"old")
    out.chmod(0o644)
    pack(repo, "--force")
    assert out.stat().st_mode & 0o077 == 0
    assert sorted(file.name for file in out.parent.iterdir()) == ["dossier.zip", "home"]


def test_the_owner_is_told_that_own_notes_go_with_it(repo):
    assert "your own notes are in records/ledger/clients/acme.md" in pack(repo)[1].output


def test_a_ledger_without_git_has_a_dossier_that_says_so(tmp_path):
    repo = Repo(tmp_path / "home")
    repo.write("mkdocs.yml", MKDOCS)
    repo.write("ledger/clients/acme.md", ACME)
    folder = unpack(pack(repo)[0])
    run(folder, "sha256sum", "--check", "--strict", "SHA256SUMS")
    assert "are not in any git history" in (folder / "verify.html").read_text()
    assert not (folder / "commits.csv").exists()
    assert "<script" not in (folder / "verify.html").read_text()


def test_every_measure_has_a_name_of_its_own():
    sample = judge_project(open_project(Path(__file__).resolve().parents[2] / "mkdocs.yml"))
    signs = [each for judged in sample.clients.values() for each in judged.status.signs]
    assert {name for each in signs for name in each.reading.measures} == set(NAMES)


def test_the_readings_name_their_measures_and_the_days_of_their_evidence(repo):
    page = (unpack(pack(repo)[0]) / "dossier.html").read_text(encoding="utf-8")
    assert "Serious incidents" in page
    assert re.search("<li>2026-05-11: |<li>11 May 2026: ", page)
