"""A dossier: unpacked and verified with git and sha256sum alone, and silent about everyone else."""

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
NAMED = "messages:\n  - {at: 2026-05-12 10:00, text: 'As Quentin Marsh of beatrice quill says, <b>no</b>'}\n"

ALL_TEXTS = {".csv", ".html", ".json"}


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


def test_it_is_verified_with_sha256sum_and_git_alone(repo):
    archive, result = pack(repo)
    folder = unpack(archive)
    run(folder, "sha256sum", "--check", "--strict", "SHA256SUMS")
    listed = {line.split("  ", 1)[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    assert listed == {str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file()} - {"SHA256SUMS"}
    assert hashlib.sha256((folder / "SHA256SUMS").read_bytes()).hexdigest() in result.output

    run(folder, "git", "clone", "--quiet", "history.bundle", "history")
    run(folder, "git", "-C", "history", "bundle", "verify", "../history.bundle")
    run(folder, "git", "-C", "history", "fsck", "--full")
    assert run(folder, "diff", "--recursive", "--exclude=.git", "records", "history") == ""

    facts = list(csv.DictReader((folder / "facts.csv").read_text().splitlines()))
    assert [(each["date"], each["kind"], each["file"]) for each in facts] == [
        ("2026-04-10", "invoices", "ledger/contracts/site.md"),
        ("2026-05-11", "incidents", "ledger/clients/acme.md"),
    ]
    for fact, word in zip(facts, ("2026-014", "insult"), strict=True):
        log = run(folder, "git", "-C", "history", "log", "--format=%H", "--reverse", f"-S{word}", "--", fact["file"])
        assert fact["commit"] == log.split()[0]
        line = (folder / "history" / fact["file"]).read_text().splitlines()[int(fact["line"]) - 1]
        assert word in line
    assert facts[1]["evidence"] == "ledger/evidence/acme/shot.png"
    assert facts[1]["evidence_sha256"] == hashlib.sha256(b"\x89PNG\r\n\x00\xff").hexdigest()
    page = (folder / "dossier.html").read_text()
    assert facts[1]["evidence_sha256"] in page
    assert facts[1]["commit"][:12] in page
    assert facts[0]["altered_in"] == repo.git("rev-parse", "HEAD")


def test_its_instructions_are_run_as_they_are_printed(repo):
    repo.git("mv", "ledger/contracts/site.md", "ledger/contracts/it's new & $HOME.md")
    repo.commit("Give it a name that a shell would take apart", "2026-05-16")
    folder = unpack(pack(repo)[0])
    text = (folder / "verify.html").read_text(encoding="utf-8")
    commands = [unescape(each) for each in re.findall("<code>(.*?)</code>", text) if " " in each]
    said = {each: run(folder, "sh", "-c", each) for each in commands if not each.startswith("shasum")}
    assert len(said) == 9
    shown = next(answer for command, answer in said.items() if command.startswith("sed"))
    assert shown.strip().startswith("- {")
    assert next(answer for command, answer in said.items() if command.startswith("diff")) == ""
    assert shown.strip() in next(answer for command, answer in said.items() if "blame" in command)


def test_the_ids_in_the_owners_repository_stand_beside_those_of_the_bundle(repo):
    folder = unpack(pack(repo)[0])
    run(folder, "git", "clone", "--quiet", "history.bundle", "history")
    pairs = list(csv.DictReader((folder / "commits.csv").read_text().splitlines()))
    for pair in pairs:
        own = repo.git("show", "--no-patch", "--format=%an %ae %ad %cd %s", pair["commit_in_own_repository"])
        put = run(folder, "git", "-C", "history", "show", "-s", "--format=%an %ae %ad %cd %s", pair["commit"])
        assert put.strip() == own
    assert len(pairs) == 3


def test_nothing_of_another_client_is_in_it(repo):
    archive, _ = pack(repo)
    folder = unpack(archive)
    run(folder, "git", "clone", "--quiet", "history.bundle", "history")
    objects = run(folder, "git", "-C", "history", "cat-file", "--batch", "--batch-all-objects", "--buffer")
    texts = [
        objects,
        *(f.read_bytes().decode("latin-1") for f in folder.rglob("*") if f.is_file() and ".git" not in f.parts),
    ]
    assert not any(word in text for text in texts for word in ("Beatrice", "bea.md", "Secret of", "Quentin"))
    assert archive.stat().st_mode & 0o077 == 0


def test_names_of_others_are_left_out_of_every_text_on_request(repo):
    repo.replace("ledger/clients/acme.md", "incidents:", f"{NAMED}incidents:")
    head = repo.commit("Record a message", "2026-05-16")
    folder = unpack(pack(repo, "--leave-out-names", "--name", "shouted")[0])
    texts = {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}
    assert not any(word in text.lower() for text in texts.values() for word in (b"quentin", b"quill", b"shouted"))
    assert not {"history.bundle", "commits.csv"} & set(texts)
    assert "As […] of […] says, &lt;b&gt;no&lt;/b&gt;" in texts["dossier.html"].decode()
    run(folder, "sha256sum", "--check", "--strict", "SHA256SUMS")
    manifest = {each["path"]: each for each in csv.DictReader(texts["manifest.csv"].decode().splitlines())}
    original = hashlib.sha256((repo.top / "ledger/clients/acme.md").read_bytes()).hexdigest()
    assert manifest["records/ledger/clients/acme.md"]["original_sha256"] == original
    facts = list(csv.DictReader(texts["facts.csv"].decode().splitlines()))
    assert head in {each["recorded_in"] for each in facts}
    assert {each["commit"] for each in facts} == {""}


def test_days_and_the_dossiers_own_words_stay_though_names_of_others_are_made_of_them(repo):
    for number, name in enumerate(
        ["May Flower Ltd", "Message Group", "Invoice Works", "late bird project", "Day One", "Evidence Check", "Share"]
    ):
        repo.write(f"ledger/clients/other-{number}.md", f"---\nname: {name}\n---\n")
    stated = "boundaries:\n  - {date: 2026-05-10, sign: late-payments, text: May Flower pays late}\n"
    repo.replace("ledger/clients/acme.md", "incidents:", f"{stated}incidents:")
    repo.replace("ledger/contracts/site.md", "amount: 1900", "amount: 1900, due: 2026-05-10")
    repo.commit("Record more", "2026-05-16")
    kept = {each.name: each.read_text() for each in unpack(pack(repo)[0]).rglob("*.*") if each.suffix in ALL_TEXTS}
    cut = unpack(pack(repo, "--leave-out-names", "--force")[0])
    for name in ("readings.json", "dossier.html"):
        without = re.sub("<code>[0-9a-f]{12}</code>", "", (cut / name).read_text())
        before = re.sub("<code>[0-9a-f]{12}</code>", "", kept[name])
        assert without == before.replace("May Flower pays late", "[…] […] pays […]")
    texts = [each["text"] for each in csv.DictReader((cut / "facts.csv").read_text().splitlines())]
    assert "boundary stated (late payments): […] […] pays […]" in texts
    assert "invoice 2026-014 of €1,900.00, due 10 May 2026" in texts
    assert "[…]" not in (cut / "records/ledger/contracts/site.md").read_text()
    assert "sha256sum --check --strict" in (cut / "verify.html").read_text()
    assert (cut / "records/ledger/evidence/acme/shot.png").exists()


def test_a_short_name_is_left_out_of_texts_and_of_names_of_files(repo):
    repo.write("ledger/clients/ey.md", "---\nname: EY\ncontact: jo.li@ey.io\n---\n")
    repo.write("ledger/evidence/EY-chat.png", b"\x89PNG")
    request = "requests:\n  - {date: 2026-05-12, text: Do as for EY (jo.li@ey.io), evidence: EY-chat.png}\n"
    repo.replace("ledger/clients/acme.md", "incidents:", f"{request}incidents:")
    repo.commit("Record a request", "2026-05-16")
    folder = unpack(pack(repo, "--leave-out-names")[0])
    for file in (each for each in folder.rglob("*") if each.is_file()):
        assert "EY" not in str(file.relative_to(folder))
        assert not re.search(rb"\bEY\b|jo\.li|ey\.io", file.read_bytes()), file


def test_a_name_that_is_an_ordinary_word_stays_and_the_owner_is_told(repo):
    repo.write("ledger/clients/it.md", "---\nname: IT\n---\n")
    repo.commit("Add a client of an odd name", "2026-05-16")
    assert "notice: it: names of other clients that are ordinary words" in pack(repo, "--leave-out-names")[1].output


def test_what_is_given_is_left_out_though_it_names_this_client(repo):
    repo.replace("ledger/clients/acme.md", "since:", "contact: Al Dente\nsince:")
    repo.replace("ledger/clients/acme.md", "Shouted at me", "Al Dente shouted")
    repo.commit("Say who", "2026-05-16")
    folder = unpack(pack(repo, "--name", "Al Dente")[0])
    assert not any(b"Dente" in file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_without_the_option_it_says_where_others_are_named(repo):
    repo.replace("ledger/clients/acme.md", "incidents:", f"{NAMED}incidents:")
    repo.commit("Record a message", "2026-05-16")
    _, result = pack(repo)
    assert "other clients are named in dossier.html, facts.csv" in result.output


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
    assert "exists; nothing was written" in pack(repo, code=2)[1].output
    assert pack(repo, "--force")[0].read_bytes() == before


def test_a_dossier_that_replaces_another_is_for_its_owner_alone(repo):
    out = repo.top.parent / "dossier.zip"
    out.write_bytes(b"old")
    out.chmod(0o644)
    pack(repo, "--force")
    assert out.stat().st_mode & 0o077 == 0
    assert sorted(file.name for file in out.parent.iterdir()) == ["dossier.zip", "home"]


def test_the_owner_is_told_that_own_notes_go_with_it(repo):
    assert "your own notes go with records/ledger/clients/acme.md" in pack(repo)[1].output


def test_a_ledger_without_git_has_a_dossier_that_says_so(tmp_path):
    repo = Repo(tmp_path / "home")
    repo.write("mkdocs.yml", MKDOCS)
    repo.write("ledger/clients/acme.md", ACME)
    folder = unpack(pack(repo)[0])
    run(folder, "sha256sum", "--check", "--strict", "SHA256SUMS")
    assert "are in no git history" in (folder / "verify.html").read_text()
    assert "<script" not in (folder / "verify.html").read_text()


def test_every_measure_has_a_name_of_its_own():
    sample = judge_project(open_project(Path(__file__).resolve().parents[2] / "mkdocs.yml"))
    signs = [each for judged in sample.clients.values() for each in judged.status.signs]
    assert {name for each in signs for name in each.reading.measures} == set(NAMES)


def test_the_readings_name_their_measures_and_the_days_of_their_evidence(repo):
    page = (unpack(pack(repo)[0]) / "dossier.html").read_text(encoding="utf-8")
    assert "Serious incidents" in page
    assert re.search("<li>2026-05-11: |<li>11 May 2026: ", page)
