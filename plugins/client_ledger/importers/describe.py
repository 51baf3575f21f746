"""Describe the importers in the documentation and in `--help`, from the importers themselves."""

from __future__ import annotations

from collections import defaultdict

from client_ledger.importers import IMPORTERS


def table() -> str:
    """Return the table of docs/importing.md."""
    rows = [f"| `{each.name}` | {each.file} | {', '.join(each.becomes)} |" for each in IMPORTERS.values()]
    return "\n".join(["| kind | file | becomes |", "|---|---|---|", *rows]) + "\n"


def kinds() -> str:
    """Return the importers' names with the records that each makes, for `--help`."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for each in IMPORTERS.values():
        groups[" and ".join(each.becomes)].append(each.name)
    return "; ".join(f"{', '.join(names)} ({records})" for records, names in groups.items())
