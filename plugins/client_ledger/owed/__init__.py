"""What clients owe: open items, statutory interest, compensation and reference rates."""
