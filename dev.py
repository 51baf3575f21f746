"""Run one task of a developer, from a fresh clone on: python3 dev.py TASK.

serve           show the sample ledger in a browser
build, docs     build the sample ledger's site, or the documentation's
test, check     run the tests; check style, types and imports
coverage, lowest, fuzz, mutate, bench    test harder, and measure speed
messages        update the catalogues of translations
pictures        draw the README's pictures again
new-sign NAME, new-importer NAME         write the files of a new sign or importer
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMPS = {False: VENV / "installed.sha256", True: VENV / "installed-for-developers.sha256"}
AT_ONCE = ("--numprocesses=2", "--dist=loadfile", "--no-loadscope-reorder")
PARTS_OF_BENCH = {"again", "ledgers", "spending", "years"}
MEASURED = ("book", "income", "judging", "leaving", "letters", "owed", "reminders", "signs")
SCRIPTS = ROOT / ".ci" / "scripts"
SCRIPT_FOLDERS = ("theme/client_ledger_theme/assets", "plugins/sealed_site/browser")


def fingerprint(*tables: str) -> str:
    """Return a digest of all that decides what is installed: these tables of pyproject.toml, Python and the place."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = {name: pyproject[name] for name in tables}
    parts["python"] = sys.version_info[:2]
    parts["root"] = str(ROOT)
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def set_up(*, for_developers: bool) -> None:
    """Make .venv and install the project, for developers with their tools, unless that has been done."""
    wanted = {False: fingerprint("build-system", "project")}
    wanted[True] = wanted[False] + fingerprint("dependency-groups")
    done = {kind: stamp.read_text(encoding="utf-8") if stamp.is_file() else "" for kind, stamp in STAMPS.items()}
    if done[for_developers] == wanted[for_developers] or (not for_developers and done[True].startswith(wanted[False])):
        return
    extras = ",".join(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"])
    pip = [str(BIN / "python"), "-m", "pip", "install", "--disable-pip-version-check"]
    if done[False] != wanted[False]:
        print("Setting up .venv (once, and again when dependencies change) …", flush=True)
        venv.create(VENV, with_pip=True, clear=True)
        subprocess.run([*pip, "--quiet", "--upgrade", "pip"], check=True)
        subprocess.run([*pip, "--editable", "."], check=True, cwd=ROOT)
        STAMPS[False].write_text(wanted[False], encoding="utf-8")
    if for_developers:
        print("Installing what developers need …", flush=True)
        subprocess.run([*pip, "--quiet", "--editable", f".[{extras}]", "--group", "dev"], check=True, cwd=ROOT)
        STAMPS[True].write_text(wanted[True], encoding="utf-8")


NEEDS_NO_TOOLS = {"serve", "build", "docs"}


def run(*command: str) -> int:
    """Run one command of the virtual environment and return its exit code."""
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    return subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, env=environment, check=False).returncode


def check() -> int:
    """Lint, check the format, the types, the direction of imports and the site's scripts; return 0 when all is well."""
    codes = [
        run("ruff", "check", "."),
        run("ruff", "format", "--check", "."),
        run("mypy"),
        run("lint-imports"),
        check_scripts(),
    ]
    return max(codes)


def lowest(arguments: list[str]) -> int:
    """Run the tests with the lowest version of each dependency that pyproject.toml allows, in .cache/lowest."""
    folder = ROOT / ".cache" / "lowest"
    venv.create(folder, with_pip=True, clear=True)
    python = str(folder / BIN.name / "python")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    compiled = folder / "lowest.txt"
    subprocess.run([*pip, "--upgrade", "pip", "uv"], check=True)
    uv = [python, "-m", "uv", "pip", "compile", "--quiet", "--resolution=lowest-direct", "--all-extras"]
    subprocess.run([*uv, "--python", python, "--output-file", str(compiled), "pyproject.toml"], check=True, cwd=ROOT)
    subprocess.run([*pip, "--requirement", str(compiled)], check=True)
    subprocess.run([*pip, "--constraint", str(compiled), "--editable", ".", "--group", "test"], check=True, cwd=ROOT)
    return subprocess.run([python, "-m", "pytest", *(arguments or AT_ONCE)], cwd=ROOT, check=False).returncode


def docs(arguments: list[str]) -> int:
    """Build docs/ as a site of its own, with the sample ledger beside it as a demonstration."""
    site = run("mkdocs", "build", "--strict", "--config-file", "docs.yml", *arguments)
    return site or run("mkdocs", "build", "--strict", "--site-dir", "site/docs/demo")


def check_scripts() -> int:
    """Lint the scripts that run in the browser and check their types.

    Where Node is missing this is skipped, with a word, unless all is required as in CI.
    """
    npm = shutil.which("npm")
    installed = SCRIPTS / "node_modules" / ".package-lock.json"
    lock = SCRIPTS / "package-lock.json"
    if npm and not (installed.is_file() and installed.stat().st_mtime >= lock.stat().st_mtime):
        subprocess.run([npm, "ci", "--silent", "--no-audit", "--no-fund"], cwd=SCRIPTS, check=False)
    if not npm or not installed.is_file():
        print("The browser's scripts were not checked: that needs Node and npm.", file=sys.stderr)
        return int(os.environ.get("CLIENT_LEDGER_REQUIRE_BROWSER") == "1")
    tools = SCRIPTS / "node_modules" / ".bin"
    lint = [str(tools / "biome"), "lint", f"--config-path={SCRIPTS}", "--error-on-warnings", *SCRIPT_FOLDERS]
    types = [str(tools / "tsc"), "--project", str(SCRIPTS)]
    return max(subprocess.run(command, cwd=ROOT, check=False).returncode for command in (lint, types))


def coverage() -> int:
    """Measure which branches the tests of the measured packages run; return 0 at or above the floor in pyproject.toml.

    Tests in a browser and those that seal a site take too long to be measured each time.
    """
    folders = [f"tests/{name}" for name in MEASURED]
    run("coverage", "erase")
    failed = run("coverage", "run", "-m", "pytest", "--quiet", *AT_ONCE, *folders)
    run("coverage", "combine", "--quiet")
    packages = ",".join(f"plugins/client_ledger/{name}/*" for name in MEASURED)
    return failed or run("coverage", "report", "--skip-covered", f"--include={packages}")


def bench(arguments: list[str]) -> int:
    """Run every script of bench/, or the ones named, and return the worst exit code."""
    names = [name for name in arguments if not name.startswith("-")]
    found = sorted(path for path in (ROOT / "bench").glob("*.py") if path.stem not in PARTS_OF_BENCH)
    scripts = [path for path in found if not names or path.stem in names]
    return max([run("python", str(script)) for script in scripts], default=2)


def main(arguments: list[str]) -> int:
    """Set everything up, run the named task and return its exit code."""
    tasks = {
        "serve": lambda rest: run("mkdocs", "serve", *rest),
        "build": lambda rest: run("mkdocs", "build", "--strict", *rest),
        "test": lambda rest: run("pytest", *(rest or AT_ONCE)),
        "check": lambda _: check(),
        "coverage": lambda _: coverage(),
        "mutate": lambda rest: run("python", "tests/mutation/mutate.py", *rest),
        "bench": bench,
        "fuzz": lambda rest: run("python", "tests/fuzz.py", *rest),
        "lowest": lowest,
        "docs": docs,
        "pictures": lambda _: run("python", "tests/pictures.py"),
        "messages": lambda _: run("python", "tests/catalogue.py"),
        "new-importer": lambda rest: run("python", "tests/new_importer.py", *rest),
        "new-sign": lambda rest: run("python", "tests/new_sign.py", *rest),
    }
    if not arguments or arguments[0] not in tasks:
        print(__doc__, file=sys.stderr)
        return 2
    if arguments[0] != "lowest":  # which makes an environment of its own
        set_up(for_developers=arguments[0] not in NEEDS_NO_TOOLS)
    return tasks[arguments[0]](arguments[1:])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
