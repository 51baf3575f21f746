"""Names of others are left out however they are written, and common words stay."""

import json
from html import escape
from unicodedata import normalize

import pytest

from acting import client, contract, judged, ledger
from client_ledger.actions.discreet import Discretion
from client_ledger.actions.names import Names
from client_ledger.actions.others import others as others_of
from client_ledger.history.former import Called

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
    assert found.data({"file": "evidence/bob/a.txt", "text": ["by Bob", 3]}) == {
        "file": "evidence/left-out/a-2.txt",
        "text": ["by […]", 3],
    }


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
