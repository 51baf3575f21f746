"""Random text and random records: the reader never crashes, and never loses a record in silence."""

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from writing import CLIENT, read_ledger

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
YAML_LIKE = st.text(alphabet=st.sampled_from(list("abn:-{}[]&*!'\"|>#, \n\t%?=\u00e9\u2028\x00019.")), max_size=200)


def read(files: dict[str, str | bytes]):
    with tempfile.TemporaryDirectory() as folder:
        return read_ledger(Path(folder), files)


@QUICK
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_reported(data: bytes):
    ledger = read({"clients/acme.md": data, "contracts/a.csv": data, "notes.md": data})
    assert "acme" in ledger.clients or any(problem.place.file == "clients/acme.md" for problem in ledger.problems)


@QUICK
@given(YAML_LIKE)
def test_anything_in_the_front_matter_is_read_or_reported(text: str):
    ledger = read({"clients/acme.md": f"---\nname: Acme\n{text}\n---\n"})
    assert "acme" in ledger.clients or ledger.problems
    for problem in ledger.problems:
        assert problem.place.line >= 1
        assert "Traceback" not in problem.line("x")


@QUICK
@given(YAML_LIKE)
def test_anything_in_a_record_is_read_or_reported(text: str):
    value = text.replace("\n", " ")
    ledger = read({"clients/acme.md": f"---\nname: Acme\nincidents:\n  - {{date: {value}, kind: insult}}\n---\n"})
    read_whole = "acme" in ledger.clients and len(ledger.clients["acme"].incidents) >= 1
    assert read_whole or any(problem.severity == "error" for problem in ledger.problems)


RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "date": st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31)),
            "hours": st.decimals("0.01", "24", places=2),
            "task": st.text(
                alphabet=st.characters(
                    codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"
                ),
                max_size=30,
            ),
        }
    ),
    max_size=8,
)


@QUICK
@given(RECORDS)
def test_sound_records_come_back_as_written_from_yaml_and_from_csv(rows: list[dict]):
    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    flow = "".join(f"  - {{date: {row['date']}, hours: {row['hours']}, task: {quoted(row['task'])}}}\n" for row in rows)
    csv = "date,hours,task\n" + "".join(
        f'{row["date"]},{row["hours"]},"{row["task"].replace(chr(34), chr(34) * 2)}"\n' for row in rows
    )
    head = "---\nclient: acme\ntitle: T\nstage: active\nbilling: hourly\nrate: 1\nhours:\n"
    ledger = read(
        {
            "clients/acme.md": CLIENT,
            "contracts/yaml.md": f"{head}{flow}---\n",
            "contracts/csv.md": f"{head}  - h.csv\n---\n",
            "contracts/h.csv": csv,
        }
    )
    assert ledger.problems == ()
    expected = [(row["date"], row["hours"], row["task"].strip() or None) for row in rows]
    for name in ("yaml", "csv"):
        hours = ledger.contracts[name].hours
        assert [(each.date, each.hours, each.task) for each in hours] == expected
