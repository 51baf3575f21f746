"""Small ledgers judged on a day, for what is to be done about them."""

from datetime import date

from client_ledger.judging.judgement import Judgement, judge_project
from client_ledger.leaving.exit_plan import ExitPlan, exit_plan
from client_ledger.project import open_project
from writing import write_site

OPTIONS = "currency: EUR\ntimezone: Europe/Paris\nincome_goal: 1000\nexchange_rates: {GBP: 1.25, USD: 0.8}"


def client(*lines: str, **lists: list[str]) -> str:
    """A client file."""
    return _document(["name: Acme", *lines], lists)


def contract(*lines: str, **lists: list[str]) -> str:
    """A contract file of client `acme`; hourly at 50 unless the lines say else."""
    given = {line.split(":")[0] for line in lines}
    usual = {"client": "acme", "title": "Site", "stage": "active", "billing": "hourly", "rate": "50"}
    return _document([*(f"{key}: {value}" for key, value in usual.items() if key not in given), *lines], lists)


def _document(lines: list[str], lists: dict[str, list[str]]) -> str:
    text = list(lines)
    for name, records in lists.items():
        text += [f"{name}:", *(f"  - {{{record}}}" for record in records)]
    return "\n".join(["---", *text, "---", ""])


def ledger(acme: str, *contracts: str, **others: str) -> dict[str, str]:
    """The files of client `acme` with contracts `site-1`, `site-2`, …, and of other clients by their id."""
    files = {"clients/acme.md": acme}
    files |= {f"contracts/site-{number}.md": text for number, text in enumerate(contracts, 1)}
    return files | {f"clients/{name}.md": text for name, text in others.items()}


def judged(folder, files: dict[str, str], day: str, options: str = OPTIONS) -> Judgement:
    """A ledger of these files, without any error in it, judged on a day."""
    project = open_project(write_site(folder, files, options))
    assert [problem.line(problem.place.file) for problem in project.errors] == []
    return judge_project(project, date.fromisoformat(day))


def plan(folder, files: dict[str, str], day: str, options: str = OPTIONS) -> ExitPlan:
    """The plan for leaving client `acme`."""
    return exit_plan(judged(folder, files, day, options), "acme")
