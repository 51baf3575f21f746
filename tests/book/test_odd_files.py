"""Files that are too clever, lead elsewhere or belong to nothing."""

from pathlib import Path

from client_ledger.book.load import Ledger
from writing import CLIENT, read_ledger


def lines(ledger: Ledger) -> list[str]:
    return [problem.line(problem.place.file) for problem in ledger.problems]


def client(front: str) -> str:
    return f"---\n{front}\n---\n"


def test_an_alias_bomb_is_refused_quickly(tmp_path: Path):
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9)
    )
    text = "---\nname: A\nextra:\n" + "".join(f"  {line}\n" for line in bomb.splitlines()) + "---\n"
    assert any("error[alias-bomb]" in line for line in lines(read_ledger(tmp_path, {"clients/c.md": text})))


def test_deep_nesting_is_no_crash(tmp_path: Path):
    told = lines(read_ledger(tmp_path, {"clients/c.md": client("name: A\nextra: " + "[" * 5000)}))
    assert any("error[too-deep]" in line for line in told)


def test_links_that_leave_the_ledger_or_lead_nowhere_are_problems(tmp_path: Path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/b.md").write_text(CLIENT)
    folder = tmp_path / "ledger"
    (folder / "clients").mkdir(parents=True)
    (folder / "clients/acme.md").write_text(CLIENT)
    (folder / "clients/b.md").symlink_to(tmp_path / "outside/b.md")
    (folder / "evidence").symlink_to(tmp_path / "outside")
    (folder / "clients/gone.md").symlink_to(folder / "gone.md")
    (folder / "clients/loop").symlink_to(folder)
    (folder / "clients/same.md").symlink_to(folder / "clients/acme.md")
    ledger = read_ledger(folder, {})
    assert [line.partition(" (")[0] for line in lines(ledger)] == [
        "clients/b.md:1:1: error[link-leaves-ledger]: this link leaves the ledger folder",
        "clients/gone.md:1:1: error[link-leaves-ledger]: this link leads nowhere",
        "clients/loop:1:1: error[link-leaves-ledger]: this link leads to a folder that contains the link itself",
        "evidence:1:1: error[link-leaves-ledger]: this link leaves the ledger folder",
    ]
    assert list(ledger.clients) == ["acme", "same"]


def test_records_in_an_ordinary_page_and_files_no_one_reads_are_told(tmp_path: Path):
    ledger = read_ledger(
        tmp_path,
        {
            "client/acme.md": "---\nname: Acme\nmessages: []\n---\n",
            "clients/b.markdown": CLIENT,
            "contracts/lost.csv": "date,hours\n2026-01-01,6\n",
            "notes.md": "---\ntitle: [\n---\n",
        },
    )
    assert [line.split(":")[0] + line.split(":")[3].split("]")[0] for line in lines(ledger)] == [
        "client/acme.md error[misplaced-records",
        "clients/b.markdown error[wrong-ending",
        "contracts/lost.csv notice[unused-file",
        "notes.md error[invalid-yaml",
    ]
