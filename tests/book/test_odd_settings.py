"""Settings that cannot be read are reported with their place, and the others count."""

import pytest

from client_ledger.project import open_project
from two_clients import OPTIONS, project, told
from writing import CLIENT, write_site

IN_A_MAP, IN_A_LIST = "{client-ledger: {timezone: Europe/Paris}}", "[client-ledger: {timezone: Europe/Paris}]"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("exchange_rates: {GBP: 1,17}", "'17' is not a currency"),
        ("working_hours: {mon-fri: 09:00-12:30, 14:00-18:00}", "'14:00-18:00' is not a day of the week"),
    ],
)
def test_a_comma_in_the_settings_loses_nothing(tmp_path, options, said):
    assert any(said in line for line in told(project(tmp_path, {}, f"{OPTIONS}\n{options}")))


def test_a_day_and_a_currency_without_a_value_are_not_given(tmp_path):
    found = project(tmp_path, {}, f"{OPTIONS}\nworking_hours: {{mon: 09:00-17:00, tue: }}\nexchange_rates: {{USD: }}")
    assert told(found) == []
    assert found.settings.exchange_rates == {}


def test_a_share_of_more_than_the_whole_is_no_limit(tmp_path):
    (line,) = told(project(tmp_path, {}, f"{OPTIONS}\nsigns: {{late-payments: {{watch: {{late_share: 20}}}}}}"))
    assert "is more than 100%" in line
    assert not told(project(tmp_path, {}, f"{OPTIONS}\nsigns: {{unpaid-hours: {{warning: {{rate_share: 120%}}}}}}"))


@pytest.mark.parametrize(
    ("plugins", "codes"),
    [
        ([IN_A_MAP], []),
        ([IN_A_MAP, IN_A_MAP], ["split-settings"]),
        ([IN_A_MAP, IN_A_MAP, IN_A_LIST], ["split-settings"]),
        ([IN_A_MAP, IN_A_LIST], []),
        ([IN_A_LIST, IN_A_MAP], []),
    ],
    ids=["nothing inherited", "a map and a map", "and a list below", "a list below a map", "a list above a map"],
)
def test_settings_are_refused_where_mkdocs_would_add_inherited_ones_to_them(tmp_path, plugins, codes):
    write_site(tmp_path, {"clients/acme.md": CLIENT})
    names = ["mkdocs.yml", "base.yml", "lowest.yml"][: len(plugins)]
    for name, below, listed in zip(names, [*names[1:], ""], plugins, strict=True):
        inherited = f"INHERIT: {below}\n" if below else ""
        text = f"site_name: A\ndocs_dir: ledger\n{inherited}plugins: {listed}\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert [problem.code for problem in open_project(tmp_path / "mkdocs.yml").errors] == codes


@pytest.mark.parametrize(("signs", "codes"), [("", []), ("{}", []), ("late", ["wrong-type"]), ("[a]", ["wrong-type"])])
def test_the_settings_of_signs_are_a_map_or_not_given(tmp_path, signs, codes):
    assert [problem.code for problem in project(tmp_path, {}, f"{OPTIONS}\nsigns: {signs}").problems] == codes


def test_a_setting_with_a_fault_leaves_the_others_as_written(tmp_path):
    found = project(tmp_path, {}, f"{OPTIONS}\nincome_goal: much\ntarget_rate: 70")
    assert [problem.code for problem in found.errors] == ["invalid-value"]
    assert (found.settings.timezone, found.settings.target_rate, found.settings.income_goal) == (
        "Europe/Paris",
        70,
        None,
    )


@pytest.mark.parametrize("options", ["EUR", "[a]"])
def test_settings_that_are_no_map_are_told(tmp_path, options):
    write_site(tmp_path, {"clients/acme.md": CLIENT})
    site = f"site_name: A\ndocs_dir: ledger\nplugins:\n  - client-ledger: {options}\n"
    (tmp_path / "mkdocs.yml").write_text(site, encoding="utf-8")
    (problem,) = open_project(tmp_path / "mkdocs.yml").errors
    assert (problem.code, problem.place.line) == ("wrong-type", 4)


@pytest.mark.parametrize(
    ("options", "place"),
    [
        ("working_hours:\n  mon: 09:00-17:00\n  tue: 9-17", "13:14"),
        ("days_off:\n  - 2026-12-24\n  - 2026-13-01", "13:11"),
        ("exchange_rates:\n  USD: 0.9\n  gbp: 1", "13:9"),
    ],
)
def test_a_fault_within_a_map_or_a_list_has_its_own_place(tmp_path, options, place):
    (line,) = told(project(tmp_path, {}, f"{OPTIONS}\n{options}"))
    assert f"mkdocs.yml:{place}:" in line
