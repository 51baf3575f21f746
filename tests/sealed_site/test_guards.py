"""Each way of publishing plain text by mistake is tried, and refused with a sentence."""

from __future__ import annotations

import shutil
import subprocess
from types import SimpleNamespace

import pytest
from mkdocs.config import config_options
from mkdocs.exceptions import Abort

from client_ledger.site.plugin import ClientLedgerPlugin
from sealed_site import errors, guard
from sealed_site.plugin import SealedSitePlugin


def run_git_bytes(folder, *arguments):
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True).stdout


def published_keys(published, run_git):
    if run_git(published.source, "status", "--porcelain"):
        run_git(published.source, "add", "-A")
        run_git(published.source, "commit", "-q", "-m", "PageFingerprints")


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
        ("uncommitted", "Not everything is committed"),
        ("plain key", "A secret key stands in clear in git: key.txt"),
        ("other host", "asks another host, cdn.example.com"),
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


@pytest.mark.parametrize(
    "environment",
    [
        {"CI": "true"},
        {"CI": "woodpecker"},
        {"GITHUB_ACTIONS": "true"},
        {"GITLAB_CI": "true"},
        {"CI_JOB_NAME": "pages"},
        {"FORGEJO_ACTIONS": "true"},
        {"GITEA_ACTIONS": "true"},
        {"DRONE": "true"},
        {"TRAVIS": "true"},
        {"CIRCLECI": "true"},
        {"APPVEYOR": "True"},
        {"CIRRUS_CI": "true"},
        {"SEMAPHORE": "true"},
        {"BUILDKITE": "true"},
        {"BITBUCKET_BUILD_NUMBER": "7"},
        {"JENKINS_URL": "https://ci.example.org/"},
        {"TEAMCITY_VERSION": "2026.1"},
        {"bamboo_buildKey": "LEDGER-1"},
        {"GO_PIPELINE_NAME": "ledger"},
        {"CODEBUILD_BUILD_ID": "ledger:1"},
        {"BUILDER_OUTPUT": "/builder/outputs"},
        {"TF_BUILD": "True"},
        {"WEBSITE_SITE_NAME": "ledger"},
        {"DYNO": "run.1"},
        {"SOURCE_VERSION": "0123abc"},
        {"FLY_APP_NAME": "ledger"},
        {"CNB_STACK_ID": "io.buildpacks.stacks.jammy"},
        {"K_SERVICE": "ledger"},
        {"RAILWAY_ENVIRONMENT": "production"},
        {"KOYEB_APP_NAME": "ledger"},
        {"READTHEDOCS": "True"},
        {"NETLIFY": "true"},
        {"CF_PAGES": "1"},
        {"WORKERS_CI": "1"},
        {"VERCEL": "1"},
        {"RENDER": "true"},
        {"AWS_APP_ID": "d2"},
        {"DENO_DEPLOYMENT_ID": "x"},
        {"JOB_URL": "https://builds.example.org/~me/job/1"},
        {"BUILD_SUBMITTER": "git.example.org"},
        {"PLATFORM_PROJECT": "ledger"},
        {"MIKE_DOCS_VERSION": "1.0"},
        {"SOME_NEW_HOST_DEPLOY_ID": "1"},
        {"ANOTHER_CI": "1"},
    ],
    ids=lambda environment: next(iter(environment)),
)
def test_a_plain_build_or_serve_by_a_build_service_is_refused(published, environment):
    config = SimpleNamespace(site_dir=str(published.source / "site"))
    for command in ("build", "serve"):
        with pytest.raises(Abort, match=f"`{next(iter(environment))}` is set") as refused:
            guard.refuse_plain_build(command, config, environment)
        for told in ("client-ledger check", "client-ledger publish", "CLIENT_LEDGER_PLAIN_BUILD=yes"):
            assert told in str(refused.value)
    guard.refuse_plain_build("build", config, {**environment, "CLIENT_LEDGER_PLAIN_BUILD": "yes"})


def test_a_plain_build_by_a_build_service_writes_nothing(published, sealed_command):
    done = sealed_command(published.source, "mkdocs", "build", CI="true")
    assert done.returncode != 0
    assert "`CI` is set, so this seems to be a build service" in done.stdout + done.stderr
    assert not (published.source / "site").exists()
    assert sealed_command(published.source, "mkdocs", "build", CI="1", CLIENT_LEDGER_PLAIN_BUILD="yes").returncode == 0


@pytest.mark.parametrize(
    "environment", [{"CI": "false"}, {"CI": ""}, {"HOME": "/home/me", "EDITOR": "nvim", "TERM": "x"}]
)
def test_a_plain_build_at_home_is_none_by_a_build_service(published, environment):
    config = SimpleNamespace(site_dir=str(published.source / "site"))
    guard.refuse_plain_build("build", config, environment)


@pytest.mark.usefixtures("remote")
@pytest.mark.parametrize("place", ["docs-out", "docs", "worktree"])
def test_a_plain_build_into_a_folder_that_git_would_push_is_refused(
    published, sealed_command, run_git, tmp_path, place
):
    folder = tmp_path / "pages" if place == "worktree" else published.source / place
    if place == "worktree":
        run_git(published.source, "worktree", "add", "-q", "-b", "gh-pages", str(folder))
    config = published.source / "mkdocs.yml"
    config.write_text(config.read_text() + "docs_dir: notes\n")
    (published.source / "docs").rename(published.source / "notes")
    done = sealed_command(published.source, "mkdocs", "build", "-d", str(folder))
    assert done.returncode != 0
    assert "the plain pages could be pushed with your next commit" in done.stdout + done.stderr
    assert not (folder / "index.html").exists()


def test_the_plugins_switched_off_publish_nothing(published, remote, sealed_command, run_git):
    config = published.source / "mkdocs.yml"
    config.write_text(config.read_text().replace("- sealed-site:", "- sealed-site:\n      enabled: false"))
    published_keys(published, run_git)
    done = sealed_command(published.source, "mkdocs", "gh-deploy", "--force")
    assert done.returncode != 0
    assert "`sealed-site` has `enabled: false`" in done.stdout + done.stderr
    assert set(branches(remote, run_git)) == {"main"}


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
    assert "holds what is not sealed" in sealed_command(published.source, "mkdocs", "gh-deploy").stdout
    run_git(published.source, "branch", "-q", "-D", "gh-pages")
    assert sealed_command(published.source, "mkdocs", "gh-deploy", "--force").returncode == 0
    names = run_git(remote, "ls-tree", "-r", "--name-only", "gh-pages")
    assert "PLAIN" not in names


@pytest.mark.parametrize("place", ["public", "../outside"])
def test_a_plain_build_does_not_take_a_sealed_sites_place(published, sealed_command, place):
    assert sealed_command(published.source, "publish", "--dirty", "--to", place).returncode == 0
    before = sorted(path.name for path in (published.source / place).rglob("*"))
    done = sealed_command(published.source, "mkdocs", "build", "--site-dir", place)
    assert done.returncode != 0
    assert "holds the sealed site, and plain pages would take its place" in done.stdout + done.stderr
    assert sorted(path.name for path in (published.source / place).rglob("*")) == before
    assert sealed_command(published.source, "mkdocs", "build", "--site-dir", "../plain").returncode == 0


@pytest.mark.usefixtures("remote")
def test_a_plain_build_takes_the_place_of_what_gh_deploy_left_where_git_ignores_it(published, sealed_command):
    assert sealed_command(published.source, "mkdocs", "gh-deploy").returncode == 0
    assert (published.source / "site" / "_seal" / "site.json").is_file()
    done = sealed_command(published.source, "mkdocs", "build", "--strict")
    assert done.returncode == 0, done.stderr
    assert "Overview of Quillfeather" in (published.source / "site" / "index.html").read_text()
    assert not (published.source / "site" / "_seal").exists()
    assert any(path.name.startswith("PLAIN TEXT") for path in (published.source / "site").iterdir())


@pytest.mark.parametrize(("site_dir", "is_told"), [("public", True), ("site", False), ("../elsewhere", False)])
def test_a_plain_build_that_git_would_take_along_is_told_and_goes_on(published, sealed_command, site_dir, is_told):
    done = sealed_command(published.source, "mkdocs", "build", "--strict", "--site-dir", site_dir)
    assert done.returncode == 0
    assert ("`git add --all` would put the plain pages into a commit" in done.stderr) == is_told


@pytest.mark.parametrize(("host", "is_told"), [("0.0.0.0", True), ("192.168.1.7", True), ("127.0.0.1", False)])  # noqa: S104
def test_serving_the_plain_site_to_others_is_warned_of(caplog, host, is_told):
    guard.warn_of_serving(SimpleNamespace(dev_addr=config_options.IpAddress().validate(f"{host}:8099")))
    assert (f"shows the plain site to everybody who reaches this machine at {host}:8099" in caplog.text) == is_told


@pytest.mark.parametrize(
    ("plugins", "times"),
    [(["sealed-site"], 1), (["client-ledger"], 1), (["client-ledger", "sealed-site"], 1), ([], 0)],
)
def test_mkdocs_serve_is_warned_of_once_whichever_plugin_is_there(caplog, plugins, times):
    made = {"sealed-site": SealedSitePlugin, "client-ledger": ClientLedgerPlugin}
    address = config_options.IpAddress().validate("192.168.1.7:8099")
    config, server = SimpleNamespace(dev_addr=address, plugins=plugins), object()
    for name in plugins:
        assert made[name]().on_serve(server, config=config, builder=None) is server
    assert caplog.text.count("shows the plain site to everybody who reaches this machine") == times


def test_a_sealed_publish_on_such_a_host_goes_on(published, sealed_command, tmp_path):
    done = sealed_command(published.source, "publish", "--to", str(tmp_path / "out"), "--dirty", NETLIFY="true")
    assert done.returncode == 0, done.stderr


def test_a_build_at_home_stays_plain(published, sealed_command):
    done = sealed_command(published.source, "mkdocs", "build", "--quiet")
    assert done.returncode == 0, done.stderr
    assert "Overview of Quillfeather" in (published.source / "site" / "index.html").read_text()


def test_a_folder_with_other_files_is_not_published_into(published, sealed_command, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "clients.html").write_text("plain")
    done = sealed_command(published.source, "publish", "--to", str(tmp_path / "out"), "--dirty")
    assert "its files would be published in clear beside it" in done.stderr
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
    done = sealed_command(published.source, "mkdocs", "gh-deploy", "--force")
    assert "another plugin writes files after sealing" in done.stdout + done.stderr
    assert set(branches(remote, run_git)) == {"main"}


def test_a_key_file_is_not_made_where_git_could_pick_it_up(published, sealed_command):
    done = sealed_command(published.source, "keys", "add", "bookkeeper", "--key-file", "key.txt")
    assert "lies in a git repository" in done.stderr
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
