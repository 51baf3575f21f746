"""A file's history as it is kept: its events, its records' origins and the files it named."""

from client_ledger.history.changes import Change
from client_ledger.history.document import Document, Event, Origin, Placed, Stored, named_files, placed
from client_ledger.history.facts import Version

NO_SHOW, INSULT = (("kind", "no-show"),), (("kind", "insult"),)


def version(*records, logs=(), **fields):
    marks = tuple((number, 2) for number in range(len(records)))
    return Version(fields, list(records), ((0, marks),), "", "", tuple(logs))


def event(number):
    return Event(number, "a.md", (Change("field", "name", str(number), None), Change("record", "x", None, NO_SHOW)))


def test_a_document_is_read_as_it_was_kept():
    document = Document("client", "a.md", "b1", "b0", "acme", {"h.csv": [0, 2]}, ["a.md"], [], [event(0), event(3)])
    document.placed = [Placed(4, 5, Origin(0)), Placed(5, 5, None), Placed(6, 5, Origin(1, 2, 2, exact=False))]
    stored = Stored(document.dump())
    assert (stored.kind, stored.path, stored.blob, stored.readable, stored.client) == (
        "client",
        "a.md",
        "b1",
        "b0",
        "acme",
    )
    assert (stored.names, stored.paths, stored.last) == ({"h.csv": [0, 2]}, ["a.md"], 3)
    assert stored.events == [event(0), event(3)]
    assert stored.document() == document


def test_a_document_without_events_or_records_is_kept_too():
    stored = Stored(Document("page", "a.md").dump())
    assert (stored.events, stored.last, stored.document()) == ([], -1, Document("page", "a.md"))


def test_records_of_one_commit_have_their_origin_wherever_they_are():
    document = Document("client", "a.md", "b1", "b1", placed=[Placed(4, 5, Origin(7)), Placed(5, 5, Origin(7))])
    stored = Stored(document.dump())
    assert stored.origin_at(9, 9) == Origin(7, None, None, exact=True)
    assert [place.origin for place in stored.document().placed] == [Origin(7), Origin(7)]


def test_records_of_several_commits_have_theirs_at_their_places():
    document = Document("client", "a.md", "b1", "b1", placed=[Placed(4, 5, Origin(7)), Placed(5, 5, None)])
    stored = Stored(document.dump())
    assert (stored.origin_at(4, 5), stored.origin_at(5, 5), stored.origin_at(4, 4)) == (Origin(7), None, None)
    document.blob = "b2"
    assert Stored(document.dump()).origin_at(4, 5) is None  # its last version cannot be read
    assert Stored(Document("client", "a.md", "b1", "b1").dump()).origin_at(4, 5) is None


def test_the_events_from_a_commit_on_are_found_in_any_part():
    document = Document("client", "a.md", events=[event(number) for number in range(0, 400, 2)])
    stored = Stored(document.dump())
    assert [len(part) for part in document.parts] != []
    assert len(stored.events) == 200
    for number in (0, 1, 127, 128, 129, 396, 398, 399, 500):
        assert [each.commit for each in stored.events_from(number)] == [*range(number + number % 2, 400, 2)]
    again = stored.document()
    again.note(event(400))
    assert [each.commit for each in Stored(again.dump()).events] == [*range(0, 402, 2)]


def test_two_events_of_one_commit_are_found_in_two_parts():
    document = Document("client", "a.md", events=[event(number) for number in (*range(64), 63)])
    stored = Stored(document.dump())
    assert [each.commit for each in stored.events_from(63)] == [63, 63]
    assert [each.commit for each in stored.events_from(62)] == [62, 63, 63]


def test_events_are_kept_in_parts_of_64():
    for count, parts in ((64, 0), (65, 1), (128, 1), (129, 2)):
        document = Document("client", "a.md", events=[event(number) for number in range(count)])
        document.dump()
        assert (len(document.parts), len(document.events)) == (parts, count - 64 * parts)


def test_a_document_notes_every_path_it_had_once():
    document = Document("client", "b.md")
    document.note(event(0))
    document.note(Event(1, "b.md", (Change("renamed", "", "a.md", "b.md"), Change("renamed", "", "z.md", "b.md"))))
    document.note(Event(2, "b.md", (Change("field", "name", "c.md", None),)))
    assert document.paths == ["a.md", "b.md", "z.md"]


def test_a_document_notes_when_it_began_and_when_it_stopped_to_name_a_file():
    document = Document("contract", "contracts/a.md", "b")
    document.learn(0, version(logs=["h.csv"], client="acme"))
    document.learn(1, version(logs=["h.csv", "i.csv"]))
    assert (document.client, document.names) == (None, {"contracts/h.csv": [0], "contracts/i.csv": [1]})
    document.learn(2, version(("x", (("evidence", "p.png\nq.png"), ("text", "r.png")))))
    document.leave(3)
    assert document.names == {
        "contracts/h.csv": [0, 2],
        "contracts/i.csv": [1, 2],
        "evidence/p.png": [2, 3],
        "evidence/q.png": [2, 3],
    }
    document.learn(4, version(logs=["h.csv"]))
    assert (document.blob, document.names["contracts/h.csv"]) == (None, [0, 2, 4])


def test_files_outside_the_ledger_are_not_named():
    assert named_files(version(logs=["../../h.csv", "../i.csv"]), "contracts/a.md") == {"i.csv"}


def test_records_that_are_the_same_have_their_origins_in_their_order():
    found = version(("x", NO_SHOW), ("x", INSULT), ("x", NO_SHOW), ("x", NO_SHOW))
    origins = {("x", NO_SHOW): [Origin(1), Origin(2)]}
    places = placed(found, origins)
    assert [each.origin for each in places] == [Origin(1), None, Origin(2), None]
    assert [(each.line, each.column) for each in places] == [(1, 3), (2, 3), (3, 3), (4, 3)]
    document = Document("client", "a.md", placed=places)
    assert document.origins(found) == origins
    assert document.origins(None) == {}
