"""Files in the ledger's folder that must not be shown: leftovers of editors, dossiers, saved exit plans."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files

from client_ledger.disk.undo import FOLDER
from client_ledger.pages.made_by import GENERATOR, MADE_BY
from client_ledger.text.languages import plain_formatter_in
from client_ledger.text.message import Message, msg

EDITORS = re.compile(
    r"(^|/)(\.[^/]*|#[^/]*#|[^/]*~|~\$[^/]*|[^/]*\.(tmp|temp|swp|swo|bak|orig|rej|part|crdownload)|Thumbs\.db)(/|$)",
    re.IGNORECASE,
)
KEEPS_A_FOLDER = "/.gitkeep"
DOSSIER = {"SHA256SUMS", "dossier.html", "verify.html"}
HEAD = 2000
log = get_plugin_logger("client-ledger")


def leave_out(files: Files, language: str) -> None:
    """Leave files out of the site that nobody meant to show, and list them in a language of two letters."""
    unshown = {file.src_uri: message for file in files if (message := _reason(file))}
    for path in unshown:
        files.remove(files.src_uris[path])
    named = [path for path in unshown if not path.startswith(f"{FOLDER}/") and not path.endswith(KEEPS_A_FOLDER)]
    if named:
        formatter = plain_formatter_in(language)
        for path in named:
            log.info("%s", formatter.format(unshown[path]))


def _reason(file: File) -> Message | None:
    """Return why a file is not shown, or None if it is."""
    path = file.src_uri
    if file.src_dir is None or file.generated_by is not None:
        return None
    if EDITORS.search(path):
        return msg("{file} is what an editor left behind: it is not on the site.", file=path)
    if is_made_to_hand_over(Path(file.abs_src_path or "")) and not path.startswith("evidence/"):
        return msg(
            "{file} was made to be handed over: it is not on the site. Keep it outside the ledger's folder.", file=path
        )
    return None


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
