"""Which branches a sealed site may replace: never one whose loss, or whose history, would matter."""

from __future__ import annotations

from pathlib import PurePosixPath

from sealed_site import git
from sealed_site.errors import SealingError
from sealed_site.served import POINTER

BUILT = {"index.html", "sitemap.xml"}
WAY_OUT = "publishing would replace it. Choose another with --branch."


def require_replaceable_branch(repository: git.Repository, remote: str, branch: str) -> frozenset[str]:
    """Return the paths a remote's branch holds; raise `SealingError` unless a sealed site may replace it.

    That is a branch that is not there yet, is empty, or holds a sealed or a built site; and the one that clones check
    out only when it holds a sealed site already.
    """
    if branch == repository.current_branch():
        raise SealingError(
            f"“{branch}” is the branch you work on: publishing there would replace the source by its sealed form."
        )
    address = repository.push_address(remote)
    held = frozenset(repository.published_files(address, branch) or ())
    if not held or POINTER in held:
        return held
    if sources := sorted(path for path in held if _is_source(path)):
        raise SealingError(
            f"The branch “{branch}” of {remote} holds {sources[0]}: it is a source branch, and {WAY_OUT}"
        )
    if not held >= BUILT:
        raise SealingError(f"The branch “{branch}” of {remote} holds something else than a built site, and {WAY_OUT}")
    if branch == repository.default_branch(address):
        raise SealingError(f"“{branch}” is the branch that clones of {remote} check out, and {WAY_OUT}")
    return held


def require_sealed_history(repository: git.Repository, remote: str, branch: str) -> None:
    """Raise `SealingError` when `mkdocs gh-deploy`, which keeps a branch's history, would push plain commits along."""
    if commit := repository.commit_without(POINTER, remote, branch):
        raise SealingError(
            f"the history of “{branch}” holds what is not sealed (commit {commit[:10]}), and `mkdocs gh-deploy` would "
            "push it along. Publish once with `client-ledger publish` (or `sealed-site publish`), which replaces the "
            f"branch and its history; after `git fetch {remote}`, `mkdocs gh-deploy` goes on from there."
        )


def _is_source(path: str) -> bool:
    name = PurePosixPath(path)
    return name.suffix == ".md" or name.name in ("mkdocs.yml", "mkdocs.yaml")
