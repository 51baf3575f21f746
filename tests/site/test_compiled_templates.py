"""Templates are compiled once for all ledgers of a user; what is lost, damaged or unwritable only takes time."""

import os
import time
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from client_ledger.site import theme
from client_ledger.site.theme import UNUSED, CompiledTemplates


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Where the compiled templates are kept."""
    monkeypatch.setattr(theme, "user_cache_path", lambda *_names, **_options: tmp_path)
    return tmp_path / "templates"


def drawn(text: str, *settings: str, currency: str = "EUR") -> str:
    environment = Environment(
        loader=DictLoader({"page.html": text}), autoescape=True, bytecode_cache=CompiledTemplates(*settings)
    )
    environment.filters["money"] = lambda value: f"{value} {currency}"
    return environment.get_template("page.html").render()


def files(kept: Path) -> list[Path]:
    return sorted(kept.rglob("*.cache"))


def test_a_template_is_compiled_again_only_when_its_text_changes(kept):
    assert drawn("one") == "one"
    (file,) = files(kept)
    first = file.stat().st_mtime_ns, file.stat().st_ino
    assert drawn("one") == "one"
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == first
    assert drawn("two") == "two"
    assert file.stat().st_ino != first[1]


def test_what_jinja_computed_for_one_currency_is_not_shown_for_another(kept):
    text = "{{ 5|money }}"
    assert [drawn(text, code, currency=code) for code in ("EUR", "USD", "EUR")] == ["5 EUR", "5 USD", "5 EUR"]
    assert len(files(kept)) == 2


@pytest.mark.parametrize("damage", [b"", b"j2", None])
def test_a_damaged_file_is_compiled_again(kept, damage):
    drawn("one")
    (file,) = files(kept)
    file.write_bytes(file.read_bytes()[:20] + b"\xff" * 9 if damage is None else damage)
    assert drawn("one") == "one"
    assert drawn("one") == "one"


def test_a_folder_that_cannot_be_made_stops_nothing(kept):
    kept.write_text("a file in its place")
    assert drawn("one") == "one"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps other users out of a user's folders itself")
def test_nobody_else_can_put_code_among_the_templates(kept):
    before = os.umask(0)
    try:
        drawn("one")
    finally:
        os.umask(before)
    (folder,) = kept.iterdir()
    assert [path.stat().st_mode & 0o077 for path in (folder, *files(kept))] == [0, 0]


def test_what_nothing_has_used_for_three_months_is_removed(kept):
    drawn("one", "old")
    (old,) = kept.iterdir()
    drawn("one", "recent")
    long_ago = time.time() - UNUSED - 1
    os.utime(old, (long_ago, long_ago))
    drawn("one", "now")
    assert not old.exists()
    assert len(files(kept)) == 2
