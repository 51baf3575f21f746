from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from client_ledger.frontmatter.nodes import MapNode
from client_ledger.frontmatter.tree import parse
from client_ledger.history.changes import added, apply, changes
from client_ledger.history.facts import Version, read_version
from client_ledger.history.front import from_tree
from repositories import MKDOCS, Repo

DAYS = st.sampled_from(["2026-05-01", "2026-05-02", "2026-05-03"])
TEXTS = st.sampled_from(
    ["Hello", "don't", "a: b", "  two  spaces ", "x, y", "#1", "- no", "12:30", "", "yes", "“é”", "[a"]
)
VALUES = DAYS | TEXTS | st.sampled_from(["1800", "1800.50", "1:30", "true", "~", "0x1", "<<", "=", "a:b", "a :b", "é:"])
NAMES = st.sampled_from(["date", "text", "kind", "amount", "id", "urgent", "at"])
RECORDS = st.dictionaries(NAMES, VALUES, max_size=4)
LISTS = st.dictionaries(
    st.sampled_from(["incidents", "messages", "requests", "invoices", "hours"]),
    st.lists(RECORDS, max_size=6),
    max_size=3,
)
FIELDS = st.dictionaries(st.sampled_from(["name", "status", "country", "title"]), VALUES, max_size=3)


def version(fields, lists):
    records = [
        (name, tuple(sorted((key, text) for key, text in record.items() if text)))
        for name, found in lists.items()
        for record in found
    ]
    return Version({name: text for name, text in fields.items() if text}, records, (), "", "")


def contents(found):
    return found.fields, Counter(found.records)


@settings(max_examples=60, deadline=None)
@given(FIELDS, LISTS, FIELDS, LISTS)
def test_applying_the_changes_to_the_old_version_gives_the_new(old_fields, old_lists, new_fields, new_lists):
    old, new = version(old_fields, old_lists), version(new_fields, new_lists)
    assert contents(apply(old, changes(old, new))) == contents(new)


@settings(max_examples=40, deadline=None)
@given(FIELDS, LISTS)
def test_a_version_differs_in_nothing_from_itself_in_another_order(fields, lists):
    turned = {name: found[::-1] for name, found in reversed(lists.items())}
    assert changes(version(fields, lists), version(fields, turned)) == []


def written(value, style):
    if style == "plain":
        return value
    return f"'{value}'" if style == "single" else f'"{value}"'


STYLES = st.lists(st.sampled_from(["plain", "single", "double"]), min_size=1, max_size=5)


@settings(max_examples=150, deadline=None)
@given(LISTS, STYLES, st.sampled_from(["", "  # a remark", " "]), st.integers(0, 3))
def test_the_short_way_of_reading_front_matter_finds_what_yaml_finds(lists, styles, tail, indent):
    """Any one-line record, soundly quoted or not, reads as the whole front matter's tree does."""
    front = "name: Acme\n"
    for name, found in lists.items():
        front += f"{name}:\n" if found else f"{name}: []\n"
        for number, record in enumerate(found):
            style = styles[number % len(styles)]
            pairs = ", ".join(f"{key}: {written(value, style)}" for key, value in record.items())
            front += f"{' ' * indent}- {{{pairs}}}{tail}\n"
    tree, faults = parse(f"\n{front}")
    read = read_version("client", f"---\n{front}---\n".encode())
    if any(fault.code == "invalid-yaml" for fault in faults):
        assert read is None
    else:
        assert isinstance(tree, MapNode)
        whole = from_tree(tree)
        assert read is not None
        assert read.fields == dict(whole.fields)
        assert read.records == list(whole.records)
        assert read.places == [(line + 1, column + 1) for line, column in whole.marks]


def client(fields, lists):
    text = "---\nname: Acme\n" + "".join(f"{name}: {text!r}\n" for name, text in fields.items() if name != "name")
    for name, found in lists.items():
        text += f"{name}:\n" + "".join(f"  - {record!r}\n" for record in found) if found else ""
    return text + "---\n"


PLAIN = st.sampled_from(["Hello", "2026-05-01", "2026-05-02", "1800"])
PLAIN_FIELDS = st.dictionaries(st.sampled_from(["status", "country", "title"]), PLAIN, max_size=3)
PLAIN_LISTS = st.dictionaries(
    st.sampled_from(["incidents", "messages"]),
    st.lists(st.dictionaries(NAMES, PLAIN, min_size=1, max_size=3), max_size=4),
)
STEPS = st.tuples(st.sampled_from(["commit", "branch", "merge", "rename"]), PLAIN_FIELDS, PLAIN_LISTS)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, min_size=3, max_size=6))
def test_the_trail_applied_in_order_to_the_first_version_gives_the_last(tmp_path_factory, steps):
    """Whatever is committed, on one branch or two, and however a merge is resolved."""
    repo = Repo(tmp_path_factory.mktemp("history"))
    repo.write("mkdocs.yml", MKDOCS)
    repo.git("init", "--quiet", "--initial-branch=main")
    names = ["a", "b"]
    first = client({}, {})
    repo.write("ledger/clients/a.md", first)
    repo.commit("First")
    branched = False
    for kind, fields, lists in steps:
        path = f"ledger/clients/{names[0]}.md"
        if kind == "branch" and not branched:
            repo.git("checkout", "--quiet", "-b", "other")
            branched = True
        elif kind == "merge" and branched:
            repo.git("checkout", "--quiet", "main")
            repo.write("ledger/index.md", f"{fields}")
            repo.write(path, client(fields, {}))
            repo.commit("On main")
            repo.git("merge", "--quiet", "--no-commit", "--no-ff", "--strategy=ours", "other")
            repo.write(path, client(fields, lists))
            repo.commit("Merge")
            repo.git("branch", "--quiet", "-D", "other")
            branched = False
            continue
        elif kind == "rename" and not branched:
            repo.git("mv", path, f"ledger/clients/{names[1]}.md")
            repo.commit("Rename")
            names.reverse()
            continue
        repo.write(path, client(fields, lists))
        repo.commit("Write")
    history = repo.history()
    last = (repo.top / f"ledger/clients/{names[0]}.md").read_bytes()
    state = read_version("client", first.encode())
    assert state is not None
    for entry in reversed(history.trail_of("client", names[0])):
        for part in entry.files:
            state = apply(state, part.changes)
    expected = read_version("client", last)
    assert expected is not None
    assert contents(state) == contents(expected)
    assert repo.history().whole == repo.history(fresh=True).whole


def test_a_new_file_lists_its_records_as_added():
    found = version({"name": "Acme"}, {"incidents": [{"date": "2026-05-01"}]})
    assert [(change.before, change.after) for change in added(found)] == [(None, (("date", "2026-05-01"),))]
