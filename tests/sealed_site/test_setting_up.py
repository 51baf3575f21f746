"""The source stays in one repository, and its sealed site goes into another."""

from __future__ import annotations

import contextlib

import pytest
import yaml
from click.testing import CliRunner

from plain_site import git
from sealed_site import setting_up
from sealed_site.cli import main
from sealed_site.errors import SealingError
from sealed_site.site_file import with_plugin, with_setting

PUBLIC, URL = "../public.git", "https://me.example.org/site/"


@pytest.fixture
def own(published, tmp_path):
    """A new user's site: its source in a private repository, an empty public one, and nothing set up."""
    source = published.source
    git(source, "rm", "-q", "-r", "seal")
    config = source / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("  - sealed-site\n", "")
    config.write_text(text.replace("site_url: https://example.org/repo-name/\n", ""), encoding="utf-8")
    for name in ("private", "public"):
        git(tmp_path, "init", "-q", "--bare", "-b", "main", f"{name}.git")
    git(source, "remote", "add", "origin", "../private.git")
    for name, value in (("user.name", "Bartholomew"), ("user.email", "b@example.org")):
        git(source, "config", name, value)
    git(source, "add", "-A")
    git(source, "commit", "-q", "-m", "Begin")
    git(source, "push", "-q", "origin", "main")
    return source


def run(folder, *arguments, typed=""):
    with contextlib.chdir(folder):
        return CliRunner().invoke(main, arguments, input=typed, env={"XDG_CONFIG_HOME": str(folder.parent / "config")})


def branches(repository):
    return git(repository, "for-each-ref", "--format=%(refname:short)").split()


def test_the_setup_leads_a_new_user_from_a_private_source_to_a_public_site(own, tmp_path):
    done = run(own, "publish", "--setup", typed=f"{PUBLIC}\n{URL}\ny\n")
    assert done.exit_code == 0, done.output
    assert "The passphrase, shown only this once" in done.output
    assert f"Open {URL} and type your passphrase" in done.output
    assert f"The source of your ledger stays in {own}. Only the sealed site is in {PUBLIC}." in done.output
    assert f"serve the branch “gh-pages” of the repository of the site, {PUBLIC}, over https" in done.output
    assert branches(tmp_path / "public.git") == ["gh-pages"]
    assert branches(tmp_path / "private.git") == ["main"]
    names = git(tmp_path / "public.git", "ls-tree", "-r", "--name-only", "gh-pages").split()
    assert all(name.startswith(("b/", "k/", "_seal/")) or "/" not in name for name in names)
    assert git(own, "status", "--porcelain") == ""
    assert "Set up sealed publishing" in git(own, "log", "-1", "--format=%s")
    again = run(own, "publish")
    assert again.exit_code == 0, again.output
    assert branches(tmp_path / "private.git") == ["main"]
    once_more = run(own, "publish", "--setup")
    assert once_more.exit_code == 0, once_more.output


def test_the_setup_takes_no_repository_that_holds_the_source(own, tmp_path):
    done = run(own, "publish", "--setup", typed=f"../private.git\n{URL}\ny\n")
    assert done.exit_code == 1
    assert "holds the source of this ledger (its branch main)" in done.output
    assert branches(tmp_path / "private.git") == ["main"]
    assert git(own, "status", "--porcelain") == ""


def test_the_setup_adds_nothing_to_work_that_is_not_committed(own):
    (own / "docs" / "new.md").write_text("# New\n", encoding="utf-8")
    assert "Commit your own work first" in run(own, "publish", "--setup").output


def test_a_repository_that_does_not_answer_is_named_before_gits_own_words(own):
    done = run(own, "publish", "--setup", typed=f"../no\x1b[31mwhere.git\n{URL}\ny\n")
    assert done.exit_code == 1
    assert "The repository ../no\\x1b[31mwhere.git does not answer" in done.output
    error = done.output.partition("Error:")[2]
    assert "git says:\nfatal: '../no" in error
    assert "does not appear to be a git repository" in error
    assert "\x1b" not in error


def test_settings_that_an_editor_saves_while_the_setup_asks_are_not_overwritten(own, monkeypatch):
    config = own / "mkdocs.yml"
    saved = config.read_text(encoding="utf-8") + "# mine\n"

    def save_and_add(text):
        config.write_text(saved, encoding="utf-8")
        return with_plugin(text)

    monkeypatch.setattr(setting_up, "with_plugin", save_and_add)
    done = run(own, "publish", "--setup", typed=f"{PUBLIC}\n{URL}\ny\n")
    assert "has changed in the meantime" in done.output
    assert config.read_text(encoding="utf-8") == saved


def test_a_passphrase_that_nobody_wrote_down_is_the_passphrase_of_no_key(own, tmp_path):
    done = run(own, "publish", "--setup", typed=f"{PUBLIC}\n{URL}\nn\n")
    assert done.exit_code == 1
    assert "run the command once more for a new passphrase" in done.output.lower()
    assert branches(tmp_path / "public.git") == []
    again = run(own, "publish", "--setup", typed="y\n")
    assert again.exit_code == 0, again.output
    assert branches(tmp_path / "public.git") == ["gh-pages"]


@pytest.mark.parametrize("arguments", [("publish",), ("publish", "--remote", "origin")])
def test_publishing_beside_the_source_is_refused_until_its_owner_says_yes(own, tmp_path, arguments):
    assert run(own, "publish", "--setup", typed=f"{PUBLIC}\n{URL}\ny\n").exit_code == 0
    config = own / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("remote_name: pages\n", ""), encoding="utf-8")
    git(own, "commit", "-q", "-am", "Publish to origin")
    done = run(own, *arguments)
    assert done.exit_code == 1
    assert "also holds the source of this site, on its branch main" in done.output
    assert "--beside-source" in done.output
    assert branches(tmp_path / "private.git") == ["main"]
    assert run(own, *arguments, "--beside-source").exit_code == 0
    assert branches(tmp_path / "private.git") == ["gh-pages", "main"]


def test_a_source_that_was_pushed_from_elsewhere_meanwhile_is_known_by_what_was_fetched(own, tmp_path):
    assert run(own, "publish", "--setup", typed=f"{PUBLIC}\n{URL}\ny\n").exit_code == 0
    git(own, "fetch", "-q", "origin")
    git(tmp_path, "clone", "-q", "private.git", "other")
    git(tmp_path / "other", "commit", "-q", "--allow-empty", "-m", "From elsewhere")
    git(tmp_path / "other", "push", "-q", "origin", "main")
    assert "also holds the source" in run(own, "publish", "--remote", "origin").output


def test_gh_deploy_does_not_push_beside_the_source_either(own, tmp_path, sealed_command):
    assert run(own, "publish", "--setup", typed=f"{PUBLIC}\n{URL}\ny\n").exit_code == 0
    done = sealed_command(own, "mkdocs", "gh-deploy", "--remote-name", "origin")
    assert "also holds the source" in done.stdout + done.stderr
    assert branches(tmp_path / "private.git") == ["main"]


@pytest.mark.parametrize(
    "text",
    [
        "site_name: X\nplugins:\n  - search\n",
        "site_name: X\nplugins:\n- search\n- tags:\n    a: 1\ntheme: mkdocs",
        "# mine\nsite_name: X # name\nplugins:   # all\n\n    - search\n    # tags\n    - tags: {a: 1}\n\nnav: []\n",
        "plugins:\n  - search\nextra:\n  a: !ENV [B, c]\nmarkdown_extensions:\n  - x: {y: !!python/name:z.f }\n",
    ],
)
def test_the_plugin_is_added_last_and_every_other_line_stays(text):
    changed = with_plugin(text)
    assert "- sealed-site" in changed
    kept = [line for line in changed.splitlines() if "- sealed-site" not in line]
    assert kept == text.splitlines()
    assert with_plugin(changed) == changed


@pytest.mark.parametrize("text", ["site_name: X\nplugins: [search]\n", "site_name: X\n"])
def test_plugins_written_in_another_way_are_left_to_their_owner(text):
    with pytest.raises(SealingError, match="as the last of the `plugins:`"):
        with_plugin(text)


def test_a_setting_is_put_in_its_place_or_below_the_name():
    text = "# mine\nsite_name: X\nsite_url: http://old\n"
    changed = with_setting(with_setting(text, "site_url", URL), "remote_name", "pages")
    assert changed == f"# mine\nsite_name: X\nremote_name: pages\nsite_url: {URL}\n"
    assert yaml.safe_load(changed)["site_url"] == URL
