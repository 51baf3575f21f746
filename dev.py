"""Everything a developer does, from a fresh clone: python3 dev.py serve | build | test | check | bench | messages."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "dependencies.sha256"


def fingerprint() -> str:
    """Return a digest of all that decides what is installed: the dependencies and entry points."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = {name: pyproject[name] for name in ("build-system", "project", "dependency-groups")}
    parts["python"] = sys.version_info[:2]
    parts["root"] = str(ROOT)
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def set_up() -> None:
    """Make .venv and install the project into it, unless nothing has changed since the last time."""
    wanted = fingerprint()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    print("Setting up .venv (once, and again when dependencies change) …", flush=True)
    venv.create(VENV, with_pip=True, clear=True)
    pip = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--upgrade", "pip"], check=True)
    extras = ",".join(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"])
    subprocess.run([*pip, "--editable", f".[{extras}]", "--group", "dev"], check=True, cwd=ROOT)
    STAMP.write_text(wanted, encoding="utf-8")


def run(*command: str) -> int:
    """Run one command of the virtual environment and return its exit code."""
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    return subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, env=environment, check=False).returncode


def check() -> int:
    """Lint, check the format, the types and the direction of imports; return 0 when all is well."""
    codes = [
        run("ruff", "check", "."),
        run("ruff", "format", "--check", "."),
        run("mypy"),
        run("lint-imports"),
    ]
    return max(codes)


def bench(arguments: list[str]) -> int:
    """Run every script of bench/, or the ones named, and return the worst exit code."""
    names = [name for name in arguments if not name.startswith("-")]
    found = sorted(path for path in (ROOT / "bench").glob("*.py") if path.stem not in {"again", "ledgers", "spending"})
    scripts = [path for path in found if not names or path.stem in names]
    return max([run("python", str(script)) for script in scripts], default=2)


def main(arguments: list[str]) -> int:
    """Set everything up, run the named task and return its exit code."""
    tasks = {
        "serve": lambda rest: run("mkdocs", "serve", *rest),
        "build": lambda rest: run("mkdocs", "build", "--strict", *rest),
        "test": lambda rest: run("pytest", *(rest or ["--numprocesses=2", "--dist=loadfile"])),
        "check": lambda _: check(),
        "bench": bench,
        "messages": lambda _: run("python", "tests/catalogue.py"),
    }
    if not arguments or arguments[0] not in tasks:
        print(__doc__, file=sys.stderr)
        return 2
    set_up()
    return tasks[arguments[0]](arguments[1:])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
