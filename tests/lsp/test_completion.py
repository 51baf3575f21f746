"""What the language server offers at the cursor."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from lsprotocol import types

CONTRACT = "ledger/contracts/acme-site.md"


CLIENT = "ledger/clients/acme.md"


NEW = "ledger/contracts/new.md"


pytestmark = pytest.mark.asyncio(loop_scope="session")


def span(line, start, end):
    return types.Range(types.Position(line, start), types.Position(line, end))


def today():
    return f"{datetime.now(ZoneInfo('Europe/Paris')):%Y-%m-%d}"


async def test_keys_are_completed_and_none_that_is_given(editor):
    found = await editor.complete(CONTRACT, "---\nclient: acme\n|\nstage: lead\n---\n")
    assert {"title", "billing", "invoices", "extra"} <= found.keys()
    assert not {"client", "stage"} & found.keys()
    assert found["billing"].text_edit.new_text == "billing: "
    assert found["billing"].detail == "fixed hourly retainer, required"


async def test_keys_of_a_record_are_completed_on_its_line(editor):
    found = await editor.complete(CLIENT, "---\nmessages:\n  - {at: 2026-11-02 10:00, re|, text: x}\n---\n")
    assert sorted(found) == ["channel", "reply", "urgent"]
    assert found["reply"].text_edit.range == span(2, 27, 29)


async def test_a_record_is_offered_with_todays_date(editor):
    found = await editor.complete(CONTRACT, "---\nhours:\n  - |\n---\n")
    assert found[f"{{date: {today()}, hours: }}"].text_edit.new_text == f"{{date: ${{1:{today()}}}, hours: ${{2:}}$0}}"
    assert "acme-hours.csv" in found


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("---\nstage: |\n---\n", {"lead", "active", "lost"}),
        ("---\nstage:|\n---\n", {"lead", "active", "lost"}),
        ("---\nclient: |\n---\n", {"acme", "bolt"}),
        ("---\nrequests: [{date: 2026-11-20, answer: |\n---\n", {"accepted", "change-order"}),
        ("---\nrequests:\n  - date: 2026-11-20\n    in_scope: |\n---\n", {"yes", "no"}),
        ("---\nrequests:\n  - {evidence: [acme/|]}\n---\n", {"acme/mail.eml", "acme/call, second.txt"}),
        ("---\ncurrency: |\n---\n", {"EUR", "USD"}),
        ("---\nhours: |\n---\n", {"acme-hours.csv"}),
        ("---\nlate_fee:\n  |\n---\n", {"flat", "percent_per_month"}),
        ("---\nhours_budget: 1\ninvoices:\n  - {id: x, payments: [{|}]}\n---\n", {"date", "amount"}),
    ],
)
async def test_values_of_a_contract_are_completed(editor, text, labels):
    assert labels <= (await editor.complete(CONTRACT, text)).keys()


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("---\nincidents:\n  - {kind: |}\n---\n", {"insult", "no-show", "haggling"}),
        ("---\nboundaries:\n  - {sign: |}\n---\n", {"late-payments", "toxic-behaviour"}),
        ("---\nsigns:\n  |\n---\n", {"late-payments"}),
        ("---\nsigns: {late-payments: {|}}\n---\n", {"grace_days", "warning"}),
        ("---\nsigns: {late-payments: {warning: {|}}}\n---\n", {"late_share"}),
        ("---\nsigns: {late-payments: |}\n---\n", {"off"}),
        ("---\ntimezone: |\n---\n", {"Europe/Paris"}),
    ],
)
async def test_values_of_a_client_are_completed(editor, text, labels):
    assert labels <= (await editor.complete(CLIENT, text)).keys()


async def test_a_knock_out_sign_is_not_offered_for_acceptance(editor):
    assert "toxic-behaviour" not in await editor.complete(CLIENT, "---\naccepted:\n  - {sign: |}\n---\n")


async def test_days_times_and_months_are_completed(editor):
    assert next(iter(await editor.complete(CONTRACT, "---\nsigned: |\n---\n"))) == today()
    moments = await editor.complete(CLIENT, "---\nmessages:\n  - {at: |}\n---\n")
    assert next(iter(moments)).startswith(today())
    months = await editor.complete(CONTRACT, "---\ninvoices:\n  - {period: |}\n---\n")
    assert next(iter(months)) == today()[:7]


async def test_a_file_that_is_still_empty_is_begun(editor, start):
    found = await editor.complete(NEW, "|")
    assert found["New contract"].text_edit.new_text == (
        "---\nclient: ${1|acme,bolt|}\ntitle: ${2}\n"
        "stage: ${3|lead,proposal,negotiation,signed,active,completed,lost,terminated|}\n"
        "billing: ${4|fixed,hourly,retainer|}\n---\n$0"
    )
    plain = await start(types.ClientCapabilities())
    found = await plain.complete("ledger/clients/new.md", "\n|\n")
    assert not found
    found = await plain.complete("ledger/clients/new.md", "|\n")
    assert found["New client"].text_edit.new_text == "---\nname: \n---\n"


async def test_a_path_that_yaml_would_misread_is_quoted(editor):
    found = await editor.complete(CLIENT, "---\nincidents:\n  - {evidence: |}\n---\n")
    assert found["acme/call, second.txt"].text_edit.new_text == '"acme/call, second.txt"'
    assert found["acme/mail.eml"].text_edit.new_text == "acme/mail.eml"


async def test_headings_and_cells_of_a_log_are_completed(editor):
    log = "ledger/contracts/acme-hours.csv"
    assert "in_scope" in await editor.complete(log, "date,hours,|\n")
    assert "date" not in await editor.complete(log, "date,hours,|\n")
    assert "yes" in await editor.complete(log, "date,hours,in_scope\n2026-11-20,2,|\n")


async def test_options_of_the_site_file_are_completed(editor):
    text = "docs_dir: ledger\nplugins:\n  - client-ledger:\n      timezone: Europe/Paris\n      |\n"
    found = await editor.complete("mkdocs.yml", text)
    assert "income_goal" in found
    assert "timezone" not in found
    assert await editor.complete("mkdocs.yml", "docs_dir: ledger\n|\nplugins: [client-ledger]\n") == {}


async def test_nothing_is_completed_outside_the_front_matter(editor):
    assert await editor.complete(CONTRACT, "---\nclient: acme\n---\n\nclient: |\n") == {}


async def test_an_editor_without_snippets_gets_plain_text(start):
    editor = await start(types.ClientCapabilities())
    found = await editor.complete(CONTRACT, "---\n|\n---\n")
    assert found["invoices"].text_edit.new_text == "invoices:"
