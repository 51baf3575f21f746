"""The command that editors start."""

import subprocess
import sys

HIDE_PYGLS = """
import sys
from importlib.abc import MetaPathFinder
class Hidden(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name in ("pygls", "lsprotocol"):
            raise ModuleNotFoundError(name, name=name)
sys.meta_path.insert(0, Hidden())
from client_ledger.cli import main
main(["lsp"])
"""


def test_without_the_extra_it_says_what_to_install():
    done = subprocess.run([sys.executable, "-c", HIDE_PYGLS], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "pip install 'mkdocs-client-ledger[lsp]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_editors_may_say_that_they_talk_over_standard_input():
    command = [sys.executable, "-c", "from client_ledger.cli import main; main(['lsp', '--stdio'])"]
    assert subprocess.run(command, input=b"", capture_output=True, check=False, timeout=20).returncode == 0
