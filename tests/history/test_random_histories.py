"""Histories made at random, with branches, merges, renames and removals: no record loses its commit."""

import random
import shutil
from copy import deepcopy

import pytest

from client_ledger.book.load import load
from repositories import MKDOCS, Repo

BODY = "Notes that stay the same throughout,\nso that git knows the file again\nwhen it is renamed.\n"
DEEDS = ("add", "add", "reword", "remove", "turn", "rename", "delete", "fork", "switch", "merge", "merge")


class Ledger:
    """Branches of a ledger: each client's incidents, as (day of May, number) that no other has."""

    def __init__(self, repo: Repo, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same at every run
        self.repo = repo
        self.count = 0
        self.branches = {"main": {"a": [(1, self.number()), (2, self.number())]}}
        self.current = "main"
        self.commit("Begin")

    def number(self) -> int:
        self.count += 1
        return self.count

    @property
    def clients(self) -> dict[str, list[tuple[int, int]]]:
        return self.branches[self.current]

    def commit(self, subject: str) -> None:
        folder = self.repo.top / "ledger" / "clients"
        shutil.rmtree(folder, ignore_errors=True)
        for client, incidents in self.clients.items():
            rows = "".join(f"  - {{date: 2026-05-{day:02}, kind: insult, text: T{n}.}}\n" for day, n in incidents)
            self.repo.write(f"ledger/clients/{client}.md", f"---\nname: C\nincidents:\n{rows}---\n{BODY}")
        self.repo.commit(subject)

    def act(self) -> None:
        deed = self.random.choice(DEEDS)
        if deed in {"fork", "switch", "merge"}:
            getattr(self, deed)()
            return
        client = self.random.choice(list(self.clients))
        incidents = self.clients[client]
        if deed == "add":
            incidents.insert(0, (self.random.randint(1, 5), self.number()))
        elif deed == "reword" and incidents:
            incidents[0] = (incidents[0][0], self.number())
        elif deed == "remove" and incidents:
            incidents.pop()
        elif deed == "turn":
            incidents.reverse()
        elif deed == "rename":
            self.clients[f"{client}{self.number()}"] = self.clients.pop(client)
        elif deed == "delete":
            self.clients[f"new{self.number()}"] = [(3, self.number())]
            del self.clients[client]
        self.commit(deed)

    def fork(self) -> None:
        name = f"branch{self.number()}"
        self.repo.git("checkout", "--quiet", "-b", name)
        self.branches[name], self.current = deepcopy(self.clients), name

    def switch(self) -> None:
        self.current = self.random.choice(list(self.branches))
        self.repo.git("checkout", "--quiet", "--force", self.current)

    def merge(self) -> None:
        """Merge a branch or two, taking over what they hold at random."""
        merged = self.repo.git("branch", "--merged").split()
        others = [name for name in self.branches if name not in merged]
        taken = self.random.sample(others, min(len(others), self.random.choice((1, 1, 2))))
        if not taken:
            return
        self.repo.git("merge", "--quiet", "--no-commit", "--no-ff", "--strategy=ours", *taken)
        for name in taken:
            for client, incidents in self.branches[name].items():
                own = self.clients.setdefault(client, [])
                own += [each for each in incidents if each not in own and self.random.random() < 0.7]
        self.commit("merge")


@pytest.mark.parametrize("seed", range(12))
def test_a_record_comes_from_the_commit_that_first_held_it(tmp_path, seed):
    """Whether it is read in one go or build by build, and a merge hides nothing that either side has held."""
    repo = Repo(tmp_path / "work")
    repo.write("mkdocs.yml", MKDOCS)
    repo.write(".gitignore", ".client-ledger-cache/\n")
    repo.git("init", "--quiet", "--initial-branch=main")
    ledger = Ledger(repo, seed)
    for _ in range(10):
        ledger.act()
        if seed % 2:
            repo.history()
    found, fresh = repo.history(), repo.history(fresh=True)
    assert found.whole == fresh.whole
    for client in load(repo.site.docs_dir, repo.site.settings.zone).clients.values():
        for incident in client.incidents:
            provenance = fresh.record(incident.place)
            assert found.record(incident.place) == provenance
            assert provenance.committed
            assert provenance.recorded
            first = repo.git("log", "--reverse", "--topo-order", "--format=%H", "-m", f"-S{incident.text}}}", "HEAD")
            repo.git("merge-base", "--is-ancestor", provenance.recorded.id, first.split()[0])
