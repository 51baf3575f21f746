"""A ledger's problems as an editor shows them, file by file."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from lsprotocol import types

from client_ledger.frontmatter.problems import Problem
from client_ledger.judging.judgement import judge_project
from client_ledger.lsp.ledger_language import formatter_of
from client_ledger.lsp.workspace import Workspace
from client_ledger.project import Project
from client_ledger.text.message import Formatter

Diagnostics: TypeAlias = dict[Path, list[types.Diagnostic]]
SOURCE = "client-ledger"
EXTENT = re.compile(r""""(?:[^"\\]|\\.)*"|'[^']*'|[{\[].*[}\]]|.+?(?=[,}\]]|:(?:\s|$)|\s+#|\s*$)""")


def diagnostics(workspace: Workspace, project: Project) -> Diagnostics:
    """Return every problem of a ledger by file, notices included."""
    by_file: defaultdict[Path, list[Problem]] = defaultdict(list)
    for problem in judge_project(project).problems:
        by_file[Path(os.path.normpath(project.site.docs_dir / problem.place.file))].append(problem)
    formatter = formatter_of(project.site.path)
    return {path: file_diagnostics(workspace, path, problems, formatter) for path, problems in by_file.items()}


def file_diagnostics(
    workspace: Workspace, path: Path, problems: Sequence[Problem], formatter: Formatter
) -> list[types.Diagnostic]:
    """Return one file's problems."""
    lines = workspace.lines(path)
    return [
        types.Diagnostic(
            range=_range(workspace, lines, problem),
            message=problem.sentence(formatter),
            severity=types.DiagnosticSeverity.Error
            if problem.severity == "error"
            else types.DiagnosticSeverity.Information,
            code=problem.code,
            source=SOURCE,
        )
        for problem in problems
    ]


def _range(workspace: Workspace, lines: Sequence[str], problem: Problem) -> types.Range:
    """Return the word, the quoted text or the record that begins at a problem's place."""
    line, column = problem.place.line - 1, problem.place.column - 1
    match = EXTENT.match(lines[line], column) if line < len(lines) else None
    return workspace.units.range(lines, line, column, match.end() if match else column)
