"""The ledger as a MkDocs site: the only part that knows MkDocs and Jinja."""
