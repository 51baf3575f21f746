"""A sign in one place: each has its file, its page and its letter in each language, its test, and its line in SIGNS."""

from pathlib import Path

import pytest

from client_ledger.letters.letter import LANGUAGES
from client_ledger.signs import SIGNS

ROOT = Path(__file__).resolve().parent.parent
PLUGIN = ROOT / "plugins" / "client_ledger"
SIGN_FOLDER = PLUGIN / "signs"
UNWRITTEN = "‹to be written›"
THEME = ROOT / "theme" / "client_ledger_theme"
LONGEST_LINE = 160


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.name)
def test_a_sign_has_one_name_in_every_place(sign):
    missing = [str(path.relative_to(ROOT)) for path in files_of(sign) if not path.is_file()]
    assert not missing, f"write {', '.join(missing)} for the sign {sign.name}"


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.name)
def test_a_sign_has_all_its_texts_written(sign):
    unwritten = [str(path.relative_to(ROOT)) for path in files_of(sign) if UNWRITTEN in path.read_text("utf-8")]
    assert not unwritten, f"write the texts marked {UNWRITTEN} in {', '.join(unwritten)}"


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.name)
def test_a_sign_names_all_that_its_limits_are_on(sign):
    limited = {condition.measure for groups in sign.limits.rules.values() for group in groups for condition in group}
    unnamed = sorted(limited - set(sign.measures))
    assert not unnamed, f"name {', '.join(unnamed)} under `measures` in the sign {sign.name}"


def test_every_sign_that_is_written_is_shown():
    written = {path.stem for path in SIGN_FOLDER.glob("*.py") if "\nSIGN = " in path.read_text("utf-8")}
    listed = {sign.name.replace("-", "_") for sign in SIGNS}
    assert written == listed, f"add {', '.join(sorted(written - listed))} to SIGNS in signs/__init__.py"


def files_of(sign):
    """All the files of a sign."""
    stem = sign.name.replace("-", "_")
    return [
        SIGN_FOLDER / f"{stem}.py",
        SIGN_FOLDER / f"{stem}.md",
        SIGN_FOLDER / f"{stem}.fr.md",
        ROOT / "tests" / "signs" / f"test_{stem}.py",
        *(PLUGIN / "letters" / language / f"{sign.name}.txt" for language in LANGUAGES),
    ]


@pytest.mark.parametrize("file", sorted(THEME.rglob("*.html")), ids=lambda file: file.relative_to(THEME).as_posix())
def test_no_line_of_a_template_is_too_long_to_read(file):
    long = [number for number, line in enumerate(file.read_text("utf-8").split("\n"), 1) if len(line) > LONGEST_LINE]
    assert long == []
