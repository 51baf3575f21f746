"""When the money of an open invoice is expected: on its due day, and as many days later as the client usually takes."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil

from client_ledger.book.invoice_status import InvoiceStatus
from client_ledger.judging.judgement import JudgedClient
from client_ledger.signs.late_payments import SIGN as LATE_PAYMENTS
from client_ledger.signs.levels import number


def expected_on(judged: JudgedClient, invoice: InvoiceStatus) -> date:
    """Return the day an open invoice is likely paid, its due day where the client has paid none so far."""
    readings = (each.reading for each in judged.status.signs if each.sign is LATE_PAYMENTS)
    usual = next((days for each in readings if (days := each.measures.get("usual_days")) is not None), None)
    return invoice.due if usual is None else invoice.due + timedelta(days=ceil(number(usual)))
