"""Changes of one line to a ledger: add, paid, review and the like."""
