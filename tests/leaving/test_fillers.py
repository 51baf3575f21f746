"""Which open deals would fill the months that miss the goal without a client."""

from acting import client, contract, ledger, plan

# Nothing runs without the client, so all of the next twelve months miss the goal by all of it.
GOAL = "currency: EUR\ntimezone: Europe/Paris\nincome_goal: 1500"


def fillers(folder, **deals):
    """Return each filler by its contract's id, with what it fills and how many months it closes."""
    files = ledger(client(), contract("notice: 0"), bea=client("since: 2026-01-01"))
    files |= {f"contracts/{name}.md": text for name, text in deals.items()}
    found = plan(folder, files, "2026-03-31", GOAL).fillers
    return [(each.deal.contract.id, each.of_gaps, each.closes) for each in found]


def retainer(monthly):
    return contract("client: bea", "stage: lead", "probability: 0%", "billing: retainer", f"monthly: {monthly}")


SPIKE = contract(
    *("client: bea", "stage: lead", "probability: 0%", "billing: fixed", "value: 99000"),
    *("start: 2026-05-01", "end: 2026-05-31"),
)


def test_a_deal_closes_the_months_that_it_fills_to_the_last_cent(tmp_path):
    assert fillers(tmp_path / "all", a=retainer(1500)) == [("a", 18000, 12)]
    assert fillers(tmp_path / "almost", a=retainer("1499.50")) == [("a", 17994, 0)]


def test_the_ten_deals_that_fill_most_are_shown_however_large_the_others_are(tmp_path):
    steady = {f"d{monthly}": retainer(monthly) for monthly in range(200, 1100, 100)}
    found = [name for name, *_ in fillers(tmp_path, **steady, spike=SPIKE, small=retainer(150), less=retainer(140))]
    assert found == [*(f"d{monthly}" for monthly in range(1000, 100, -100)), "small"]


def test_of_deals_that_fill_as_much_the_first_by_name_is_shown(tmp_path):
    steady = {f"d{monthly}": retainer(monthly) for monthly in range(200, 1100, 100)}
    assert fillers(tmp_path, **steady, z=SPIKE, a=retainer(125))[-1] == ("a", 1500, 0)
