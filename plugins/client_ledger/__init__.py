"""Read, judge and show a freelancer's client ledger."""
