"""Clockify's detailed CSV."""

from importing import fixture, hours, read

ENTRIES = [("2026-03-13", "1.5", "Header"), ("2026-03-02", "0.734722", "Design: Footer")]


def test_twelve_hour_clocks_and_month_first_dates():
    reading = read("clockify", fixture("clockify.csv"))
    assert hours(reading) == ENTRIES
    assert reading.skipped == [(4, "it is still running")]


def test_decimal_hours_alone_are_enough():
    text = fixture("clockify.csv").replace('"Duration (h)",', "").replace('"01:30:00",', "").replace('"00:44:05",', "")
    text = text.replace('"00:10:00",', "")
    assert [entry[1] for entry in hours(read("clockify", text))] == ["1.5", "0.73"]
    comma = text.replace('"1.50"', '"1,50"').replace('"0.73"', '"0,73"').replace('"0.17"', '"0,17"')
    assert [entry[1] for entry in hours(read("clockify", comma))] == ["1.5", "0.73"]


def test_german_headers():
    reading = read("clockify", fixture("clockify.de.csv"))
    assert hours(reading) == [("2026-03-02", "1.5", "Kopf"), ("2026-03-03", "0.75", "Entwurf: Fuß")]
    assert reading.items[0].groups == ("Acme", "Seite")


def test_the_day_of_creation_may_tell_the_order_of_all():
    head, *rows = fixture("clockify.csv").replace("03/13/2026", "03/12/2026").splitlines()
    text = "\n".join([f'{head},"Date of creation"', *(f'{row},"03/14/2026"' for row in rows)])
    assert {entry[0] for entry in hours(read("clockify", text))} == {"2026-03-12", "2026-03-02"}


def test_the_row_that_adds_up_the_others_is_named_as_that():
    total = '"Total","","","","","","","","","","","","","02:14:05","2.23","",""\n'
    reading = read("clockify", fixture("clockify.csv") + total)
    assert hours(reading) == ENTRIES
    assert reading.skipped == [(4, "it is still running"), (5, "it is the total of the rows above it")]
