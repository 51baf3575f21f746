"""Small ledgers written in a test, judged through the command as a freelancer would judge them."""

import json
import re
from datetime import date, timedelta
from textwrap import dedent, indent

from click.testing import CliRunner

from client_ledger.cli import main
from client_ledger.signs import BY_NAME

D = "2026-11-20"
"""The day judged: a Friday."""

MONTHS = [f"{2026 + month // 12}-{month % 12 + 1:02}" for month in range(11, 23)]
"""The twelve months ahead of the day judged."""

WEEKDAYS = tuple(f"2026-11-{day:02}" for day in (2, 3, 4, 5, 6, 9, 10, 12))

SETTINGS = {
    "currency": "EUR",
    "timezone": "Europe/Paris",
    "working_hours": "{mon-fri: 09:00-18:00}",
    "income_goal": "4500",
}

ALL_FOUR_FLAGS = ("haggling", "micromanaging", "no-decision-maker", "rights-grab")
REVIEWED = f"reviewed: {D}"

SIGNS = tuple(BY_NAME)

SOUND = (
    "objectives: A shop that sells",
    "deliverables: Ten pages",
    "responsibilities: Acme writes the texts",
    "start: 2026-01-01",
    "end: 2026-12-31",
    "payment_terms: 30",
    "late_fee: {percent_per_month: 1}",
    "notice: 14",
    "rights: On full payment",
    "suspension: 14 days past due",
    "signed: 2025-12-15",
)
"""The lines of a contract without a gap."""


def ago(days, since=D):
    """The date that lies so many days before the day judged; a negative number lies after it."""
    return (date.fromisoformat(since) - timedelta(days=days)).isoformat()


def document(defaults, lines, lists):
    written = {line.split(":")[0] for line in lines}
    front = [f"{key}: {value}" for key, value in defaults.items() if key not in written]
    front += lines
    for name, records in lists.items():
        front.append(f"{name}:")
        front += [f"  - {{{record}}}" for record in records]
    return "\n".join(["---", *front, "---", ""])


def client(*lines, **lists):
    """A client file from front matter lines and, by the list's name, flow-style records."""
    return document({"name": "Acme"}, lines, lists)


def contract(*lines, **lists):
    """A contract file, an active one of client `acme` without a fixed end unless the lines say else."""
    defaults = {"client": "acme", "title": "Site", "stage": "active", "billing": "fixed"}
    billing = next((line.split(": ")[1] for line in lines if line.startswith("billing:")), "fixed")
    defaults |= {"fixed": {"value": "1000"}, "hourly": {"rate": "50"}, "retainer": {"monthly": "1000"}}[billing]
    return document(defaults, lines, lists)


def judge(tmp_path, files, options="", day=D, exit_code=0):
    """The report on a ledger of these files under these settings (YAML text of the plugin's own)."""
    written = set(re.findall(r"^(\w+):", dedent(options), re.MULTILINE))
    settings = "".join(f"{key}: {value}\n" for key, value in SETTINGS.items() if key not in written)
    settings = indent(settings + dedent(options), " " * 6)
    config = tmp_path / "mkdocs.yml"
    text = f"site_name: Ledger\ndocs_dir: ledger\nplugins:\n  - client-ledger:\n{settings}\n"
    config.write_text(text, encoding="utf-8")
    (tmp_path / "ledger").mkdir(exist_ok=True)
    for path, content in files.items():
        file = tmp_path / "ledger" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    command = ["report", "--format", "json", "-f", str(config), *(["--as-of", day] if day else [])]
    result = CliRunner().invoke(main, command, catch_exceptions=False)
    assert result.exit_code == exit_code, result.output
    return json.loads(result.stdout)


def ledger(acme, *contracts, **others):
    """The files of client `acme` with contracts `site-1`, `site-2`, …, and of other clients by their id."""
    files = {"clients/acme.md": acme}
    files |= {f"contracts/site-{number}.md": text for number, text in enumerate(contracts, 1)}
    return files | {f"clients/{name}.md": text for name, text in others.items()}


def acme_of(report):
    """What the report says of client `acme`."""
    return next(one for one in report["clients"] if one["id"] == "acme")


def sign_of(report, sign):
    """What the report says of a sign of client `acme`."""
    return next(one for one in acme_of(report)["signs"] if one["sign"] == sign)


def reading(tmp_path, sign, acme, *contracts, options="", day=D):
    """A sign of client `acme`, whose files these are."""
    return sign_of(judge(tmp_path, ledger(acme, *contracts), options, day), sign)


def measured(one, *names):
    """The named measures of a sign as a tuple."""
    return tuple(one["measures"][name] for name in names)


def said(one):
    """The summary of a sign, and the texts of its evidence without their days."""
    return one["summary"], [re.sub(r"^\d{4}-\d\d-\d\d: ", "", each["text"]) for each in one["evidence"]]


def out_of_hours(tmp_path, lines, messages, options="", day=D):
    """The days on which a client with these lines wrote out of hours."""
    acme = client(f"reviewed: {day}", *lines, messages=messages)
    one = reading(tmp_path, "disrespected-time", acme, options=options, day=day)
    return one["measures"]["out_of_hours_days"]


def flags(count, day=D):
    """Early red flags: one is a watch, two a warning, four critical."""
    return [f"date: {day}, kind: {kind}" for kind in ALL_FOUR_FLAGS[:count]]


def extras(count, day=D):
    """Extra requests of scope creep: one is a watch, three a warning, six critical."""
    return [f"date: {day}, text: One more page, in_scope: no"] * count


def insisted(count=1, day=D):
    """Unreasonable requests insisted on: one is a warning, two critical."""
    return [f"date: {day}, text: Work tonight, reasonable: no, insisted: yes"] * count


def limit(sign, day):
    """A boundary stated that day."""
    return [f"date: {day}, sign: {sign}, text: No more of this"]


def acceptance(sign, until):
    """An acceptance until that day."""
    return [f"sign: {sign}, until: {until}, why: I like the work"]


def wrote(*times, flags=""):
    """Messages at these times."""
    return [f"at: {time}, text: Hello{', ' + flags if flags else ''}" for time in times]


def evenings(count):
    """Messages out of hours on as many days: two are a watch, four a warning, eight critical."""
    return wrote(*(f"{day} 22:00" for day in WEEKDAYS[:count]))


def judged(tmp_path, acme, *contracts, options="", day=D):
    """What the report says of client `acme`, whose files these are."""
    return acme_of(judge(tmp_path, ledger(acme, *contracts), options, day))


def pipeline(tmp_path, *contracts, acme=None, options="", day=D, **others):
    """The pipeline of client `acme`, whose contracts these are, and of others."""
    return judge(tmp_path, ledger(acme or client(), *contracts, **others), options, day)["pipeline"]


def money(rows, name):
    """The amounts of the months by month, those that are zero left out."""
    return {one["month"]: one[name] for one in rows if one[name] != "0.00"}


def expected(tmp_path, *contracts, **more):
    """What each coming month is expected to bring."""
    return money(pipeline(tmp_path, *contracts, **more)["months"], "weighted")
