"""One client's facts, evidence and sums in one file, for somebody else to check."""
