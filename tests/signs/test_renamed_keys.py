"""What edition 1 called otherwise is a problem that names the new key."""

from pathlib import Path

import pytest

from client_ledger.project import open_project
from writing import CLIENT, write_site


def found(folder: Path, signs: str) -> list[str]:
    client = CLIENT.replace("name: Acme\n", f"name: Acme\nsigns: {signs}\n")
    return [each.line(each.place.file) for each in open_project(write_site(folder, {"clients/acme.md": client})).errors]


@pytest.mark.parametrize(
    ("sign", "old", "new"),
    [("unpaid-hours", "effective_rate", "rate_share"), ("scope-creep", "extra_requests", "unsized_requests")],
)
@pytest.mark.parametrize("value", ["1", "90%"])
@pytest.mark.parametrize("level", ["warning", "critical"])
def test_a_renamed_limit_names_its_new_key_at_its_place(
    tmp_path: Path, sign: str, old: str, new: str, level: str, value: str
):
    (line,) = found(tmp_path, f"{{{sign}: {{{level}: {{{old}: {value}}}}}}}")
    message = f"error[renamed-key]: signs.{sign}.{level}: `{old}` has a new name"
    assert f"{message} (run `client-ledger upgrade`, or write `{new}`)" in line
