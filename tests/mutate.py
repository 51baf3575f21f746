"""Breaks a module in one small place after the other, and says which breaks no test finds: `python3 dev.py mutate`.

Nothing is written: each break is made in memory, in a process of its own that imports the module broken and runs
the tests beside it. Breaks that change nothing are in mutants.toml with the reason.
"""

from __future__ import annotations

import ast
import importlib.util
import multiprocessing
import os
import sys
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
PLUGINS = ROOT / "plugins"
EXPLAINED = Path(__file__).with_name("mutants.toml")
LONGEST = 300
BUILT_ON = {"signs": ["judging"], "book": ["signs", "judging"], "income": ["judging"]}
# What is broken where no module is named.
PACKAGES = ("signs", "judging", "income", "book", "importers", "history")
GUARDS = ("guard", "serving", "hosts", "secret_keys", "inspection")
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
class Mutant:
    """One break: its line, what stood there and what stands there instead."""

    line: int
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.line}: {self.before} → {self.after}"


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
        self.found: list[Mutant] = []
        self._number = number

    def visit(self, node: ast.AST) -> ast.AST:
        """Return a node, or what stands in its place; types and decorators are left as they are."""
        if isinstance(node, ast.arg):
            return node
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns", "decorator_list", "format_spec"}:
                continue
            if isinstance(value, list):
                value[:] = [self.visit(each) if isinstance(each, ast.AST) else each for each in value]
            elif isinstance(value, ast.AST):
                setattr(node, name, self.visit(value))
        if isinstance(node, ast.expr):
            for new in ways(node):
                self.found.append(Mutant(node.lineno, ast.unparse(node), ast.unparse(new)))
                if len(self.found) - 1 == self._number:
                    return ast.copy_location(new, node)
        return node


class Broken(MetaPathFinder, Loader):
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
        tree = Breaking(self._number).visit(ast.parse(self._file.read_text("utf-8")))
        exec(compile(ast.fix_missing_locations(tree), str(self._file), "exec"), module.__dict__)  # noqa: S102


def tests_of(file: Path) -> list[str]:
    """Return the tests that hold a module: those of its name first, then those of its package and what builds on it."""
    tests = ROOT / "tests"
    if (PLUGINS / "sealed_site") in file.parents:
        return [str(tests / "sealed_site" / f"test_{name}.py") for name in ("guards", "serving")]
    package = file.parent.name
    folders = [tests / name for name in (package, *BUILT_ON.get(package, ())) if (tests / name).is_dir()]
    return [str(path) for path in [*sorted(tests.rglob(f"test_{file.stem}*.py")), *folders]]


def survives(file: Path, number: int) -> None:
    """Run the tests against one break, and leave with 0 where they all pass."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    name = ".".join(file.relative_to(PLUGINS).with_suffix("").parts).removesuffix(".__init__")
    sys.meta_path.insert(0, Broken(name, file, number))
    sys.path.insert(0, str(ROOT / "tests"))
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", f"--rootdir={ROOT}"]
    os._exit(int(pytest.main([*options, *tests_of(file)])))


def main(arguments: list[str]) -> int:
    """Break the modules named, or all, and return 1 where a break was neither found nor explained."""
    default = [f"client_ledger/{name}" for name in PACKAGES] + [f"sealed_site/{name}.py" for name in GUARDS]
    chosen = [PLUGINS / name for name in arguments] or [PLUGINS / name for name in default]
    files = [each for path in chosen for each in (sorted(path.glob("*.py")) if path.is_dir() else [path])]
    explained = tomllib.loads(EXPLAINED.read_text("utf-8"))
    left = 0
    for file in files:
        shown = file.relative_to(PLUGINS).as_posix()
        breaking = Breaking()
        breaking.visit(ast.parse(file.read_text("utf-8")))
        survivors = []
        for number, mutant in enumerate(breaking.found):
            process = multiprocessing.get_context("fork").Process(target=survives, args=(file, number))
            process.start()
            process.join(LONGEST)
            if process.is_alive():
                process.kill()
            elif process.exitcode == 0 and f"{mutant.before} → {mutant.after}" not in explained.get(shown, {}):
                survivors.append(mutant)
        print(f"{shown}: {len(breaking.found)} breaks, {len(survivors)} not found", flush=True)
        for mutant in survivors:
            print(f"  {mutant}", flush=True)
        left += len(survivors)
    return int(left > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
