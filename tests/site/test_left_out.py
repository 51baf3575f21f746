"""What the site leaves out is named in the site's language."""

from __future__ import annotations

import logging

from mkdocs.structure.files import File, Files

from client_ledger.site.left_out import leave_out


def test_a_french_site_names_in_french_what_it_leaves_out(tmp_path, caplog):
    (tmp_path / "plan.md~").write_text("# Plan\n", encoding="utf-8")
    files = Files([File("plan.md~", str(tmp_path), str(tmp_path / "site"), use_directory_urls=True)])
    with caplog.at_level(logging.INFO):
        leave_out(files, "fr")
    assert not list(files)
    assert "plan.md~ a été laissé par un éditeur" in caplog.text
