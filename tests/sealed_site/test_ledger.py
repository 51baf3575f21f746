"""The sample ledger itself, sealed: nothing of it shows, and nothing publishes it otherwise."""

from __future__ import annotations

import pytest

from plain_site import command as run
from plain_site import git
from sealed_ledger import FEEDS, folder_bytes, found_in, git_bytes, names, telling, words


def test_no_name_title_amount_stem_or_word_of_the_ledger_stands_in_a_published_byte_or_file_name(ledger):
    assert found_in(telling(names() | words()), folder_bytes(ledger.sealed)) == set()


def test_nor_in_the_pushed_commit_with_its_trees(ledger):
    pushed = git_bytes(ledger.remote)
    assert b"\nPublish" in pushed
    assert found_in(telling(names() | words()), pushed) == set()


def test_the_search_for_them_does_find_what_a_plain_site_shows(ledger):
    assert len(telling(names())) > 50
    assert len(telling(words())) > 300
    plain = folder_bytes(ledger.plain)
    assert found_in(telling(names()), plain) > {"Kaltbergen Sportgeräte", "2026-10-09-part-payment", "kaltbergen-shop"}
    assert len(found_in(telling(words()), plain)) > 0.95 * len(telling(words()))


def test_every_file_of_the_built_ledger_is_sealed_feeds_search_index_and_evidence_too(ledger):
    built = {path.relative_to(ledger.plain).as_posix() for path in ledger.plain.rglob("*") if path.is_file()}
    assert set(ledger.paths) == built
    assert built > {*FEEDS, "search/search_index.json", "sitemap.xml", "evidence/velatone/2026-11-11-brief.pdf"}


def test_a_plain_build_of_a_ledger_that_is_set_up_for_sealing_names_the_ledgers_own_command(ledger, tmp_path):
    git(tmp_path, "clone", "-q", str(ledger.source), "source")
    done = run(tmp_path / "source", "mkdocs", "build", "--quiet")
    assert done.returncode == 0, done.stderr
    (mark,) = (tmp_path / "source" / "site").glob("PLAIN TEXT*")
    assert mark.name.endswith("publish it sealed with client-ledger publish")


def test_publishing_leaves_the_ledger_as_it_was(ledger):
    assert git(ledger.source, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("command", "environment", "sentence"),
    [
        (("mkdocs", "gh-deploy", "--force"), {}, "Set sealing up first: add `sealed-site` under `plugins:`"),
        (("mkdocs", "build"), {"NETLIFY": "true"}, "`NETLIFY` is set, so this seems to be a build service"),
        (("ghp_import", "--push", "site"), {}, "publish it sealed with client-ledger publish"),
        (("publish",), {}, "Sealing is not set up: run `client-ledger publish --setup`"),
    ],
)
def test_a_ledger_without_sealing_is_published_by_nothing(ledger, tmp_path, command, environment, sentence):
    git(tmp_path, "clone", "-q", str(ledger.source), "source")
    source, remote = tmp_path / "source", tmp_path / "remote.git"
    git(tmp_path, "init", "-q", "--bare", "remote.git")
    git(source, "remote", "set-url", "origin", "../remote.git")
    config = source / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("  - sealed-site\n", ""), encoding="utf-8")
    if command[0] == "ghp_import":
        assert run(source, "mkdocs", "build", "--quiet").returncode == 0
    done = run(source, *command, **environment)
    assert done.returncode != 0
    assert sentence in done.stdout + done.stderr
    assert git(remote, "for-each-ref") == ""
