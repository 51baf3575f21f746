"""Hosts known by name: this machine, and the Pages of GitHub and GitLab."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

OWN_MACHINE = ("127.0.0.1", "localhost", "::1")
HOSTS = {"github.com": "github.io", "gitlab.com": "gitlab.io"}
REMOTE = re.compile(
    r"(?:[a-z+]+://)?(?:[^@/]+@)?(?:ssh\.)?(?P<host>github\.com|gitlab\.com)(?::\d+)?[:/]"
    r"(?P<owner>[^/]+)/(?P<project>.+?)(?:\.git)?/?$"
)


def name_of_host(remote: str) -> str:
    """Return the host of a git address, an empty text for a folder."""
    found = re.match(r"(?:[a-z+]+://)?(?:[^@/]+@)?(?:ssh\.)?([\w-]+(?:\.[\w-]+)+)(?::\d+)?[:/]", remote)
    return found[1].lower() if found else ""


def default_address(remote: str) -> str | None:
    """Return the address at which a remote's host shows the Pages of a new repository, where that is known."""
    found = REMOTE.match(remote)
    if found is None:
        return None
    owner, project = found["owner"].lower(), found["project"]
    domain = f"{owner}.{HOSTS[found['host']]}"
    return f"https://{domain}/" if project.lower() == domain else f"https://{domain}/{project}/"


def pages_address(remote: str, site_url: str) -> str | None:
    """Return the address that a remote's host gives the site, or None if it may equal `site_url`.

    GitLab may give a site a name of its own by chance; only an address that names the owner is compared.
    """
    found = REMOTE.match(remote)
    if found is None:
        return None
    owner, project = found["owner"].lower(), found["project"]
    domain = f"{owner}.{HOSTS[found['host']]}"
    parts = urlsplit(site_url)
    path = "/" if project.lower() == domain else f"/{project}/"
    if found["host"] == "gitlab.com" and parts.hostname != domain:
        return None
    return None if parts.path.rstrip("/") + "/" == path else f"https://{domain}{path}"
