"""The settings' file: where it is found, what it inherits, and what it takes from the environment."""

import pytest

from client_ledger.frontmatter.nodes import MapNode
from client_ledger.frontmatter.site_trees import NoSiteFile, find_site_file, locale_of, scalar_text, trees_of


def names(tree):
    return {name: scalar_text(node) for name, node in tree.entries.items()}


def test_the_nearest_settings_file_is_found(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "mkdocs.yaml").touch()
    assert find_site_file(tmp_path / "a" / "b") == tmp_path / "mkdocs.yaml"
    (tmp_path / "a" / "mkdocs.yaml").touch()
    (tmp_path / "a" / "mkdocs.yml").touch()
    assert find_site_file(tmp_path / "a" / "b") == tmp_path / "a" / "mkdocs.yml"


def test_a_settings_file_is_read_with_those_it_inherits_from_each_once(tmp_path):
    (tmp_path / "a").mkdir()
    site, base = tmp_path / "a" / "mkdocs.yml", tmp_path / "base.yml"
    site.write_text("INHERIT: ../base.yml\nsite_name: Ledger\n")
    base.write_text("INHERIT: a/mkdocs.yml\ntheme: {locale: fr}\n")
    found = list(trees_of(site, {}))
    assert [path for path, _ in found] == [site, base]
    assert names(found[0][1])["site_name"] == "Ledger"
    assert locale_of(site) == "fr"
    assert names(next(trees_of(site, {site: b"site_name: Draft"}))[1]) == {"site_name": "Draft"}


def test_a_theme_given_by_its_name_has_no_language(tmp_path):
    (tmp_path / "mkdocs.yml").write_text("theme: client-ledger\n")
    assert locale_of(tmp_path / "mkdocs.yml") == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b"a: 1\nb: c: d\n", ":2:5: error[invalid-yaml]: "),
        (b"a\n<<<<<<< HEAD\n", ":2:1: error[conflict-marker]: "),
        (b"a: \xff\n", ":1:4: error[not-utf-8]: "),
        (b"\n", " is empty"),
    ],
)
def test_a_settings_file_that_cannot_be_read_is_told_with_its_place(tmp_path, text, found):
    site = tmp_path / "mkdocs.yml"
    site.write_bytes(text)
    with pytest.raises(NoSiteFile) as error:
        list(trees_of(site, {}))
    assert str(error.value).startswith(f"{site}{found}")
    assert bool(error.value.unreadable) is (text != b"\n")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("!ENV LEDGER_SET", "yes"),
        ("!ENV [LEDGER_UNSET, LEDGER_SET]", "yes"),
        ("!ENV [LEDGER_SET, no]", "yes"),
        ("!ENV [LEDGER_UNSET, LEDGER_GONE, no]", "no"),
        ("!ENV [LEDGER_UNSET, no]", "no"),
        ("!ENV [LEDGER_UNSET]", ""),
        ("!ENV LEDGER_UNSET", ""),
        ("!other LEDGER_SET", "LEDGER_SET"),
    ],
)
def test_a_value_is_taken_from_the_first_variable_that_is_set_or_is_the_last_word(
    tmp_path, monkeypatch, written, value
):
    monkeypatch.setenv("LEDGER_SET", "yes")
    for name in ("LEDGER_UNSET", "LEDGER_GONE"):
        monkeypatch.delenv(name, raising=False)
    site = tmp_path / "mkdocs.yml"
    site.write_text(f"plugins:\n  - client-ledger: {{a: {written}}}\nb: {written}\n")
    [(_, tree)] = trees_of(site, {})
    assert names(tree)["b"] == value
    option = tree.entries["plugins"].items[0].entries["client-ledger"]
    assert isinstance(option, MapNode)
    assert names(option) == {"a": value}
