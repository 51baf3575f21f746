"""The judged ledger as plain data: `client-ledger report --format json` prints it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from client_ledger.frontmatter.problems import Problem
from client_ledger.income.calendar_months import Month
from client_ledger.income.pipeline import Pipeline
from client_ledger.judging.advice import advice
from client_ledger.judging.judgement import JudgedClient, Judgement
from client_ledger.judging.late_fees import sum_in_base
from client_ledger.judging.verdict import Judged
from client_ledger.signs.levels import Measure
from client_ledger.signs.sign import Evidence
from client_ledger.text.message import Amount, Formatter, rounded

SCHEMA = 2
SMALLEST = Fraction(1, 100)


def report(judgement: Judgement, client: str | None = None) -> dict[str, Any]:
    """Return a judged ledger, or one client's part of it."""
    shares = judgement.pipeline.shares
    chosen = [each for name, each in judgement.clients.items() if client in (None, name)]
    return report_of_whole(judgement) | {
        "clients": [client_report(each, shares[each.timeline.client.id]) for each in chosen]
    }


def report_of_whole(judgement: Judgement) -> dict[str, Any]:
    """Return the report's part about the whole ledger, without its clients."""
    project = judgement.project
    return {
        "schema": SCHEMA,
        "as_of": judgement.day.isoformat(),
        "currency": project.settings.currency,
        "clients": [],
        "pipeline": pipeline_report(judgement.pipeline),
        "problems": problems_report(judgement.problems, project.site.shown_path),
    }


def client_report(judged: JudgedClient, share: Fraction | None, formatter: Formatter | None = None) -> dict[str, Any]:
    """Return one client's part of the report; `incomplete` is there only if a record could not be read.

    `share` is its share of the income received, None to leave it out. `formatter` writes its sentences, in plain
    English without one.
    """
    client, status, formatter = judged.timeline.client, judged.status, formatter or Formatter()
    return {
        "id": client.id,
        "name": client.name,
        "status": client.status,
        "verdict": status.verdict,
        "deciding": list(status.deciding),
        "score": status.score,
        "coverage": ratio(status.coverage),
        **({} if share is None else {"share_of_income": ratio(share)}),
        **money_report(judged),
        "trend": [
            {"date": then.day.isoformat(), "score": then.score, "verdict": then.verdict} for then in judged.trend.trend
        ],
        "signs": [sign_report(each, judged, formatter) for each in status.signs],
        **({"incomplete": True} if judged.incomplete else {}),
    }


def money_report(judged: JudgedClient) -> dict[str, Any]:
    """Return the client's sums: open, past due, not yet invoiced, and late fees due."""
    invoices = judged.timeline.invoices_on(judged.status.day)
    return {
        "open": money(sum((each.open_in_base for each in invoices), Fraction(0))),
        "overdue": money(sum((each.open_in_base for each in invoices if each.is_past_due), Fraction(0))),
        "to_invoice": money(sum((each.in_base for each in judged.to_invoice), Fraction(0))),
        "late_fees": money(sum_in_base(judged.late_fees)),
    }


def sign_report(judged: Judged, client: JudgedClient, formatter: Formatter) -> dict[str, Any]:
    """Return one sign's part of the report."""
    measures = judged.reading.measures
    recovery_date = client.trend.recovery_dates[judged.sign.name]
    return {
        "sign": judged.sign.name,
        "level": judged.level.name,
        "persists": judged.persists,
        "accepted_until": judged.accepted_until.isoformat() if judged.accepted_until else None,
        "measures": {
            name: plain_measure(measures[name]) if name in measures else None for name in judged.sign.measures
        },
        "summary": formatter.format(judged.reading.summary),
        "advice": formatter.format(advice(judged, client)),
        "clears_on": recovery_date.isoformat() if recovery_date else None,
        "evidence": [evidence_report(each, formatter) for each in judged.reading.evidence],
    }


def evidence_report(evidence: Evidence, formatter: Formatter) -> dict[str, Any]:
    """Return one record's place and its text, preceded by its day."""
    text = formatter.format(evidence.text)
    return {
        "file": evidence.place.file,
        "line": evidence.place.line,
        "text": f"{evidence.day}: {text}" if evidence.day else text,
    }


def pipeline_report(pipeline: Pipeline) -> dict[str, Any]:
    """Return the pipeline's part of the report."""
    goal = pipeline.settings.income_goal
    return {
        "income_goal": None if goal is None else money(Fraction(goal)),
        "stages": [
            {
                "stage": each.stage,
                "contracts": len(each.deals),
                "value": money(each.value),
                "weighted": money(each.weighted),
            }
            for each in pipeline.stages
        ],
        "months": [
            {
                "month": month_name(each.month),
                "committed": money(each.committed),
                "weighted": money(each.weighted),
                "coverage": None if each.coverage is None else ratio(each.coverage),
            }
            for each in pipeline.months
        ],
        "received": [{"month": month_name(month), "amount": money(amount)} for month, amount in pipeline.received],
        "to_invoice": [
            {"contract": each.contract.id, "amount": money(each.in_base)}
            for each in pipeline.to_invoice
            if each.in_base >= SMALLEST
        ],
        "without": [
            {
                "client": each.client,
                "share_of_income": ratio(each.share_of_income),
                "last_day": each.last_day.isoformat(),
                "months_at_goal": each.months_at_goal or 0,
                "months": [{"month": month_name(month), "weighted": money(amount)} for month, amount in each.months],
            }
            for each in pipeline.without_each
        ],
    }


def problems_report(problems: Iterable[Problem], shown_path: Callable[[str], str]) -> list[dict[str, Any]]:
    """Return problems with files as `shown_path` shows them."""
    formatter = Formatter()
    return [
        {
            "file": shown_path(problem.place.file),
            "line": problem.place.line,
            "column": problem.place.column,
            "severity": problem.severity,
            "code": problem.code,
            "message": formatter.format(problem.message),
            "hint": formatter.format(problem.hint) if problem.hint else None,
        }
        for problem in problems
    ]


def plain_measure(measure: Measure) -> int | float | str:
    """Return a measure for JSON: money as a string, shares and other numbers rounded to 4 places."""
    if isinstance(measure, int):
        return measure
    return money(Fraction(measure.value)) if isinstance(measure, Amount) else ratio(measure.value)


def money(value: Fraction) -> str:
    """Return money rounded half to even to 2 places."""
    return f"{rounded(value, 2):f}"


def ratio(value: Fraction) -> int | float:
    """Return a number rounded half to even to 4 places; a whole number has no point."""
    number = rounded(value, 4)
    return int(number) if number == number.to_integral_value() else float(number)


def month_name(month: Month) -> str:
    """Return a month as `YYYY-MM`."""
    return f"{month[0]}-{month[1]:02}"
