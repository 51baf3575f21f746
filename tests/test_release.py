"""A release is what the changelog says it is: its version, and its notes."""

import importlib.util
import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CHANGELOG = "# Changelog\n\n## [1.2.0] - 2027-01-02\n\n### Added\n\n- Tea.\n\n## [1.1.0] - 2026-01-02\n\n- Coffee.\n"


@pytest.fixture(scope="module")
def release_notes():
    spec = importlib.util.spec_from_file_location("release_notes", ROOT / ".ci/release_notes.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_notes_of_a_release_are_its_part_of_the_changelog(release_notes):
    assert release_notes.notes(CHANGELOG, "v1.2.0") == "### Added\n\n- Tea."


@pytest.mark.parametrize("tag", ["v1.1.0", "v1.3.0", "1.2.0"])
def test_a_tag_that_is_not_the_newest_version_of_the_changelog_makes_no_release(tag: str, release_notes):
    with pytest.raises(SystemExit, match=r"the newest version of the changelog is 1\.2\.0"):
        release_notes.notes(CHANGELOG, tag)


def test_the_version_is_the_newest_that_the_changelog_names():
    source = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["version"]
    found = re.search(source["pattern"], (ROOT / source["path"]).read_text("utf-8"), re.MULTILINE)
    assert found
    assert found["version"] == version("mkdocs-client-ledger")
