"""Publishing to a remote: one orphan commit, all or nothing, and the source left as it was."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from sealed_site import envelope

GIT_STATE = (("status", "--porcelain"), ("for-each-ref",), ("count-objects", "-v"), ("stash", "list"))


def state(source: Path, run_git) -> list[str]:
    return [run_git(source, *arguments) for arguments in GIT_STATE]


def tip(remote: Path, run_git) -> str:
    return run_git(remote, "for-each-ref", "--format=%(objectname)", "refs/heads/gh-pages").strip()


def test_publish_leaves_one_orphan_commit_with_nothing_of_its_maker(published, remote, sealed_command, run_git):
    before = state(published.source, run_git)
    for _ in range(2):
        done = sealed_command(published.source, "publish")
        assert done.returncode == 0, done.stderr
        assert "Published to gh-pages of origin" in done.stdout
    shown = run_git(remote, "log", "--format=%an|%ae|%at|%cn|%ce|%ct|%P|%B", "gh-pages").strip()
    assert shown == "sealed-site|sealed-site@localhost|946684800|sealed-site|sealed-site@localhost|946684800||Publish"
    modes = {line.split()[0] for line in run_git(remote, "ls-tree", "-r", "gh-pages").splitlines()}
    assert modes == {"100644"}
    assert state(published.source, run_git) == before


def test_nothing_of_the_sample_shows_in_the_pushed_commit(published, remote, sealed_command, run_git):
    assert sealed_command(published.source, "publish").returncode == 0
    listing = run_git(remote, "ls-tree", "-r", "--name-only", "gh-pages").split()
    command = ["git", "archive", "--format=tar", "gh-pages"]
    data = subprocess.run(command, cwd=remote, capture_output=True, check=True).stdout.lower()
    words = ["quillfeather", "zanzibar", "harpsichord", "bartholomew", "48213.75", "xylophone", "ngström", "東京都"]
    words += ["what-if", "ledger-rows", "unpaid invoices", "disputed", "sitemap", "search_index"]
    assert [word for word in words if word.encode() in data or any(word in name for name in listing)] == []


def test_all_blobs_have_padded_sizes_and_new_names_at_each_publish(published):
    first = {path.name for path in (published.folder / "b").iterdir()}
    assert published.publish().returncode == 0
    second = list((published.folder / "b").iterdir())
    assert first.isdisjoint(path.name for path in second)
    # age's own header varies in length; what follows its MAC is a nonce and chunks of 64 KiB, 16 bytes longer each.
    payloads = [len(path.read_bytes().split(b"\n--- ", 1)[1]) - 44 - 16 for path in second]
    plain = [size - 16 * -(-size // (65536 + 16)) for size in payloads]
    assert {size for size in plain if size != envelope.padded_length(size)} == set()


def test_a_remote_that_refuses_gives_its_reason_and_keeps_what_it_has(published, remote, sealed_command, run_git):
    assert sealed_command(published.source, "publish").returncode == 0
    before = tip(remote, run_git)
    hook = remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho 'This branch is protected.' >&2\nexit 1\n")
    hook.chmod(0o755)
    done = sealed_command(published.source, "publish")
    assert done.returncode == 1
    assert "The remote refused the push. The site published before is unchanged." in done.stderr
    assert "This branch is protected." in done.stderr
    assert tip(remote, run_git) == before


@pytest.mark.parametrize("missing", ["remote", "repository"])
def test_a_missing_remote_is_named_before_anything_is_built(published, sealed_command, run_git, missing):
    if missing == "repository":
        run_git(published.source, "remote", "add", "origin", "../nowhere.git")
    done = sealed_command(published.source, "publish")
    assert done.returncode == 1
    expected = {"remote": "There is no remote called “origin”", "repository": "does not appear to be a git repository"}
    assert expected[missing] in done.stderr
    assert "Building" not in done.stdout


STAGES = ("Building", "Sealing", "Pushing")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize(
    ("stage", "delay", "kind"),
    [
        *((stage, 0.1, "SIGKILL") for stage in STAGES),
        ("Sealing", 0.0, "SIGKILL"),
        ("Pushing", 0.0, "SIGKILL"),
        ("Pushing", 0.3, "SIGKILL"),
        ("Pushing", 0.35, "SIGKILL"),
        ("Sealing", 0.1, "SIGTERM"),
        ("Sealing", 0.1, "SIGHUP"),
        ("Pushing", 0.1, "SIGINT"),
    ],
)
def test_killed_at_any_moment_it_leaves_the_remote_old_or_new_and_the_source_untouched(
    published, remote, run_git, tmp_path, stage, delay, kind
):
    empty = run_git(remote, "hash-object", "-t", "tree", "-w", "/dev/null").strip()
    old = run_git(remote, "commit-tree", "-m", "Old", empty).strip()
    run_git(remote, "update-ref", "refs/heads/gh-pages", old)
    before = state(published.source, run_git)
    slow = remote / "hooks" / "pre-receive"
    slow.write_text("#!/bin/sh\nsleep 0.3\n")
    slow.chmod(0o755)
    (tmp_path / "tmp").mkdir()
    process = subprocess.Popen(
        [sys.executable, "-u", "-W", "ignore", "-m", "sealed_site", "publish"],
        cwd=published.source,
        env={**os.environ, "TMPDIR": str(tmp_path / "tmp")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        for line in process.stdout:
            if line.startswith(stage):
                break
        time.sleep(delay)
        process.send_signal(getattr(signal, kind))
    time.sleep(0.6)
    assert process.returncode != 0
    assert state(published.source, run_git) == before
    now = tip(remote, run_git)
    assert now == old or "_seal" in run_git(remote, "ls-tree", "--name-only", now).split()
    run_git(remote, "fsck", "--no-dangling")
    left = list((tmp_path / "tmp").glob("sealed-site-*"))
    if kind != "SIGKILL":
        assert left == []
    assert all(folder.stat().st_mode & 0o077 == 0 for folder in left)


def test_a_signing_key_in_git_is_named(published, sealed_command, run_git, tmp_path):
    done = sealed_command(published.source, "keys", "rotate", "--sign", "--key-file", str(tmp_path / "me.key"))
    assert done.returncode == 0, done.stderr
    (signing,) = (tmp_path / "config" / "sealed-site").glob("signing-*.key")
    shutil.copyfile(signing, published.source / "signing.key")
    run_git(published.source, "add", "-A")
    done = sealed_command(published.source, "publish", "--dirty", "--to", str(published.folder))
    assert "A secret key is in git, unencrypted: signing.key" in done.stderr


def test_a_stranger_in_the_temporary_folder_does_not_stop_publishing(published, sealed_command, tmp_path, monkeypatch):
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp" / "sealed-site-1999999999-nowhere").symlink_to("nowhere")
    (tmp_path / "tmp" / "sealed-site-1999999999-home").symlink_to(published.source)
    done = sealed_command(published.source, "publish", "--to", str(tmp_path / "out"), "--dirty")
    assert done.returncode == 0, done.stderr
    assert (published.source / "mkdocs.yml").is_file()


def test_what_a_killed_run_left_is_removed_by_the_next(published, sealed_command, tmp_path, monkeypatch):
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = Path(tempfile.mkdtemp(prefix=f"sealed-site-{gone.pid}-", dir=tmp_path / "tmp"))
    (left / "plain.html").write_text("Quillfeather")
    done = sealed_command(published.source, "publish", "--to", str(tmp_path / "out"), "--dirty")
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "tmp").iterdir()) == []


def test_what_is_not_committed_is_named_and_published_only_when_asked_for(published, sealed_command, run_git):
    run_git(published.source, "add", "-A")
    run_git(published.source, "commit", "-q", "--allow-empty", "-m", "All")
    (published.source / "docs" / "index.md").write_text("# Changed Quillfeather\n")
    (published.source / "docs" / "new page.md").write_text("# New\n")
    (published.source / "docs" / "what-if.js").write_text("// staged\n")
    run_git(published.source, "add", "docs/what-if.js")
    done = sealed_command(published.source, "publish", "--to", str(published.folder))
    assert done.returncode == 1
    for line in ("index.md (changed, not committed)", "page.md (new, not in git)", "if.js (staged, not committed)"):
        assert line in done.stderr
    done = sealed_command(published.source, "publish", "--to", str(published.folder), "--dirty")
    assert done.returncode == 0, done.stderr


def test_a_half_done_merge_is_named(published, sealed_command, run_git):
    run_git(published.source, "checkout", "-q", "-b", "side")
    (published.source / "docs" / "index.md").write_text("# Side\n")
    run_git(published.source, "commit", "-q", "-am", "Side")
    run_git(published.source, "checkout", "-q", "main")
    (published.source / "docs" / "index.md").write_text("# Main\n")
    run_git(published.source, "commit", "-q", "-am", "Main")
    with pytest.raises(subprocess.CalledProcessError):
        run_git(published.source, "merge", "side")
    done = sealed_command(published.source, "publish", "--to", str(published.folder))
    assert "a merge is unfinished" in done.stderr
    assert "docs/index.md (in conflict)" in done.stderr


def test_a_site_that_does_not_build_publishes_nothing(published, sealed_command, tmp_path):
    with (published.source / "mkdocs.yml").open("a") as file:
        file.write("strict: true\nnav: [missing.md]\n")
    done = sealed_command(published.source, "publish", "--to", str(tmp_path / "out"), "--dirty")
    assert done.returncode == 1
    assert "Nothing was published, because the site does not build" in done.stderr
    assert not (tmp_path / "out").exists()
