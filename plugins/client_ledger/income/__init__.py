"""The income from contracts, month by month."""
