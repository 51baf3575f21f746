"""The only caller of git: reads a repository, never writes to it, and ignores settings that alter output."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from client_ledger.frontmatter.reader import LARGEST_FILE
from client_ledger.text.message import Message, msg
from sealed_site.git_programs import without_programs

KEPT = ("GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES", "GIT_CONFIG_", "GIT_DISCOVERY_ACROSS_FILESYSTEM")
QUIET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",  # an id must give the object committed under it
    "GIT_GRAFT_FILE": "/dev/null",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}
OPTIONS = (
    "advice.graftFileDeprecated=false",
    "core.fileMode=false",
    "core.checkStat=default",
    "core.trustctime=true",
    "core.warnAmbiguousRefs=false",
    "diff.orderFile=/dev/null",  # git accepts this path on every system
    "diff.renameLimit=100",  # comparing larger evidence files takes too long
    "i18n.logOutputEncoding=UTF-8",
    "log.diffMerges=separate",
    "log.showRoot=true",
    "log.showSignature=false",
    "protocol.allow=never",  # a partial clone must not go to the network
)

MAY_START_PROGRAMS = {"status", "hash-object", "log"}  # filters, and programs that check signatures
BUFFER = 1 << 20
AHEAD = 64  # requests of 41 or 65 bytes; a pipe holds far more


class GitError(Exception):
    """A git command failed; the text is git's own."""


def _environment(folder: Path | None = None) -> dict[str, str]:
    """Return git's environment; with a folder, git runs no program that this repository's settings name."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(KEPT)}
    return without_programs({**kept, **QUIET}, folder)


def command(folder: Path, arguments: tuple[str, ...]) -> list[str]:
    """Return the words of a git command that runs in a folder."""
    settings = [part for option in OPTIONS for part in ("-c", option)]
    return [shutil.which("git") or "git", "--no-pager", *settings, "-C", str(folder), *arguments]


def run(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """Return the output of a git command in a folder; raise GitError if it fails."""
    try:
        own = folder if arguments[0] in MAY_START_PROGRAMS else None
        done = subprocess.run(  # noqa: S603 - git itself, and no shell
            command(folder, arguments), input=stdin, capture_output=True, check=False, env=_environment(own)
        )
    except OSError as error:
        raise GitError(str(error)) from error
    if done.returncode:
        raise GitError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout


@dataclass(frozen=True, slots=True)
class Repository:
    """The work tree around a folder; `head` is the current commit, None before the first.

    `missing` are the objects that a partial clone did not fetch, if `with_missing` looked for them.
    """

    top: Path
    head: str | None
    branch: str | None
    shallow: frozenset[str]
    missing: frozenset[str] = frozenset()

    def run(self, *arguments: str, stdin: bytes = b"") -> bytes:
        """Return the output of a git command; raise GitError if it fails."""
        return run(self.top, *arguments, stdin=stdin)

    def with_missing(self) -> Repository:
        """Return the repository with the names of the objects that a partial clone did not fetch."""
        listed = self.run("rev-list", "--objects", "--missing=print", self.head or "HEAD").splitlines()
        return replace(self, missing=frozenset(line[1:].decode() for line in listed if line.startswith(b"?")))

    @contextmanager
    def objects(self) -> Iterator[Objects]:
        """Yield a reader of the repository's objects, served by one process."""
        with subprocess.Popen(  # noqa: S603 - git itself, and no shell
            command(self.top, ("cat-file", "--batch")),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            bufsize=BUFFER,
        ) as process:
            try:
                yield Objects(process, self)
            finally:
                if process.stdin:
                    with suppress(OSError):  # git may have stopped
                        process.stdin.close()


class Objects:
    """Reads objects by id from one `git cat-file --batch`, and requests expected ones ahead.

    `too_large` were not read because of their size. The repository's `missing` objects are never requested, because
    git stops at one.
    """

    def __init__(self, process: subprocess.Popen[bytes], repository: Repository) -> None:
        self._process = process
        self._repository = repository
        self._missing = repository.missing
        self._expected: deque[str] = deque()
        self._asked: deque[str] = deque()
        self._early: dict[str, bytes | None] = {}
        self.too_large: set[str] = set()

    def expect(self, identities: Iterable[str]) -> None:
        """Announce the objects that will be read, in this order."""
        self._expected.extend(identity for identity in identities if identity not in self._missing)

    def read(self, identity: str) -> bytes | None:
        """Return an object's bytes, or None if it is missing or too large; raise GitError if git stops."""
        if identity in self._missing:
            return None
        if identity in self._early:
            return self._early.pop(identity)
        while self._asked and self._asked[0] != identity:
            passed = self._asked[0]
            self._early[passed] = self._answer()
            if identity in self._early:
                return self._early.pop(identity)
        ahead = AHEAD - len(self._asked)
        wanted = [] if self._asked else [identity]
        if wanted and self._expected and self._expected[0] == identity:
            self._expected.popleft()
        wanted += [self._expected.popleft() for _ in range(min(ahead, len(self._expected)))]
        self._ask(wanted)
        return self._answer()

    def _ask(self, identities: list[str]) -> None:
        self._asked.extend(identities)
        if self._process.stdin:
            with suppress(OSError):  # git has stopped, and the missing answer shows it
                self._process.stdin.write("".join(f"{identity}\n" for identity in identities).encode())
                self._process.stdin.flush()

    def _answer(self) -> bytes | None:
        identity = self._asked.popleft()
        answers = self._process.stdout
        header = answers.readline().split() if answers else []
        if answers is None or not header:
            self._repository.run("cat-file", "-p", identity)  # fails too, and says why
            raise GitError(f"git stopped at {identity}")
        if len(header) != len(("id", "type", "size")):
            return None
        size = int(header[2])
        if size <= LARGEST_FILE:
            data = answers.read(size)
            answers.read(1)
            return data
        self.too_large.add(identity)
        left = size + 1
        while left and (piece := answers.read(min(left, BUFFER))):
            left -= len(piece)
        return None


def open_repository(folder: Path) -> Repository | Message:
    """Return the repository whose work tree contains a folder, or why there is none to read."""
    if shutil.which("git") is None:
        return msg("git is not installed here, so no history is shown; install it to see who recorded what, and when")
    # The path up never has a line end; the path of `shallow` may have one, so it comes last.
    asked = ("--is-inside-work-tree", "--is-shallow-repository", "--show-cdup", "--git-path", "shallow")
    try:
        found = os.fsdecode(run(folder, "rev-parse", *asked)).removesuffix("\n").split("\n", 3)
    except GitError as error:
        return _no_repository(str(error))
    if found[0] != "true":
        return msg("the ledger is not in a work tree of its git repository, so no history is shown")
    _, shallow, up, graft = found
    try:
        head = run(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode().strip()
    except GitError:
        head = None
    try:
        branch = run(folder, "symbolic-ref", "--quiet", "--short", "HEAD").decode("utf-8", "replace").strip()
    except GitError:
        branch = None
    cut: frozenset[str] = frozenset()
    if shallow == "true":
        try:
            cut = frozenset((folder / graft).read_text(encoding="ascii").split())
        except OSError:
            cut = frozenset()
    return Repository((folder / up).resolve(), head, branch, cut)


def _no_repository(reason: str) -> Message:
    if "dubious ownership" in reason:
        return msg(
            "git does not trust this folder, because it belongs to another user, so no history is shown; run `git "
            "config --global --add safe.directory` with its path"
        )
    if "not a git repository" in reason or not reason:
        return msg("the ledger is not in a git repository, so no history is shown; run `git init` and commit it")
    return msg("git cannot read this repository, so no history is shown: {reason}", reason=reason)
