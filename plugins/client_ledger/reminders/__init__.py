"""Days to remember: deadlines, boundaries to look at, reviews and the calendar."""
