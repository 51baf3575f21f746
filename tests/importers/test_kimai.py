"""Kimai's CSV."""

import pytest

from importing import NEW_YORK, fixture, hours, read

ENTRIES = [("2026-03-02", "2:01", "Testing: Forms"), ("2026-03-02", "0.75", "Testing")]


def test_seconds_are_told_from_hours():
    reading = read("kimai", fixture("kimai.csv"))
    assert hours(reading) == ENTRIES
    assert reading.skipped == [(4, "it is still running")]


@pytest.mark.parametrize(("first", "second"), [("2:01", "0:45"), ("02:01:00", "00:45:00"), ("2h 1m", "45m")])
def test_so_are_hours_and_minutes(first: str, second: str):
    text = fixture("kimai.csv").replace('"7260"', f'"{first}"').replace('"2700"', f'"{second}"')
    assert hours(read("kimai", text)) == ENTRIES


def test_a_seconds_long_entry_over_midnight_is_no_two_days():
    text = fixture("kimai.csv").replace('"23:30","00:15","2700"', '"23:59","00:00","60"')
    assert hours(read("kimai", text))[1][1] == "0:01"


def test_german_names_and_a_number_per_entry():
    text = '"id";"Date";"In";"Out";"h:m";"Customer";"Project";"Activity";"Description"\n'
    text += '"12";"13.3.2026";"09:00";"10:30";"1:30";"Acme";"Site";"Design";"Kopf"\n'
    (entry,) = read("kimai", text).items
    assert (entry.day.isoformat(), entry.id) == ("2026-03-13", "kimai-12")


@pytest.mark.parametrize("begin", ["9:30 PM", "21:30", "2026-03-13 21:30"])
def test_a_clock_of_twelve_hours_is_read_as_well(begin: str):
    text = "Date,From,To,Duration,Customer,Project,Activity\n"
    (entry,) = read("kimai", text + f"2026-03-13,{begin},23:00,1:30,Acme,Site,Design\n", zone=NEW_YORK).items
    assert entry.day.isoformat() == "2026-03-14"  # in Paris


def test_the_current_export_has_prices_and_several_names():
    reading = read("kimai", fixture("kimai.prices.csv"))
    assert hours(reading) == ENTRIES
    assert reading.skipped == [(4, "it is still running")]


def test_french_headers_and_decimal_hours():
    reading = read("kimai", fixture("kimai.fr.csv"))
    assert hours(reading) == [("2026-03-02", "2.02", "Essais: Formulaires"), ("2026-03-02", "0.75", "Essais")]
    assert [entry.id for entry in reading.items] == ["kimai-12", "kimai-13"]


@pytest.mark.parametrize(
    ("begin", "end", "duration", "expected"),
    [
        ("09:00", "09:01", "40", "0.011111"),
        ("09:00", "11:00", "2", "2"),
        ("09:00", "11:00", "7200", "2"),
    ],
)
def test_a_small_whole_number_is_what_the_clock_says(begin: str, end: str, duration: str, expected: str):
    row = f'"2026-03-04","{begin}","{end}","{duration}","0","ida","Acme","Site","Testing","","0","","115",""\n'
    assert hours(read("kimai", fixture("kimai.csv") + row))[-1][1] == expected


@pytest.mark.parametrize(
    "head",
    [
        "Data,De,Para,Duração,Moeda,Taxa,Nome,Usuário,Cliente,Projeto,Atividade,Descrição",
        "Data,Od,Do,Czas trwania,Waluta,Stawka,Nazwa,Użytkownik,Klient,Projekt,Aktywność,Opis",
        "Datum,Från,Till,Varaktighet,Valuta,Pris,Namn,Användare,Kund,Projekt,Aktivitet,Beskrivning",
        "Dato,Fra,Til,Varighed,Valuta,Pris,Navn,Bruger,Kunde,Projekt,Aktivitet,Beskrivelse",
    ],
)
def test_in_the_languages_of_its_users(head: str):
    reading = read("kimai", f"{head}\n2026-06-16,12:00,12:30,0:30,EUR,20,Ida,ida,Blue,Site,Design,Logo\n")
    assert hours(reading) == [("2026-06-16", "0.5", "Design: Logo")]


@pytest.mark.parametrize(
    ("durations", "expected"),
    [
        (["47", "48"], ["47", "48"]),
        (["1", "49"], ["0.000278", "0.013611"]),
        (["0:30", "49"], ["0.5", "0.013611"]),
    ],
)
def test_without_an_end_whole_numbers_are_seconds_where_one_is_longer_than_two_days(durations, expected):
    head = "Date,From,Duration,Customer,Project,Activity\n"
    rows = "".join(f"2026-03-02,09:00,{each},Acme,Site,Testing\n" for each in durations)
    assert [worked for _, worked, _ in hours(read("kimai", head + rows))] == expected


def test_a_beginning_and_an_end_may_repeat_the_day():
    times = '"2026-03-04","2026-03-04 09:00","2026-03-04 11:30","9000"'
    row = f'{times},"0","ida","Acme","Site","Testing","","0","","115",""\n'
    assert hours(read("kimai", fixture("kimai.csv") + row))[-1][:2] == ("2026-03-04", "2.5")


def test_an_entry_that_ends_as_it_begins_is_as_short_as_it_says():
    row = '"2026-03-04","09:00","09:00","20","0","ida","Acme","Site","Testing","","0","","115",""\n'
    assert hours(read("kimai", fixture("kimai.csv") + row))[-1][1] == "0.005556"
