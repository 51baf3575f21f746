"""What the rows of a table become by one's own mapping."""

import pytest

from client_ledger.importers.importer import Options
from client_ledger.importers.mapped_rows import importer_of
from client_ledger.importers.mapping import as_yaml, read_mapping
from client_ledger.importers.source_file import Export
from importing import PARIS


def reading(mapping: str, table: str, **options):
    """Read a table by a mapping; columns are separated by commas."""
    importer = importer_of(read_mapping("own", mapping, "own.yml"))
    export = Export("own.csv", table.encode())
    assert importer.recognises(export)
    return importer.read(export, Options(PARIS, PARIS, **options))


def test_time_that_is_nothing_or_less_is_skipped_and_told_apart():
    found = reading(
        "becomes: hours\ncolumns: {date: D, hours: H, project: P}\n",
        "D,H,P\n2026-03-02,0,a\n2026-03-02,-1,b\n2026-03-03,1.5,c\n",
    )
    assert found.skipped == [(2, "it took no time"), (3, "its time is negative")]
    assert [(each.line, str(each.day), each.task) for each in found.items] == [(4, "2026-03-03", "c")]


BANK = "becomes: payments\ncolumns: {date: D, amount: {in: In, out: Out}, fee: F}\ncurrency: eur\n"


def test_money_in_is_a_payment_whatever_the_other_column_says():
    found = reading(BANK, "D,In,Out,F\n2026-03-02,70,0.00,\n2026-03-02,,5.00,\n2026-03-02,60,,-1.50\n2026-03-02,0,,\n")
    assert [(each.line, str(each.amount), each.currency, str(each.fee)) for each in found.items] == [
        (2, "70", "EUR", "0"),
        (4, "60", "EUR", "1.50"),
    ]
    assert found.skipped == [(3, "no money came in"), (5, "no money came in")]
    assert found.notes == []


@pytest.mark.parametrize(
    ("line", "asked", "day"),
    [("date_order: mdy\n", None, "2026-03-04"), ("date_order: mdy\n", "dmy", "2026-04-03"), ("", "mdy", "2026-03-04")],
)
def test_the_order_of_a_date_is_the_one_asked_for_or_else_the_mapping_s(line, asked, day):
    found = reading(f"{BANK}{line}", "D,In,Out,F\n03/04/2026,70,,\n", order=asked)
    assert [str(each.day) for each in found.items] == [day]


@pytest.mark.parametrize(
    ("line", "asked", "amounts"),
    [("decimal: ','\n", None, ["1.50"]), ("decimal: ','\n", ".", []), ("", ",", ["1.50"])],
)
def test_the_decimal_sign_is_the_one_asked_for_or_else_the_mapping_s(line, asked, amounts):
    found = reading(f"{BANK}{line}", 'D,In,Out,F\n2026-03-04,"1,50",,\n', decimal=asked)
    assert [str(each.amount) for each in found.items] == amounts


def test_an_invoice_is_paid_if_every_column_says_so():
    mapping = "becomes: invoices\ncolumns: {id: N, date: D, amount: A, paid: P}\npaid_if: {S: [paid, ok], T: 'yes'}\n"
    table = "N,D,A,P,S,T\n" + "".join(
        f"{number},2026-03-01,5,2026-03-09,{said}\n" for number, said in enumerate(("Paid,Yes", "paid,no", ",yes"), 1)
    )
    assert [(each.id, str(each.paid)) for each in reading(mapping, table).items] == [
        ("1", "2026-03-09"),
        ("2", "None"),
        ("3", "None"),
    ]


@pytest.mark.parametrize("becomes", ["messages", "requests"])
def test_only_what_the_client_wrote_is_read_where_the_sender_is_known(becomes):
    table = "D,T,W\n2026-03-02 09:00,Hello,Jo\n2026-03-02 09:01,Hi,Me\n"
    with_sender = f"becomes: {becomes}\ncolumns: {{date: D, text: T, from: W}}\n"
    found = reading(with_sender, table, senders=("JO",))
    assert ([each.line for each in found.items], found.skipped) == ([2], [(3, "it is not from the client")])
    assert [each.line for each in reading(with_sender.replace(", from: W", ""), table).items] == [2, 3]


def test_only_messages_bring_a_note_about_the_time_zone():
    for becomes, count in (("messages", 1), ("requests", 0)):
        mapping = f"becomes: {becomes}\ncolumns: {{date: D, text: T}}\n"
        assert len(reading(mapping, "D,T\n2026-03-02 09:00,Hello\n").notes) == count


@pytest.mark.parametrize(
    ("roles", "more", "text"),
    [
        ([("date", "Tag"), ("amount", "Sum")], {}, "becomes: payments\ncolumns:\n  date: Tag\n  amount: Sum\n"),
        (
            [("date", "Tag"), ("in", "Crédit"), ("out", "Débit"), ("text", "A"), ("text", "B")],
            {"separator": ";"},
            (
                "becomes: payments\ncolumns:\n  date: Tag\n  text:\n  - A\n  - B\n"
                "  amount:\n    in: Crédit\n    out: Débit\nseparator: ;\n"
            ),
        ),
        ([("in", "C"), ("date", "T")], {}, "becomes: payments\ncolumns:\n  date: T\n  amount:\n    in: C\n"),
        ([("out", "C"), ("date", "T")], {}, "becomes: payments\ncolumns:\n  date: T\n  amount:\n    out: C\n"),
    ],
)
def test_a_mapping_is_written_with_its_columns_in_order(roles, more, text):
    assert as_yaml("payments", roles, more) == text
