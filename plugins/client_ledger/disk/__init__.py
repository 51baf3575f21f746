"""Writes whole files or nothing, by one run at a time."""
