"""The words allowed for a record's kind, answer, severity and the like."""

from __future__ import annotations

from typing import Literal

ToxicKind = Literal[
    "insult",
    "humiliation",
    "manipulation",
    "gaslighting",
    "threat",
    "harassment",
    "discrimination",
    "false-accusation",
    "retaliatory-review",
]
MeetingKind = Literal["no-show", "late-to-meeting", "last-minute-cancellation"]
EarlyKind = Literal[
    "refuses-contract",
    "refuses-deposit",
    "haggling",
    "free-work",
    "exposure-pay",
    "ghosting",
    "micromanaging",
    "no-decision-maker",
    "rights-grab",
    "blames-predecessors",
    "holds-payment",
    "changes-terms",
    "pay-cut",
]
IncidentKind = Literal[ToxicKind, MeetingKind, EarlyKind]
HarmfulKind = Literal[
    "disinformation",
    "fabricated-media",
    "black-hat-seo",
    "fraud",
    "illegal",
    "spam",
    "plagiarism",
    "other",
]
Answer = Literal["accepted", "declined", "change-order", "pending"]
Reply = Literal["now", "whenever"]
Gravity = Literal["minor", "serious"]
Choice = Literal["keep", "leave"]
Return = Literal["refund", "chargeback", "bounced"]
