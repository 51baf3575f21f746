"""What a CSV log may be called, and what its header and its rows may look like."""

from pathlib import Path

import pytest

from writing import CLIENT, CONTRACT, read_ledger


def read(folder: Path, log: str, name: str = "a.csv", at: str = "contracts/a.csv"):
    contract = CONTRACT.replace("rate: 50", f"rate: 50\nhours: {name}")
    files = {"clients/acme.md": CLIENT, "contracts/a.md": contract, at: log}
    ledger = read_ledger(folder, files)
    return ledger, [problem.line(problem.place.file) for problem in ledger.problems]


def test_a_log_may_lie_in_a_folder_beside_its_contracts(tmp_path):
    ledger, told = read(tmp_path, "date,hours\n2026-01-01,6\n", "../logs/a.csv", "logs/a.csv")
    assert told == []
    assert len(ledger.contracts["a"].hours) == 1


@pytest.mark.parametrize("name", ["/a.csv", "..\\a.csv", "a/../../../a.csv"])
def test_a_log_is_named_by_a_path_inside_the_ledger_folder_with_slashes(tmp_path, name):
    _, told = read(tmp_path, "date,hours\n", name)
    assert any("leaves the ledger folder (name a file inside it)" in line for line in told)


def test_a_first_row_with_an_open_quote_is_the_only_fault_of_a_log(tmp_path):
    _, (line,) = read(tmp_path, '"date,hours\n2026-01-01,6\n')
    assert line.startswith("contracts/a.csv:1:1: error[invalid-row]: this row is not CSV")


def test_a_quote_that_is_wrong_further_down_is_no_matter_of_semicolons(tmp_path):
    _, (line,) = read(tmp_path, 'date,hours\n2026-01-01,6\n"2026-01-01;6\n')
    assert line.startswith("contracts/a.csv:3:1: error[invalid-row]: this row is not CSV")


@pytest.mark.parametrize("header", ["date;hours", "date\thours", '"date";"hours"', '"date"\t"hours"'])
def test_columns_that_semicolons_or_tabs_separate_are_named(tmp_path, header):
    _, (line,) = read(tmp_path, f"{header}\n")
    said = "contracts/a.csv:1:1: error[invalid-header]: the columns are not separated by commas (save the file with"
    assert line.startswith(said)


def test_a_header_of_one_column_has_its_commas(tmp_path):
    _, (line,) = read(tmp_path, "date\n2026-01-01\n")
    assert line.startswith("contracts/a.csv:2:1: error[missing-field]: `hours.hours` is required")


def test_a_semicolon_in_one_of_several_columns_is_a_wrong_name(tmp_path):
    _, (line,) = read(tmp_path, "dat;e,hours\n")
    assert line.startswith("contracts/a.csv:1:1: error[unknown-key]: unknown key `dat;e`")


def test_a_header_whose_names_are_all_misspelt_is_still_a_header(tmp_path):
    _, told = read(tmp_path, "dat,hurs\n2026-01-01,6\n")
    assert [line.rpartition("(")[2] for line in told] == ["did you mean `date`?)", "did you mean `hours`?)"]


@pytest.mark.parametrize("log", ["", "2026-01-01,6\n"])
def test_a_header_row_is_shown_with_three_of_its_names(tmp_path, log):
    _, (line,) = read(tmp_path, log)
    assert line.endswith("(begin with a header row such as date,hours,task)")


def test_a_fault_behind_a_cell_of_two_lines_has_its_own_line_and_column(tmp_path):
    _, (line,) = read(tmp_path, 'date,task,hours\n2026-01-01,"two\nlines",six\n')
    assert line.startswith("contracts/a.csv:3:8: error[invalid-value]: hours.hours: 'six'")
