"""Search finds a name in any script, with or without its accents, by whole words or what one has typed of them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from machine import missing

ROOT = Path(__file__).resolve().parents[2]
NAMES = {
    "osaka": "大阪商店ネット",
    "lodz": "Łódź Żubr",
    "istanbul": "Şişli Işıl Ağ",
    "lyon": "Bœuf à l’Ancienne",
    "berlin": "Weiße Füße GmbH",
    "hanoi": "Trần Đình Phúc",
    "kyiv": "Ґанок і Їжа",
    "cairo": "مكتبة السّلام",
    "haifa": "סטודיו גל",
    "bangkok": "ร้านกรุงเทพ",
    "athens": "Ναυτιλία Όσιος",
    "plain": "Plain Works",
}
CONTRACT = "---\nclient: {}\ntitle: Shop\nstage: active\nbilling: fixed\nvalue: 900\n---\n"


@pytest.fixture(scope="module")
def many_scripts(tmp_path_factory, serve):
    """A ledger with a client's name in each script, built and served."""
    folder = tmp_path_factory.mktemp("scripts")
    for kind in ("clients", "contracts"):
        (folder / "ledger" / kind).mkdir(parents=True)
    (folder / "ledger/index.md").write_text("# Home\n", encoding="utf-8")
    for identity, name in NAMES.items():
        (folder / f"ledger/clients/{identity}.md").write_text(f"---\nname: {name}\n---\n", encoding="utf-8")
    (folder / "ledger/contracts/shop.md").write_text(CONTRACT.format("plain"), encoding="utf-8")
    (folder / "mkdocs.yml").write_text(
        "site_name: Scripts\ndocs_dir: ledger\ntheme: {name: client-ledger}\n"
        "plugins: [search, client-ledger: {as_of: 2026-11-20}]\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=False)
    assert done.returncode == 0
    return serve(folder / "site")


def found(page, address, query):
    page.goto(f"{address}search.html?q={query}")
    page.locator(".results li, .seek [role=status]:not(:empty)").first.wait_for()
    return page.locator(".results a").all_inner_texts()


@pytest.mark.parametrize(
    ("client", "query"),
    [
        ("osaka", "大阪"),
        ("osaka", "商店"),
        ("osaka", "店"),
        ("osaka", "ネット"),
        ("lodz", "Żubr"),
        ("lodz", "lodz"),
        ("lodz", "ZUBR"),
        ("istanbul", "Işıl"),
        ("istanbul", "isil"),
        ("istanbul", "sisli ag"),
        ("lyon", "Bœuf"),
        ("lyon", "boeuf"),
        ("lyon", "boe"),
        ("berlin", "weisse"),
        ("berlin", "FUSSE"),
        ("berlin", "Füße"),
        ("hanoi", "Đình"),
        ("hanoi", "tran dinh"),
        ("kyiv", "Їжа"),
        ("kyiv", "ґанок"),
        ("cairo", "السلام"),
        ("haifa", "סטודיו"),
        ("bangkok", "กรุงเทพ"),
        ("athens", "οσιος"),
        ("athens", "ΌΣΙΟΣ"),
        ("plain", "wor"),
    ],
)
def test_a_client_is_found_by_its_name_as_people_type_it(visit, many_scripts, client, query):
    assert NAMES[client] in found(visit(), many_scripts, query)


def test_a_word_that_nobody_wrote_finds_nothing(visit, many_scripts):
    assert found(visit(), many_scripts, "京都") == []


def test_an_excerpt_marks_a_word_in_the_letters_it_was_written_with(visit, many_scripts):
    page = visit()
    found(page, many_scripts, "weisse")
    assert page.locator(".results mark").first.inner_text() == "Weiße"


def test_the_vendored_library_is_what_its_pinned_version_builds_byte_for_byte(tmp_path):
    npm = shutil.which("npm") or missing("there is no npm")
    shutil.copytree(ROOT / "theme/vendor", tmp_path / "vendor", ignore=shutil.ignore_patterns("node_modules"))
    for command in (
        ["install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"],
        ["run", "build", "--", "."],
    ):
        subprocess.run([npm, *command], cwd=tmp_path / "vendor", capture_output=True, check=True)
    shipped = ROOT / "theme/client_ledger_theme/assets/vendor/minisearch.js"
    assert (tmp_path / "vendor/minisearch.js").read_bytes() == shipped.read_bytes()
