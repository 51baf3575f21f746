"""A ledger's plain text gets out by none of MkDocs' switches, and what lies in its folder by chance is on no site."""

from __future__ import annotations

import io
import zipfile

import pytest

from client_ledger.book.site_file import read_site_file
from plain_site import command, git
from repositories import ACME, MKDOCS
from sealed_ledger import client_ledger

SITE = "site_url: https://example.org/repo-name/\n" + MKDOCS
THEME = "theme: {name: client-ledger}\n"


@pytest.fixture
def folder(tmp_path):
    """A ledger of one client in a repository with a remote."""
    source = tmp_path / "source"
    (source / "ledger" / "clients").mkdir(parents=True)
    (source / "ledger" / "contracts").mkdir()
    (source / "ledger" / "clients" / "acme.md").write_text(ACME, encoding="utf-8")
    (source / "mkdocs.yml").write_text(SITE + THEME, encoding="utf-8")
    (source / ".gitignore").write_text("/site/\n.client-ledger-cache/\n", encoding="utf-8")
    git(tmp_path, "init", "-q", "--bare", "remote.git")
    git(source, "init", "-q", "-b", "main")
    git(source, "remote", "add", "origin", "../remote.git")
    git(source, "add", "-A")
    git(source, "commit", "-q", "-m", "Begin")
    return source


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        (SITE.replace("client-ledger:\n", "client-ledger:\n      enabled: false\n") + THEME, "never built without its"),
        ("site_name: X\ndocs_dir: ledger\nplugins: [search]\n" + THEME, "this folder holds a client ledger"),
        ("INHERIT: base.yml\nplugins: [search]\n", "this folder holds a client ledger"),
        ("INHERIT: base.yml\nplugins: [sealed-site]\n", "so it is a client ledger, but mkdocs.yml"),
        ("INHERIT: base.yml\n", "would put every page online"),
    ],
    ids=["switched off", "only the theme", "inherited with other plugins", "only sealing", "without sealing"],
)
def test_gh_deploy_pushes_nothing_of_a_ledger_without_its_plugins(folder, config, sentence):
    (folder / "base.yml").write_text(SITE + THEME, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    done = command(folder, "mkdocs", "gh-deploy", "--force")
    assert done.returncode != 0
    assert sentence in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert git(folder.parent / "remote.git", "for-each-ref") == ""


def test_the_plain_build_of_a_ledger_is_refused_in_ci(folder):
    done = command(folder, "mkdocs", "build", CI="true")
    assert done.returncode != 0
    assert "To check the ledger, run `client-ledger check`" in done.stdout + done.stderr


def test_mkdocs_answers_in_the_language_of_the_site(folder):
    (folder / "mkdocs.yml").write_text(SITE + "theme: {name: client-ledger, locale: fr}\n", encoding="utf-8")
    done = command(folder, "mkdocs", "build", CI="true")
    assert "Pour vérifier le registre, lancez `client-ledger check`" in done.stdout + done.stderr
    done = command(folder, "mkdocs", "gh-deploy", "--force")
    assert "Rien n’a été publié" in done.stdout + done.stderr
    (folder / "ledger" / "clients" / "acme.md").write_text("name: Acme\n", encoding="utf-8")
    done = command(folder, "mkdocs", "build")
    assert "1 problème dans le registre" in (done.stdout + done.stderr).replace("\xa0", " ")


def test_what_editors_leave_behind_and_what_is_handed_over_is_not_on_the_site(folder):
    ledger, dossier = folder / "ledger", io.BytesIO()
    with zipfile.ZipFile(dossier, "w") as archive:
        for name in ("SHA256SUMS", "dossier.html", "verify.html"):
            archive.writestr(name, "Acme")
    plan = client_ledger(folder, "exit", "acme", "--format", "html").output
    shown = {"own.html": b"<p>Mine</p>", "evidence/acme/page.html": b"<p>Theirs</p>", "evidence/acme/a.zip": b"PK"}
    hidden = {
        "clients/acme.md~": b"",
        "clients/.#acme.md": b"",
        "clients/#acme.md#": b"",
        "notes.tmp": b"",
        "notes.md.orig": b"",
        ".obsidian/workspace.json": b"{}",
        ".trash/old.md": b"# Old\n",
        "acme.zip": dossier.getvalue(),
        "plan.html": plan.encode(),
        "plan.md": client_ledger(folder, "exit", "acme").output.encode(),
    }
    for path, data in {**shown, **hidden}.items():
        (ledger / path).parent.mkdir(parents=True, exist_ok=True)
        (ledger / path).write_bytes(data)
    done = command(folder, "mkdocs", "build", "--strict")
    assert done.returncode == 0, done.stderr
    built = {path.relative_to(folder / "site").as_posix() for path in (folder / "site").rglob("*")}
    assert set(shown) <= built
    assert not set(hidden) & built
    assert not any(word in path for path in built for word in ("trash", "obsidian", "plan"))
    assert "acme.zip was made to be handed over" in done.stderr


@pytest.mark.parametrize("arguments", [("dossier", "acme", "--out"), ("publish", "--dirty", "--to")])
def test_nothing_is_written_into_the_ledgers_own_folder(folder, arguments):
    config = folder / "mkdocs.yml"
    config.write_text(SITE.rstrip() + "\n  - sealed-site\n" + THEME, encoding="utf-8")
    assert client_ledger(folder, "keys", "new").exit_code == 0
    out = read_site_file(config).docs_dir / "out.zip"
    done = client_ledger(folder, *arguments, str(out))
    assert done.exit_code != 0
    assert "is in the ledger's folder" in done.output or "inside the folder the site is built from" in done.output
    assert not out.exists()
