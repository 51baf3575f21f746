"""The reasons for leaving a client, in words that can be sent."""

from __future__ import annotations

from client_ledger.judging.judgement import JudgedClient
from client_ledger.signs.levels import Level
from client_ledger.text.message import Message


def reasons(client: JudgedClient) -> list[Message]:
    """Return a sentence for each sign at warning or critical that has one, the worst first."""
    worst = sorted(client.status.signs, key=lambda each: (-each.level, -each.weight))
    return [
        reason
        for each in worst
        if each.level >= Level.warning
        if (reason := each.sign.reason(client.case(each))) is not None
    ]
