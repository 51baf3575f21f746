"""Which branches a sealed site replaces, and which it never touches."""

from __future__ import annotations

import pytest

from sealed_site import git_commits

WAYS = (("publish", "--branch"), ("mkdocs", "gh-deploy", "--force", "-b"))
PLAIN = ("index.html", "sitemap.xml", "sitemap.xml.gz")
ways = pytest.mark.parametrize("way", WAYS, ids=["publish", "gh-deploy"])


def branches(remote, run_git) -> dict[str, str]:
    lines = run_git(remote, "for-each-ref", "--format=%(refname:short) %(objectname)").splitlines()
    return dict(line.split() for line in lines)


def push_branch(published, run_git, name: str, *paths: str) -> None:
    """Push an orphan branch of files with those paths, and leave nothing of it here."""
    run_git(published.source, "checkout", "-q", "--orphan", name)
    run_git(published.source, "rm", "-q", "-r", "-f", ".")
    for path in paths:
        (published.source / path).parent.mkdir(parents=True, exist_ok=True)
        (published.source / path).write_text("x")
        run_git(published.source, "add", "-f", path)
    run_git(published.source, "commit", "-q", "--allow-empty", "-m", "Other")
    run_git(published.source, "push", "-q", "origin", name)
    run_git(published.source, "checkout", "-q", "main")
    run_git(published.source, "branch", "-q", "-D", name)
    run_git(published.source, "update-ref", "-d", f"refs/remotes/origin/{name}")


def output(done) -> str:
    return done.stdout + done.stderr


@ways
def test_the_branch_checked_out_is_refused(published, remote, sealed_command, run_git, way):
    before = branches(remote, run_git)
    assert "is the branch you work on" in output(sealed_command(published.source, *way, "main"))
    assert branches(remote, run_git) == before


@ways
def test_the_source_branch_is_refused_from_another_branch(published, remote, sealed_command, run_git, way):
    before = branches(remote, run_git)
    run_git(published.source, "checkout", "-q", "-b", "work")
    assert "it is a source branch" in output(sealed_command(published.source, *way, "main"))
    assert branches(remote, run_git) == before


@ways
@pytest.mark.parametrize(
    "paths",
    [
        ("site/mkdocs.yml", "site/docs/index.html", "index.html", "sitemap.xml"),
        (*PLAIN, "notes/deep/plan.md"),
        (*PLAIN, "package.json"),
        (*PLAIN, "tools/Makefile"),
        (*PLAIN, "conf.py"),
        (*PLAIN, "src/main.js"),
        ("index.html", "sitemap.xml"),
        ("index.html", "sitemap.xml", "style.css"),
        ("index.html", "style.css"),
        ("README.md", "notes.txt"),
        ("program.py",),
    ],
)
def test_a_branch_that_looks_like_no_built_site_is_refused(published, remote, sealed_command, run_git, way, paths):
    push_branch(published, run_git, "other", *paths)
    before = branches(remote, run_git)
    assert "publishing would replace it" in output(sealed_command(published.source, *way, "other"))
    assert branches(remote, run_git) == before


@ways
def test_the_branch_that_clones_check_out_is_replaced_only_when_it_holds_a_sealed_site(
    published, remote, sealed_command, run_git, way
):
    push_branch(published, run_git, "pages", *PLAIN)
    run_git(remote, "symbolic-ref", "HEAD", "refs/heads/pages")
    before = branches(remote, run_git)
    done = sealed_command(published.source, *way, "pages")
    assert "is the branch that clones of origin check out" in output(done)
    assert branches(remote, run_git) == before
    run_git(remote, "symbolic-ref", "HEAD", "refs/heads/main")
    assert sealed_command(published.source, "publish", "--branch", "pages").returncode == 0
    run_git(remote, "symbolic-ref", "HEAD", "refs/heads/pages")
    done = sealed_command(published.source, *way, "pages")
    assert done.returncode == 0, output(done)


@pytest.mark.usefixtures("remote")
def test_a_plain_site_is_replaced_with_a_note_about_the_hosts_old_commits(published, sealed_command, run_git):
    push_branch(published, run_git, "gh-pages", *PLAIN, "clients/index.html")
    done = sealed_command(published.source, "publish")
    assert done.returncode == 0, done.stderr
    assert "Note: gh-pages held an unsealed site before" in done.stdout
    assert "Note: gh-pages held" not in sealed_command(published.source, "publish").stdout


def test_gh_deploy_pushes_no_plain_history_along(published, remote, sealed_command, run_git):
    push_branch(published, run_git, "gh-pages", *PLAIN)
    run_git(published.source, "fetch", "-q", "origin")
    before = branches(remote, run_git)
    deploy = ("mkdocs", "gh-deploy", "--force")
    assert "the history of “gh-pages” holds files that are not sealed" in output(
        sealed_command(published.source, *deploy)
    )
    assert branches(remote, run_git) == before
    assert sealed_command(published.source, "publish").returncode == 0
    run_git(published.source, "fetch", "-q", "origin")
    for _ in range(2):
        done = sealed_command(published.source, *deploy)
        assert done.returncode == 0, output(done)
    assert run_git(remote, "rev-list", "--count", "gh-pages").strip() == "3"


@pytest.mark.parametrize("is_known", [False, True])
def test_gh_deploy_of_what_was_published_since_names_the_command_that_fetches_it(
    published, remote, sealed_command, run_git, is_known
):
    if is_known:
        assert sealed_command(published.source, "mkdocs", "gh-deploy").returncode == 0
    assert sealed_command(published.source, "publish").returncode == 0
    before = branches(remote, run_git)
    done = sealed_command(published.source, "mkdocs", "gh-deploy")
    assert "“gh-pages” of origin has been published since" in output(done)
    assert "Traceback" not in output(done)
    assert branches(remote, run_git) == before
    fetch = "git fetch origin +gh-pages:refs/remotes/origin/gh-pages"
    assert f"Run `{fetch}` first." in output(done)
    run_git(published.source, "config", "remote.origin.fetch", "+refs/heads/main:refs/remotes/origin/main")
    run_git(published.source, *fetch.split()[1:])
    done = sealed_command(published.source, "mkdocs", "gh-deploy")
    assert done.returncode == 0, output(done)


def test_a_forced_gh_deploy_needs_no_fetch(published, remote, sealed_command, run_git):
    assert sealed_command(published.source, "publish").returncode == 0
    done = sealed_command(published.source, "mkdocs", "gh-deploy", "--force")
    assert done.returncode == 0, output(done)
    assert run_git(remote, "rev-list", "--count", "gh-pages").strip() == "1"


@pytest.mark.usefixtures("remote")
@pytest.mark.parametrize("has_own_domain", [False, True])
def test_a_branch_that_was_only_prepared_is_replaced_with_a_note(published, sealed_command, run_git, has_own_domain):
    if has_own_domain:
        (published.source / "docs" / "CNAME").write_text("x\n")
        run_git(published.source, "add", "-A")
        run_git(published.source, "commit", "-q", "-m", "Domain")
    push_branch(published, run_git, "gh-pages", "CNAME", "README.md", ".nojekyll")
    done = sealed_command(published.source, "publish")
    assert done.returncode == 0, done.stderr
    assert "replaces what gh-pages holds: .nojekyll, CNAME, README.md." in done.stdout
    assert ("to keep the domain" in done.stdout) != has_own_domain
    assert "held an unsealed site" not in done.stdout


def test_a_branch_that_somebody_pushes_to_meanwhile_is_not_replaced(
    published, remote, sealed_command, run_git, monkeypatch
):
    assert sealed_command(published.source, "publish").returncode == 0
    native = git_commits.orphan_commit

    def meanwhile(*arguments):
        run_git(published.source, "push", "-q", "--force", "origin", "main:gh-pages")
        return native(*arguments)

    monkeypatch.setattr(git_commits, "orphan_commit", meanwhile)
    done = sealed_command(published.source, "publish")
    assert "Somebody else pushed to “gh-pages” in the meantime, so nothing was published." in done.stderr
    found = branches(remote, run_git)
    assert found["gh-pages"] == found["main"]
