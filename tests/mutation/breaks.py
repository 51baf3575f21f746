"""The small ways in which a module can be broken, and a module broken in one of them."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Break:
    """One break: its line, what stood there and what stands there instead, and the lines that run with it.

    A number or a yes and no says little alone, so `within` is the expression around it, empty for any other break.
    """

    line: int
    before: str
    after: str
    lines: range
    within: str = ""

    def __str__(self) -> str:
        return f"{self.line}: {self.change}"

    @property
    def change(self) -> str:
        """What stood there and what stands there instead."""
        change = f"{self.before} → {self.after}"
        return f"{change} in {self.within}" if self.within else change


def ways(node: ast.expr) -> Iterator[ast.expr]:
    """Yield what may stand in an expression's place."""
    new = deepcopy(node)
    match new:
        case ast.Compare(ops=[operator]) if type(operator) in COMPARED:
            new.ops = [COMPARED[type(operator)]()]
            yield new
        case ast.BoolOp():
            new.op = ast.Or() if isinstance(new.op, ast.And) else ast.And()
            yield new
        case ast.UnaryOp(op=ast.Not()):
            yield new.operand
        case ast.BinOp() if type(new.op) in COUNTED:
            new.op = COUNTED[type(new.op)]()
            yield new
        case ast.Constant(value=bool()):
            yield ast.Constant(not new.value)
        case ast.Constant(value=int()):
            yield ast.Constant(int(str(new.value)) + 1)
        case ast.Call(func=ast.Name(id=name)) if name in CALLED:
            new.func = ast.Name(CALLED[name], ast.Load())
            yield new


class Breaking(ast.NodeTransformer):
    """Breaks the place of one number in a module, and lists all there are."""

    def __init__(self, number: int = -1) -> None:
        self.found: list[Break] = []
        self._number = number
        self._lines = range(0)
        self._around: list[str] = []

    def visit(self, node: ast.AST) -> ast.AST:
        """Return a node, or what stands in its place; types and decorators are left as they are."""
        if isinstance(node, ast.arg):
            return node
        around = self._lines
        if isinstance(node, ast.stmt | ast.match_case):
            self._lines = _lines_of(node)
        self._visit_parts(node)
        if isinstance(node, ast.expr):
            within = self._around[-1] if isinstance(node, ast.Constant) and self._around else ""
            for new in ways(node):
                self.found.append(Break(node.lineno, ast.unparse(node), ast.unparse(new), self._lines, within))
                if len(self.found) - 1 == self._number:
                    self._lines = around
                    return ast.copy_location(new, node)
        self._lines = around
        return node

    def _visit_parts(self, node: ast.AST) -> None:
        says_more = isinstance(node, ast.expr | ast.keyword) and not isinstance(node, ast.UnaryOp | ast.Constant)
        if says_more:
            self._around.append(ast.unparse(node))
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns", "decorator_list", "format_spec"}:
                continue
            if name == "keywords" and _is_of_zip(node):  # what is strict there is true at all times
                continue
            if isinstance(value, list):
                value[:] = [self.visit(each) if isinstance(each, ast.AST) else each for each in value]
            elif isinstance(value, ast.AST):
                setattr(node, name, self.visit(value))
        if says_more:
            self._around.pop()


def _is_of_zip(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "zip"


def _lines_of(node: ast.stmt | ast.match_case) -> range:
    """Return the lines of a statement alone: of one that holds others, those of its head."""
    first = node.pattern.lineno if isinstance(node, ast.match_case) else node.lineno
    body: list[ast.stmt] = getattr(node, "body", [])
    if isinstance(node, ast.Match):
        return range(first, node.cases[0].pattern.lineno)
    if body:
        return range(first, max(body[0].lineno, first + 1))
    return range(first, (getattr(node, "end_lineno", None) or first) + 1)


def breaks_of(file: Path) -> list[Break]:
    """Return all the breaks of a module."""
    breaking = Breaking()
    breaking.visit(ast.parse(file.read_text("utf-8")))
    return breaking.found


def broken_code(file: Path, number: int) -> CodeType:
    """Return the code of a module broken in one place."""
    tree = Breaking(number).visit(ast.parse(file.read_text("utf-8")))
    assert isinstance(tree, ast.Module)
    return compile(ast.fix_missing_locations(tree), str(file), "exec")


class BrokenModule(MetaPathFinder, Loader):
    """Imports one module broken."""

    def __init__(self, name: str, file: Path, number: int) -> None:
        self._name, self._file, self._number = name, file, number

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:  # noqa: ARG002
        """Return where the module comes from."""
        if fullname != self._name:
            return None
        return importlib.util.spec_from_file_location(fullname, self._file, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        """Run the broken code."""
        exec(broken_code(self._file, self._number), module.__dict__)  # noqa: S102
