"""The branches that a sealed site may replace: never one whose contents or history matter."""

from __future__ import annotations

from pathlib import PurePosixPath

from sealed_site import git
from sealed_site.errors import SealingError
from sealed_site.language import to_translate, tr
from sealed_site.served import CUSTOM_DOMAIN, POINTER

BUILT = {"index.html", "sitemap.xml"}
BUILT_BY_MKDOCS = {"sitemap.xml.gz", "search/search_index.json"}
PREPARED = {CUSTOM_DOMAIN, ".nojekyll", "README.md", "LICENSE", "index.html"}
SOURCES = {"mkdocs.yml", "mkdocs.yaml", "package.json", "pyproject.toml", "Makefile"}
SOURCE_ENDINGS = {".md", ".py", ".rst", ".ts"}
WAY_OUT = to_translate("publishing would replace it. Choose another with --branch, or delete it yourself.")


def require_replaceable_branch(repository: git.Repository, remote: str, branch: str) -> git.Branch:
    """Return a remote's current branch; raise `SealingError` unless a sealed site may replace it.

    It may replace a branch that does not exist, is empty or only prepared, or has a sealed site or one that MkDocs
    built; but the default branch only if it already has a sealed site.
    """
    if branch == repository.current_branch():
        raise SealingError(
            tr(
                "“{branch}” is the branch you work on: publishing there would replace your source "
                "with the sealed site.",
                branch=branch,
            )
        )
    address = repository.push_address(remote)
    published = repository.published(address, branch)
    if not published.paths or POINTER in published.paths:
        return published
    if not is_prepared(published):
        _require_built(published.paths, tr("The branch “{branch}” of {remote}", branch=branch, remote=remote))
    if branch == repository.default_branch(address):
        raise SealingError(
            tr(
                "“{branch}” is the branch that clones of {remote} check out, and {way_out}",
                branch=branch,
                remote=remote,
                way_out=tr(WAY_OUT),
            )
        )
    return published


def source_branch(repository: git.Repository, address: str, branch: str) -> str | None:
    """Return a branch at `address`, other than the published one, that has commits of the source, or None."""
    heads = repository.heads(address)
    return next((name for name, head in heads.items() if name != branch and repository.is_akin(head)), None)


def require_no_source(repository: git.Repository, remote: str, branch: str) -> None:
    """Raise `SealingError` if the repository to publish to also has the source, which is then equally public."""
    address = repository.push_address(remote)
    found = source_branch(repository, address, branch) or repository.tracked_source(remote, branch)
    if found:
        raise SealingError(
            tr(
                "“{remote}” ({address}) also holds the source of this site, on its branch {found}. "
                "On the free plan of most hosts, a site needs a public repository, so everyone could "
                "read the source. Publish into a second repository that holds only the sealed site: "
                "`client-ledger publish --setup` guides you. If this repository is private and stays "
                "private, use --beside-source, or write `beside_source: true` under `sealed-site:` "
                "in mkdocs.yml.",
                remote=remote,
                address=address,
                found=found,
            )
        )


def is_prepared(published: git.Branch) -> bool:
    """Tell whether a branch has only files that are prepared before the first publish, and at least one."""
    return bool(published.paths) and published.paths <= PREPARED


def require_sealed_history(repository: git.Repository, remote: str, branch: str) -> list[str]:
    """Return the earlier commits that `mkdocs gh-deploy` would push too, because it keeps a branch's history.

    Raise `SealingError` if one of them is not sealed.
    """
    history = repository.deployed_history(remote, branch)
    plain = next((commit for commit in history if not repository.has_file(commit, POINTER)), None)
    if plain:
        raise SealingError(
            tr(
                "the history of “{branch}” holds files that are not sealed (commit {value}), and "
                "`mkdocs gh-deploy` would push them too. Publish once with `client-ledger publish` "
                "(or `sealed-site publish`), which replaces the branch and its history. After "
                "`{fetch}`, you can use `mkdocs gh-deploy` again.",
                branch=branch,
                value=plain[:10],
                fetch=_fetch(remote, branch),
            )
        )
    return history


def require_newest(published: git.Branch, history: list[str], remote: str, branch: str) -> None:
    """Raise `SealingError` if a remote's branch has a commit that is not in `history`: it would refuse the push."""
    if published.head and published.head not in history:
        raise SealingError(
            tr(
                "“{branch}” of {remote} has been published since then, but `mkdocs gh-deploy` starts from the copy "
                "here. Run `{fetch}` first.",
                branch=branch,
                remote=remote,
                fetch=_fetch(remote, branch),
            )
        )


def _fetch(remote: str, branch: str) -> str:
    """Return the command that makes `ghp-import` continue from a remote's branch, in any clone and after any push."""
    return f"git fetch {remote} +{branch}:refs/remotes/{remote}/{branch}"


def _require_built(paths: frozenset[str], where: str) -> None:
    if sources := sorted(path for path in paths if _is_source(PurePosixPath(path))):
        raise SealingError(
            tr(
                "{where} holds {value}: it is a source branch, and {way_out}",
                where=where,
                value=sources[0],
                way_out=tr(WAY_OUT),
            )
        )
    if not paths >= BUILT or not paths & BUILT_BY_MKDOCS:
        raise SealingError(
            tr(
                "{where} holds something other than a site built by MkDocs, and {way_out}",
                where=where,
                way_out=tr(WAY_OUT),
            )
        )


def _is_source(path: PurePosixPath) -> bool:
    return path.suffix in SOURCE_ENDINGS or path.name in SOURCES or path.parts[0] == "src"
