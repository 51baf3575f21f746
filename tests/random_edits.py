"""Edits of a ledger at random, as a freelancer, git or an accident makes them."""

# ruff: noqa: ARG001 - all edits are called alike

import os
import shutil
import subprocess

from hypothesis import strategies as st

from building import add_contract, write

CLIENTS = ("acme", "bolt", "cork")
client = st.sampled_from(CLIENTS)
number = st.integers(1, 28)
words = st.sampled_from(["Later", "A *bold* word", "See [the notes](../notes.md)", "<b>raw</b>", "Ünïcode — “quoted”"])


def into_list(folder, file, name, line):
    """Put a record in front of a list, which begins with it when it is not there yet."""
    path = folder / "ledger" / file
    text = path.read_text(encoding="utf-8")
    head, rest = text.split("\n---\n", 1)
    if f"\n{name}:\n" in head:
        head = head.replace(f"\n{name}:\n", f"\n{name}:\n  - {line}\n", 1)
    else:
        head += f"\n{name}:\n  - {line}"
    path.write_text(f"{head}\n---\n{rest}", encoding="utf-8")


def change(folder, file, old, new):
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def message(folder, who, day, text):
    into_list(folder, f"clients/{who}.md", "messages", f'{{at: "2026-10-{day:02} 21:{day:02}", text: "{text}"}}')


def incident(folder, who, day, text):
    write(folder, {f"ledger/evidence/{who}-{day}.txt": text})
    line = f"{{date: 2026-10-{day:02}, kind: insult, evidence: [{who}-{day}.txt]}}"
    into_list(folder, f"clients/{who}.md", "incidents", line)


def evidence(folder, who, day, text):
    """Change or add an evidence file, whether a record names it or not."""
    write(folder, {f"ledger/evidence/{who}-{day}.txt": f"{text} again"})


def boundary(folder, who, day, text):
    line = f'{{date: 2026-09-{day:02}, sign: disrespected-time, text: "{text}"}}'
    into_list(folder, f"clients/{who}.md", "boundaries", line)


def decision(folder, who, day, text):
    line = f'{{date: 2026-11-01, decision: leave, last_day: 2026-12-{day:02}, why: "{text}"}}'
    into_list(folder, f"clients/{who}.md", "decisions", line)


def acceptance(folder, who, day, text):
    line = f'{{sign: late-payments, until: 2026-12-{day:02}, why: "{text}"}}'
    into_list(folder, f"clients/{who}.md", "accepted", line)


def invoice(folder, who, day, text):
    identity = f"{who}-{day}-{len((folder / f'ledger/contracts/{who}-site.md').read_text(encoding='utf-8'))}"
    line = f"{{id: {identity}, issued: 2026-09-{day:02}, amount: {day}00}}"
    into_list(folder, f"contracts/{who}-site.md", "invoices", line)


def paid(folder, who, day, text):
    change(folder, f"ledger/contracts/{who}-site.md", "amount: 500}", f"amount: 500, paid: 2026-11-{min(day, 20):02}}}")


def hours(folder, who, day, text):
    contract = (folder / f"ledger/contracts/{who}-site.md").read_text(encoding="utf-8")
    log = contract.partition("\nhours: ")[2].partition("\n")[0]
    with (folder / "ledger/contracts" / log).open("a", encoding="utf-8") as file:
        file.write(f'2026-10-{day:02},{day % 9 + 1},"{text}"\n')


def stage(folder, who, day, text):
    new = ("active", "proposal", "lead", "completed")[day % 4]
    path = folder / f"ledger/contracts/{who}-site.md"
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join(f"stage: {new}" if line.startswith("stage:") else line for line in lines))


def rename(folder, who, day, text):
    path = folder / f"ledger/clients/{who}.md"
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join(f"name: {who} {day}" if line.startswith("name:") else line for line in lines))


def currency(folder, who, day, text):
    change(
        folder, f"ledger/clients/{who}.md", "since: 2025-01-10\nmessages", "since: 2025-01-10\ncurrency: USD\nmessages"
    )


def body(folder, who, day, text):
    with (folder / f"ledger/clients/{who}.md").open("a", encoding="utf-8") as file:
        file.write(f"\n## Part {day}\n\n{text}\n")


def notes(folder, who, day, text):
    write(folder, {"ledger/notes.md": f"# Notes of {day}\n\n{text.replace('../', '')}\n"})


def another_page(folder, who, day, text):
    write(folder, {f"ledger/page-{day}.md": f"# Page {day}\n\n[A client](clients/{who}.md)\n"})


def home(folder, who, day, text):
    write(folder, {"ledger/index.md": f"# Today\n\n{text.replace('../', '')} {day}\n"})


def another_contract(folder, who, day, text):
    add_contract(folder, who, f"{who}-{day}")


def gone(folder, who, day, text):
    for path in (folder / "ledger/contracts").glob(f"{who}-{day}.*"):
        path.unlink()


def moved(folder, who, day, text):
    path = folder / f"ledger/contracts/{who}-{day}.md"
    if path.exists():
        change(folder, f"ledger/contracts/{who}-{day}.md", f"client: {who}", f"client: {CLIENTS[day % 3]}")


def touched(folder, who, day, text):
    os.utime(folder / f"ledger/clients/{who}.md", (day, day))


def older(folder, who, day, text):
    """Change a file, and give it the time of long ago."""
    body(folder, who, day, text)
    os.utime(folder / f"ledger/clients/{who}.md", (day, day))


def option(folder, who, day, text):
    change(folder, "mkdocs.yml", "income_goal: 4000", f"income_goal: {day}000")


def git(folder, *arguments):
    return subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True, text=True).stdout


def committed(folder, who, day, text):
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet")
        git(folder, "config", "user.name", "Robin")
        git(folder, "config", "user.email", "robin@example.org")
        write(folder, {".gitignore": "site/\n.client-ledger-cache/\n"})
    git(folder, "add", "--all")
    when = f"2026-{day % 9 + 2:02}-{day:02}T{day % 24:02}:00:00"
    git(folder, "commit", "--quiet", "--allow-empty", "--date", when, "--message", f"{who}: {text}")


def has_commits(folder):
    return (folder / ".git").exists() and int(git(folder, "rev-list", "--count", "HEAD")) > 1


def amended(folder, who, day, text):
    """Put what is not committed into the last commit."""
    if has_commits(folder):
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--amend", "--allow-empty", "--message", f"{text} of {who}, {day}")


def taken_back(folder, who, day, text):
    """Undo the last commit, and leave the files as they are, or as they were before."""
    if has_commits(folder):
        git(folder, "reset", "--quiet", "--mixed" if day % 2 else "--hard", "HEAD~1")


def branched(folder, who, day, text):
    """Merge a change that was committed beside the main line."""
    if has_commits(folder):
        committed(folder, who, day, "Before the branch")
        git(folder, "checkout", "--quiet", "-b", "beside", "HEAD~1")
        body(folder, CLIENTS[day % 3], day, text)
        committed(folder, who, day, "Beside")
        git(folder, "checkout", "--quiet", "-")
        git(folder, "merge", "--quiet", "--strategy-option", "ours", "--message", "Merge", "beside")
        git(folder, "branch", "--quiet", "--delete", "--force", "beside")


def renamed(folder, who, day, text):
    """Give a client's CSV file another name, and commit it or not."""
    path = folder / f"ledger/contracts/{who}-site.csv"
    if path.exists() and (folder / ".git").exists():
        path.rename(path.with_name(f"{who}-hours-{day}.csv"))
        change(folder, f"ledger/contracts/{who}-site.md", f"hours: {who}-site.csv", f"hours: {who}-hours-{day}.csv")
        if day % 2:
            committed(folder, who, day, text)


def shared(folder, who, day, text):
    """Let a second client name the evidence of a first."""
    if (folder / f"ledger/evidence/{who}-{day}.txt").exists():
        line = f"{{date: 2026-10-{day:02}, kind: insult, evidence: [{who}-{day}.txt]}}"
        into_list(folder, f"clients/{CLIENTS[day % 3]}.md", "incidents", line)


def lost_evidence(folder, who, day, text):
    """Remove an evidence file that no record names."""
    for path in (folder / "ledger/evidence").glob(f"unnamed-{who}-*"):
        path.unlink()


def unnamed_evidence(folder, who, day, text):
    write(folder, {f"ledger/evidence/unnamed-{who}-{day}.{('txt', 'md', 'csv')[day % 3]}": f"{text}\n"})


def rates(folder, who, day, text):
    """Write a table of reference rates of one's own."""
    text = f"country,first_day,last_day,rate\nDE,2026-07-01,2026-12-31,{day % 5}.27\n"
    write(folder, {"ledger/rates.csv": text})


def spoilt(folder, who, day, text):
    """Change what stands in the site."""
    path = folder / f"site/clients/{who}/index.html"
    path.write_text(text) if day % 2 else shutil.rmtree(path.parent, ignore_errors=True)


EDITS = (
    *(message, incident, evidence, boundary, decision, acceptance, invoice, paid, hours, stage, rename, currency),
    *(body, notes, another_page, home, another_contract, gone, moved, touched, older, option, committed, spoilt),
    *(amended, taken_back, branched, renamed, shared, unnamed_evidence, lost_evidence, rates),
)
edits = st.lists(st.tuples(st.sampled_from(EDITS), client, number, words), min_size=1, max_size=4)
