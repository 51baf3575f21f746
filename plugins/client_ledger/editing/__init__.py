"""Changes to the ledger's files that leave every other byte as it was."""
