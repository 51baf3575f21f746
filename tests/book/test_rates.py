"""Each day of a country has one rate, and rates meet without a gap."""

import pytest

from writing import read_ledger

HEADER = "country,first_day,last_day,rate\n"


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        (["EU,2026-07-01,2026-12-31", "EU,2027-01-01,2027-06-30"], []),
        (["EU,2027-01-01,2027-06-30", "EU,2026-07-01,2026-12-31"], []),
        (["EU,2026-07-01,2026-12-31", "EU,2026-12-31,2027-06-30"], ["overlapping-rates"]),
        (["EU,2026-12-31,2027-06-30", "EU,2026-07-01,2026-12-31"], ["overlapping-rates"]),
        (["EU,2026-07-01,2026-12-31", "SE,2026-07-01,2026-12-31"], []),
        (["EU,2026-07-01,2026-12-31", "eu,2026-07-01,2026-12-31"], ["overlapping-rates"]),
        (["EU,2026-07-01,2026-07-01"], []),
        (["EU,2026-07-01,2026-06-30"], ["invalid-value"]),
    ],
)
def test_a_day_has_one_rate_in_a_country(tmp_path, rows, codes):
    found = read_ledger(tmp_path, {"rates.csv": HEADER + "".join(f"{row},2.00\n" for row in rows)})
    assert [problem.code for problem in found.problems] == codes
