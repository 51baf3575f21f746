"""A ledger of two clients, with other files, and its problems."""

from pathlib import Path

from client_ledger.project import open_project
from writing import CLIENT, write_site

OPTIONS = "currency: EUR\ntimezone: Europe/Paris\nas_of: 2026-11-20"


def project(folder: Path, files, options=OPTIONS):
    return open_project(write_site(folder, {"clients/acme.md": CLIENT, "clients/bolt.md": CLIENT, **files}, options))


def told(found) -> list[str]:
    return [problem.line(problem.place.file) for problem in found.problems]
