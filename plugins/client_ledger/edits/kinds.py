"""The kinds of records that commands add, and the argument or option for each field."""

from __future__ import annotations

from dataclasses import dataclass

from client_ledger.book.client import RECORDS as CLIENT_RECORDS
from client_ledger.book.contract import RECORDS as CONTRACT_RECORDS


@dataclass(frozen=True, slots=True)
class Flag:
    """An option without a value of its own, which sets a field to a fixed one."""

    name: str
    field: str
    value: str
    help: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its owner, its list, and its fields in the order in which they are written.

    `arguments` are given by position, `options` by name; `today` is the day field that defaults to today.
    """

    name: str
    owner: str
    key: str
    today: str
    arguments: tuple[str, ...]
    options: dict[str, str]
    flags: tuple[Flag, ...] = ()
    order: tuple[str, ...] = ()
    help: str = ""

    @property
    def model(self) -> type:
        """The record's model."""
        return (CONTRACT_RECORDS | CLIENT_RECORDS)[self.key]


DAY = "The day: YYYY-MM-DD, today or yesterday (today)."
EVIDENCE = "A file below evidence/; repeat it for more."

KINDS = (
    Kind(
        "invoice",
        "contract",
        "invoices",
        "issued",
        ("id", "amount"),
        {
            "issued": "The day you sent it: YYYY-MM-DD, today or yesterday (today).",
            "due": "The due date (by default, from the contract's payment terms).",
            "paid": "The day it was paid in full.",
            "period": "The month it is for, YYYY-MM.",
            "disputed": "The client's objection.",
        },
        (Flag("--void", "void", "yes", "It is void."),),
        ("id", "issued", "amount", "due", "paid", "period", "void", "disputed"),
        help="Add an invoice: its number and its amount in the contract's currency.",
    ),
    Kind(
        "credit-note",
        "contract",
        "credit_notes",
        "issued",
        ("id", "invoice", "amount", "text"),
        {"issued": "The day you issued it: YYYY-MM-DD, today or yesterday (today)."},
        (),
        ("id", "issued", "invoice", "amount", "text"),
        help="Add a credit note: its number, the invoice it reduces, the net amount, and why.",
    ),
    Kind(
        "hours",
        "contract",
        "hours",
        "date",
        ("hours", "task"),
        {"date": DAY, "id": "The record's id in another program."},
        (
            Flag("--out-of-scope", "in_scope", "no", "It was not part of the agreement."),
            Flag("--unpaid", "paid", "no", "It will not be paid."),
            Flag("--paid", "paid", "yes", "It is paid, within the budget or not."),
        ),
        ("date", "hours", "task", "in_scope", "paid", "id"),
        help="Add hours worked: 1:30 or 1.5, and what you did.",
    ),
    Kind(
        "request",
        "either",
        "requests",
        "date",
        ("text",),
        {
            "date": DAY,
            "hours": "About how much work it means.",
            "answer": "accepted, declined, change-order or pending (pending).",
            "harmful": "disinformation, fabricated-media, black-hat-seo, fraud, illegal, spam, plagiarism or other.",
            "evidence": EVIDENCE,
        },
        (
            Flag("--out-of-scope", "in_scope", "no", "It is not part of the agreement."),
            Flag("--unreasonable", "reasonable", "no", "No one could reasonably ask for it."),
            Flag("--insisted", "insisted", "yes", "They asked again after you said no."),
        ),
        ("date", "text", "in_scope", "hours", "reasonable", "answer", "insisted", "harmful", "evidence"),
        help="Add something the client asked for, under a contract or outside any contract.",
    ),
    Kind(
        "message",
        "client",
        "messages",
        "at",
        ("text",),
        {
            "at": "When it came: YYYY-MM-DD HH:MM, or HH:MM for today (now).",
            "reply": "now or whenever: when an answer was expected (whenever).",
            "channel": "How it came: mail, phone, chat, …",
        },
        (Flag("--urgent", "urgent", "yes", "The client called it urgent."),),
        ("at", "channel", "reply", "urgent", "text"),
        help="Add a message from the client.",
    ),
    Kind(
        "incident",
        "client",
        "incidents",
        "date",
        ("kind", "text"),
        {
            "date": DAY,
            "severity": "minor or serious (serious).",
            "resolved": "The day it was withdrawn or settled.",
            "evidence": EVIDENCE,
        },
        (),
        ("date", "kind", "severity", "resolved", "evidence", "text"),
        help="Add an incident that you should not forget: its kind, such as insult or no-show.",
    ),
    Kind(
        "boundary",
        "client",
        "boundaries",
        "date",
        ("sign", "text"),
        {"date": DAY},
        (),
        ("date", "sign", "text"),
        help="Add a limit you have stated: the sign it is about, such as late-payments, and your words.",
    ),
    Kind(
        "decision",
        "client",
        "decisions",
        "date",
        ("decision", "why"),
        {"date": DAY, "last_day": "The last day of work."},
        (),
        ("date", "decision", "why", "last_day"),
        help="Add a decision: keep or leave, and why.",
    ),
    Kind(
        "acceptance",
        "client",
        "accepted",
        "",
        ("sign", "until", "why"),
        {},
        (),
        ("sign", "until", "why"),
        help="Accept a sign until a day: the sign, such as unsteady-work, the day, and why you accept it.",
    ),
)
