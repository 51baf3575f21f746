"""What a newcomer may rely on: a sign in one place, every part under the rules of imports, templates one can read."""

import tomllib
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
WITH_SITE = {"client_ledger.cli", "client_ledger.commands", "client_ledger.site"}


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


def test_every_part_of_the_plugin_is_under_the_rules_of_imports():
    parts = {path.stem for path in PLUGIN.iterdir() if (path / "__init__.py").is_file() or path.suffix == ".py"}
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    rules = {each["name"]: each for each in linter["contracts"]}
    layers = {part.strip() for layer in rules["The arrows point downwards"]["layers"] for part in layer.split("|")}
    named = {
        "layers": layers,
        "site": set(rules["Only the site knows MkDocs and Jinja"]["source_modules"]) | WITH_SITE,
        "git": set(rules["Only the history starts git"]["source_modules"]) | {"client_ledger.history"},
    }
    wanted = {f"client_ledger.{part}" for part in parts - {"__init__"}}
    assert {name: wanted - found for name, found in named.items()} == {key: set() for key in named}
