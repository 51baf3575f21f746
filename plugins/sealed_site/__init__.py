"""A MkDocs plugin that seals a built site, so that only its readers can read it."""
