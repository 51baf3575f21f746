"""What tests of all kinds share: a small ledger written in a test, judged, and one browser a file of tests."""

import os
import shutil
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import sync_playwright

import click_runner  # noqa: F401 - before any test imports click's runner
from client_ledger.judging.judgement import judge_project
from client_ledger.project import open_project
from machine import CHROMIUM_FLAGS, missing
from sealed_site.build_services import sign_of_service

# Tests build plain sites, and mean to, in CI as well.
while sign := sign_of_service(os.environ):
    del os.environ[sign]

# Tests expect English where they name no language.
os.environ["LC_ALL"] = "C.UTF-8"

# A slow machine fails no property, and CI tries the same examples each time.
settings.register_profile(
    "steady",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=os.environ.get("CLIENT_LEDGER_REQUIRE_BROWSER") == "1",
)
settings.load_profile("steady")

SLOWEST = ("browser", "walks", "sealed_site")


def pytest_collection_modifyitems(items):
    """Begin with the files that take longest, so that no process waits for the other at the end."""
    items.sort(key=lambda item: SLOWEST.index(name) if (name := item.path.parent.name) in SLOWEST else len(SLOWEST))


SITE = """\
site_name: My clients
docs_dir: ledger
plugins:
  - client-ledger:
      as_of: 2026-11-20
      income_goal: 4000
      target_rate: 70
      exchange_rates: {USD: 0.5}
"""


@pytest.fixture
def judged(tmp_path):
    """Return a function from front matters by path to the judgement of their ledger."""

    def judge(files, site=SITE):
        (tmp_path / "mkdocs.yml").write_text(site, encoding="utf-8")
        (tmp_path / "ledger").mkdir(exist_ok=True)
        for path, text in files.items():
            file = tmp_path / "ledger" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"---\n{dedent(text).strip()}\n---\n" if path.endswith(".md") else text, encoding="utf-8")
        project = open_project(tmp_path / "mkdocs.yml")
        assert not project.errors, [str(problem.message) for problem in project.errors]
        return judge_project(project)

    return judge


@pytest.fixture(scope="session")
def chromium():
    """Where Chromium is on this machine."""
    return shutil.which("chromium") or missing("there is no chromium")


@pytest.fixture(scope="module")
def playwright():
    """Playwright, for one file of tests: while it runs, no other event loop can on the same worker."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(chromium, playwright):
    """Chromium, started once a file of tests."""
    started = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
    yield started
    started.close()
