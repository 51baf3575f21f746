"""What the home page says of small ledgers."""

import re
from datetime import date
from decimal import Decimal

import pytest

from building import make, run
from client_ledger.history import read_history
from client_ledger.pages.home import Home
from client_ledger.pages.start import first_steps
from client_ledger.signs.levels import Level
from client_ledger.site.contexts import worst_first

LATE = "{id: %s, issued: 2026-08-01, due: 2026-08-31, amount: 900}"


@pytest.fixture
def home(judged):
    def of(files):
        judgement = judged(files)
        return Home(judgement, worst_first(judgement), read_history(judgement.project.site))

    return of


def contract(client, *invoices, **fields):
    lines = [f"client: {client}", "title: Site", "billing: fixed", "value: 9000", "stage: active"]
    lines += [f"{name}: {value}" for name, value in fields.items()]
    return "\n".join([*lines, "invoices:", *(f"  - {each}" for each in invoices)])


def late(count, **client):
    """Return a ledger of so many clients, each with an invoice 81 days past due."""
    files = {}
    for number in range(count):
        extra = "".join(f"\n{name}: {value}" for name, value in client.items())
        files[f"clients/c{number}.md"] = f"name: Client {number}{extra}"
        files[f"contracts/c{number}.md"] = contract(f"c{number}", LATE % number)
    return files


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (0, "Your ledger is empty"),
        (1, "One client needs you"),
        (3, "Three clients need you"),
        (11, "11 clients need you"),
    ],
)
def test_the_heading_counts_the_clients_to_act_on(home, count, sentence):
    assert str(home(late(count)).heading) == sentence


def test_a_client_who_treats_one_well_asks_for_nothing(home):
    off = "signs: {scope-creep: off, late-payments: off, unpaid-hours: off}"
    page = home({"clients/a.md": f"name: A\nreviewed: 2026-11-19\n{off}"})
    assert str(page.heading) == "No client needs you today"
    assert page.acts == page.summary == ()


def test_who_is_to_plan_an_exit_is_not_told_to_state_a_boundary(home):
    kinds = ("haggling", "free-work", "ghosting", "refuses-deposit")
    flags = "".join(f"  - {{date: 2026-11-01, kind: {kind}}}\n" for kind in kinds)
    extras = "".join(f"  - {{date: 2026-11-{day:02}, text: A logo, in_scope: no}}\n" for day in range(1, 7))
    (act,) = home({"clients/a.md": f"name: A\nincidents:\n{flags}requests:\n{extras}"}).acts
    assert act.judged.status.verdict == "plan-exit"
    assert str(act.step) == "plan your exit: when you could leave, and what to collect first"


def test_with_a_former_client_nothing_is_left_to_do_but_to_collect(home):
    page = home(late(1, status="former"))
    assert page.acts == ()
    assert page.overdue_sum == Decimal(900)


def test_an_act_names_the_sign_that_decides_and_the_next_step(home):
    (act,) = home(late(1)).acts
    assert act.reason.sign.name == "late-payments"
    assert str(act.step).startswith("send the next reminder")


def test_once_leaving_is_decided_the_last_day_is_the_next_step(home):
    files = late(1)
    files["clients/c0.md"] += "\ndecisions:\n  - {date: 2026-11-01, decision: leave, last_day: 2026-12-01}"
    page = home(files)
    assert str(page.acts[0].step) == "you decided on 2026-11-01 to leave; the last day is 2026-12-01"
    assert [(each.day, str(each.text)) for each in page.deadlines] == [(date(2026, 12, 1), "your last day")]


def test_overdue_invoices_come_oldest_first_and_add_up_in_the_base_currency(home):
    page = home(
        {
            "clients/a.md": "name: A",
            "contracts/a.md": contract(
                "a",
                "{id: 1, issued: 2026-10-01, amount: 100}",
                "{id: 2, issued: 2026-09-01, amount: 500, payments: [{date: 2026-10-01, amount: 200}]}",
                "{id: 3, issued: 2026-09-01, amount: 70, void: yes}",
                "{id: 4, issued: 2026-09-02, amount: 70, paid: 2026-10-20}",
                "{id: 5, issued: 2026-11-19, amount: 70}",
                "{id: 6, issued: 2026-11-25, due: 2026-11-19, amount: 70}",
                currency="USD",
            ),
        }
    )
    assert [(line.invoice.record.id, line.invoice.days_late) for line, _ in page.overdue] == [("2", 50), ("1", 20)]
    assert page.overdue_sum == Decimal("200.0")


def test_this_month_is_what_came_in_and_what_is_expected_before_its_end(home):
    page = home(
        {
            "clients/a.md": "name: A",
            "contracts/a.md": contract(
                "a",
                "{id: 1, issued: 2026-10-01, due: 2026-11-03, amount: 1000, paid: 2026-11-03}",
                "{id: 2, issued: 2026-11-01, due: 2026-11-30, amount: 500}",
                "{id: 3, issued: 2026-11-01, due: 2026-12-01, amount: 600}",
                platform="{fee: 10%}",
            ),
        }
    )
    assert page.received == 900 == sum(payment.net for payment in page.payments)
    assert page.expected_sum == 450
    assert page.of_goal(page.received) * 4000 == 900


def test_where_nothing_more_is_expected_what_is_overdue_stands_beside_it(tmp_path):
    make(tmp_path)  # three clients, each with 500 due on 31 August
    page = run(tmp_path, tmp_path / "site")["index.html"].decode()
    said = " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert "Nothing more is expected by the end of the month, and €1,500.00 is overdue." in said


def test_the_last_seven_days_are_read_again_from_the_same_records(home):
    message = "{at: 2026-11-%02d 23:00, reply: now}"
    page = home(
        {
            "clients/a.md": "name: A\nsince: 2026-11-01\nmessages:\n"
            + "\n".join(f"  - {message % day}" for day in (2, 3, 17, 18)),
            "clients/b.md": "name: B\nsince: 2026-01-01\nreviewed: 2026-11-01",
            "clients/c.md": "name: C\nsince: 2026-11-16",
        }
    )
    by_name = {change.judged.timeline.client.name: change for change in page.changes}
    assert by_name.keys() == {"A", "C"}
    (sign,) = by_name["A"].signs
    assert (sign.sign.name, sign.before, sign.after) == ("disrespected-time", Level.watch, Level.warning)
    assert by_name["A"].before == "watch"
    assert by_name["C"].before is None


def test_what_could_not_be_read_is_no_good_news(home, monkeypatch):
    page = home({"clients/acme.md": "name: Acme"})
    assert str(page.heading) == "As far as your records show, no client needs you today"
    assert [str(each) for each in page.summary] == ["too little is recorded about Acme"]
    monkeypatch.setattr(type(page.judgement.project), "errors", ["a fault"])
    assert str(page.heading) == "Some records cannot be read, so it is not known who needs you"


def test_the_summary_names_the_first_clients_and_counts_the_others(home):
    names = ("Acme", "Bolt", "Carp", "Dune", "Elm")
    page = home({f"clients/{name.lower()}.md": f"name: {name}" for name in names})
    assert [str(each) for each in page.summary] == ["too little is recorded about Acme, Bolt, Carp and 2 others"]


def test_a_new_ledger_begins_in_three_steps_that_go_once_they_are_taken(home):
    example = {"clients/example-client.md": "name: Example Client"}
    own = {"clients/acme.md": "name: Acme", "contracts/site.md": contract("acme", LATE % 1)}
    assert [step.done for step in home({}).first_steps] == [False, False, True]
    assert [step.done for step in home(example).first_steps] == [False, False, True]
    assert [step.done for step in home(example | {"clients/acme.md": "name: Acme"}).first_steps] == [False, False, True]
    assert [step.done for step in home(own).first_steps] == [False, True, True]  # the example is still there


@pytest.mark.parametrize(
    ("client", "named"), [("example-client", "contracts/example-contract.md"), ("client-exemple", "contrat-exemple.md")]
)
def test_the_first_step_names_the_files_of_the_example_in_the_ledgers_language(home, client, named):
    step = home({f"clients/{client}.md": "name: Example"}).first_steps[0]
    assert f"`clients/{client}.md`" in str(step.how)
    assert named in str(step.how)


def test_a_ledger_of_ones_own_with_an_invoice_and_a_goal_needs_no_steps(home):
    own = {"clients/acme.md": "name: Acme", "contracts/site.md": contract("acme", LATE % 1)}
    assert home(own).first_steps == ()


def test_the_goal_of_the_example_is_not_yet_ones_own(judged):
    site = "site_name: x\ndocs_dir: ledger\nplugins: [client-ledger: {as_of: 2026-11-20, income_goal: 4500}]\n"
    for name, done in (("acme", True), ("example-client", False), ("client-exemple", False)):
        judgement = judged({f"clients/{name}.md": "name: Acme"}, site)
        assert first_steps(judgement.project)[2].done is done
