"""The ledger as values: files in, records with their places out. No clock, no git, no MkDocs."""
