"""A plain build or serve is refused, or warned of, where others could read what it makes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from mkdocs.config import config_options
from mkdocs.exceptions import Abort
from mkdocs.theme import Theme

from client_ledger.site.plugin import ClientLedgerPlugin
from sealed_site import guard
from sealed_site.plugin import SealedSitePlugin


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
    assert "your next commit could publish the plain pages" in done.stdout + done.stderr
    assert not (folder / "index.html").exists()


@pytest.mark.parametrize("place", ["public", "../outside"])
def test_a_plain_build_does_not_take_a_sealed_sites_place(published, sealed_command, place):
    assert sealed_command(published.source, "publish", "--dirty", "--to", place).returncode == 0
    before = sorted(path.name for path in (published.source / place).rglob("*"))
    done = sealed_command(published.source, "mkdocs", "build", "--site-dir", place)
    assert done.returncode != 0
    assert "contains the sealed site, and plain pages would replace it" in done.stdout + done.stderr
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
    config, server = SimpleNamespace(dev_addr=address, plugins=plugins, theme=Theme("mkdocs")), object()
    for name in plugins:
        assert made[name]().on_serve(server, config=config, builder=None) is server
    assert caplog.text.count("shows the plain site to everybody who reaches this machine") == times


def test_a_build_at_home_stays_plain(published, sealed_command):
    done = sealed_command(published.source, "mkdocs", "build", "--quiet")
    assert done.returncode == 0, done.stderr
    assert "Overview of Quillfeather" in (published.source / "site" / "index.html").read_text()
