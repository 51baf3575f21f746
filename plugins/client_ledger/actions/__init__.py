"""From a verdict to what to do: boundaries, leaving well, money owed, reviews; all pure."""
