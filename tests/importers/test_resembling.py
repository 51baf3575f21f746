"""What an importer takes for its own: the smallest file of its format, and none that resembles it only in part."""

import pytest

from client_ledger.importers import IMPORTERS
from client_ledger.importers.source_file import Export

ORG = "CLOCK: [2026-03-02 Mon 09:00]--[2026-03-02 Mon 10:00]\n"
INTERVAL = '{"start": "20260302T080000Z", "end": "20260302T090000Z"}'


def is_recognised(kind: str, text: str) -> bool:
    return IMPORTERS[kind].recognises(Export("export", text.encode()))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("org", f"* Site\n{ORG}"),
        ("timeclock", "i 2026-03-02 09:00:00 acme\no 2026-03-02 10:00:00\n"),
        ("timeclock", "b 2026-03-02 09:00:00\nh 2026-03-02 10:00:00\ni 2026-03-02 09:00:00 acme\n"),
        ("timedot", "2026-03-02\nacme:site  ..\n"),
        ("timedot", "# March\n\n2026-03-02\nacme:site  ..\nacme:calls  2h\n"),
        ("timedot", "* Time\n** March\n* 2026-03-02\n** acme:site  ..\n"),
        ("timewarrior", f"[{INTERVAL}]"),
        ("watson", '[{"id": "4f1c", "project": "acme", "start": "2026-03-02", "stop": "2026-03-03"}]'),
        ("watson", '[[1772438400, 1772443800, "acme", "4f1c", []]]'),
        ("whatsapp", "26/11/2025, 22:40 - Messages are encrypted.\n26/11/2025, 22:41 - Pia: \nHello\n"),
        ("telegram", '{"messages": [{"type": "service"}, {"type": "message", "date": "2025-11-26", "from": "Pia"}]}'),
        ("telegram", '{"messages": [{"type": "service"}, {"type": "message", "date_unixtime": "1764193267"}]}'),
    ],
)
def test_the_smallest_file_of_a_format_is_recognised(kind: str, text: str):
    assert is_recognised(kind, text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("org", "* A list\n* of words\n"),
        ("org", ORG),
        ("timeclock", "i 2026-03-02 09:00:00 acme\n"),
        ("timeclock", "i 2026-03-02 09:00:00 acme\no 2026-03-02 10:00:00\nSee you\n"),
        ("timedot", "2026-03-02\nfood  12.50\n"),
        ("timedot", "2026-03-02\nacme:site  ..\nSee you\n"),
        ("timedot", "acme:site  ..\n2026-03-02\nacme:site  ..\n"),
        ("timedot", "* A list\n* of words\n"),
        ("timewarrior", f"[{INTERVAL}, 5]"),
        ("timewarrior", f'[{INTERVAL}, {{"end": "20260302T080000Z"}}]'),
        ("watson", f"[{INTERVAL}]"),
        ("whatsapp", "26/11/2025, 22:41 - Messages are encrypted.\n"),
        ("telegram", '{"messages": [{"type": "message", "text": "Hello"}]}'),
    ],
)
def test_a_file_that_resembles_a_format_only_in_part_is_not_recognised(kind: str, text: str):
    assert not is_recognised(kind, text)
