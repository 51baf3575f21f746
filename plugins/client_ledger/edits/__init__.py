"""Changes to a ledger by one line: add, paid, review and the like."""
