"""Names of others are left out however they are written, and common words stay."""

import json
from html import escape
from unicodedata import normalize

import pytest

from acting import client, contract, judged, ledger
from client_ledger.actions.discreet import Discretion
from client_ledger.actions.names import Names, others

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
    return others(judged(folder, files, DAY), "acme", names)


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
    assert not Names(("ab",)).found_in("ab")
