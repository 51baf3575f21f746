"""`exit` and `review` as a freelancer runs them."""

import re

import markdown
import pytest
from click.testing import CliRunner

from acting import OPTIONS, client, contract, ledger
from client_ledger.cli import main
from client_ledger.project import open_project
from writing import write_site

DAY = "2026-03-01"
TRICKY = 'name: "<script>x</script> | *Acme* [a](b)"'


def files(acme=None):
    site = contract(
        "deliverables: ['# Ten | pages', '<img src=x>']",
        "late_fee: {percent_per_month: 1}",
        invoices=["id: A-1, issued: 2026-01-01, due: 2026-01-31, amount: 1000"],
    )
    return ledger(acme or client("country: FR", "reviewed: 2026-02-01"), site)


def call(folder, *command, given=None, code=0):
    config = write_site(folder, given or files(), f"{OPTIONS}\nas_of: {DAY}")
    result = CliRunner().invoke(main, [*command, "-f", str(config)], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def test_the_plan_is_markdown_that_shows_texts_as_they_are(tmp_path):
    acme = client(TRICKY).replace("name: Acme\n", "")
    text = call(tmp_path, "exit", "acme", given=files(acme))
    html = markdown.markdown(text, extensions=["tables"])
    assert "<script" not in html
    assert "<img" not in html
    assert re.search("<h1>Leaving &lt;script&gt;x&lt;/script&gt; | \\*Acme\\* \\[a\\]\\(b\\)</h1>", html)
    assert "# Ten | pages" in re.sub("<[^>]*>", "", html)
    assert html.count("<table>") == 3


def test_the_plan_is_a_page_that_needs_nothing_else(tmp_path):
    acme = client(TRICKY).replace("name: Acme\n", "")
    html = call(tmp_path, "exit", "acme", "--format", "html", given=files(acme))
    assert html.startswith('<!doctype html>\n<html lang="en">')
    assert "<script" not in html
    assert "<img" not in html
    assert "http" not in html
    assert "&lt;script&gt;x&lt;/script&gt; | *Acme* [a](b)" in html


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_the_plan_says_every_sum_with_its_working_and_its_place(tmp_path, form):
    text = call(tmp_path, "exit", "acme", "--format", form)
    assert "€1,000.00 × 29 days × 1% a month × 12 ÷ 365 = €9.53" in text
    assert "contracts/site-1.md:" in text
    assert "€1,009.53" in text


def test_the_plan_and_its_letters_speak_french(tmp_path):
    text = call(tmp_path, "exit", "acme", "--language", "fr")
    assert "# Quitter Acme" in text
    assert "1\u202f000,00\xa0€ × 29\xa0jours × 1\xa0% par mois × 12 ÷ 365 = 9,53\xa0€" in text
    assert "Bonjour" in text
    assert "Collect" not in text


def test_a_client_that_is_not_there_is_named_with_the_nearest(tmp_path):
    assert "did you mean 'acme'?" in call(tmp_path, "exit", "acmee", code=2)


@pytest.mark.parametrize(("day", "code"), [("2025-12-31", 2), ("2026-01-01", 0)])
def test_nobody_is_left_before_the_first_day_recorded(tmp_path, day, code):
    said = call(tmp_path, "exit", "acme", "--as-of", day, code=code)
    assert ("the records of acme begin on 2026-01-01, so you cannot leave on 2025-12-31" in said) == bool(code)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("9999-12-31", "'9999-12-31' is not a plausible date (write a year from 1900 to 2999)"),
        ("2026-02-30", "'2026-02-30' is not a date (write YYYY-MM-DD)"),
    ],
)
def test_a_day_that_cannot_be_taken_says_why(tmp_path, day, why):
    assert why in call(tmp_path, "exit", "acme", "--as-of", day, code=2)


def test_a_former_client_has_its_post_mortem_in_place_of_the_letters(tmp_path):
    text = call(tmp_path, "exit", "acme", given=files(client("status: former", "since: 2026-01-01")))
    assert "What it taught you" in text
    assert "Letters to send" not in text
    assert "A-1" in text


def reviewed(folder, acme, *options, code=0):
    config = write_site(folder, {"clients/acme.md": acme}, f"{OPTIONS}\nas_of: {DAY}")
    command = ["review", "acme", "--yes", "--on", "2026-03-01", "-f", str(config), *options]
    result = CliRunner().invoke(main, command, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return (folder / "ledger/clients/acme.md").read_bytes(), result.output


def test_nobody_reviews_the_days_to_come(tmp_path):
    text, said = reviewed(tmp_path, client(), "--on", "2999-01-01", code=2)
    assert (text.decode(), "2999-01-01 is in the future" in said) == (client(), True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"---\nname: A\nreviewed: 2026-01-01  # kept\n---\n", b"---\nname: A\nreviewed: 2026-03-01  # kept\n---\n"),
        (b'---\nreviewed: "2026-01-01"\nname: A\n---\nN', b"---\nreviewed: 2026-03-01\nname: A\n---\nN"),
        (b"---\nname: A\nreviewed:\n---\n", b"---\nname: A\nreviewed: 2026-03-01\n---\n"),
        (b"---\r\nname: A\r\n---\r\n\r\nN \r\n", b"---\r\nname: A\r\nreviewed: 2026-03-01\r\n---\r\n\r\nN \r\n"),
        (b"\xef\xbb\xbf---\nname: A # x\n---", b"\xef\xbb\xbf---\nname: A # x\nreviewed: 2026-03-01\n---"),
    ],
)
def test_a_review_writes_its_day_and_no_other_byte(tmp_path, before, after):
    written, _ = reviewed(tmp_path, before)
    assert written == after


def test_a_review_asks_its_questions_and_tells_what_is_new(tmp_path):
    acme = client("reviewed: 2026-02-01", messages=["at: 2026-02-03 10:00"]).encode()
    written, said = reviewed(tmp_path, acme, "--dry-run")
    assert written == acme
    assert "last reviewed 28 days ago; since then: 1 message" in said
    assert said.count("  ? ") == 4
    assert "would record ledger/clients/acme.md: reviewed: 2026-03-01" in said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"reviewed: 2026-03-02", "is already 2026-03-02, which is later than 2026-03-01"),
        (b"reviewed: &day 2026-01-01", "has an anchor"),
    ],
)
def test_a_review_that_cannot_be_written_safely_is_refused(tmp_path, line, said):
    acme = b"---\nname: A\n" + line + b"\n---\n"
    written, output = reviewed(tmp_path, acme, code=1)
    assert said in output
    assert written == acme


def test_without_a_client_those_to_review_are_listed(tmp_path):
    given = ledger(client("reviewed: 2026-02-01"), bea=client("since: 2025-01-01"))
    assert call(tmp_path, "review", given=given) == "bea                      not reviewed yet\n"
    assert "Every client was reviewed" in call(
        tmp_path / "none", "review", given=ledger(client("reviewed: 2026-02-01"))
    )


@pytest.mark.parametrize(("answer", "day"), [("y\n", "2026-03-01"), ("n\n", "None"), ("", "None")])
def test_a_review_records_its_day_once_one_has_said_so(tmp_path, answer, day):
    config = write_site(tmp_path, {"clients/acme.md": client()}, f"{OPTIONS}\nas_of: {DAY}")
    command = ["review", "acme", "--on", "2026-03-01", "-f", str(config)]
    result = CliRunner().invoke(main, command, input=answer, catch_exceptions=False)
    assert "Is everything that matters recorded up to 2026-03-01?" in result.output
    assert ("Error: nothing was written" in result.output) == (day == "None")
    assert ("use --yes to write without being asked" in result.output) == (not answer)
    assert str(open_project(config).ledger.clients["acme"].reviewed) == day


def test_a_client_of_whom_a_record_cannot_be_read_is_not_reviewed(tmp_path):
    acme = client(incidents=["date: 2026-02-03, kind: Threat"]).encode()
    written, said = reviewed(tmp_path, acme, code=1)
    assert written == acme
    assert "correct it first" in said
