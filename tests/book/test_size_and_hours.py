"""How large a file and how long a day may be, to the byte and the minute."""

import pytest

from client_ledger.frontmatter.reader import LARGEST_FILE
from client_ledger.project import open_project
from writing import CLIENT, CONTRACT, read_ledger, write_site


@pytest.mark.parametrize(("size", "codes"), [(LARGEST_FILE, []), (LARGEST_FILE + 1, ["too-large"])])
def test_a_file_of_five_megabytes_is_read_and_a_larger_one_is_not(tmp_path, size, codes):
    found = read_ledger(tmp_path, {"clients/acme.md": CLIENT + "x" * (size - len(CLIENT))})
    assert [problem.code for problem in found.problems] == codes
    assert list(found.clients) == ([] if codes else ["acme"])
    assert LARGEST_FILE == 5_000_000


@pytest.mark.parametrize(("hours", "codes"), [("24", []), ("24.01", ["unlikely-hours"])])
def test_a_day_has_twenty_four_hours(tmp_path, hours, codes):
    record = f"hours:\n  - {{date: 2026-03-01, hours: {hours}}}\n---\n"
    files = {"clients/acme.md": CLIENT, "contracts/site.md": CONTRACT.removesuffix("---\n") + record}
    assert [problem.code for problem in open_project(write_site(tmp_path, files)).problems] == codes
