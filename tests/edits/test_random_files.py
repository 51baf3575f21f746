"""Whatever a file looks like, a record added to it is an insertion, and reads back as it was given."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from client_ledger.book.records import Hours
from client_ledger.edits.record import add_records, confirm, read_record
from client_ledger.edits.save import preview
from client_ledger.frontmatter.list_edits import flow_map
from client_ledger.frontmatter.tree import UNREADABLE
from client_ledger.project import open_project
from writing import CLIENT, write_site

QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FIELDS = ["client: acme", "title: Site", "stage: active", "billing: hourly", "rate: 50"]
WORDS = st.text(alphabet=st.sampled_from(list("abé 日𝄞-:#'\"")), min_size=1, max_size=12)
COMMENTS = st.one_of(st.just(""), WORDS.map(lambda word: f"# {word}"), st.just("   "))
ITEMS = ["{date: 2026-03-02, hours: 2}", "{date: 2026-03-03, hours: '1:30', task: \"a # b, [c]\"}"]


@st.composite
def hours_lists(draw: st.DrawFn) -> str:
    items = draw(st.lists(st.sampled_from(ITEMS), max_size=3))
    note = draw(st.sampled_from(["", "  # note"]))
    styles = [
        f"hours: [{', '.join(items)}]{note}\n",
        "hours: [\n" + ",\n".join(f"    {item}" for item in items) + "\n  ]\n",
    ]
    if items:
        pad = " " * draw(st.integers(0, 4))
        styles.append(f"hours:{note}\n" + "".join(f"{pad}-  {item}{note}\n" for item in items))
        blocks = "".join(f"{pad}- date: 2026-03-02\n{pad}  hours: 2\n{pad}  task: >-\n{pad}    a\n\n" for _ in items)
        styles.append(f"hours:\n{blocks}")
    else:
        styles += ["", f"hours:{note}\n"]
    return draw(st.sampled_from(styles))


@st.composite
def contracts(draw: st.DrawFn) -> bytes:
    parts = [f"{field}{draw(st.sampled_from(['', '  ', ' # x']))}\n" for field in draw(st.permutations(FIELDS))]
    parts.insert(draw(st.integers(0, len(parts))), draw(hours_lists()))
    lines = "".join(part + draw(COMMENTS.map(lambda comment: comment and f"{comment}\n")) for part in parts)
    text = f"---{draw(st.sampled_from(['', ' ', '--']))}\n{lines}---\n{draw(WORDS)}\n"
    newline = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.replace("\n", newline).encode()


def kept(before: bytes, after: bytes) -> bytes:
    """Return what of `before` is not at the beginning or the end of `after`."""
    start = next((i for i, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), len(before))
    rest = before[start:]
    end = next((i for i in range(len(rest)) if rest[i:] == after[len(after) - len(rest) + i :]), len(rest))
    return rest[:end]


@QUICK
@given(contracts(), WORDS)
def test_a_record_is_an_insertion_and_reads_back(contract: bytes, task: str):
    record = {"date": "2026-03-09", "hours": "1:30", "task": f"x{task}"}
    with tempfile.TemporaryDirectory() as folder:
        site_file = write_site(Path(folder), {"clients/acme.md": CLIENT, "contracts/a.md": contract})
        project = open_project(site_file)
        assert not project.errors
        owner = project.ledger.contracts["a"]
        (change,) = add_records(project, owner, "hours", [record])
        confirm(project, preview(project, [change]), owner, "hours", [read_record(project, Hours, record)])
    assert flow_map(record).encode() in change.after
    assert kept(contract, change.after).strip(b" ") in {b"", b"[]", b"[]  # note"}


@QUICK
@given(st.text(min_size=1))
def test_any_text_without_control_characters_reads_back(text: str):
    text = UNREADABLE.sub("", text).replace("\r", "")
    record = {"date": "2026-03-09", "hours": "1", "task": f"x{text}"}
    with tempfile.TemporaryDirectory() as folder:
        contract = "---\nclient: acme\ntitle: Site\nstage: active\nbilling: hourly\nrate: 50\n---\n"
        project = open_project(write_site(Path(folder), {"clients/acme.md": CLIENT, "contracts/a.md": contract}))
        owner = project.ledger.contracts["a"]
        changes = add_records(project, owner, "hours", [record])
        after = preview(project, changes)
        confirm(project, after, owner, "hours", [read_record(project, Hours, record)])
        assert after.ledger.contracts["a"].hours[0].task == f"x{text}".strip()
