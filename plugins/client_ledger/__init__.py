"""A freelancer's client ledger: read, judged and shown."""
