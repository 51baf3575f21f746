"""Find the client among the writers in a chat or on a board."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers.import_result import listed
from client_ledger.text.cli_language import tr

LONGEST_TEXT = 500


def expect_sender(names: Iterable[Sequence[str]], senders: tuple[str, ...]) -> None:
    """Raise EditRefused, listing the writers, unless one of them is named as the client."""
    everyone = [each for each in names if any(each)]
    if not any(is_sender(each, senders) for each in everyone):
        who = listed(next(name for name in each if name) for each in everyone) or tr("no one")
        raise EditRefused(tr("say who the client is with --from NAME; the writers are {who}", who=who))


def is_sender(names: Iterable[str], senders: tuple[str, ...]) -> bool:
    """Tell whether any of a writer's names is one of the client's."""
    return bool({name.casefold() for name in names if name} & {sender.casefold() for sender in senders})


def kept_text(text: str, *, body: bool) -> str:
    """Return the beginning of a text as one line, or nothing if texts are not kept."""
    return " ".join(text.split())[:LONGEST_TEXT].strip() if body else ""
