"""Invoices of small ledgers that were paid late, or not at all, for tests of late-payments."""

from judging import D, ago, client, contract, reading

SIGN = "late-payments"


def due(days, more="", amount="1000"):
    """An invoice that was due so many days before the day judged."""
    return f"issued: {ago(days + 30)}, due: {ago(days)}, amount: {amount}{more}"


def paid_after(days, since=60, amount="1000"):
    """An invoice that was due `since` days ago and paid so many days later."""
    return due(since, f", paid: {ago(since - days)}", amount)


def on_file(tmp_path, *invoices, lines=(), options="", day=D, **lists):
    """The sign's reading of invoices that are numbered here."""
    records = [f"id: A{number}, {invoice}" for number, invoice in enumerate(invoices)]
    return reading(tmp_path, SIGN, client(), contract(*lines, invoices=records, **lists), options=options, day=day)
