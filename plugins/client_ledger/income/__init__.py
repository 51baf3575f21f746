"""What the contracts bring in, month by month."""
