"""Names that no file can have, be they too long or with a character that none has, are refused with a sentence."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from client_ledger.cli import main
from client_ledger.lsp.documents import Names
from sealed_site.whole_file import write_whole
from writing import CLIENT, CONTRACT, write_site

LONG = "n" * 300
FIELDS = CONTRACT.removesuffix("---\n")


def call(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(arguments), catch_exceptions=False)
    return result.exit_code, result.output


@pytest.mark.parametrize("docs_dir", [LONG, '"a\\0b"'], ids=["long", "null"])
@pytest.mark.parametrize(
    "command", [["check"], ["report"], ["log"], ["add", "client", "Birch"]], ids=lambda words: words[0]
)
def test_a_docs_dir_that_no_folder_can_have(docs_dir: str, command: list[str], tmp_path: Path):
    site_file = write_site(tmp_path, {"clients/acme.md": CLIENT})
    site_file.write_text(site_file.read_text("utf-8").replace("docs_dir: ledger", f"docs_dir: {docs_dir}"), "utf-8")
    code, output = call(*command, "-f", str(site_file))
    assert code in {1, 2}
    assert "docs_dir is not a possible folder name" in output


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (f"hours: {LONG}.csv\n", "invalid-file"),
        ('hours: "a\\0.csv"\n', "invalid-file"),
        (f"requests:\n  - {{date: 2026-03-02, text: x, evidence: {LONG}.pdf}}\n", "invalid-value"),
        ("invoices: {id: 1}\n", "wrong-type"),
        ("hours:\n  a: b\n", "wrong-type"),
        ("invoices:\n  - {id: A, issued: 2026-03-02, amount: 1.23456}\n", "too-many-decimals"),
    ],
)
def test_an_odd_value_is_a_problem_with_its_place(line: str, code: str, tmp_path: Path):
    files: dict[str, str | bytes] = {"clients/acme.md": CLIENT, "contracts/a.md": f"{FIELDS}{line}---\n"}
    exit_code, output = call("check", "-f", str(write_site(tmp_path, files)))
    assert exit_code == 1
    assert f"error[{code}]" in output
    assert "ledger/contracts/a.md:" in output


def test_a_file_that_cannot_be_written_for_its_name(tmp_path: Path):
    site_file = str(write_site(tmp_path, {"clients/acme.md": CLIENT}))
    named = (["add", "client", LONG], ["dossier", "acme", "--out", str(tmp_path / LONG)], ["import", LONG])
    for command in named:
        code, output = call(*command, "-f", site_file)
        assert (code, "File name too long" in output) == (1, True), output
    assert call("new", str(tmp_path / LONG))[0] == 1


def test_a_name_as_long_as_a_name_may_be_is_written(tmp_path: Path):
    path = tmp_path / ("é" * 125)
    write_whole(path, b"x")
    assert path.read_bytes() == b"x"


@pytest.mark.parametrize(
    "uri", ["file:///a%00b.md", "file://host/%00", f"file:///{LONG}/a.md", "file:///%00/mkdocs.yml"]
)
def test_an_editor_may_name_what_no_file_can_be_called(uri: str):
    assert Names().path_of(uri) is None
