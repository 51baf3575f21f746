"""Git for publishing: the state of the source, its remotes, one push."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from sealed_site.errors import SealingError
from sealed_site.git_commits import tree_names
from sealed_site.git_process import git_bytes, run_git, without_git, words_of_git
from sealed_site.git_programs import programs_for_remotes
from sealed_site.language import to_translate, tr
from sealed_site.workspace import private_folder

ARCHIVES = ("zip", "gz", "tgz", "docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "jar", "pages", "numbers")
HALF_DONE = {
    "MERGE_HEAD": to_translate("a merge is unfinished"),
    "CHERRY_PICK_HEAD": to_translate("a cherry-pick is unfinished"),
    "REVERT_HEAD": to_translate("a revert is unfinished"),
    "rebase-merge": to_translate("a rebase is unfinished"),
    "rebase-apply": to_translate("a rebase is unfinished"),
}


@dataclass(frozen=True)
class Branch:
    """A remote's branch when it was read: its newest commit (an empty text if none) and the paths of its files."""

    head: str = ""
    paths: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Repository:
    """The git work tree a site is built from."""

    top: Path

    def state(self) -> list[str]:
        """Return what is not committed, one line each: unfinished merges, changed files, new files."""
        folder = Path(self._git("rev-parse", "--absolute-git-dir").strip())
        lines = [tr(text) for name, text in HALF_DONE.items() if (folder / name).exists()]
        entries = iter(self._git("status", "--porcelain=v1", "-z", "--untracked-files=all").split("\0"))
        for entry in entries:
            if not entry:
                continue
            code, path = entry[:2], entry[3:]
            if code[0] in "RC":
                next(entries)
            lines.append(f"{path} ({_meaning(code)})")
        return lines

    def files_with(self, pattern: str) -> list[str]:
        """Return the tracked files that match an extended regular expression."""
        command = ["git", "grep", "--cached", "-I", "-l", "-z", "-E", pattern]
        found = subprocess.run(  # noqa: S603
            command, cwd=self.top, env=without_git(), capture_output=True, check=False, text=True
        )
        return [name for name in found.stdout.split("\0") if name]

    def archives(self) -> list[str]:
        """Return the existing tracked files whose names suggest archives, such as office files."""
        names = self._git("ls-files", "-z", "--", *(f"*.{ending}" for ending in ARCHIVES)).split("\0")
        return [name for name in names if name and (self.top / name).is_file()]

    def changes_with(self, pattern: str) -> bytes:
        """Return all changes to matching lines on any branch, as patches under their commits' short names."""
        log = ("-c", "log.showRoot=true", "log", "--exclude=refs/stash", "--all", "--format=%h", "--patch")
        whole = ("--no-color", "--no-ext-diff", "--no-textconv", "--text", "--unified=0")
        return git_bytes(self.top, *log, *whole, "-G", pattern)

    def is_ignored(self, path: Path) -> bool:
        """Tell whether git would never add `path`."""
        command = ["git", "check-ignore", "-q", "--", str(path)]
        done = subprocess.run(command, cwd=self.top, env=without_git(), capture_output=True, check=False)  # noqa: S603
        return done.returncode == 0

    def ignored_files(self, folder: Path) -> set[Path]:
        """Return the files below `folder` that git ignores and does not track; none if it is outside the repository."""
        if not folder.is_relative_to(self.top):
            return set()
        what = ("--others", "--ignored", "--exclude-standard", "-z")
        names = self._git("ls-files", *what, "--", str(folder)).split("\0")
        return {self.top / name for name in names if name}

    def remotes(self) -> list[str]:
        """Return the names of the remotes."""
        return self._git("remote").split()

    def is_shallow(self) -> bool:
        """Tell whether the history was cut off when the repository was cloned."""
        return self._git("rev-parse", "--is-shallow-repository").strip() == "true"

    def current_branch(self) -> str:
        """Return the name of the current branch, or an empty text."""
        return self._git("branch", "--show-current").strip()

    def push_address(self, remote: str) -> str:
        """Return the push address of `remote`; raise `SealingError` if a foreign program would connect to it."""
        self.require_no_foreign_programs()
        try:
            return self._git("remote", "get-url", "--push", remote).strip()
        except SealingError as error:
            raise SealingError(
                tr(
                    "There is no remote called “{remote}”. Add one (git remote add {remote} ADDRESS), or "
                    "write the sealed site into a folder with --to.",
                    remote=remote,
                )
            ) from error

    def require_no_foreign_programs(self) -> None:
        """Raise `SealingError` if the repository's own settings name programs that connect to a remote."""
        if found := programs_for_remotes(self.top, without_git()):
            raise SealingError(
                tr(
                    "The settings of this repository itself (.git/config) name what git would start or "
                    "read to reach the remote: {names}. Whoever sent you the repository may have written "
                    "them. If they are yours, move them to your own settings (git config --global …); "
                    "nothing was sent.",
                    names=", ".join(found),
                )
            )

    def published(self, address: str, branch: str) -> Branch:
        """Return a remote's branch, without a commit if it does not exist."""
        heads = self._ask(address, "ls-remote", "--heads", "--", address, f"refs/heads/{branch}")
        return self._fetched(address, branch) if heads.strip() else Branch()

    def heads(self, address: str) -> dict[str, str]:
        """Return the branches of a remote and the newest commit of each."""
        lines = self._ask(address, "ls-remote", "--heads", "--", address).splitlines()
        return {name.removeprefix("refs/heads/"): head for head, _, name in (line.partition("\t") for line in lines)}

    def is_akin(self, commit: str) -> bool:
        """Tell whether a commit is known here and shares history with the current commit."""
        try:
            return bool(self._git("merge-base", "HEAD", commit))
        except SealingError:
            return False

    def tracked_source(self, remote: str, branch: str) -> str | None:
        """Return a branch of a remote, as last fetched, that shares this history, or None."""
        start = f"refs/remotes/{remote}/"
        lines = self._git("for-each-ref", "--format=%(objectname) %(refname)", start).splitlines()
        known = {line.split()[1].removeprefix(start): line.split()[0] for line in lines}
        names = (name for name, head in known.items() if name not in (branch, "HEAD") and self.is_akin(head))
        return next(names, None)

    def default_branch(self, address: str) -> str:
        """Return the name of the branch that a clone of `address` checks out, or an empty text."""
        shown = self._ask(address, "ls-remote", "--symref", "--", address, "HEAD")
        found = re.search(r"^ref: refs/heads/(.+)\tHEAD$", shown, re.MULTILINE)
        return found[1] if found else ""

    def deployed_history(self, remote: str, branch: str) -> list[str]:
        """Return the commits, as known here, that `ghp-import` would continue from and push too."""
        for reference in (f"refs/remotes/{remote}/{branch}", f"refs/heads/{branch}"):
            if self._git("for-each-ref", reference).strip():
                return self._git("rev-list", reference).split()
        return []

    def has_file(self, commit: str, path: str) -> bool:
        """Tell whether a commit holds a file at `path`."""
        return bool(self._git("ls-tree", commit, "--", path))

    def object_format(self) -> str:
        """Return how git names the objects of this repository: sha1 or sha256."""
        return self._git("rev-parse", "--show-object-format").strip()

    def push(self, objects: Path, commit: str, address: str, branch: str, *, replaced: str) -> None:
        """Replace `branch` at `address` by `commit`, found in another repository's `objects`, in one step.

        Its newest commit must still be `replaced` (an empty text for none), because no other was checked. Pushing to
        the address, not to the remote's name, leaves this repository's own references as they are.
        """
        environment = {**without_git(), "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(objects)}
        only, refspec = f"--force-with-lease=refs/heads/{branch}:{replaced}", f"{commit}:refs/heads/{branch}"
        command = ["git", "push", "--quiet", "--no-verify", only, "--", address, refspec]
        done = subprocess.run(  # noqa: S603
            command, cwd=self.top, env=environment, capture_output=True, check=False, text=True
        )
        if "(stale info)" in done.stderr:
            raise SealingError(
                tr(
                    "Somebody else pushed to “{branch}” in the meantime, so nothing was published. Publish again.",
                    branch=branch,
                )
            )
        if done.returncode != 0:
            raise SealingError(
                tr(
                    "The remote refused the push. The site published before is unchanged.\n{strip}",
                    strip=words_of_git(done.stderr),
                )
            )

    def _fetched(self, address: str, branch: str) -> Branch:
        with private_folder() as folder:
            run_git(folder, "init", "--quiet", "--bare", f"--object-format={self.object_format()}", ".")
            # This repository's settings have the credentials or ssh command that the remote needs.
            settings = Path(self._git("rev-parse", "--path-format=absolute", "--git-path", "config").strip())
            there = (f"--git-dir={folder}", "-c", f"include.path={settings}")
            fetch = ("fetch", "--quiet", "--depth=1", "--filter=blob:none", "--no-auto-maintenance")
            self._ask(address, *there, *fetch, "--", address, branch)
            head = run_git(folder, "rev-parse", "FETCH_HEAD").strip()
            return Branch(head, frozenset(tree_names(folder, head)))

    def _ask(self, address: str, *arguments: str) -> str:
        """Run a git command that asks a remote; raise `SealingError` with a sentence before git's own words."""
        try:
            return self._git(*arguments)
        except SealingError as error:
            raise SealingError(
                tr(
                    "The repository {address} does not answer, or lets you not in. Check its address, your connection "
                    "and your rights there. git says:\n{words}",
                    address=words_of_git(address),
                    words=str(error),
                )
            ) from error

    def _git(self, *arguments: str) -> str:
        return run_git(self.top, *arguments)


def repository_of(folder: Path) -> Repository | None:
    """Return the git work tree that contains `folder`, or None."""
    try:
        return Repository(Path(run_git(folder, "rev-parse", "--show-toplevel").strip()))
    except (SealingError, OSError):
        return None


def _meaning(code: str) -> str:
    if code == "??":
        return tr("new, not in git")
    if "U" in code or code in ("AA", "DD"):
        return tr("in conflict")
    if code[1] == " ":
        return tr("staged, not committed")
    return tr("partly staged, not committed") if code[0] != " " else tr("changed, not committed")
