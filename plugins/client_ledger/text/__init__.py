"""Messages with their values, and how each language formats them."""
