"""The judged ledger as data for other programs: the report and the feeds."""
