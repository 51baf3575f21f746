"""Scalars arrive as text and the field's type decides; every record knows where it stands."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from client_ledger.frontmatter.problems import Place
from writing import CLIENT, read_ledger


def one_client(folder: Path, front: str):
    ledger = read_ledger(folder, {"clients/acme.md": f"---\nname: Acme\n{front}\n---\nNote: the rest\n"})
    assert ledger.problems == ()
    return ledger.clients["acme"]


def one_contract(folder: Path, front: str):
    text = f"---\nclient: acme\ntitle: Site\nstage: active\n{front}\n---\n"
    ledger = read_ledger(folder, {"clients/acme.md": CLIENT, "contracts/a.md": text})
    assert ledger.problems == ()
    return ledger.contracts["a"]


def test_no_is_norway_and_null_is_not_given_but_in_quotes(tmp_path: Path):
    client = one_client(tmp_path, "country: NO\nsource: null\ncontact: ~")
    assert (client.country, client.source, client.contact) == ("NO", None, ())
    assert one_client(tmp_path, 'source: "null"').source == "null"


def test_money_is_exact_and_times_are_hours(tmp_path: Path):
    contract = one_contract(
        tmp_path, "billing: fixed\nvalue: 10.10\nhours_budget: 1:20\nplatform: {name: P, fee: 12.5%}\ndeposit: 30%"
    )
    assert contract.value == Decimal("10.10")
    assert contract.hours_budget == Fraction(4, 3)
    assert contract.platform is not None
    assert contract.platform.fee == Fraction(1, 8)
    assert contract.deposit == Fraction(3, 10)


def test_late_fees_are_numbers_of_percent(tmp_path: Path):
    contract = one_contract(tmp_path, "billing: hourly\nrate: 5\nlate_fee: {percent_per_month: 1.5, flat: 40}")
    assert contract.late_fee is not None
    assert contract.late_fee.percent_per_month == Fraction(15, 1000)


def test_empty_values_are_not_given(tmp_path: Path):
    client = one_client(tmp_path, "since:\ncontact: ''\nmessages:\nrequests: []\nsigns:")
    assert (client.since, client.contact, client.messages, client.requests, client.signs) == (None, (), (), (), None)


def test_every_word_for_yes_and_no_is_taken(tmp_path: Path):
    words = ["yes", "TRUE", "on", "no", "False", "off"]
    rows = "\n".join(f"  - {{at: 2026-05-08 10:0{n}, urgent: {word}}}" for n, word in enumerate(words))
    client = one_client(tmp_path, f"messages:\n{rows}")
    assert [message.urgent for message in client.messages] == [True, True, True, False, False, False]


def test_times_without_an_offset_are_the_freelancers_and_others_are_brought_to_it(tmp_path: Path):
    client = one_client(
        tmp_path,
        "messages:\n  - {at: 2026-05-08 22:41}\n  - {at: 2026-05-08 22:41:30Z}\n  - {at: 2026-05-08T18:00-04:00}",
    )
    assert [message.at.isoformat() for message in client.messages] == [
        "2026-05-08T22:41:00+02:00",
        "2026-05-09T00:41:30+02:00",
        "2026-05-09T00:00:00+02:00",
    ]


def test_records_know_their_line_in_flow_in_block_and_in_csv(tmp_path: Path):
    ledger = read_ledger(
        tmp_path,
        {
            "clients/acme.md": CLIENT,
            "contracts/a.md": (
                "---\nclient: acme\ntitle: Site\nstage: active\nbilling: hourly\nrate: 5\n"
                "hours:\n  - {date: 2026-01-01, hours: 6}\n  - date: 2026-01-02\n    hours: 2\n  - logs/h.csv\n---\n"
            ),
            "contracts/logs/h.csv": 'date,task,hours\n\n2026-01-03,"two\nlines",1\n2026-01-04,,2\n',
        },
    )
    assert ledger.problems == ()
    assert [hours.place for hours in ledger.contracts["a"].hours] == [
        Place("contracts/a.md", 8, 5),
        Place("contracts/a.md", 9, 5),
        Place("contracts/logs/h.csv", 3, 1),
        Place("contracts/logs/h.csv", 5, 1),
    ]
    assert ledger.contracts["a"].hours[2].task == "two\nlines"


def test_bom_crlf_and_blank_lines_above_change_nothing(tmp_path: Path):
    text = "\n---\nname: Acme\nincidents:\n  - {date: 2026-01-01, kind: insult}\n---\nBody\n"
    plain = read_ledger(tmp_path / "a", {"clients/acme.md": text})
    windows = read_ledger(tmp_path / "b", {"clients/acme.md": b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()})
    assert plain.problems == windows.problems == ()
    assert plain.clients["acme"] == windows.clients["acme"]
    assert plain.clients["acme"].incidents[0].place == Place("clients/acme.md", 5, 5)


def test_sub_folders_are_fine_and_an_index_is_an_ordinary_page(tmp_path: Path):
    ledger = read_ledger(
        tmp_path,
        {"clients/2024/acme.md": CLIENT, "clients/index.md": "# Clients\n", ".hidden/clients/x.md": "no"},
    )
    assert list(ledger.clients) == ["acme"]
    assert ledger.problems == ()
    assert ledger.pages["clients/index.md"].body == "# Clients\n"


def test_the_body_and_mkdocs_own_keys_reach_the_page(tmp_path: Path):
    ledger = read_ledger(
        tmp_path,
        {"clients/acme.md": "---\nname: Acme\nhide: [toc]\nextra: {anything: [1, {a: b}]}\n---\n    code\n\n---\n"},
    )
    assert ledger.problems == ()
    page = ledger.pages["clients/acme.md"]
    assert page.body == "    code\n\n---"
    assert page.meta == {"hide": ["toc"]}


def test_obsidians_own_keys_are_left_alone(tmp_path: Path):
    keys = "aliases: [Oldco, {a: b}]\ncssclasses:\n  - wide\npublish: false\npermalink: acme"
    assert one_client(tmp_path, keys).name == "Acme"
    assert one_contract(tmp_path, f"billing: hourly\nrate: 50\n{keys}").rate == 50
