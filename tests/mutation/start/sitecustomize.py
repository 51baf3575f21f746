"""Python runs this at each start while it is on its path: a process the tests start has the module broken too."""

import os
import sys
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parents[1]))

from breaks import BrokenModule

if told := os.environ.get("CLIENT_LEDGER_BREAK"):
    name, file, number = told.split("|")
    sys.meta_path.insert(0, BrokenModule(name, Path(file), int(number)))
