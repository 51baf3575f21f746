"""Sets one field of a record in place."""

from __future__ import annotations

import yaml

from client_ledger.editing.document import Edit, Refusal
from client_ledger.editing.front import Front, entry
from client_ledger.editing.lists import add_key


def set_field(front: Front, record: yaml.MappingNode, key: str, value: str) -> list[Edit]:
    """Return the edits that give a record's field a value; raise Refusal when it has one already."""
    found = entry(record, key)
    if found is None:
        return add_key(front, record, key, value)
    name, old = found
    if not isinstance(old, yaml.ScalarNode) or old.value.strip():
        raise Refusal(f"`{key}` has a value already")
    colon = front.document.text.index(":", front.end(name)) + 1
    return [Edit(colon, max(colon, front.end(old)), f" {value}")]
