"""The content of each page of the site, without MkDocs and without Jinja."""
