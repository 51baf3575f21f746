"""properdocs, which goes on from MkDocs 1, builds the same site with the plugin and the theme as they are."""

import subprocess
import sys
from pathlib import Path

from writing import CLIENT, CONTRACT, write_site

FILES: dict[str, str | bytes] = {"clients/acme.md": CLIENT, "contracts/a.md": CONTRACT}


def test_properdocs_builds_the_site_that_mkdocs_builds(tmp_path: Path):
    pages = {}
    for program in ("mkdocs", "properdocs"):
        folder = tmp_path / program
        write_site(folder, FILES)
        command = [str(Path(sys.executable).with_name(program)), "build", "--strict", "--config-file", "mkdocs.yml"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "WARNING" not in done.stderr
        pages[program] = {
            path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.glob("site/**/*.html"))
        }
    assert pages["properdocs"].keys() == pages["mkdocs"].keys()
    assert pages["properdocs"]["site/clients/acme/index.html"] == pages["mkdocs"]["site/clients/acme/index.html"]
