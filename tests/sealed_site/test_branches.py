"""Which branches a sealed site replaces, and which it never touches."""

from __future__ import annotations

import pytest

WAYS = (("publish", "--branch"), ("mkdocs", "gh-deploy", "--force", "-b"))
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
        ("index.html", "sitemap.xml", "notes/deep/plan.md"),
        ("index.html",),
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
    push_branch(published, run_git, "pages", "index.html", "sitemap.xml")
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
    push_branch(published, run_git, "gh-pages", "index.html", "sitemap.xml", "clients/index.html")
    done = sealed_command(published.source, "publish")
    assert done.returncode == 0, done.stderr
    assert "Note: gh-pages held a plain site before" in done.stdout
    assert "Note: gh-pages held" not in sealed_command(published.source, "publish").stdout


def test_gh_deploy_pushes_no_plain_history_along(published, remote, sealed_command, run_git):
    push_branch(published, run_git, "gh-pages", "index.html", "sitemap.xml")
    run_git(published.source, "fetch", "-q", "origin")
    before = branches(remote, run_git)
    deploy = ("mkdocs", "gh-deploy", "--force")
    assert "the history of “gh-pages” holds what is not sealed" in output(sealed_command(published.source, *deploy))
    assert branches(remote, run_git) == before
    assert sealed_command(published.source, "publish").returncode == 0
    run_git(published.source, "fetch", "-q", "origin")
    for _ in range(2):
        done = sealed_command(published.source, *deploy)
        assert done.returncode == 0, output(done)
    assert run_git(remote, "rev-list", "--count", "gh-pages").strip() == "3"
