"""How long a keystroke in an editor takes to show its problem, in a ledger of 50 clients with 150 contracts.

A real client types into one contract over standard input and output; each letter makes or mends a problem. Printed are
the median and the slowest from the keystroke to its diagnostics, what reading again takes of reading at first, and the
server's memory.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from lsprotocol import types
from pytest_lsp import ClientServerConfig, client_capabilities

from client_ledger.book.reading_cache import ReadingCache
from client_ledger.lsp.workspace import read_open_project

KEYSTROKES, MEDIAN_MS, SHARE, MEGABYTES = 40, 100, 0.15, 150
HERE = Path(__file__).parent


async def type_into(folder: Path) -> tuple[list[float], int]:
    """Return the milliseconds from each keystroke to its diagnostics, and the server's memory in MB."""
    command = [str(Path(sys.executable).with_name("client-ledger")), "lsp"]
    client = await ClientServerConfig(server_command=command).start()
    uri = folder.as_uri()
    capabilities = client_capabilities("visual-studio-code")
    await client.initialize_session(types.InitializeParams(capabilities=capabilities, root_uri=uri))
    path = min((folder / "ledger" / "contracts").glob("*.md"))
    text = path.read_text(encoding="utf-8")
    line = next(number for number, each in enumerate(text.splitlines()) if each.startswith("stage: "))
    column = len(text.splitlines()[line])
    document = types.TextDocumentItem(path.as_uri(), "markdown", 0, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(document))
    await asyncio.sleep(3)
    taken = []
    for version in range(1, KEYSTROKES + 1):
        is_wrong = version % 2 == 1
        span = types.Range(types.Position(line, column), types.Position(line, column + (0 if is_wrong else 1)))
        change = types.TextDocumentContentChangePartial(range=span, text="x" if is_wrong else "")
        identity = types.VersionedTextDocumentIdentifier(version, path.as_uri())
        start = time.perf_counter()
        client.text_document_did_change(types.DidChangeTextDocumentParams(identity, [change]))
        while bool(client.diagnostics.get(path.as_uri())) != is_wrong:
            await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        taken.append(1000 * (time.perf_counter() - start))
        await asyncio.sleep(0.1)
    memory = _memory_of_children()
    await client.shutdown_session()
    await client.stop()
    return taken, memory


def _memory_of_children() -> int:
    """Return the largest memory of a process this one started, in MB, where /proc tells it."""
    children = Path(f"/proc/self/task/{Path('/proc/self').resolve().name}/children")
    if not children.exists():
        return 0
    statuses = (Path(f"/proc/{child}/status").read_text() for child in children.read_text().split())
    peaks = (line.split()[1] for status in statuses for line in status.splitlines() if line.startswith("VmHWM"))
    return max((int(peak) // 1024 for peak in peaks), default=0)


def shares(folder: Path) -> float:
    """Return what reading the ledger again after a change takes of reading it at first."""
    recall, site_file = ReadingCache(), folder / "mkdocs.yml"
    path = min((folder / "ledger" / "contracts").glob("*.md"))
    taken = []
    for number in range(6):
        text = path.read_text(encoding="utf-8") + "x" * number
        start = time.process_time()
        read_open_project(site_file, {path: text}, recall)
        taken.append(time.process_time() - start)
    return statistics.median(taken[1:]) / taken[0]


def main() -> int:
    """Print what was measured against the limits; return 1 when one is passed."""
    folder = Path(tempfile.mkdtemp(prefix="bench-keystrokes-")).resolve()
    try:
        subprocess.run([sys.executable, str(HERE / "ledgers.py"), str(folder), "--size", "S"], check=True)
        share = shares(folder)
        taken, memory = asyncio.run(type_into(folder))
    finally:
        shutil.rmtree(folder)
    median = statistics.median(taken)
    print(f"keystroke to problem {median:6.0f} ms  limit {MEDIAN_MS} ms (slowest {max(taken):.0f} ms)")
    print(f"read again / at first {share:5.2f}     limit {SHARE}")
    print(f"memory               {memory:6} MB  limit {MEGABYTES} MB")
    return 1 if median > MEDIAN_MS or share > SHARE or memory > MEGABYTES else 0


if __name__ == "__main__":
    sys.exit(main())
