"""What is shipped: the plugin, the themes, the scaffold; and nothing of anyone's ledger."""

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MUST_HAVE = (
    "client_ledger/cli.py",
    "client_ledger/site/plugin.py",
    "client_ledger/signs/late_payments.md",
    "client_ledger/scaffold/en/mkdocs.yml",
    "client_ledger/scaffold/fr/mkdocs.yml",
    "client_ledger/scaffold/every/gitignore",
    "client_ledger/scaffold/every/editors/.obsidian/types.json",
    "client_ledger/py.typed",
    "client_ledger_theme/mkdocs_theme.yml",
    "client_ledger_theme/pages/home.html",
    "client_ledger_theme/assets/ledger.css",
    "sealed_site/__init__.py",
    "sealed_site/locales/fr/LC_MESSAGES/messages.mo",
    "sealed_site/browser/served/age.js",
    "sealed_site/browser/served/LICENSES.txt",
    "sealed_site/wordlist/eff_large_wordlist.txt",
)


@pytest.fixture(scope="module")
def archives(tmp_path_factory) -> tuple[list[str], list[str]]:
    out, project = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("copy") / "project"
    left_out = shutil.ignore_patterns(".venv", ".git", ".*_cache", "node_modules")
    shutil.copytree(ROOT, project, ignore=left_out, symlinks=True)
    private = project / "ledger" / "clients" / "private-and-untracked.md"
    private.write_text("---\nname: Private\n---\n", encoding="utf-8")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(project)]
    subprocess.run(build, check=True, capture_output=True)
    with zipfile.ZipFile(next(out.glob("*.whl"))) as wheel:
        wheel_names = wheel.namelist()
    with tarfile.open(next(out.glob("*.tar.gz"))) as sdist:
        sdist_names = [name.partition("/")[2] for name in sdist.getnames()]
    return wheel_names, sdist_names


def test_the_wheel_has_everything_that_runs(archives):
    wheel, _ = archives
    assert [name for name in MUST_HAVE if name not in wheel] == []
    entry_points = [name for name in wheel if name.endswith("entry_points.txt")]
    assert entry_points


def test_the_sdist_can_be_built_and_tested_again(archives):
    _, sdist = archives
    shipped = [f"theme/{name}" if name.startswith("client_ledger_theme") else f"plugins/{name}" for name in MUST_HAVE]
    assert [name for name in (*shipped, "pyproject.toml", "LICENSE", "README.md") if name not in sdist] == []


def test_nobodys_ledger_is_shipped(archives):
    for names in archives:
        assert not [name for name in names if name.startswith("ledger/") or "private-and-untracked" in name]
        assert not [name for name in names if name.startswith((".venv", "site/")) or "/node_modules/" in name]
        assert not [name for name in names if "__pycache__" in name]


def test_the_wheel_holds_only_its_packages(archives):
    wheel, _ = archives
    tops = {name.partition("/")[0] for name in wheel if ".dist-info/" not in name}
    assert tops == {"client_ledger", "client_ledger_theme", "sealed_site"}
