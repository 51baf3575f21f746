"""Where the history stops: how alike renamed files are, how large a file is, and what never leaves a folder."""

import pytest

from client_ledger.frontmatter.reader import LARGEST_FILE
from client_ledger.history import as_committed
from client_ledger.history.git import open_repository
from client_ledger.history.renames import File, renames
from repositories import ACME, said


def of(path, *lines, kind="client"):
    return File(kind, path, None, "\n".join(lines).encode())


@pytest.mark.parametrize(("kept", "is_renamed"), [(2, True), (1, False)])
@pytest.mark.parametrize("folder", ["", "former/"])
def test_a_file_is_renamed_where_half_of_its_lines_are_the_same(kept, is_renamed, folder):
    new = "b.md" if not folder else f"{folder}a.md"
    lines = ["one", "two", "three", "four"]
    others = [*lines[:kept], *("five", "six", "seven")[: 4 - kept]]
    assert renames([of("a.md", *lines)], [of(new, *others)]) == ({new: "a.md"} if is_renamed else {})


def test_a_client_is_never_a_contract_renamed():
    assert renames([of("clients/a.md", "one")], [of("contracts/b.md", "one", "two", kind="contract")]) == {}


def test_more_pairs_than_can_be_compared_are_no_renames_unless_a_name_or_all_lines_are_the_same():
    gone = [of(f"{number}.md", str(number), "x", "y") for number in range(73)]
    come = [of(f"new-{number}.md", str(number), "x", "z") for number in range(137)]
    assert len(gone) * len(come) == 10_001
    assert renames(gone, come) == {}
    assert renames(gone[:1], come[:1]) == {"new-0.md": "0.md"}
    moved = [of(f"former/{number}.md", str(number), "x", "z") for number in range(137)]
    assert len(renames(gone, moved)) == len(gone)


def test_files_that_hold_the_same_are_paired_in_their_order_and_each_once():
    gone, come = [of("a.md", "one"), of("b.md", "one")], [of("c.md", "one"), of("d.md", "one"), of("e.md", "one")]
    assert renames(gone, come) == {"c.md": "a.md", "d.md": "b.md"}
    assert renames(gone, come[:1]) == {"c.md": "a.md"}


def test_of_two_files_that_are_like_one_the_more_alike_is_it_renamed():
    old = of("a.md", "one", "two", "three", "four")
    come = [of("b.md", "one", "two", "five", "six"), of("c.md", "one", "two", "three", "six")]
    assert renames([old], come) == {"c.md": "a.md"}


def test_a_short_file_whose_lines_stand_in_a_long_one_is_not_renamed():
    assert renames([of("a.md", "one", "two")], [of("b.md", "one", "two", "three", "four", "five")]) == {}


def test_ten_thousand_pairs_are_compared():
    gone = [of(f"{number}.md", str(number), "x", "y") for number in range(100)]
    come = [of(f"new-{number}.md", str(number), "x", "z") for number in range(100)]
    assert renames(gone, come) == {f"new-{number}.md": f"{number}.md" for number in range(100)}


def test_half_of_the_lines_and_the_same_name_go_before_more_of_the_lines():
    old, moved = of("a.md", "one", "two", "three", "four"), of("former/a.md", "one", "two", "five", "six")
    assert renames([old], [of("b.md", "one", "two", "three", "five"), moved]) == {"former/a.md": "a.md"}


@pytest.mark.parametrize(("size", "first"), [(LARGEST_FILE, "added"), (LARGEST_FILE + 1, "could not be read")])
def test_a_new_file_of_five_megabytes_is_told_and_of_a_larger_one_that_it_cannot_be_read(repo, size, first):
    repo.write("ledger/clients/large.md", ACME.ljust(size))
    ((_, sentences),) = said(repo.history().trail_of("client", "large"))
    assert sentences[0] == f"clients/large.md {first}"


@pytest.mark.parametrize(("size", "is_read"), [(LARGEST_FILE, True), (LARGEST_FILE + 1, False)])
def test_an_object_of_five_megabytes_is_read_and_a_larger_one_is_not(repo, size, is_read):
    repo.write("ledger/large.md", b"x" * size)
    repo.commit("Large")
    blob = repo.git("rev-parse", "HEAD:ledger/large.md")
    with open_repository(repo.top).objects() as objects:
        assert (objects.read(blob) is not None) == is_read
        assert objects.too_large == (set() if is_read else {blob})
        assert objects.read(repo.git("rev-parse", "HEAD:mkdocs.yml"))


@pytest.mark.parametrize("name", ["..", ".git"])
def test_a_commit_whose_names_lead_out_of_the_folder_puts_nothing_there(repo, name):
    blob = repo.git("rev-parse", "HEAD:mkdocs.yml")
    inner = made(repo, f"100644 blob {blob}\tescaped.md\n")
    ledger = made(repo, repo.git("ls-tree", "HEAD:ledger") + f"\n040000 tree {inner}\t{name}\n")
    entries = repo.git("ls-tree", "HEAD").splitlines()
    top = "".join(f"040000 tree {ledger}\tledger\n" if each.endswith("\tledger") else f"{each}\n" for each in entries)
    commit = repo.git("commit-tree", "-m", "Made by hand", "-p", "HEAD", made(repo, top))
    assert f"ledger/{name}/escaped.md" in repo.git("ls-tree", "-r", "--name-only", commit).splitlines()
    with as_committed(repo.site, commit) as then:
        folder = then.site.path.parent
        assert list(folder.rglob("escaped.md")) == []
        assert (folder / "ledger" / "clients" / "acme.md").is_file()


def made(repo, entries):
    """Return the id of a tree of these entries, which git would never make by itself."""
    kinds = {"100644": b"100644", "040000": b"40000"}
    data = b""
    for line in sorted(filter(None, entries.splitlines()), key=lambda line: line.partition("\t")[2]):
        mode, _, identity = line.partition("\t")[0].split(" ")
        data += kinds[mode] + b" " + line.partition("\t")[2].encode() + b"\0" + bytes.fromhex(identity)
    file = repo.top.parent / "tree"
    file.write_bytes(data)
    return repo.git("hash-object", "-w", "-t", "tree", "--literally", str(file))
