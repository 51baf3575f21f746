"""What each page of the site says, without MkDocs and without Jinja."""
