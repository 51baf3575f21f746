"""The look of a client ledger's site."""
