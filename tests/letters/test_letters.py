"""Letters to send: every sign has a letter in every language, and its facts are the reading's own."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from client_ledger.judging.judgement import judge_project
from client_ledger.letters.boundary import afterwards, boundary_letter
from client_ledger.letters.choice import proposals
from client_ledger.letters.leaving import after_leaving, leaving_letter
from client_ledger.letters.reasons import reasons
from client_ledger.project import open_project
from client_ledger.signs import BY_NAME
from client_ledger.signs.levels import Level
from client_ledger.text.message import Amount
from proposed import lines_of

SITE = """
site_name: Letters
docs_dir: ledger
plugins:
  - client-ledger: {{currency: EUR, timezone: Europe/Paris, target_rate: 70, as_of: 2026-11-20,
      exchange_rates: {{USD: 0.9}}, working_hours: {hours}}}
"""
WORST = """---
name: Worst & Sons
{extra}
since: 2026-01-01
messages:
{messages}
incidents:
  - {{date: 2026-11-10, kind: insult, text: "A private note, “stupid” he said"}}
  - {{date: 2026-11-11, kind: no-show, text: "Another private note"}}
  - {{date: 2026-03-01, kind: haggling}}
  - {{date: 2026-03-02, kind: refuses-deposit}}
requests:
  - {{date: 2026-11-02, text: "Everything by {{tomorrow}}", reasonable: no, insisted: yes}}
  - {{date: 2026-11-03, text: "Reviews of nobody", reasonable: no, harmful: disinformation}}
---
"""
CONTRACT = """---
client: worst
title: The shop
stage: active
billing: fixed
value: 9000
end: 2026-12-01
invoices:
  - {{id: A-1, issued: 2026-06-01, amount: 1000, payments: [{{date: 2026-08-01, amount: 250.50}}{rest}]}}
  - {{id: A-2, issued: 2026-08-01, due: 2026-09-01, amount: 500{paid}}}
  - {{id: A-3, issued: 2026-11-01, due: 2026-12-01, amount: 800}}
  - {{id: A-4, issued: 2026-11-01, due: 2026-11-02, amount: 800, void: yes}}
hours:
  - {{date: 2026-11-02, hours: 6, task: Layout}}
  - {{date: 2026-11-03, hours: 4:30, task: A second layout, in_scope: no, paid: no}}
requests:
{requests}
---
"""
EVENING = "  - {{at: 2026-11-{:02} 22:15, reply: now, text: Hello}}"
EXTRA = '  - {{date: 2026-10-{:02}, text: "A page {}", in_scope: no}}'


def judged_ledger(folder: Path, *, settled: bool = False, extra: str = "", hours: str = "{mon-fri: 09:00-17:00}"):
    files = {
        "mkdocs.yml": SITE.format(hours=hours),
        "ledger/clients/worst.md": WORST.format(
            messages="\n".join(EVENING.format(day) for day in range(1, 19)), extra=extra
        ),
        "ledger/contracts/shop.md": CONTRACT.format(
            paid=", paid: 2026-11-01" if settled else "",
            rest=", {date: 2026-10-01, amount: 749.50}" if settled else "",
            requests="\n".join(EXTRA.format(day, day) for day in range(1, 13)),
        ),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    judgement = judge_project(open_project(folder / "mkdocs.yml"))
    assert judgement.problems == ()
    return judgement.clients["worst"]


@pytest.fixture(scope="module")
def worst(tmp_path_factory):
    return judged_ledger(tmp_path_factory.mktemp("worst"))


def signs(client):
    return {each.sign.name: each for each in client.status.signs}


def letter_on(client, sign, formatter):
    return boundary_letter(signs(client)[sign], client, formatter)


def money_letter(client, formatter):
    found = {str(each.title): each.letter for each in proposals(client, client.status.day, formatter)}
    return found["Final demand"]


@pytest.mark.parametrize("sign", sorted(set(BY_NAME) - {"unsteady-work", "late-payments"}))
def test_every_sign_that_fires_has_a_letter_without_gaps(worst, sign, formatter):
    letter = letter_on(worst, sign, formatter)
    assert letter.subject
    assert "\n" not in letter.subject
    assert "Worst & Sons" in letter.text
    own_words = letter.text.replace("{tomorrow}", "")
    assert not re.search(r"[{}]|None|Fraction|Decimal|\n\n\n", letter.subject + own_words)
    assert len(re.findall(r"\[[^]]+\]", letter.text)) == 1


def test_a_sign_below_warning_asks_for_no_letter(tmp_path, english):
    limits = "{unsized_requests: 90, out_of_scope_share: 95%}"
    client = judged_ledger(tmp_path, extra=f"signs: {{scope-creep: {{warning: {limits}, critical: {limits}}}}}")
    assert signs(client)["scope-creep"].level is Level.watch
    assert letter_on(client, "scope-creep", english) is None


def test_the_final_demand_names_each_invoice_and_the_sum_that_is_past_due(worst, english):
    measures = signs(worst)["late-payments"].reading.measures
    letter = money_letter(worst, english)
    assert letter.subject == "Final demand: €1,249.50"
    assert english.value(measures["overdue"]) == "€1,249.50"
    assert lines_of(letter) == ["– A-1, due 1 July 2026: €749.50 open", "– A-2, due 1 September 2026: €500.00 open"]
    assert letter_on(worst, "late-payments", english) is None


def test_an_invoice_is_named_in_the_currency_it_was_written_in(tmp_path, english):
    client = judged_ledger(tmp_path, extra="currency: USD")
    assert signs(client)["late-payments"].reading.measures["overdue"].currency == "EUR"
    assert money_letter(client, english).subject == "Final demand: $1,249.50"


def test_once_all_is_paid_the_letter_about_payments_asks_for_no_money(tmp_path, english):
    client = judged_ledger(tmp_path, settled=True)
    letter = letter_on(client, "late-payments", english)
    assert letter.subject == "Payment on the agreed day"
    assert lines_of(letter) == [
        "– A-2, due 1 September 2026: paid 1 November 2026",
        "– A-1, due 1 July 2026: paid 1 October 2026",
    ]
    assert "€" not in letter.text


def test_a_long_list_ends_with_how_many_more_there_are(worst, english):
    letter = letter_on(worst, "scope-creep", english)
    assert signs(worst)["scope-creep"].reading.measures["extra_requests"] == 12
    assert len(lines_of(letter)) == 9
    assert lines_of(letter)[-1] == "– and 5 more"
    assert "4.5 of the 10.5 hours I worked were outside it." in letter.text


def test_the_letter_about_time_says_when_the_freelancer_works(tmp_path, english):
    client = judged_ledger(tmp_path, hours="{mon-thu: 09:00-12:30, fri: 09:00-16:00, sun: 20:00-24:00}")
    letter = letter_on(client, "disrespected-time", english)
    measures = signs(client)["disrespected-time"].reading.measures
    assert f"messages outside my working hours on {measures['out_of_hours_days']} days" in letter.text
    assert f"{measures['demands']} requests to answer at once" in letter.text
    assert "one meeting missed or late" in letter.text
    assert lines_of(letter)[-3:] == [
        "– Monday to Thursday: 09:00–12:30",
        "– Friday: 09:00–16:00",
        "– Sunday: 20:00–24:00",
    ]


def test_private_notes_are_never_sent(worst, formatter):
    sent = [letter_on(worst, name, formatter).text for name in BY_NAME if letter_on(worst, name, formatter)]
    sent += [leaving_letter(worst, worst.status.day, formatter, with_reasons=True).text]
    assert "private note" not in "".join(sent)


def test_what_harms_others_is_refused_and_not_bargained_over(worst, english):
    assert lines_of(letter_on(worst, "harmful-output", english)) == ["– 3 November 2026: “Reviews of nobody”"]
    assert lines_of(letter_on(worst, "unreasonable-requests", english)) == [
        "– 2 November 2026: “Everything by {tomorrow}”"
    ]


def test_a_refused_deposit_becomes_terms_without_which_no_work_begins(worst, english):
    letter = letter_on(worst, "early-red-flags", english)
    assert letter.subject == "Before I begin"
    assert lines_of(letter) == [
        "– what is past due, paid first",
        "– a contract that we have both signed",
        "– a deposit, received before the work begins",
    ]


def test_contract_gaps_name_what_is_missing(worst, english):
    (line,) = lines_of(letter_on(worst, "contract-gaps", english))
    assert line.startswith("– The shop: objectives, deliverables, responsibilities, start and end, payment terms")
    assert len(line.split(", ")) == signs(worst)["contract-gaps"].reading.measures["gaps"]


def test_the_letter_for_leaving_names_the_last_day_and_all_that_is_open(worst, formatter):
    last = worst.status.day + timedelta(days=14)
    plain = leaving_letter(worst, last, formatter)
    assert formatter.formal.day(last) in plain.text
    assert formatter.value(Amount(2049.5, "EUR")) in plain.text
    assert [line.split(",")[0] for line in lines_of(plain)] == ["– A-1", "– A-2", "– A-3"]
    full = leaving_letter(worst, last, formatter, with_reasons=True)
    assert lines_of(full)[: len(reasons(worst))] == [f"– {formatter.formal.format(each)}" for each in reasons(worst)]


def test_reasons_follow_the_signs_at_warning_or_worse(worst):
    firing = [each for each in worst.status.signs if each.level >= Level.warning]
    assert len(reasons(worst)) == len(firing) == 8


def test_what_to_record_is_a_line_the_ledger_takes(worst, formatter, tmp_path):
    for judged in worst.status.signs:
        record = afterwards(judged, worst, formatter)
        (read,) = yaml.safe_load(record.line)
        assert (str(read["date"]), read["sign"]) == ("2026-11-20", judged.sign.name)
        assert read["text"].strip()
        assert record.look_again == worst.status.day + timedelta(days=30)
    leave = after_leaving(worst, worst.status.day)
    lines_for_boundaries = [f"  {afterwards(each, worst, formatter).line}" for each in worst.status.signs]
    extra = "\n".join([f"{leave.field}:", f"  {leave.line}", f"{record.field}:", *lines_for_boundaries])
    again = judged_ledger(tmp_path, extra=extra).timeline.client
    assert len(again.boundaries) == len(BY_NAME)
    assert again.decisions[0].decision == "leave"


def test_one_who_is_to_be_left_is_not_asked_to_change(worst, english):
    titles = [english.format(each.title) for each in proposals(worst, worst.status.day, english)]
    assert titles == [
        "End the work, without reasons",
        "End the work, with the reasons",
        "Final demand",
    ]


def test_a_former_client_is_only_asked_for_money(tmp_path, english):
    client = judged_ledger(tmp_path, extra="status: former")
    (proposal,) = proposals(client, client.status.day, english)
    assert english.format(proposal.title) == "Final demand"
    assert "before I go on with the work" not in proposal.letter.text
