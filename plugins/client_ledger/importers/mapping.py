"""Read any CSV file by a mapping of its columns, in `imports/NAME.yml` beside mkdocs.yml."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import yaml

from client_ledger.book.validate import plain
from client_ledger.frontmatter.document import EditRefused
from client_ledger.frontmatter.nodes import MapNode
from client_ledger.frontmatter.problems import nearest
from client_ledger.frontmatter.reader import Source, read_text, without_controls
from client_ledger.frontmatter.tree import parse
from client_ledger.importers.dates import Order
from client_ledger.importers.importer import Becomes
from client_ledger.importers.source_file import Export
from client_ledger.importers.table import Columns, Table, column_name
from client_ledger.text.cli_language import cli_formatter, tr

FOLDER = "imports"
KEYS = (
    *("becomes", "columns", "title", "file", "date_order", "decimal", "separator", "skip", "negate", "currency"),
    "sum_by_id",
    "paid_if",
)
NESTED = frozenset({"columns", "skip", "paid_if"})
REQUIRED: dict[Becomes, tuple[str, ...]] = {
    "payments": ("date", "amount"),
    "hours": ("date", "hours"),
    "invoices": ("id", "date", "amount"),
    "messages": ("date",),
    "requests": ("date", "text"),
}
OPTIONAL: dict[Becomes, tuple[str, ...]] = {
    "payments": ("payer", "text", "id", "currency", "fee", "iban"),
    "hours": ("text", "client", "project", "id"),
    "invoices": ("total", "tax", "due", "paid", "client", "currency"),
    "messages": ("text", "from"),
    "requests": ("text", "from"),
}
ORDERS = ("dmy", "mdy", "ymd")
YES = frozenset({"yes", "true", "on"})


@dataclass(frozen=True)
class CsvMapping:
    """The meaning of a CSV file's columns; column names are compared after `column_name`.

    `columns` has the names for each role; an amount in two columns has the roles `in` and `out`, an invoice's amount
    with taxes the role `total`. `paid_if` has the values that mean an invoice is paid in full.
    """

    name: str
    becomes: Becomes
    columns: Mapping[str, Columns]
    title: str
    file: str
    date_order: Order | None
    decimal: str | None
    separator: str | None
    skip: Mapping[str, frozenset[str]]
    negate: bool
    currency: str
    sum_by_id: bool
    paid_if: Mapping[str, frozenset[str]]

    def table(self, export: Export) -> Table | None:
        """Return the file's table if it has every column of the mapping, else None."""
        names = {name for names in self.columns.values() for name in names}
        names |= self.skip.keys() | self.paid_if.keys()
        return export.table(*((name,) for name in sorted(names)), separator=self.separator)

    def of(self, *roles: str) -> Columns:
        """Return the columns for some roles."""
        return tuple(name for role in roles for name in self.columns.get(role, ()))


def read_mapping(name: str, text: str, file: str) -> CsvMapping:
    """Return a mapping from its text; raise EditRefused if it has a fault."""
    tree = _tree(text, file)
    for key, value in tree.items():
        if key not in KEYS:
            meant = nearest(str(key), KEYS)
            if meant:
                raise EditRefused(
                    tr("{file}: there is no `{key}` (did you mean `{meant}`?)", file=file, key=key, meant=meant)
                )
            raise EditRefused(tr("{file}: there is no `{key}`", file=file, key=key))
        if key not in NESTED and not isinstance(value, str):
            raise EditRefused(tr("{file}: `{key}` takes one value", file=file, key=key))
    becomes = tree.get("becomes")
    if becomes not in REQUIRED:
        raise EditRefused(tr("{file}: `becomes` must be one of {names}", file=file, names=", ".join(REQUIRED)))
    order, decimal = tree.get("date_order"), tree.get("decimal")
    if order is not None and order not in ORDERS:
        raise EditRefused(tr("{file}: `date_order` must be one of {names}", file=file, names=", ".join(ORDERS)))
    if decimal is not None and decimal not in {".", ","}:
        raise EditRefused(tr("{file}: `decimal` must be . or ,", file=file))
    separator = {"tab": "\t", "\\t": "\t"}.get(tree.get("separator", ""), tree.get("separator"))
    return CsvMapping(
        name,
        cast("Becomes", becomes),
        _columns(tree.get("columns"), cast("Becomes", becomes), file),
        str(tree.get("title", "")),
        str(tree.get("file", "")),
        cast("Order | None", order),
        decimal,
        separator,
        _values(tree, "skip", file),
        str(tree.get("negate", "")).casefold() in YES,
        str(tree.get("currency", "")).upper(),
        str(tree.get("sum_by_id", "")).casefold() in YES,
        _values(tree, "paid_if", file),
    )


def _tree(text: str, file: str) -> dict[str, Any]:
    source = Source(file)
    node, faults = parse(without_controls(source, text))
    for fault in faults:
        source.fault(fault.mark, fault.code, fault.message, fault.hint)
    if source.problems:
        raise EditRefused("\n".join(problem.line(file, cli_formatter()) for problem in source.problems))
    if not isinstance(node, MapNode):
        raise EditRefused(tr("{file}: write `becomes:` and `columns:`", file=file))
    return cast("dict[str, Any]", plain(node))


def _values(tree: Mapping[str, Any], key: str, file: str) -> dict[str, frozenset[str]]:
    """Return the values of some columns, in lower case."""
    return {
        column_name(column): frozenset(value.casefold() for value in _texts(values, file, key))
        for column, values in _map(tree.get(key, {}), file, key).items()
    }


def _map(value: object, file: str, key: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise EditRefused(
            tr("{file}: `{key}` takes names and values, as in `{key}: {{name: value}}`", file=file, key=key)
        )
    return value


def _texts(value: object, file: str, key: str) -> list[str]:
    texts = value if isinstance(value, list) else [value]
    if not all(isinstance(each, str) and each.strip() for each in texts):
        raise EditRefused(tr("{file}: `{key}` takes a name, or a list of names", file=file, key=key))
    return [str(each) for each in texts]


def _columns(value: object, becomes: Becomes, file: str) -> dict[str, Columns]:
    given = dict(_map(value, file, "columns"))
    amount = given.get("amount")
    if isinstance(amount, dict):
        if not amount or set(amount) - {"in", "out"}:
            raise EditRefused(tr("{file}: write an `amount` in two columns as {{in: COLUMN, out: COLUMN}}", file=file))
        del given["amount"]
        given |= amount
    known = (*REQUIRED[becomes], *OPTIONAL[becomes], *(("in", "out") if becomes == "payments" else ()))
    for role in given:
        if role not in known:
            raise EditRefused(
                tr(
                    "{file}: the `columns` of {becomes} are {names}; there is no `{role}`",
                    file=file,
                    becomes=becomes,
                    names=", ".join(known),
                    role=role,
                )
            )
    if names := missing_roles(becomes, given):
        raise EditRefused(tr("{file}: {names} missing in `columns`", file=file, names=names))
    return {role: tuple(column_name(each) for each in _texts(names, file, role)) for role, names in given.items()}


def missing_roles(becomes: Becomes, given: Collection[str]) -> str:
    """Return the columns that these records need and that are not given, as code."""
    instead = "in" in given or "total" in given
    missing = (role for role in REQUIRED[becomes] if role not in given and not (role == "amount" and instead))
    return ", ".join(f"`{role}`" for role in missing)


def own_mappings(site_folder: Path) -> Iterator[CsvMapping]:
    """Yield the mappings beside a mkdocs.yml, sorted by name."""
    for path in sorted((site_folder / FOLDER).glob("*.yml")):
        file = f"{FOLDER}/{path.name}"
        text, problems = read_text(path, file)
        if text is None:
            raise EditRefused("\n".join(problem.line(file, cli_formatter()) for problem in problems))
        yield read_mapping(path.stem, text, file)


def shipped_mappings() -> list[CsvMapping]:
    """Return the mappings that come with the program, sorted by name."""
    folder = files("client_ledger.importers") / "mappings"
    found = sorted((each for each in folder.iterdir() if each.name.endswith(".yml")), key=lambda each: each.name)
    return [read_mapping(each.name.removesuffix(".yml"), each.read_text(encoding="utf-8"), each.name) for each in found]


def as_yaml(becomes: Becomes, roles: Sequence[tuple[str, str]], more: Mapping[str, str]) -> str:
    """Return a mapping's text: each role with its column, in the order given; roles given twice have a list."""
    columns: dict[str, list[str]] = {}
    for role, column in roles:
        columns.setdefault(role, []).append(column)
    tree: dict[str, object] = {"becomes": becomes, "columns": {}}
    written: dict[str, object] = {role: found[0] if len(found) == 1 else found for role, found in columns.items()}
    if "in" in written or "out" in written:
        written["amount"] = {role: written.pop(role) for role in ("in", "out") if role in written}
    tree["columns"] = written
    return yaml.safe_dump(tree | dict(more), sort_keys=False, allow_unicode=True)
