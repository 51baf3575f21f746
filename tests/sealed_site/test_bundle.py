"""The shipped JavaScript: built from pinned sources, small, and the same as in the repository."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from machine import missing
from sealed_site.served import frame, stock

BROWSER = Path(__file__).resolve().parents[2] / "plugins" / "sealed_site" / "browser"


@pytest.fixture(scope="module")
def npm() -> str:
    return shutil.which("npm") or missing("there is no npm")


def test_the_bundle_and_its_licences_are_what_the_pinned_sources_build_byte_for_byte(npm, tmp_path):
    shutil.copytree(BROWSER, tmp_path / "browser", ignore=shutil.ignore_patterns("node_modules", "served"))
    (tmp_path / "browser" / "served").mkdir()
    for command in (["install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"], ["run", "build"]):
        subprocess.run([npm, *command], cwd=tmp_path / "browser", capture_output=True, check=True)
    for name in ("age.js", "LICENSES.txt"):
        assert (tmp_path / "browser" / "served" / name).read_bytes() == stock(name)


def test_versions_are_exact_and_there_is_no_lock_file():
    package = json.loads((BROWSER / "package.json").read_text())
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert all(version[0].isdigit() for version in versions.values())
    assert list(BROWSER.glob("*lock*")) == []
    licences = stock("LICENSES.txt").decode()
    for name, version in package["dependencies"].items():
        assert f"{name} {version}" in licences


def test_all_javascript_together_is_at_most_100_kb():
    assert 50_000 < sum(len(data) for name, data in frame("/").items() if name.endswith(".js")) <= 100_000


def test_both_languages_say_everything(browser):
    page = browser.new_page()
    page.add_script_tag(content=stock("words.js").decode())
    keys = "(words) => [Object.keys(words), Object.keys(words.failure), Object.values(words.failure).every(Boolean)]"
    assert page.evaluate(f"({keys})(SEALED_WORDS.fr)") == page.evaluate(f"({keys})(SEALED_WORDS.en)")
    page.close()
