"""Each way of publishing plain text by mistake is tried, and refused with a sentence."""

from __future__ import annotations

import shutil
import subprocess
from types import SimpleNamespace

import pytest
from mkdocs.exceptions import Abort

from sealed_site import errors, guard


def run_git_bytes(folder, *arguments):
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True).stdout


def published_keys(published, run_git):
    if run_git(published.source, "status", "--porcelain"):
        run_git(published.source, "add", "-A")
        run_git(published.source, "commit", "-q", "-m", "Keys")


def branches(remote, run_git) -> dict[str, str]:
    lines = run_git(remote, "for-each-ref", "--format=%(refname:short) %(objectname)").splitlines()
    return dict(line.split() for line in lines)


def test_gh_deploy_seals_in_place_when_sealing_is_set_up(published, remote, sealed_command, run_git):
    done = sealed_command(published.source, "mkdocs", "gh-deploy", "--force")
    assert done.returncode == 0, done.stderr
    names = run_git(remote, "ls-tree", "-r", "--name-only", "gh-pages").split()
    assert {"index.html", "404.html", "sw.js", "_seal/site.json"} <= set(names)
    assert all(name.startswith(("b/", "k/", "_seal/")) or "/" not in name for name in names)
    contents = [run_git_bytes(remote, "cat-file", "blob", f"gh-pages:{name}") for name in names]
    assert not any(b"Quillfeather" in content for content in contents)
    shown = run_git(remote, "log", "-1", "--format=%an|%ae|%ai|%cn|%ce|%ci|%B", "gh-pages").strip()
    person = "sealed-site|sealed-site@localhost|2000-01-01 00:00:00 +0000"
    assert shown == f"{person}|{person}|Publish"


def test_gh_deploy_of_a_part_is_refused(published, remote, sealed_command, run_git):
    done = sealed_command(published.source, "mkdocs", "gh-deploy", "--dirty")
    assert "leave `--dirty` out" in done.stdout + done.stderr
    assert set(branches(remote, run_git)) == {"main"}


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        ("readers", "Nobody could read the site"),
        ("site_url", "`site_url` is missing"),
        ("uncommitted", "Some files are not committed"),
        ("plain key", "A secret key is in git, unencrypted: key.txt"),
        ("other host", "loads from another host, cdn.example.com"),
        ("frame", "uses <iframe>"),
    ],
)
def test_nothing_is_built_or_pushed_when_the_site_cannot_be_sealed(
    published, remote, sealed_command, run_git, harm, sentence
):
    config = published.source / "mkdocs.yml"
    page = published.source / "docs" / "index.md"
    match harm:
        case "readers":
            shutil.rmtree(published.source / "seal")
        case "site_url":
            config.write_text(config.read_text().replace("site_url", "site_author"))
        case "uncommitted":
            page.write_text("# Draft\n")
        case "plain key":
            (published.source / "key.txt").write_text(published.owner.text())
        case "other host":
            page.write_text('# Page\n\n<img src="https://cdn.example.com/a.png">\n')
        case "frame":
            page.write_text('# Page\n\n<iframe src="x.html"></iframe>\n')
    if harm != "uncommitted":
        published_keys(published, run_git)
    for command in (("mkdocs", "gh-deploy", "--force"), ("publish",)):
        done = sealed_command(published.source, *command)
        assert done.returncode != 0
        assert sentence in done.stdout + done.stderr
    assert set(branches(remote, run_git)) == {"main"}


def test_a_private_plugin_refuses_gh_deploy_without_sealing():
    config = SimpleNamespace(plugins={"search": object()})
    with pytest.raises(Abort, match="would put every page online for everyone to read"):
        guard.refuse_plain_deploy("gh-deploy", config)
    guard.refuse_plain_deploy("build", config)
    guard.refuse_plain_deploy("gh-deploy", SimpleNamespace(plugins={"sealed-site": object()}))


def test_the_plugins_switched_off_publish_nothing(published, remote, sealed_command, run_git):
    config = published.source / "mkdocs.yml"
    config.write_text(config.read_text().replace("- sealed-site:", "- sealed-site:\n      enabled: false"))
    published_keys(published, run_git)
    done = sealed_command(published.source, "mkdocs", "gh-deploy", "--force")
    assert done.returncode != 0
    assert "`sealed-site` has `enabled: false`" in done.stdout + done.stderr
    assert set(branches(remote, run_git)) == {"main"}


def test_a_build_with_the_plugin_switched_off_says_that_it_is_not_sealed_and_publish_seals(published, sealed_command):
    config = published.source / "mkdocs.yml"
    config.write_text(config.read_text().replace("- sealed-site", "- sealed-site:\n      enabled: false"))
    assert "This site is NOT sealed" in sealed_command(published.source, "mkdocs", "build").stderr
    done = published.publish()
    assert done.returncode == 0, done.stderr
    assert "NOT sealed" not in done.stdout + done.stderr


def test_a_plain_site_stops_ghp_import_and_the_like_with_a_sentence(published, remote, sealed_command, run_git):
    for _ in range(2):
        assert sealed_command(published.source, "mkdocs", "build", "--quiet").returncode == 0
    done = sealed_command(published.source, "ghp_import", "--push", "site")
    assert done.returncode != 0
    assert "PLAIN TEXT, not for publishing - publish it sealed with sealed-site publish" in done.stderr
    assert set(branches(remote, run_git)) == {"main"}
    archive = ["tar", "--dereference", "--create", "--file", "/dev/null", "site"]
    packed = subprocess.run(archive, cwd=published.source, capture_output=True, check=False, text=True)
    assert packed.returncode != 0
    assert "PLAIN TEXT, not for publishing" in packed.stderr
    # What ghp-import had written before it stopped, it left on the branch here.
    assert "holds files that are not sealed" in sealed_command(published.source, "mkdocs", "gh-deploy").stdout
    run_git(published.source, "branch", "-q", "-D", "gh-pages")
    assert sealed_command(published.source, "mkdocs", "gh-deploy", "--force").returncode == 0
    names = run_git(remote, "ls-tree", "-r", "--name-only", "gh-pages")
    assert "PLAIN" not in names


def test_a_sealed_publish_on_such_a_host_goes_on(published, sealed_command, tmp_path):
    done = sealed_command(published.source, "publish", "--to", str(tmp_path / "out"), "--dirty", NETLIFY="true")
    assert done.returncode == 0, done.stderr


def test_a_folder_with_other_files_is_not_published_into(published, sealed_command, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "clients.html").write_text("plain")
    done = sealed_command(published.source, "publish", "--to", str(tmp_path / "out"), "--dirty")
    assert "its files would be published unsealed" in done.stderr
    assert (tmp_path / "out" / "clients.html").read_text() == "plain"
    (published.folder / "notes.html").write_text("plain")
    assert "holds more than a sealed site: notes.html" in published.publish().stderr


def test_a_plugin_that_writes_after_sealing_is_refused(published, remote, sealed_command, run_git):
    (published.source / "late.py").write_text(
        "from mkdocs.plugins import event_priority\n\n\n"
        "@event_priority(-200)\ndef on_post_build(config):\n    open(config.site_dir + '/plain.txt', 'w').write('x')\n"
    )
    with (published.source / "mkdocs.yml").open("a") as file:
        file.write("hooks: [late.py]\n")
    published_keys(published, run_git)
    done = sealed_command(published.source, "mkdocs", "gh-deploy", "--force", PYTHONDONTWRITEBYTECODE="1")
    assert "another plugin writes files after sealing" in done.stdout + done.stderr
    assert set(branches(remote, run_git)) == {"main"}


def test_a_key_file_is_not_made_where_git_could_pick_it_up(published, sealed_command):
    done = sealed_command(published.source, "keys", "add", "bookkeeper", "--key-file", "key.txt")
    assert "is in a git repository" in done.stderr
    assert not (published.source / "key.txt").exists()


def test_a_missing_extra_is_named_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setattr(errors.importlib.util, "find_spec", lambda name: None if name == "pyrage" else object())
    with pytest.raises(errors.MissingExtraError, match=r"needs pyrage.*pip install 'mkdocs-client-ledger\[seal\]'"):
        errors.require_extra()


def test_the_plugin_loads_and_builds_without_the_extra(published, tmp_path):
    blocker = tmp_path / "sitecustomize.py"
    blocker.write_text("import sys\nfor name in ('pyrage', 'cryptography', 'zxcvbn'):\n    sys.modules[name] = None\n")
    import os  # noqa: PLC0415
    import sys  # noqa: PLC0415

    run = [sys.executable, "-W", "ignore", "-m", "mkdocs"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    built = subprocess.run([*run, "build", "-q"], cwd=published.source, env=environment, check=False)
    assert built.returncode == 0
    deployed = subprocess.run(
        [*run, "gh-deploy"], cwd=published.source, env=environment, check=False, capture_output=True, text=True
    )
    assert "pip install 'mkdocs-client-ledger[seal]'" in deployed.stdout + deployed.stderr
