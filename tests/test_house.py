"""What a newcomer may rely on: a sign in one place, every part under the rules of imports, templates one can read."""

import re
import tomllib
from pathlib import Path

import pytest

from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.model_fields import field_names
from client_ledger.letters.letter import LANGUAGES
from client_ledger.signs import SIGNS
from new_sign import UNWRITTEN

ROOT = Path(__file__).resolve().parent.parent
PLUGIN = ROOT / "plugins" / "client_ledger"
SIGN_FOLDER = PLUGIN / "signs"
THEME = ROOT / "theme" / "client_ledger_theme"
LONGEST_LINE = 160
SHOWING = "\n".join(
    path.read_text("utf-8")
    for path in [*THEME.rglob("*.html"), *(PLUGIN / "pages").glob("*.py"), *(PLUGIN / "leaving").glob("*.py")]
)
FIELDS = [(model, name) for model in (Client, Contract) for name in field_names(model)]
# Who pays for a client is for importing alone; the others are on the page as a day, an amount's sign and a note.
NOT_SHOWN = {"payers", "since", "currency", "credit_notes"}
# Smaller numbers count some of the signs.
NUMBERS = {8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve", 13: "thirteen"}
COUNTING = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "pyproject.toml", "mkdocs.yml")),
    *(ROOT / "docs").glob("*.md"),
    *(PLUGIN).rglob("*.py"),
    *THEME.rglob("*.html"),
]
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


@pytest.mark.parametrize("part", ["book", "signs", "judging", "income", "owed"])
def test_no_judgement_reads_the_clock(part):
    clock = re.compile(
        r"\b(?:datetime\.(?:now|today|utcnow)|date\.today|time\.(?:time|localtime))\(|(?m:^import time\b)"
    )
    found = [file.name for file in (PLUGIN / part).rglob("*.py") if clock.search(file.read_text("utf-8"))]
    assert found == [], "hand the day in"


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


@pytest.mark.parametrize(("model", "name"), FIELDS)
def test_every_field_of_a_client_and_a_contract_is_used_in_what_the_site_shows(model, name):
    used = re.search(rf"\b(?:{model.__name__.lower()}|it)\.{name}\b|\"{name}\"", SHOWING)
    assert used or name in NOT_SHOWN, f"show `{name}` of {model.__name__} on its page, or say here why not"


def test_a_text_that_counts_the_signs_counts_them_right():
    counting = re.compile(rf"\b({'|'.join(NUMBERS.values())})\s+(?:warning\s+)?signs\b", re.IGNORECASE)
    wrong = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in COUNTING
        for found in counting.finditer(path.read_text("utf-8"))
        if found[1].lower() != NUMBERS[len(SIGNS)]
    ]
    assert not wrong, f"there are {NUMBERS[len(SIGNS)]} signs now: {', '.join(wrong)}"


GUIDE = (ROOT / ".github" / "CONTRIBUTING.md").read_text("utf-8")
QUOTED = sorted(set(re.findall(r"`([^`\n]+)`", GUIDE)))
FILE = re.compile(r"[\w.]+(/[\w.]*)+|[\w.]+\.(py|md|toml|js|html|csv|yml)")
CODE = re.compile(r"[a-z_]+\(\)|[A-Z]\w+(\.[a-z_]+)?")
ROOTS = (ROOT, PLUGIN, ROOT / "plugins" / "sealed_site", THEME)


@pytest.mark.parametrize("name", [name for name in QUOTED if FILE.fullmatch(name)])
def test_every_file_that_the_guide_names_is_there(name):
    is_made = "NAME" in name or name == "seal/"
    assert is_made or any((root / name).exists() for root in ROOTS)


@pytest.mark.parametrize("name", [name for name in QUOTED if CODE.fullmatch(name) and not FILE.fullmatch(name)])
def test_every_name_of_the_code_that_the_guide_uses_is_in_it(name):
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "plugins").rglob("*.py"))
    plain = name.removesuffix("()").rpartition(".")[2]
    standard = {"Decimal", "Fraction", "KeyError", "NAME"}
    assert plain in standard or re.search(rf"^ *(def|class) {plain}\b|^{plain}\b.* = ", code, re.MULTILINE)


def test_every_task_and_folder_that_the_guide_names_is_there():
    tasks = set(re.findall(r"dev\.py ([a-z-]+)", GUIDE))
    offered = set(re.findall(r'^        "([a-z-]+)": ', (ROOT / "dev.py").read_text("utf-8"), re.MULTILINE))
    assert tasks == offered
    shown = re.findall(r"^  ([a-z_]+(?:/|\.py)) ", GUIDE, re.MULTILINE)
    parts = {path.name + ("/" if path.is_dir() else "") for path in PLUGIN.iterdir() if not path.name.startswith("_")}
    assert set(shown) >= parts - {"cache.py", "cli.py", "words.py", "scaffold/", "py.typed"}
    assert set(shown) <= parts


def test_the_guide_shows_the_layers_as_the_linter_has_them():
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = next(each["layers"] for each in linter["contracts"] if each["name"] == "The arrows point downwards")
    block = GUIDE.partition("## The layers")[2].split("```")[1]
    shown = [line.partition("   ")[0].strip() for line in block.strip().splitlines()]
    assert shown == [layer.replace("client_ledger.", "") for layer in layers]
