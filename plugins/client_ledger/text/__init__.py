"""Messages apart from their numbers, and how each language writes them."""
