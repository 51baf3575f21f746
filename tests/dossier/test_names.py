"""Names of others are left out however they are written, and common words stay."""

import json
from datetime import date
from decimal import Decimal
from html import escape
from unicodedata import normalize

import pytest

from acting import client, contract, judged, ledger
from client_ledger.dossier.earlier_names import Called
from client_ledger.dossier.other_parties import others as others_of
from client_ledger.dossier.redacted_names import DiscreetSpeaker, Names
from client_ledger.dossier.redaction import Discretion
from client_ledger.text.message import Amount, Formatter, Label, msg

DAY = "2026-03-01"
QUOTED = 'Bob & Sons\' L’Atelier "Q"'


@pytest.mark.parametrize(
    "text",
    [
        QUOTED,
        QUOTED.upper(),
        escape(QUOTED),
        json.dumps(QUOTED, ensure_ascii=False),
        QUOTED.replace('"', '""'),
        QUOTED.replace("'", "''"),
        QUOTED.replace(" ", "\n  "),
        QUOTED.replace("’", "'"),
        QUOTED.replace('"', "“"),
    ],
)
def test_a_name_is_left_out_in_whatever_form_it_is_written(text):
    assert Names([QUOTED]).leave_out(f"said {text} then").strip('" ') in ("said […] then", 'said "[…]" then')


@pytest.mark.parametrize("text", ["Jörn", normalize("NFD", "Jörn"), "JÖRN", "jorn"])
def test_accents_make_no_difference(text):
    assert Names(["Jörn"]).leave_out(f"by {text}, who") == "by […], who"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("bob-site", "[…]"),
        ("bob_site.csv", "[…].csv"),
        ("Bob Site", "[…]"),
        ("2024bob-site2", "2024[…]2"),
        ("bob-sites", "bob-sites"),
    ],
)
def test_gaps_make_no_difference_and_parts_of_words_are_none(text, after):
    assert Names(["bob-site"]).leave_out(text) == after


def test_what_looks_like_a_name_in_a_checksum_stays():
    assert Names(["bea"]).leave_out("9bea4 of bea_2") == "9bea4 of […]_2"


def of_acme(folder, *names):
    files = ledger(
        client("contact: Ann Lee"),
        contract("title: Web site"),
        bea=client("contact: Will Marsh-Öberg", 'name: "Festival of Lights"').replace("name: Acme\n", ""),
    )
    files["contracts/shop.md"] = contract("client: bea", "title: Shop")
    files["contracts/spring-fair.md"] = contract("client: bea", "title: Booths at the Spring Fair")
    return others_of(judged(folder, files, DAY), "acme", names)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Will Marsh-Öberg wrote", "[…] wrote"),
        ("Marsh wrote", "[…] wrote"),
        ("marsh@example.org, OBERG", "[…]@example.org, […]"),
        ("Will wrote that he will", "[…] wrote that he will"),
        ("the Lights went out, the lights did not", "the […] went out, the lights did not"),
        ("bea, Bea and a beach", "[…], […] and a beach"),
        ("see spring-fair and the booths at the spring fair", "see […] and the […]"),
        ("the shop, the web site, Ann Lee", "the shop, the web site, Ann Lee"),
        ("my neighbour Ruth", "my neighbour […]"),
    ],
)
def test_others_are_known_by_their_names_words_and_ids_but_not_by_common_words(tmp_path, text, after):
    assert of_acme(tmp_path, "Ruth").leave_out(text) == after


def test_files_are_called_otherwise_and_each_still_by_its_own_path():
    paths = ["ledger/evidence/bob/a.txt", "ledger/evidence/ann/a.txt", "ledger/clients/acme.md"]
    found = Discretion(Names(["bob", "ann"]), "ledger/", paths)
    assert [found.path(path) for path in paths] == [
        "ledger/evidence/left-out/a-2.txt",
        "ledger/evidence/left-out/a.txt",
        "ledger/clients/acme.md",
    ]
    assert found.data({"name": "Bob Ltd", "signs": [{"file": "evidence/bob/a.txt", "text": "by ann", "count": 3}]}) == {
        "name": "[…] Ltd",
        "signs": [{"file": "evidence/left-out/a-2.txt", "text": "by ann", "count": 3}],
    }


def test_folders_of_the_format_are_called_as_ever_and_others_are_not():
    found = Discretion(Names(["evidence", "bob", "contracts"]), "bob/ledger/", ())
    assert found.place("evidence/the-evidence.txt") == "left-out/ledger/evidence/the-left-out.txt"
    assert found.data({"file": "contracts/bob.md"}) == {"file": "contracts/left-out.md"}


def test_what_was_recorded_is_left_out_of_a_sentence_and_the_programs_own_words_and_days_are_not():
    found = DiscreetSpeaker(Formatter(), Names(["may", "invoice", "share", "2026", "late"]), ["evidence/may.png"])
    said = msg(
        "invoice {id} of {amount}, due {due}, {sign}; {share}",
        id="Invoice of May",
        amount=Amount(Decimal(2026), "EUR"),
        due=date(2026, 5, 10),
        sign=Label("late-payments"),
        share=msg("share of {names}", names=("May", 2026, Label("late"), msg("{text}", text="late"))),
    )
    assert found.format(said) == (
        "invoice […] of […] of 2,026.00 EUR, due 2026-05-10, late payments; share of […], 2,026, late and […]"
    )
    assert found.value("`evidence/may.png`") == "`evidence/may.png`"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("---\ntask: Task of task\n---\n", "---\ntask: […] of […]\n---\n"),
        (
            "  - {sign: late-payments, text: too late, task: by Task}",
            "  - {sign: late-payments, text: too […], task: by […]}",
        ),
        ("name: late\nsign: late payer\n", "name: […]\nsign: […] payer\n"),
        ("date,hours,task\n2026-05-10,3,Task\n", "date,hours,task\n2026-05-10,3,[…]\n"),
        ("My task: be late\n", "My […]: be […]\n"),
    ],
)
def test_a_file_of_records_keeps_the_words_of_the_format(text, after):
    assert Discretion(Names(["task", "late"]), "", ()).records(text) == after


def test_without_names_nothing_is_left_out():
    assert Names(()).leave_out("All of it") == "All of it"
    assert Names(("", " ")).leave_out("All of it") == "All of it"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("EY paid, ey-chat.png, EY_2", "[…] paid, ey-chat.png, […]_2"),
        ("they keyed HEY in; Ey", "they keyed HEY in; Ey"),
    ],
)
def test_a_name_of_two_letters_is_left_out_as_it_is_written(text, after):
    assert Names(["EY"]).leave_out(text) == after


def beside(folder, others, own="", given=()):
    """What names these other clients, in a ledger that has client `acme` besides."""
    files = ledger(client(own) if own else client(), contract("title: Web site"))
    for identity, lines in others.items():
        name, *more = lines.split("\n")
        files[f"clients/{identity}.md"] = client(name, *more).replace("name: Acme\n", "")
    return others_of(judged(folder, files, DAY), "acme", given)


NIKE = {"nike": "name: The Nike Fit of France SAS"}
EY = {"ey": "name: EY\ncontact: 'Jo Li, jo.li@ey.io, +33 6 12 34 56 78'"}


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Nike pays less; NIKE and nike too", "[…] pays less; […] and […] too"),
        ("Fit for France, fit for the french", "[…] for […], fit for the french"),
        ("The SAS of the Acme", "The SAS of the Acme"),
    ],
)
def test_words_of_a_clients_name_are_left_out_but_for_articles_and_legal_forms(tmp_path, text, after):
    assert beside(tmp_path, NIKE).leave_out(text) == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("EY said, ey said; they said", "[…] said, […] said; they said"),
        ("mail JO.LI@ey.io or <jo.li@ey.io>.", "mail […] or <[…]>."),
        ("Jo Li, jo li; Jo; jo", "[…], […]; […]; jo"),
        ("+33612345678 / 06 12 34 56 78 / 0033-6-12.34.56.78", "[…] / […] / […]"),
        ("(+33) 6 12345678, +33 (0)6 12 34 56 78", "([…], […]"),
        ("612345679, 12345678 and 3f0612345678ab", "612345679, […] and 3f0612345678ab"),
        ("100, 06 12 34 56 78\n", "100, […]\n"),
        ("2026-04-10, 1,800.00 EUR", "2026-04-10, 1,800.00 EUR"),
    ],
)
def test_parts_of_a_contact_are_left_out_each_in_its_own_way(tmp_path, text, after):
    assert beside(tmp_path, EY).leave_out(text) == after


@pytest.mark.parametrize(
    ("lines", "text", "after"),
    [
        ("name: late bird project", "Late with a project, Late Bird Project", "[…] with a project, […]"),
        ("name: eBay repairs Ltd", "ebay, eBay, my repairs", "[…], […], my repairs"),
        ("name: 田中屋 商事会", "田中屋, 商事会", "[…], […]"),
        ("name: B\ncontact: 'Paul de Klein, invoices only by mail'", "klein, invoices, Paul", "[…], invoices, […]"),
        ("name: B\ncontact: 'Paul, invoices only by mail'", "Invoices only by mail", "[…]"),
        ("name: B\ncontact: Anna from accounts", "Anna of accounts, anna", "[…] of accounts, anna"),
        ("name: B\ncontact: 'claire, accounts'", "Claire has accounts", "[…] has accounts"),
    ],
)
def test_ordinary_words_of_a_name_or_a_contact_stay(tmp_path, lines, text, after):
    assert beside(tmp_path, {"bx": lines}).leave_out(text) == after


@pytest.mark.parametrize("day", ["2026-03-01", "01.03.2026", "1/3/2026"])
def test_a_day_in_a_contact_is_no_phone_number(tmp_path, day):
    names = beside(tmp_path, {"bea": f"name: Bea\ncontact: 'Ann, until {day}, 06.12.34.56.78'"})
    assert names.leave_out(f"on {day}; 0612345678") == f"on {day}; […]"


def test_words_of_an_address_stay(tmp_path):
    names = beside(tmp_path, {"bea": "name: Bea\ncontact: claire@quill.example or https://quill.example/contact"})
    assert names.leave_out("for example, contact claire@quill.example") == "for example, contact […]"


def test_what_is_ordinary_or_a_number_stays_and_is_told(tmp_path):
    names = beside(tmp_path, {"it": "name: IT", "42": "name: '42'"})
    assert names.leave_out("it is 42 for IT") == "it is 42 for […]"
    assert names.staying == ("42", "it")


@pytest.mark.parametrize("given", ["Ann Lee", "Web site", "Acme", "ey", "it"])
def test_what_is_given_is_always_left_out(tmp_path, given):
    names = beside(tmp_path, {"it": "name: IT"}, "contact: Ann Lee", [given])
    assert names.leave_out(f"by {given}.") == "by […]."
    assert given not in names.staying


def test_what_names_both_clients_stays(tmp_path):
    contact = "contact: 'Ann Lee, ann@agency.example, 0612345678'"
    names = beside(tmp_path, {"bea": f"name: ACME\n{contact}"}, contact)
    assert (
        names.leave_out("Ann Lee, ann@agency.example, 06 12 34 56 78") == "Ann Lee, ann@agency.example, 06 12 34 56 78"
    )


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Vandelay Industries, vandelay", "[…], […]"),
        ("the import of latex, IMPORT OF LATEX", "the […], […]"),
        ("Acme Works, acme-works", "Acme Works, acme-works"),
    ],
)
def test_names_of_former_files_are_left_out_but_for_this_clients_own(tmp_path, text, after):
    former = [
        Called("vandelay", "Vandelay Industries"),
        Called("latex", title="Import of latex"),
        Called("acme-works", "Acme Works"),
    ]
    own = client().replace("name: Acme", "name: Acme Works Ltd")
    assert others_of(judged(tmp_path, ledger(own), DAY), "acme", (), former).leave_out(text) == after
