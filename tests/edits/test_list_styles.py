"""A record goes to the end of its list, in whatever style the list is written, and every other byte stays."""

from pathlib import Path

import pytest

from client_ledger.book.records import Hours
from client_ledger.edits.record import add_records, confirm, read_record
from client_ledger.edits.save import preview
from client_ledger.frontmatter.document import Document, EditRefused
from client_ledger.project import open_project
from writing import CLIENT, CONTRACT, write_site

HOURS = {"date": "2026-03-09", "hours": "1:30", "task": "Draft"}
LINE = "{date: 2026-03-09, hours: 1:30, task: Draft}"
OLD = "{date: 2026-03-02, hours: 2}"
FIELDS = CONTRACT.removesuffix("---\n")

BLOCK = "hours:\n    -   date: 2026-03-02\n        hours: 2\n        task: |\n          A day\n\n# end\n"

STYLES = {
    "absent": ("", f"hours:\n  - {LINE}\n"),
    "absent, below a comment": ("notice: 7\n# end\n", f"notice: 7\n# end\nhours:\n  - {LINE}\n"),
    "absent, below a block text": (
        "deliverables: |\n  One\n\n",
        f"deliverables: |\n  One\n\nhours:\n  - {LINE}\n",
    ),
    "given no value": ("hours:\nnotice: 7\n", f"hours:\n  - {LINE}\nnotice: 7\n"),
    "given no value, with comments": (
        "hours:  # mine\n  # each day\nnotice: 7\n",
        f"hours:  # mine\n  # each day\n  - {LINE}\nnotice: 7\n",
    ),
    "given an empty text": ('hours: ""\n', f"hours:\n  - {LINE}\n"),
    "an empty list": ("hours: []  # none yet\n", f"hours:  # none yet\n  - {LINE}\n"),
    "an empty list over lines": ("hours: [\n  # none yet\n]\n", f"hours: [{LINE}\n  # none yet\n]\n"),
    "a block list": (f"hours:\n  - {OLD}\nnotice: 7\n", f"hours:\n  - {OLD}\n  - {LINE}\nnotice: 7\n"),
    "a block list without indentation": (
        f"hours:\n- {OLD}   # two\nnotice: 7\n",
        f"hours:\n- {OLD}   # two\n- {LINE}\nnotice: 7\n",
    ),
    "a block list of block records": (
        BLOCK,
        BLOCK.replace("day\n", f"day\n    - {LINE}\n"),
    ),
    "a block record whose last field is empty": (
        "hours:\n  - date: 2026-03-02\n    hours: 2\n    task:\nnotice: 7\n",
        f"hours:\n  - date: 2026-03-02\n    hours: 2\n    task:\n  - {LINE}\nnotice: 7\n",
    ),
    "a list in brackets": (f"hours: [{OLD}]  # two\n", f"hours: [{OLD}, {LINE}]  # two\n"),
    "brackets over lines": (
        f"hours: [\n  {OLD}  # two\n]\n",
        f"hours: [\n  {OLD},  # two\n  {LINE}\n]\n",
    ),
    "brackets with a comma at the end": (
        f"hours: [\n  {OLD},  # two\n]\n",
        f"hours: [\n  {OLD},  # two\n  {LINE},\n]\n",
    ),
    "brackets that close below the record": (f"hours:\n  [{OLD}\n  ]\n", f"hours:\n  [{OLD}, {LINE}\n  ]\n"),
}


def add(folder: Path, contract: bytes, files: dict[str, str | bytes] | None = None):
    site_file = write_site(folder, {"clients/acme.md": CLIENT, "contracts/a.md": contract, **(files or {})})
    project = open_project(site_file)
    owner = project.ledger.contracts["a"]
    changes = add_records(project, owner, "hours", [HOURS])
    places = confirm(project, preview(project, changes), owner, "hours", [read_record(project, Hours, HOURS)])
    return {change.file: change.after for change in changes}, places


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["plain", "BOM"])
def test_only_the_line_is_added(style: str, newline: str, bom: bytes, tmp_path: Path):
    before, after = STYLES[style]
    wrap = lambda fields: bom + (FIELDS + fields + "---\n\nWords.\n").replace("\n", newline).encode()  # noqa: E731
    changed, _ = add(tmp_path, wrap(before))
    assert changed == {"contracts/a.md": wrap(after)}


def test_the_place_is_where_the_record_stands(tmp_path: Path):
    _, (place,) = add(tmp_path, (FIELDS + f"hours:\n  - {OLD}\n---\n").encode())
    assert (place.file, place.line) == ("contracts/a.md", 9)


def test_indented_fields_keep_their_indentation(tmp_path: Path):
    text = "---\n" + "".join(f"  {line}\n" for line in FIELDS.splitlines()[1:])
    changed, _ = add(tmp_path, (text + "---\n").encode())
    assert changed["contracts/a.md"] == (text + f"  hours:\n    - {LINE}\n---\n").encode()


def test_front_matter_in_braces_stays_in_braces(tmp_path: Path):
    text = "---\n{client: acme, title: Site, stage: active, billing: hourly, rate: 50%s}\n---\n"
    changed, _ = add(tmp_path, (text % "").encode())
    assert changed["contracts/a.md"] == (text % f", hours: [{LINE}]").encode()
    changed, _ = add(tmp_path, (text % ", hours: []").encode())
    assert changed["contracts/a.md"] == (text % f", hours: [{LINE}]").encode()


def test_a_file_that_is_one_csv_gets_a_row(tmp_path: Path):
    rows = b"task,date,hours,id\r\nKick-off,2026-03-02,2,x\r\n"
    changed, (place,) = add(tmp_path, (FIELDS + "hours: a.csv\n---\n").encode(), {"contracts/a.csv": rows})
    assert changed == {"contracts/a.csv": rows + b"Draft,2026-03-09,1:30,\r\n"}
    assert (place.file, place.line) == ("contracts/a.csv", 3)


def test_a_csv_without_a_last_line_end_gets_one_first(tmp_path: Path):
    rows = b"\xef\xbb\xbfdate,hours,task\n2026-03-02,2,Kick-off"
    changed, _ = add(tmp_path, (FIELDS + "hours: [a.csv]\n---\n").encode(), {"contracts/a.csv": rows})
    assert changed == {"contracts/a.csv": rows + b"\n2026-03-09,1:30,Draft\n"}


def test_a_csv_without_the_column_leaves_the_record_to_the_front_matter(tmp_path: Path):
    rows = {"contracts/a.csv": b"date,hours\n2026-03-02,2\n"}
    changed, _ = add(tmp_path, (FIELDS + "hours: a.csv  # log\n---\n").encode(), rows)
    assert changed == {"contracts/a.md": (FIELDS + f"hours:  # log\n  - a.csv\n  - {LINE}\n---\n").encode()}
    changed, _ = add(tmp_path, (FIELDS + "hours:\n  a.csv\n---\n").encode(), rows)
    assert changed == {"contracts/a.md": (FIELDS + f"hours:\n  - a.csv\n  - {LINE}\n---\n").encode()}


def test_a_list_with_records_and_files_goes_on_with_records(tmp_path: Path):
    rows = {"contracts/a.csv": b"date,hours,task\n2026-03-02,2,x\n"}
    fields = f"hours:\n  - a.csv\n  - {OLD}\n"
    changed, _ = add(tmp_path, (FIELDS + fields + "---\n").encode(), rows)
    assert changed == {"contracts/a.md": (FIELDS + fields + f"  - {LINE}\n---\n").encode()}


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ("hours: &h\n  []\n", "anchor"),
        (f"extra:\n  old: &h\n    - {OLD}\nhours: *h\n", "alias"),
        (f"hours:\n  - &h {OLD}\n  - *h\n", "alias"),
        ("hours: {date: 2026-03-02, hours: 2}\n", "a single record"),
    ],
)
def test_what_cannot_be_changed_safely_is_refused(fields: str, why: str, tmp_path: Path):
    with pytest.raises(EditRefused, match=why):
        add(tmp_path, (FIELDS + fields + "---\n").encode())


def test_a_file_with_a_fault_in_it_is_mended_first(tmp_path: Path):
    site_file = write_site(tmp_path, {"clients/acme.md": CLIENT, "contracts/a.md": CONTRACT})
    project = open_project(site_file)
    (tmp_path / "ledger/contracts/a.md").write_text("---\nclient: acme\n\ttitle: x\n---\n")
    with pytest.raises(EditRefused, match=r"correct this first: contracts/a\.md:3:1: error"):
        add_records(project, project.ledger.contracts["a"], "hours", [HOURS])


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(EditRefused, match="not-utf-8"):
        _ = Document("a.md", b"\xff\xff").text
