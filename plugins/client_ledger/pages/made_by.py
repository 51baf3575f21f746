"""What files that are made to be handed over are known by, so that no site shows them."""

GENERATOR = '<meta name="generator" content="client-ledger">'
"""Stands in each file of HTML."""
MADE_BY = "<!-- made by client-ledger -->"
"""Ends each file of Markdown."""
