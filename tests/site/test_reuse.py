"""A build that takes over from the builds before it: what it writes is what a build with nothing kept writes."""

import tracemalloc
from datetime import datetime, timedelta
from importlib.metadata import version

import pytest
from mkdocs.config import load_config

from building import SITE, from_nothing, make, run, write
from client_ledger.cache import FOLDER, Cache
from client_ledger.site.incremental import surroundings
from client_ledger.site.incremental.site_key import site_key
from client_ledger.site.render import Renderer


@pytest.fixture
def folder(tmp_path):
    make(tmp_path / "mine")
    return tmp_path / "mine"


@pytest.fixture
def drawn(monkeypatch):
    """The pages that a build draws."""
    seen = []
    plain = Renderer.page

    def noted(self, inputs, page, html, files):
        seen.append(page.file.src_uri)
        return plain(self, inputs, page, html, files)

    monkeypatch.setattr(Renderer, "page", noted)
    return seen


def replace(folder, name, old, new):
    path = folder / "ledger" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_second_build_draws_and_judges_nothing_and_is_the_same(folder, drawn, monkeypatch):
    first = run(folder, folder / "site")
    assert drawn
    drawn.clear()
    monkeypatch.setattr("client_ledger.judging.judgement.judge_client", None)
    templates = Cache(folder / FOLDER, "templates").keys_by_name()
    assert run(folder, folder / "site") == first
    assert drawn == []
    assert Cache(folder / FOLDER, "templates").keys_by_name().items() >= templates.items()


@pytest.mark.parametrize("dirty", [False, True])
def test_after_an_edit_only_what_depends_on_it_is_drawn(folder, drawn, dirty):
    run(folder, folder / "site")
    drawn.clear()
    replace(folder, "clients/acme.md", "messages:\n", "messages:\n  - {at: 2026-11-19 10:00, text: Later}\n")
    found = run(folder, folder / "site", dirty=dirty)
    assert {"clients/acme.md", "contracts/acme-site.md", "exit/acme.md", "index.md", "clients/index.md"} <= {*drawn}
    others = {f"{kind}/{name}.md" for name in ("bolt", "cork") for kind in ("clients", "exit")}
    assert not {*drawn} & (others | {"contracts/bolt-site.md", "contracts/cork-site.md", "notes.md"})
    assert found == from_nothing(folder)


@pytest.mark.parametrize("config_nav", [None, ["index.md", {"People": ["clients/acme.md"]}]])
def test_a_navigation_of_ones_own_is_kept_too(folder, config_nav):
    changed = {"nav": config_nav} if config_nav else {}
    first = run(folder, folder / "site", **changed)
    assert run(folder, folder / "site", **changed) == first == from_nothing(folder, **changed)


@pytest.mark.parametrize(
    "changed",
    [
        {"site_name": "Yours"},
        {"use_directory_urls": False},
        {"site_url": "https://example.org/under/"},
        {"repo_url": "https://example.com/other"},
        {"theme": {"name": "client-ledger", "locale": "fr"}},
        {"theme": {"name": "mkdocs"}},
        {"markdown_extensions": ["def_list"]},
    ],
    ids=str,
)
def test_another_setting_is_seen(folder, changed):
    run(folder, folder / "site")
    assert run(folder, folder / "site", dirty=True, **changed) == from_nothing(folder, **changed)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("income_goal: 4000", "income_goal: 9000"),
        ("2026-11-20", "2026-11-21"),
        ("USD: 0.9", "USD: 0.8"),
        ("{as_of", "{signs: {late-payments: {grace_days: 200}}, as_of"),
        ("  - search\n", ""),
    ],
)
def test_another_option_is_seen(folder, old, new):
    run(folder, folder / "site")
    file = folder / "mkdocs.yml"
    file.write_text(SITE.replace(old, new), encoding="utf-8")
    assert run(folder, folder / "site", dirty=True) == from_nothing(folder)


@pytest.mark.parametrize("library", ["pygments", "pyyaml", "holidays"])
def test_with_another_version_of_a_library_every_page_is_drawn_again(folder, drawn, monkeypatch, library):
    run(folder, folder / "site")
    first = {*drawn}
    drawn.clear()
    monkeypatch.setattr(surroundings, "version", lambda name: "another" if name == library else version(name))
    monkeypatch.setattr(surroundings, "_versions", surroundings._versions.__wrapped__)  # noqa: SLF001 - not cached
    run(folder, folder / "site")
    assert {*drawn} == first


def test_evidence_may_be_larger_than_the_memory(folder):
    film = folder / "ledger/evidence/film.mp4"
    film.parent.mkdir()
    with film.open("wb") as file:
        file.truncate(64_000_000)
    config = load_config(str(folder / "mkdocs.yml"))
    tracemalloc.start()
    try:
        assert site_key(config, {})
        assert tracemalloc.get_traced_memory()[1] < 16_000_000
    finally:
        tracemalloc.stop()


def test_a_template_of_ones_own_is_seen_when_it_changes(folder):
    theme = {"theme": {"name": "client-ledger", "custom_dir": str(folder / "own")}}
    write(folder, {"own/main.html": "<h1>One</h1>"})
    run(folder, folder / "site", **theme)
    write(folder, {"own/main.html": "<h1>Two</h1>"})
    assert b"Two" in run(folder, folder / "site", dirty=True, **theme)["clients/acme/index.html"]


def test_a_link_that_leads_nowhere_is_told_in_every_build(folder, caplog):
    replace(folder, "clients/acme.md", "A note.", "See [nothing](nothing.md) and [a heading](../notes.md#nowhere).")
    for dirty in (False, False, True):
        caplog.clear()
        run(folder, folder / "site", dirty=dirty)
        assert "nothing.md" in caplog.text, dirty


@pytest.mark.parametrize("nav", [None, ["index.md", "notes.md", "clients/acme.md"]])
def test_a_link_to_a_heading_of_a_page_that_is_kept_is_not_told(folder, caplog, nav):
    changed = {"nav": nav} if nav else {}
    replace(folder, "notes.md", "# Notes", "# Notes\n\n## Plain words")
    replace(folder, "clients/acme.md", "A note.", "See [them](../notes.md#plain-words).")
    for text in ("See", "Look at", "Read"):
        run(folder, folder / "site", dirty=text == "Read", **changed)
        assert "anchor" not in caplog.text
        replace(folder, "clients/acme.md", "[them]", f"{text} [them]")


def test_reference_rates_of_ones_own_reach_the_letters_on_a_clients_page(folder):
    run(folder, folder / "site")
    replace(folder, "clients/acme.md", "since:", "country: DE\nsince:")
    run(folder, folder / "site")
    rates = "country,first_day,last_day,rate,points\nDE,2026-07-01,2026-12-31,7.77,9\n"
    write(folder, {"ledger/rates.csv": rates})
    assert run(folder, folder / "site") == from_nothing(folder)


def test_what_others_changed_in_the_site_is_mended(folder):
    whole = run(folder, folder / "site")
    (folder / "site/clients/acme/index.html").write_text("another")
    (folder / "site/clients/bolt/index.html").unlink()
    (folder / "site/assets/ledger.css").write_text("another")
    (folder / "site/source/clients/acme.md.html").unlink()
    assert run(folder, folder / "site", dirty=True) == whole


def test_a_build_with_dirty_leaves_alone_what_it_did_not_write(folder):
    run(folder, folder / "site")
    (folder / "site/CNAME").write_text("example.org")
    (folder / "ledger/clients/cork.md").rename(folder / "ledger/clients/cord.md")
    replace(folder, "contracts/cork-site.md", "client: cork", "client: cord")
    found = run(folder, folder / "site", dirty=True)
    assert found.pop("CNAME") == b"example.org"
    assert found == from_nothing(folder)
    assert not (folder / "site/clients/cork").exists()


class Read(Exception):
    """The ledger was read."""


def test_a_day_later_the_ledger_is_read_again(folder, monkeypatch):
    (folder / "mkdocs.yml").write_text(SITE.replace("as_of: 2026-11-20, ", ""), encoding="utf-8")
    run(folder, folder / "site")

    def reading(*_, **__):
        raise Read

    monkeypatch.setattr("client_ledger.site.whole.read_project", reading)
    run(folder, folder / "site")
    monkeypatch.setattr("client_ledger.site.incremental.outline.datetime", Tomorrow)
    with pytest.raises(Read):
        run(folder, folder / "site")


class Tomorrow(datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + timedelta(days=1)
