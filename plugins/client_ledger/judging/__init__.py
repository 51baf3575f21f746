"""From the signs of a client to a verdict, a score, a trend and the next step."""
