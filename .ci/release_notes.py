"""Print what the changelog says of a version: `release_notes.py v1.2.3`; fail where it says nothing."""

import re
import sys
from pathlib import Path

CHANGELOG = Path(__file__).parents[1] / "CHANGELOG.md"


def notes(text: str, tag: str) -> str:
    """Return what stands below a version's heading; raise SystemExit when the newest version is another."""
    found = re.search(r"^## \[(\d[^\]]*)\][^\n]*\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if found is None or f"v{found[1]}" != tag or not found[2].strip():
        raise SystemExit(f"the newest version of the changelog is {found[1] if found else 'none'}, not {tag}")
    return found[2].strip()


if __name__ == "__main__":
    sys.stdout.write(f"{notes(CHANGELOG.read_text('utf-8'), sys.argv[1])}\n")
