"""`client-ledger add client`, `add contract` and `add acceptance`, as typed."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from client_ledger.book.client import Client
from client_ledger.book.contract import Contract
from client_ledger.book.model_fields import field_names
from client_ledger.cli import main
from client_ledger.commands.add_file import COMMON
from client_ledger.project import open_project
from terminals import typed
from writing import CLIENT, write_site


@pytest.fixture
def site_file(tmp_path: Path) -> Path:
    return write_site(tmp_path, {"clients/acme.md": CLIENT})


def run(site_file: Path, *arguments: str):
    result = CliRunner().invoke(main, [*arguments, "-f", str(site_file)], catch_exceptions=False)
    return result.exit_code, result.output


def test_a_client_is_a_new_file_that_can_be_read(site_file: Path):
    assert run(site_file, "add", "client", "Café: Zoë & Söhne") == (0, "added ledger/clients/cafe-zoe-sohne.md\n")
    text = (site_file.parent / "ledger/clients/cafe-zoe-sohne.md").read_text(encoding="utf-8")
    assert text.startswith('---\nname: "Café: Zoë & Söhne"\n# status:  # ')
    assert text.endswith("\n---\n")
    project = open_project(site_file)
    assert (project.ledger.clients["cafe-zoe-sohne"].name, project.problems) == ("Café: Zoë & Söhne", ())


@pytest.mark.parametrize(
    ("billing", "price", "field", "written"),
    [
        ("hourly", "75", "rate", "75"),
        ("fixed", "9.000,00", "value", "9000.00"),
        ("retainer", "900,50", "monthly", "900.50"),
    ],
)
def test_a_contract_is_a_new_file_with_the_price_its_billing_asks_for(site_file: Path, billing, price, field, written):
    options = ["--stage", "active", "--billing", billing, "--price", price]
    code, output = run(site_file, "add", "contract", "acm", "New site", *options)
    assert (code, output) == (0, "added ledger/contracts/acme-new-site.md\n")
    text = (site_file.parent / "ledger/contracts/acme-new-site.md").read_text(encoding="utf-8")
    beginning = (
        f"---\nclient: acme\ntitle: New site\nstage: active\nbilling: {billing}\n{field}: {written}\n# signed:  # "
    )
    assert text.startswith(beginning)
    assert open_project(site_file).problems == ()


def test_the_comments_of_a_new_file_are_fields_once_they_are_uncommented(site_file: Path):
    run(site_file, "add", "client", "Bea")
    run(site_file, "add", "contract", "bea", "Shop", "--stage", "lead", "--billing", "hourly", "--price", "50")
    for file in ("clients/bea.md", "contracts/bea-shop.md"):
        path = site_file.parent / "ledger" / file
        path.write_text(path.read_text(encoding="utf-8").replace("\n# ", "\n"), encoding="utf-8")
    assert open_project(site_file).problems == ()
    assert {*COMMON[Contract]} & {*field_names(Client)} >= {"currency"}


def test_in_a_terminal_a_contract_asks_for_all_that_is_required(site_file: Path):
    answers = ["1", "Shop", "runing", "active", "hourly", "12,5"]
    said = typed(["add", "contract", "-f", str(site_file)], answers)
    assert "   1  acme  Acme" in said
    assert "'runing' is not one of" in said
    assert "Stage (lead, proposal" in said
    assert "added ledger/contracts/acme-shop.md" in said
    assert str(open_project(site_file).ledger.contracts["acme-shop"].rate) == "12.5"


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (["client", "Acme"], "clients/acme.md already exists; give another name with --id"),
        (["client", "!!"], "the name has no letter or digit that a file name could use; give a file name with --id"),
        (["client", "New", "--id", "../../x"], "'../../x' cannot be a file's name: write letters, numbers and hyphens"),
        (
            ["client", "New", "--id", "a\\b"],
            "cannot be a file's name: write letters, numbers and hyphens, without folders",
        ),
        (["client", "New", "--id", "a?"], "'a?' cannot be a file's name"),
        (["client", "New", "--id", ".new"], "'.new' cannot be a file's name"),
        (["client", "New", "--id", "new."], "'new.' cannot be a file's name"),
        (["client", "Con"], "Windows reserves the name 'con'; give another with --id"),
        (["client", "New", "--id", "Lpt1.old"], "Windows reserves the name 'Lpt1.old'"),
        (["client"], "name is missing"),
        (["contract", "nobody", "Shop"], "there is no client 'nobody'"),
        (["contract", "acme", "Shop", "--stage", "activ"], "'activ' is not one of"),
        (
            ["contract", "acme", "Shop", "--stage", "lead", "--billing", "hourly", "--price", "1,800"],
            "can mean 1800 or",
        ),
    ],
)
def test_what_makes_no_file_is_refused(site_file: Path, command: list[str], why: str):
    code, output = run(site_file, "add", *command)
    assert code in {1, 2}
    assert why in output
    assert open_project(site_file).ledger.files == {"index.md", "clients/acme.md"}


def test_a_dry_run_shows_the_file_and_writes_nothing(site_file: Path):
    output = run(site_file, "add", "client", "Bea", "--id", "b", "--dry-run")[1]
    assert output.startswith("would add ledger/clients/b.md\n---\nname: Bea\n# status:")
    assert not (site_file.parent / "ledger/clients/b.md").exists()


def test_a_sign_is_accepted_until_a_day(site_file: Path):
    code, output = run(site_file, "add", "acceptance", "acme", "unsteady-work", "31/12/2026", "Two projects a year")
    assert code == 0
    assert "{sign: unsteady-work, until: 2026-12-31, why: Two projects a year}" in output
    assert "cannot be accepted" in run(site_file, "add", "acceptance", "acme", "toxic-behaviour", "2026-12-31", "No")[1]
