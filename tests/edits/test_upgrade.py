"""`client-ledger upgrade`: what edition 2 writes otherwise changes, shown first, and no other byte of any file."""

from pathlib import Path

from click.testing import CliRunner

from client_ledger.cli import main
from client_ledger.project import open_project
from terminals import typed
from writing import CLIENT, CONTRACT, write_site

SIGNS = (
    "signs:\n"
    "  unpaid-hours: {warning: {effective_rate: 90%}, 'critical': {'effective_rate': 0.6, unpaid_share: 40%}}  # mine\n"
    "  scope-creep:\n"
    "    watch: {extra_requests: 2}\n"
    "    critical:\n"
    "      out_of_scope_share: 40%\n"
    "      extra_requests: 9\n"
    "  unsteady-work:\n"
    "    # quiet months are usual\n"
    "    warning:\n"
    "      idle_months: 5\n"
    "    weight: 1\n"
)
NEW_SIGNS = (
    "signs:\n"
    "  unpaid-hours: {warning: {rate_share: 90%}, 'critical': {'rate_share': 0.6, unpaid_share: 40%}}  # mine\n"
    "  scope-creep:\n"
    "    watch: {extra_requests: 2}\n"
    "    critical:\n"
    "      out_of_scope_share: 40%\n"
    "      unsized_requests: 9\n"
    "  unsteady-work:\n"
    "    # quiet months are usual\n"
    "    weight: 1\n"
)
SETTINGS = "as_of: 2026-11-20\nsigns:\n  unsteady-work: {watch: {idle_months: 2}, warning: {booked_months: 2}}"


def client(rest: str) -> str:
    return CLIENT.removesuffix("---\n") + rest + "---\nNotes.\n"


def run(site_file: Path, *arguments: str):
    return CliRunner().invoke(main, ["upgrade", *arguments, "-f", str(site_file)], catch_exceptions=False)


def text_of(site_file: Path, file: str) -> str:
    return (site_file.parent / file).read_bytes().decode()


def test_limits_with_new_names_change_in_every_file_and_nothing_else_does(tmp_path: Path):
    files = {"clients/acme.md": client(SIGNS), "clients/bea.md": client("").replace("Acme", "Bea")}
    site_file = write_site(tmp_path, files, SETTINGS)
    settings = text_of(site_file, "mkdocs.yml")
    done = run(site_file, "--yes")
    assert done.exit_code == 0
    assert text_of(site_file, "ledger/clients/acme.md") == client(NEW_SIGNS)
    assert text_of(site_file, "ledger/clients/bea.md") == files["clients/bea.md"]
    assert text_of(site_file, "mkdocs.yml") == settings.replace(", warning: {booked_months: 2}", "")
    assert not open_project(site_file).errors
    assert run(site_file).output == "Nothing needs to change: edition 2 reads every file as it is.\n"


def test_each_change_is_shown_with_its_place_and_what_it_means_now(tmp_path: Path):
    site_file = write_site(tmp_path, {"clients/acme.md": client(SIGNS)})
    before = text_of(site_file, "ledger/clients/acme.md")
    said = run(site_file, "--dry-run").output
    assert (
        "ledger/clients/acme.md:9\n"
        "  -       extra_requests: 9\n"
        "  +       unsized_requests: 9\n"
        "  now: extra requests, except those with known `hours` on a contract with `hours_budget`"
    ) in said
    assert (
        "ledger/clients/acme.md:12\n"
        "  -     warning:\n"
        "  -       idle_months: 5\n"
        "  now: unsteady work is never more than something to watch now\n"
    ) in said
    assert said.endswith("would make 4 changes\n")
    assert text_of(site_file, "ledger/clients/acme.md") == before


def test_in_a_terminal_it_asks_before_it_writes(tmp_path: Path):
    site_file = write_site(tmp_path, {"clients/acme.md": client(SIGNS)})
    refused = typed(["upgrade", "-f", str(site_file)], ["n"])
    assert "Make 4 changes? [y/N]:" in refused
    assert text_of(site_file, "ledger/clients/acme.md") == client(SIGNS)
    assert "made 4 changes" in typed(["upgrade", "-f", str(site_file)], ["y"])
    assert text_of(site_file, "ledger/clients/acme.md") == client(NEW_SIGNS)


def test_without_an_answer_nothing_is_written_and_it_says_how(tmp_path: Path):
    site_file = write_site(tmp_path, {"clients/acme.md": client(SIGNS)})
    done = run(site_file)
    assert done.exit_code == 1
    assert "Error: nothing was written; use --yes to write without being asked" in done.output
    assert text_of(site_file, "ledger/clients/acme.md") == client(SIGNS)


def test_one_record_becomes_a_list_of_one_in_its_own_style_and_line_ends(tmp_path: Path):
    incident = "incidents: {date: 2026-10-01, kind: insult}   # in the call\n"
    requests = "requests:\n  date: 2026-10-02\n  # asked twice\n  text: |\n    More,\n\n    please\n"
    invoice = "invoices: {id: A-1, issued: 2026-10-01, amount: 50}\n"
    files: dict[str, str | bytes] = {
        "clients/acme.md": client(incident + requests).replace("\n", "\r\n").encode(),
        "contracts/site.md": CONTRACT.removesuffix("---\n") + invoice + "---\n",
    }
    site_file = write_site(tmp_path, files)
    assert run(site_file, "-y").exit_code == 0
    wrapped = "incidents: [{date: 2026-10-01, kind: insult}]   # in the call\n"
    indented = "requests:\n  - date: 2026-10-02\n    # asked twice\n    text: |\n      More,\n\n      please\n"
    assert text_of(site_file, "ledger/clients/acme.md") == client(wrapped + indented).replace("\n", "\r\n")
    assert "invoices: [{id: A-1, issued: 2026-10-01, amount: 50}]\n" in text_of(site_file, "ledger/contracts/site.md")
    project = open_project(site_file)
    assert not project.errors
    assert project.ledger.clients["acme"].requests[0].text == "More,\n\nplease"


def test_a_limit_that_stands_there_under_both_names_is_left_to_the_freelancer(tmp_path: Path):
    both = "signs: {unpaid-hours: {warning: {effective_rate: 90%, rate_share: 80%}}}\n"
    site_file = write_site(tmp_path, {"clients/acme.md": client(both)})
    done = run(site_file, "--yes")
    assert done.exit_code == 1
    assert "the key 'rate_share' is here twice" in done.output
    assert text_of(site_file, "ledger/clients/acme.md") == client(both)


def test_a_file_that_cannot_be_read_comes_first(tmp_path: Path):
    site_file = write_site(tmp_path, {"clients/acme.md": client(SIGNS), "clients/bea.md": "---\nname: [\n---\n"})
    done = run(site_file, "--yes")
    assert done.exit_code == 1
    assert "correct this first" in done.output


def test_it_tells_which_numbers_mean_something_else_and_leaves_them(tmp_path: Path):
    limits = "signs: {late-payments: {warning: {late_share: 50%}}}\n"
    site_file = write_site(tmp_path, {"clients/acme.md": client(limits)})
    done = run(site_file)
    assert "ledger/clients/acme.md:3:47: notice[new-meaning]: signs.late-payments.warning.late_share" in done.output
    assert "Nothing needs to change" in done.output
