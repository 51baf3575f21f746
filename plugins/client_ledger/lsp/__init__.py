"""The ledger in a text editor: a language server, and the JSON Schemas of both files."""
