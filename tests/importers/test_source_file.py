"""What is seen of a table before it is known what it is: its header, its columns, its sheets and its separator."""

import pytest

from client_ledger.importers.source_file import Export
from spreadsheets import xlsx


def csv_file(*lines: str) -> Export:
    return Export("export.csv", "\n".join(lines).encode())


def test_the_header_may_have_one_cell_less_than_the_rows_below_it():
    rows = ["1.3.2026;Acme;a;7,00;EUR", "2.3.2026;Acme;b;8,00;EUR", "3.3.2026;Acme;c;9,00;EUR"]
    header, below = csv_file("Statement;Account;DE00;;", "Day;Payer;Text;Sum;", *rows).preview(2)
    assert header == ["Day", "Payer", "Text", "Sum", ""]
    assert below == [row.split(";") for row in rows[:2]]


def test_the_header_of_two_or_three_columns_is_the_first_full_row():
    assert csv_file("Hours", "Day,Hours", "2026-03-02,1").preview(1) == (["Day", "Hours"], [["2026-03-02", "1"]])
    header, _ = csv_file("Hours;2026;", "Day;Hours;Task", "2026-03-02;1;Logo").preview(1)
    assert header == ["Day", "Hours", "Task"]


@pytest.mark.parametrize("lines", [[], ["Hello", "and goodbye"]])
def test_a_text_without_columns_has_no_header(lines: list[str]):
    assert csv_file(*lines).preview(3) == ([], [])


@pytest.mark.parametrize(
    ("count", "shown"),
    [(3, "its columns are C1, C2, C3"), (12, "C11, C12"), (13, "C11, C12, …"), (2, "it is a text without columns")],
)
def test_a_table_of_another_kind_is_described_by_its_first_columns(count: int, shown: str):
    described = csv_file(",".join(f"C{number}" for number in range(1, count + 1))).described()
    assert shown in described
    assert described.endswith(shown) or count < 3


@pytest.mark.parametrize(("length", "is_name"), [(40, True), (41, False)])
def test_a_sentence_is_no_name_of_a_column(length: int, is_name: bool):
    described = csv_file(f"Day,Sum,Payer,{'x' * length}", "Day,Sum,Payer").described()
    assert described == f"its columns are Day, Sum, Payer{', ' + 'x' * 40 if is_name else ''}"


@pytest.mark.parametrize("names", [["A"], ["A", "B"], ["A", "B", "C"]])
def test_each_of_several_sheets_is_a_part_of_its_own(names: list[str]):
    parts = Export("book.xlsx", xlsx({name: [[name, "x"]] for name in names})).parts()
    assert [list(part.sheets) for part in parts] == [[name] for name in names]


def test_a_separator_that_is_asked_for_is_that_of_a_text_and_not_of_a_spreadsheet():
    rows = [["date", "sum"], ["2026-03-02", "7"]]
    wanted = (("date",), ("sum",))
    assert Export("book.xlsx", xlsx({"A": rows})).table(*wanted, separator=";") is not None
    assert csv_file("date;sum", "2026-03-02;7").table(*wanted, separator=";") is not None
    assert csv_file("date,sum", "2026-03-02,7").table(*wanted, separator=";") is None
