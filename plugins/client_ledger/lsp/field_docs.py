"""The meaning of each field of the format: the table behind hover, the JSON Schemas and docs/format.md."""

from __future__ import annotations

from collections.abc import Mapping

from client_ledger.book.client import Client
from client_ledger.book.contract import Contract, LateFee, Platform
from client_ledger.book.records import (
    Acceptance,
    Boundary,
    ClientMessage,
    CreditNote,
    Decision,
    Hours,
    Incident,
    Invoice,
    Payment,
    Request,
)
from client_ledger.book.settings import Settings

FIELDS: Mapping[type, Mapping[str, str]] = {
    Client: {
        "name": "The client's name, as the site shows it.",
        "status": "Your relation to the client. Default: `active`.",
        "since": "The day you first worked together. Default: the client's first record.",
        "contact": "The people you deal with.",
        "payers": "Who pays for the client: names, mail addresses and IBANs, by which an import knows its payments.",
        "source": "How the client found you.",
        "country": "The client's country.",
        "currency": "The currency of its contracts. Default: the ledger's.",
        "timezone": "The client's time zone. Default: yours.",
        "working_hours": "The client's own working hours, written as in the settings. Default: Mon–Fri 09:00–17:00.",
        "reviewed": "The day up to which all that matters is recorded; it makes silence count as good news.",
        "vat": "The value added tax on its invoices. Default: the settings'.",
        "withholding": "The share of an invoice that the client withholds as your income tax. Default: none.",
        "messages": "Messages from the client, one record a line, or a CSV file.",
        "requests": "Requests outside any contract, one record a line, or a CSV file.",
        "incidents": "What the client did that you should not forget, one record a line, or a CSV file.",
        "boundaries": "Limits you stated to the client. A sign that goes on after its limit counts as critical.",
        "accepted": "Signs you choose to live with until a day. The verdict then reads them as watch.",
        "decisions": "What you decided about the client: to keep it or to leave.",
        "signs": "This client's own thresholds, written as in the settings.",
    },
    ClientMessage: {
        "at": "When it came. No offset: your time zone.",
        "text": "What it said.",
        "urgent": "Whether it was a true emergency; the first two in 30 days are excused. Default: no.",
        "reply": "When an answer was asked for. Default: `whenever`.",
        "channel": "How it came, such as chat, mail or phone.",
    },
    Request: {
        "date": "The day it was asked.",
        "text": "What was asked for.",
        "in_scope": "Whether the contract covers it. Default: yes.",
        "hours": "About how many hours of work it means.",
        "reasonable": "Whether one could fairly ask for it. Default: yes.",
        "answer": "What you answered. Default: `pending`.",
        "insisted": "Whether the client insisted after a no. Default: no.",
        "harmful": "The kind of harm it asks you to do to others. One is enough for the verdict to leave now.",
        "evidence": "Files below `evidence/` that prove it: one path or a list.",
    },
    Incident: {
        "date": "The day it happened.",
        "kind": "What it was; the kind decides which sign it feeds.",
        "text": "What happened, in a sentence.",
        "severity": "How bad it was. Default: `serious`.",
        "resolved": "The day it was taken back or settled. It weighs less from 90 days later on.",
        "evidence": "Files below `evidence/` that prove it: one path or a list.",
    },
    Boundary: {
        "date": "The day you stated the limit.",
        "sign": "The sign the limit is about.",
        "text": "What you said.",
    },
    Acceptance: {
        "sign": "The sign you accept. A knock-out sign cannot be accepted.",
        "until": "The last day you accept it.",
        "why": "Why you accept it.",
    },
    Decision: {
        "date": "The day you decided.",
        "decision": "To keep the client or to leave.",
        "why": "Why you decided so.",
        "last_day": "The last day you work for the client.",
    },
    Contract: {
        "client": "The client's id: the name of its file without `.md`.",
        "title": "What the contract is about.",
        "stage": "The stage of the contract in your pipeline.",
        "since_stage": "The day it entered that stage. Default: the day git first saw it there, else unknown.",
        "probability": (
            "How likely it becomes income, at most 100%. "
            "Default: lead 10%, proposal 30%, negotiation 60%, signed and active 100%, others 0%."
        ),
        "next_action": "What to do next.",
        "next_action_on": "The day to do it.",
        "signed": "The day the last of you signed.",
        "start": "The first day of work.",
        "end": "The last day of work, not before the start.",
        "currency": "The currency of every amount here. Default: the client's.",
        "billing": "How it is paid: one price, by the hour, or by the month.",
        "value": "The whole price. Required for `fixed` billing.",
        "rate": "The price of one hour. Required for `hourly` billing.",
        "monthly": "The price of one month. Required for `retainer` billing.",
        "hours_per_week": "The hours you expect to work each week (`hourly`).",
        "hours_per_month": "The hours each month's price includes (`retainer`).",
        "hours_budget": "The hours the price includes (`fixed`).",
        "deposit": "What the client pays up front: an amount, or a share of the price.",
        "kill_fee": "What the client owes when they end it early: an amount, or a share of what is not invoiced yet.",
        "payment_terms": "The days a client has to pay an invoice. Default: 30.",
        "late_fee": "What a late invoice costs the client.",
        "notice": "The days of notice to end the contract. Default: 14 once it is signed, otherwise none.",
        "platform": "The marketplace in between, if there is one.",
        "objectives": "What the client wants to reach: one text or a list.",
        "deliverables": "What you will hand over: one text or a list.",
        "responsibilities": "Who does what: one text or a list.",
        "revisions": "The rounds of changes the price includes.",
        "vat": "The value added tax on its invoices. Default: the client's.",
        "withholding": "The part of an invoice the client pays to the state as your income tax. Default: the client's.",
        "rights": "When the rights in the work pass to the client, such as on full payment.",
        "suspension": "When you may stop work, such as 14 days past due.",
        "invoices": "What you invoiced, one record a line, or a CSV file.",
        "credit_notes": "What you credited on invoices, one record a line, or a CSV file.",
        "hours": "What you worked, one record a line, or a CSV file.",
        "requests": "What the client asked for, one record a line, or a CSV file.",
    },
    LateFee: {
        "percent_per_month": "Simple interest a month, in percent.",
        "percent_per_year": "Simple interest a year, in percent; this or the monthly one.",
        "flat": "A sum due once for each late invoice.",
    },
    Platform: {
        "name": "The marketplace's name.",
        "fee": "The share of each payment that it keeps. Default: 0%.",
    },
    Invoice: {
        "id": "The invoice's number, unique in the ledger.",
        "issued": "The day you sent it.",
        "amount": "What it asks for, net: without VAT and before withholding, in the contract's currency.",
        "due": "The last day to pay in time. Default: `issued` plus the payment terms.",
        "paid": "The day it was paid in full.",
        "payments": "What was paid when, if not all at once; this or `paid`.",
        "period": "The month it is for.",
        "void": "Whether it was cancelled. Default: no.",
        "disputed": "What the client says against it. It still counts as owed.",
        "written_off": "The day you gave it up: from then on nothing is asked for it, and it counts as lost.",
        "reminders": "The days on which you reminded the client of it.",
        "vat": "The value added tax on it. Default: the contract's.",
        "withholding": "The part of it the client pays to the state as your income tax. Default: the contract's.",
        "exchange_rate": "What one unit of its currency is worth in the base currency. Default: the settings' rate.",
    },
    CreditNote: {
        "id": "The credit note's number, unique among invoices and credit notes.",
        "issued": "The day you sent it. It lowers its invoice from this day on.",
        "invoice": "The number of the invoice it lowers, one of this contract.",
        "amount": "What it credits, net, at the invoice's VAT and withholding.",
        "text": "What it is for.",
    },
    Payment: {
        "date": "The day the money came.",
        "amount": "How much came, in the contract's currency: what arrived, with VAT and without what was withheld.",
        "returned": "The day it went back. From then on it is no income.",
        "why": "How it went back. A chargeback or a bounced payment opens the invoice again, your own refund does not.",
    },
    Hours: {
        "date": "The day you worked.",
        "hours": "How long: `1.5` or `1:30`, more than 0.",
        "task": "What you did.",
        "in_scope": "Whether the contract covers it. Default: yes.",
        "paid": "Whether it is paid for. Default: worked out from the contract's budget.",
        "id": "Its number in the tool it came from, if any.",
    },
    Settings: {
        "currency": "The ledger's base currency. Default: EUR.",
        "timezone": "Your time zone. Default: UTC.",
        "working_hours": "Your working hours; days not named are off. Default: mon-fri 09:00-17:00.",
        "holidays": "A country or region whose public holidays are yours, such as FR or DE-BY.",
        "days_off": "Days you do not work, and spans of them.",
        "vat": "The value added tax on your invoices. None.",
        "exchange_rates": (
            "What one unit of another currency is worth in the base currency: a rate, or rates by the day from which "
            "each holds."
        ),
        "income_goal": "The net income you want each calendar month, in the base currency.",
        "target_rate": "The net rate you want for each hour, in the base currency.",
        "as_of": "The day to judge. Default: today.",
        "jobs": "How many processes draw the pages of the site. Default: as many as pay.",
        "signs": "Thresholds of your own, sign by sign; `off` switches a sign off.",
    },
}

PAGE_FIELDS: Mapping[str, str] = {
    "title": "The page's title in the menu.",
    "template": "The theme's template for the page.",
    "hide": "The parts of the page the theme leaves out.",
    "tags": "The page's tags.",
    "description": "The page's description for browsers.",
    "aliases": "Obsidian's other names of the file.",
    "cssclasses": "Obsidian's style classes of the file.",
    "publish": "Whether Obsidian publishes the file.",
    "permalink": "Obsidian's address of the published file.",
    "extra": "Yours: any YAML, left unread.",
}
"""What else a front matter may have: MkDocs' own keys of a page, Obsidian's, and yours."""

SIGN_OPTIONS: Mapping[str, str] = {
    "window_days": "The days looked back at.",
    "grace_days": "The days an invoice may be late without counting as late.",
    "weight": "How much the sign weighs in the score.",
    "watch": "The limits from which the sign reads watch.",
    "warning": "The limits from which the sign reads warning.",
    "critical": "The limits from which the sign reads critical.",
}
"""What may stand under a sign's name in `signs:`."""
