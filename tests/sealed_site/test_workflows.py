"""The workflows: well-formed, audited, pinned, and with no more rights than they use."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
CHECKER = shutil.which("check-jsonschema", path=Path(sys.executable).parent)
needs_checker = pytest.mark.skipif(CHECKER is None, reason="check-jsonschema needs a newer click than the product does")


def assert_valid(schema: str, paths: list[Path]) -> None:
    assert CHECKER
    command = [CHECKER, "--builtin-schema", f"vendor.{schema}", *paths]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stdout


def test_there_is_a_workflow_for_each_purpose():
    assert [path.stem for path in WORKFLOWS] == ["check", "docs", "platforms", "publish", "release"]


def test_zizmor_finds_nothing():
    program = Path(sys.executable).with_name("zizmor")
    command = [program, "--offline", "--no-progress", "--persona=pedantic", *WORKFLOWS]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stdout


@needs_checker
def test_they_follow_the_workflow_schema():
    assert_valid("github-workflows", WORKFLOWS)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_hash_and_no_secret_is_read(path):
    text = path.read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+) # v[\d.]+$", text, re.MULTILINE)
    assert len(used) == text.count("uses:")
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action) for action in used)
    assert "secrets." not in text
    assert yaml.safe_load(text)["permissions"] == {}


@needs_checker
@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("dependabot", ["dependabot.yml"]),
        ("github-issue-forms", ["ISSUE_TEMPLATE/problem.yml", "ISSUE_TEMPLATE/judgement.yml"]),
    ],
)
def test_what_the_host_reads_follows_its_schema(schema, files):
    assert_valid(schema, [ROOT / ".github" / file for file in files])
