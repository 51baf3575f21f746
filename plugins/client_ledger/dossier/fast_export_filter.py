"""Thins out a stream of `git fast-export`: some files in some commits, and messages that are gone over."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO

from client_ledger.dossier.path_history import Lives

BRANCH = b"refs/heads/ledger"
NEXT = (b"blob\n", b"commit ", b"reset ", b"tag ", b"done\n", b"feature ")
Clean = Callable[[bytes], bytes]


@dataclass(slots=True)
class _Commit:
    """What the stream says of one commit: its mark, its id in the repository, and its lines by what they are."""

    mark: bytes = b""
    own: str = ""
    head: list[bytes] = field(default_factory=list)
    parents: list[bytes] = field(default_factory=list)
    files: list[bytes] = field(default_factory=list)


def thinned(stream: bytes, lives: Lives, clean: Clean) -> bytes:
    """Return a stream with the files of some lives alone, all commits on one branch, each message gone over.

    A commit that keeps no file and merges none is left out. The stream needs its original ids.
    """
    return b"".join(_Thinning(BytesIO(stream), lives, clean).run())


class _Thinning:
    def __init__(self, stream: BytesIO, lives: Lives, clean: Clean) -> None:
        self._stream = stream
        self._lives = lives
        self._clean = clean
        self._left_out: dict[bytes, bytes | None] = {}
        self._out: list[bytes] = []

    def run(self) -> list[bytes]:
        line = self._stream.readline()
        while line:
            if line == b"blob\n":
                self._out.append(line)
                line = self._blob()
            elif line.startswith(b"commit "):
                line = self._commit()
            else:
                line = self._stream.readline()
        return self._out

    def _blob(self) -> bytes:
        line = self._stream.readline()
        while not line.startswith(b"data "):
            if line.startswith(b"mark "):
                self._out.append(line)
            line = self._stream.readline()
        self._out.append(_data(self._read(line)))
        return self._stream.readline()

    def _commit(self) -> bytes:
        commit = _Commit()
        line = self._stream.readline()
        while line and not line.startswith(NEXT):
            self._take(commit, line)
            line = self._stream.readline()
        self._write(commit)
        return line

    def _take(self, commit: _Commit, line: bytes) -> None:
        word, _, rest = line.rstrip(b"\n").partition(b" ")
        match word:
            case b"mark":
                commit.mark = rest
            case b"original-oid":
                commit.own = rest.decode()
            case b"data":
                commit.head.append(_data(self._clean(self._read(line))))
            case b"from" | b"merge":
                commit.parents.append(rest)
            case b"M":
                self._keep(commit, line, rest.split(b" ", 2)[2])
            case b"D" if self._lives.loses(commit.own, unquoted(rest)):
                commit.files.append(line)
            case b"author" | b"committer" | b"encoding":
                commit.head.append(line)

    def _keep(self, commit: _Commit, line: bytes, path: bytes) -> None:
        """Keep a file of these lives; where another took the path of one, that one is gone from there."""
        if self._lives.holds(commit.own, unquoted(path)):
            commit.files.append(line)
        elif self._lives.loses(commit.own, unquoted(path)):
            commit.files.append(b"D %s\n" % path.rstrip(b"\n"))

    def _read(self, line: bytes) -> bytes:
        return self._stream.read(int(line.split()[1]))

    def _write(self, commit: _Commit) -> None:
        kept = (self._left_out.get(mark, mark) for mark in commit.parents)
        parents = list(dict.fromkeys(mark for mark in kept if mark))
        if not commit.files and len(parents) <= 1:
            self._left_out[commit.mark] = parents[0] if parents else None
            return
        if not parents:
            self._out.append(b"reset %s\n" % BRANCH)
        self._out += [b"commit %s\nmark %s\n" % (BRANCH, commit.mark), *commit.head]
        self._out += [b"%s %s\n" % (b"merge" if number else b"from", mark) for number, mark in enumerate(parents)]
        self._out += [*commit.files, b"\n"]


def _data(data: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(data), data)


def unquoted(path: bytes) -> bytes:
    """Return a path as git means it: one in quotes has escapes."""
    if not path.startswith(b'"'):
        return path
    return bytes(codecs.escape_decode(path[1:-1])[0])
