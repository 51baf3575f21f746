"""What open contracts would add to the forecast if they came true: what their probability leaves out of it."""

from fractions import Fraction

from acting import client, contract, judged, ledger

DAY = "2026-11-20"
LEAD = ("stage: lead", "billing: retainer", "start: 2026-12-01")


def upsides(folder, months, *contracts):
    """The contracts that would add to these months ahead, by index, with what each adds."""
    pipeline = judged(folder, ledger(client(), *contracts), DAY).pipeline
    return [(upside.deal.contract.id, amount) for amount, upside in pipeline.upsides_for(months)]


def test_a_hope_is_what_the_probability_leaves_out_the_most_in_front(tmp_path):
    small = contract(*LEAD, "monthly: 1000", "probability: 30%")
    large = contract(*LEAD, "monthly: 1000", "probability: 10%")
    # 2 months of 1000, less what is in the forecast already
    assert upsides(tmp_path, (0, 1), small, large) == [("site-2", 1800), ("site-1", 1400)]


def test_a_contract_that_is_sure_or_brings_nothing_then_is_no_hope(tmp_path):
    running = contract("billing: retainer", "monthly: 1000")
    later = contract(*LEAD[:2], "start: 2027-03-01", "monthly: 1000")
    assert upsides(tmp_path, (0,), running, later) == []


def test_the_least_hope_counts(tmp_path):
    little = contract("stage: lead", "billing: retainer", "start: 2026-12-31", "end: 2026-12-31", "monthly: 31")
    assert upsides(tmp_path, (0,), little) == [("site-1", Fraction(9, 10))]
