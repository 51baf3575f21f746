"""CSVs that are read by a mapping: those that come with the program, and one's own."""

from pathlib import Path

import pytest

from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers.mapped_rows import importer_of
from client_ledger.importers.mapping import own_mappings, read_mapping
from importing import FIXTURES, hours, ledger, read, run, written


def money(kind: str) -> list[tuple[str, str, str]]:
    items = read(kind, (FIXTURES / f"{kind}.csv").read_bytes()).items
    return [(str(each.day), str(each.amount), each.currency) for each in items]


def test_solidtime():
    assert hours(read("solidtime", (FIXTURES / "solidtime.csv").read_bytes())) == [
        ("2026-03-02", "1:20", "Design: Header"),
        ("2026-03-02", "0.75", "Calls"),
    ]


def test_freshbooks_items_are_added_up_before_taxes():
    bills = read("freshbooks", (FIXTURES / "freshbooks.csv").read_bytes()).items
    assert [(each.id, str(each.amount), each.vat, str(each.paid or "")) for each in bills] == [
        ("FB-1", "625.00", "20%", "2026-03-20"),
        ("FB-2", "80.00", "0%", ""),
    ]


def test_zoho_says_the_sum_with_taxes_in_the_row_of_each_item():
    reading = read("zoho", (FIXTURES / "zoho.csv").read_bytes())
    assert [(each.id, str(each.amount), each.vat, str(each.due), str(each.paid or "")) for each in reading.items] == [
        ("INV-000101", "530.00", "20%", "2026-04-01", "2026-03-20"),
        ("INV-000103", "180.00", "", "2026-04-08", ""),
    ]
    assert reading.skipped == [(4, "its invoice status is Void")]


def test_fiverr():
    assert money("fiverr") == [("2026-03-20", "70.00", "USD")]


def test_n26():
    assert money("n26") == [("2026-03-20", "70.00", "EUR")]
    (income,) = read("n26", (FIXTURES / "n26.csv").read_bytes()).items
    assert (income.payer, income.iban, income.reference) == ("ACME GmbH", "DE89370400440532013000", "Rechnung 0009")


def test_revolut():
    assert money("revolut") == [("2026-03-20", "70.00", "EUR")]


def test_sparkasse():
    assert money("sparkasse") == [("2026-03-20", "1200.50", "EUR")]


BANK = "becomes: payments\ncolumns: {date: Tag, amount: {in: Crédit, out: Débit}, payer: Tiers, text: [Libellé, Réf]}\n"


def test_an_amount_may_stand_in_two_columns():
    mapping = read_mapping("bank", BANK, "imports/bank.yml")
    assert (mapping.of("in"), mapping.of("text")) == (("crédit",), ("libellé", "réf"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("columns: {}", "`becomes` must be one of"),
        ("becomes: payments\ncolumn: {date: D}", "did you mean `columns`?"),
        ("becomes: payments\ncolumns: {date: D}", "`amount` missing in `columns`"),
        ("becomes: payments\ncolumns: {date: D, amount: {into: A}}", "{in: COLUMN, out: COLUMN}"),
        ("becomes: hours\ncolumns: {date: D, hours: H, payer: P}", "there is no `payer`"),
        ("becomes: payments\ndecimal: ;\ncolumns: {date: D, amount: A}", "`decimal` must be"),
        ("becomes: [\n", "imports/x.yml:2:1: error[invalid-yaml]: this is not YAML"),
        ("becomes: payments\nskip: {S: [a]}\nskip: {S: [b]}", "imports/x.yml:3:1: error[duplicate-key]"),
        ("becomes: pay\x1b[2Jments", "imports/x.yml:1:13: error[invalid-character]"),
        ("becomes: [payments]", "`becomes` takes one value"),
        ("becomes: payments\nseparator: {a: b}", "`separator` takes one value"),
        ("- a", "write `becomes:`"),
    ],
)
def test_what_is_wrong_in_a_mapping_is_said(text: str, why: str):
    with pytest.raises(EditRefused, match=r"imports/x\.yml") as refusal:
        read_mapping("x", text, "imports/x.yml")
    assert why in str(refusal.value)


def test_a_mapping_in_another_encoding_is_told_with_its_place(tmp_path: Path):
    (tmp_path / "imports").mkdir()
    (tmp_path / "imports/x.yml").write_bytes("becomes: payments\ncolumns: {date: Opéré, amount: A}".encode("cp1252"))
    with pytest.raises(EditRefused, match=r"imports/x\.yml:2:19: error\[not-utf-8\]"):
        list(own_mappings(tmp_path))


def test_payoneer():
    assert money("payoneer") == [("2026-03-20", "1200.50", "USD")]
    reading = read("payoneer", (FIXTURES / "payoneer.csv").read_bytes())
    assert (reading.items[0].id, reading.items[0].reference) == ("1001", "Payment from ACME Ltd\nInvoice 0007")
    assert [why for _, why in reading.skipped] == ["no money came in", "its status is Pending"]


def test_payoneer_short():
    assert money("payoneer-short") == [("2026-05-28", "70.00", "EUR")]


def test_asana_tasks_are_requests_for_no_author_is_named():
    asked = read("asana", (FIXTURES / "asana.csv").read_bytes()).items
    assert [(str(each.day), each.text) for each in asked] == [
        ("2026-03-02", "Make the logo bigger"),
        ("2026-03-04", "Two more pages, in French"),
    ]


def test_two_equal_requests_of_one_day_are_both_there_and_imported_once(tmp_path: Path):
    text = (FIXTURES / "asana.csv").read_text(encoding="utf-8").splitlines()
    file = tmp_path / "asana.csv"
    file.write_text("\n".join([text[0], text[1], text[1].replace("1201", "1203"), ""]), encoding="utf-8")
    site_file = ledger(tmp_path)
    assert "added 2" in run(site_file, "asana", file).output
    assert "added 0, 2 already there" in run(site_file, "asana", file).output
    assert written(site_file)["contracts/acme-site-requests.csv"].count(b"Make the logo bigger") == 2


@pytest.mark.parametrize(
    ("line", "title"),
    [("title: My bank\n", "My bank"), ("", "'bank' (imports/bank.yml)"), ("title: ''\n", "'bank' (imports/bank.yml)")],
)
def test_files_of_a_mapping_are_called_by_its_title_or_else_by_its_file(line: str, title: str):
    mapping = read_mapping("bank", f"becomes: payments\n{line}columns: {{date: Day, amount: Sum}}\n", "bank.yml")
    assert importer_of(mapping).title == title


def test_a_mapping_negates_and_adds_up_only_if_it_says_so():
    text = "becomes: payments\ncolumns: {date: D, amount: A}\n"
    for more, negate, sum_by_id in (
        ("", False, False),
        ("negate: Yes\n", True, False),
        ("sum_by_id: on\n", False, True),
    ):
        found = read_mapping("own", f"{text}{more}", "own.yml")
        assert (found.negate, found.sum_by_id) == (negate, sum_by_id)


@pytest.mark.parametrize("names", ["[D, '']", "[' ']", "[D, [E]]", "[[D], [E]]"])
def test_a_column_is_a_name_or_a_list_of_names(names: str):
    with pytest.raises(EditRefused, match="`date` takes a name, or a list of names"):
        read_mapping("own", f"becomes: payments\ncolumns: {{date: {names}, amount: A}}\n", "own.yml")
