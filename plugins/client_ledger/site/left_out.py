"""Files in the ledger's folder that must not be shown: leftovers of editors, dossiers, saved exit plans."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files

from client_ledger.disk.undo import FOLDER
from client_ledger.pages.made_by import GENERATOR, MADE_BY

EDITORS = re.compile(
    r"(^|/)(\.[^/]*|#[^/]*#|[^/]*~|~\$[^/]*|[^/]*\.(tmp|temp|swp|swo|bak|orig|rej|part|crdownload)|Thumbs\.db)(/|$)",
    re.IGNORECASE,
)
KEEPS_A_FOLDER = "/.gitkeep"
DOSSIER = {"SHA256SUMS", "dossier.html", "verify.html"}
HEAD = 2000
log = get_plugin_logger("client-ledger")


def leave_out(files: Files) -> None:
    """Leave files out of the site that nobody meant to show, and list them."""
    for file in list(files):
        if file.src_dir is None or file.generated_by is not None:
            continue
        if EDITORS.search(file.src_uri):
            files.remove(file)
            if not (file.src_uri.startswith(f"{FOLDER}/") or file.src_uri.endswith(KEEPS_A_FOLDER)):
                log.info("%s is what an editor left behind: it is not on the site.", file.src_uri)
        elif is_made_to_hand_over(Path(file.abs_src_path or "")) and not file.src_uri.startswith("evidence/"):
            files.remove(file)
            log.info(
                "%s was made to be handed over: it is not on the site. Keep it outside the ledger's folder.",
                file.src_uri,
            )


def is_made_to_hand_over(path: Path) -> bool:
    """Tell whether a file was written by `client-ledger dossier` or `exit`."""
    if path.suffix == ".html":
        return GENERATOR.encode() in path.read_bytes()[:HEAD]
    if path.suffix == ".md":
        return path.read_bytes().rstrip().endswith(MADE_BY.encode())
    if path.suffix != ".zip":
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return set(archive.namelist()) >= DOSSIER
    except (OSError, zipfile.BadZipFile):
        return False
