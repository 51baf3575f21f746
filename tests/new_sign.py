"""Writes the files of a new sign, with texts that are still to be written: run by `python3 dev.py new-sign NAME`.

The result builds at once; tests/test_house.py names what is missing or still to be written.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLUGIN = ROOT / "plugins" / "client_ledger"
UNWRITTEN = "‹to be written›"
MODULE = '''"""{text}."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from client_ledger.signs.levels import Level, Limits, at_least
from client_ledger.signs.sign import Case, Evidence, Facts, Finding, Sign
from client_ledger.signs.timeline import Timeline
from client_ledger.signs.view import View
from client_ledger.text.message import msg


def measure(view: View, limits: Limits) -> Finding:
    """Count the records of the window that are meant: {text}."""
    found = [each for each in view.last(limits.window_days, view.timeline.requests) if each.text == "{text}"]
    return Finding(
        {{"{measure}": len(found)}},
        lambda: msg("{text}"),
        lambda: [Evidence(each.place, each.day, msg("“{{text}}”", text=each.text)) for each in reversed(found)],
    )


def _facts(_: Case) -> Facts:
    return {{"facts": []}}


def _reason(_: Case) -> None:
    return None


def _turns(timeline: Timeline, limits: Limits, _: date) -> Iterator[date]:
    yield from timeline.requests.edges(limits.window_days)


SIGN = Sign(
    name="{name}",
    measure=measure,
    limits=Limits(90, {{Level.watch: (at_least({measure}=1),)}}, weight=Fraction("2.5")),
    measures={{"{measure}": msg("{text}")}},
    rule=msg("{text}"),
    facts=_facts,
    reason=_reason,
    turns=_turns,
    event=True,
)
'''
PAGE = "# {title}\n\n## {means}\n\n{text}\n\n## {counts}\n\n{text}\n\n## {do}\n\n{text}\n"
ENGLISH = {"means": "What it means", "counts": "What counts", "do": "What to do"}
FRENCH = {"means": "Ce que cela veut dire", "counts": "Ce qui compte", "do": "Que faire"}
TEST = """from judging import REVIEWED, client, reading


def test_without_any_record_it_is_clear(tmp_path):
    assert reading(tmp_path, "{name}", client(REVIEWED))["level"] == "clear"  # {text}
"""


def files(name: str) -> dict[Path, str]:
    """Return the files of a new sign with their texts."""
    stem = name.replace("-", "_")
    title = name.replace("-", " ").capitalize()
    letter = f"{UNWRITTEN}\n\n{{name}}\n\n{{facts}}\n\n{UNWRITTEN}\n"
    signs = PLUGIN / "signs"
    return {
        signs / f"{stem}.py": MODULE.format(name=name, measure=stem, text=UNWRITTEN),
        signs / f"{stem}.md": PAGE.format(title=title, text=UNWRITTEN, **ENGLISH),
        signs / f"{stem}.fr.md": PAGE.format(title=title, text=UNWRITTEN, **FRENCH),
        PLUGIN / "letters" / "en" / f"{name}.txt": letter,
        PLUGIN / "letters" / "fr" / f"{name}.txt": letter,
        ROOT / "tests" / "signs" / f"test_{stem}.py": TEST.format(name=name, text=UNWRITTEN),
    }


def listed(text: str, name: str) -> str:
    """Return signs/__init__.py with a sign imported and at the end of SIGNS."""
    stem = name.replace("-", "_")
    start, end = text.index("import (\n") + len("import (\n"), text.index("\n)\nfrom")
    modules = sorted({*re.findall(r"\w+", text[start:end]), stem})
    text = text[:start] + "\n".join(f"    {module}," for module in modules) + text[end:]
    last = text.index("\n)\nBY_NAME")
    return f"{text[:last]}\n    {stem}.SIGN,{text[last:]}"


def main(arguments: list[str]) -> int:
    """Write a new sign's files and its line; return 2 when the name is none, or is taken."""
    name = arguments[0] if len(arguments) == 1 else ""
    wanted = files(name)
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name) or any(path.exists() for path in wanted):
        sys.stderr.write("Give one name that no sign has yet, such as ghosted-quotes.\n")
        return 2
    for path, text in wanted.items():
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    signs = PLUGIN / "signs" / "__init__.py"
    signs.write_text(listed(signs.read_text(encoding="utf-8"), name), encoding="utf-8")
    sys.stdout.write(f"{signs.relative_to(ROOT)}\nWrite what `python3 dev.py test tests/test_house.py` names.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
