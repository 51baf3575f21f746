"""One name everywhere: a sign has its file, its page in each language, its test, and its weight."""

from pathlib import Path

import pytest

from client_ledger.judging.verdict import WEIGHTS
from client_ledger.signs import SIGNS

ROOT = Path(__file__).resolve().parent.parent
SIGN_FOLDER = ROOT / "plugins" / "client_ledger" / "signs"
NOT_SIGNS = {"__init__", "limits", "measures", "sign", "view", "worktime"}


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.name)
def test_a_sign_has_one_name_in_every_place(sign):
    stem = sign.name.replace("-", "_")
    wanted = [
        SIGN_FOLDER / f"{stem}.py",
        SIGN_FOLDER / f"{stem}.md",
        SIGN_FOLDER / f"{stem}.fr.md",
        ROOT / "tests" / "signs" / f"test_{stem}.py",
    ]
    missing = [str(path.relative_to(ROOT)) for path in wanted if not path.is_file()]
    assert not missing, f"write {', '.join(missing)} for the sign {sign.name}"
    assert sign.name in WEIGHTS, f"give {sign.name} a weight in plugins/client_ledger/verdict.py"


def test_every_sign_that_is_written_is_shown():
    written = {path.stem for path in SIGN_FOLDER.glob("*.py")} - NOT_SIGNS
    listed = {sign.name.replace("-", "_") for sign in SIGNS}
    assert written == listed, f"add {', '.join(sorted(written - listed))} to SIGNS in signs/__init__.py"
