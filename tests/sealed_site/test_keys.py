"""The command `keys`, as a freelancer types it."""

from __future__ import annotations

import re

import pytest

from sealed_site import opening, signature
from sealed_site.errors import SealingError
from sealed_site.identity import new_identity, parse_identity, unprotect
from sealed_site.keyring import Keyring, Reader
from sealed_site.sealed_folder import SealedFolder

RECIPIENT = new_identity().recipient


@pytest.fixture
def fresh(published) -> Keyring:
    """The sample's source before its first key."""
    keyring = Keyring(published.source / "seal")
    keyring.protected_file(keyring.named("owner")).unlink()
    keyring.recipients_file.unlink()
    return keyring


def test_the_first_key_is_made_with_a_passphrase_shown_once(run, fresh):
    output = run("keys", "new")
    made = re.search(r"^    (\w.*)$", output, re.MULTILINE)[1]
    (protected,) = fresh.protected_identities().values()
    (reader,) = fresh.readers()
    assert unprotect(protected, made).recipient == reader.recipient
    assert "AGE-SECRET-KEY" not in output
    assert "use `keys add`" in run("keys", "new", code=1)


def test_a_passphrase_of_ones_own_must_be_strong(run, fresh):
    assert "too weak" in run("keys", "new", "--own-passphrase", typed="sunshine\nsunshine\n", code=1)
    assert fresh.readers() == ()
    name = "zanzibar-accounts-bartholomew"
    typed = f"{name}\n{name}\n"
    assert "too weak" in run("keys", "new", "--reader", "Bartholomew", "--own-passphrase", typed=typed, code=1)
    long = "sevruga-lattice-morphine-owlet-31-quay"
    run("keys", "new", "--own-passphrase", typed=f"{long}\n{long}\n")
    (protected,) = fresh.protected_identities().values()
    unprotect(protected, long)


def test_a_passphrase_with_two_spaces_or_a_composed_letter_opens_however_it_is_typed(run, fresh, published):
    typed = "sevruga  la\u0301ttice morphine-owlet 31 quay "
    run("keys", "new", "--own-passphrase", typed=f"{typed}\n{typed}\n")
    run("publish", "--dirty", "--to", str(published.folder))
    (protected,) = fresh.protected_identities().values()
    shown = "sevruga l\u00e1ttice morphine-owlet 31 quay"
    assert unprotect(protected, shown) == opening.identity_on_site(SealedFolder(published.folder), typed)


def test_a_key_file_is_for_its_owners_eyes_and_nothing_of_it_goes_to_the_site(run, fresh, tmp_path):
    run("keys", "new", "--key-file", str(tmp_path / "me.key"))
    assert (tmp_path / "me.key").stat().st_mode & 0o077 == 0
    assert parse_identity((tmp_path / "me.key").read_text()).recipient == fresh.readers()[0].recipient
    assert fresh.protected_identities() == {}
    assert "already exists" in run("keys", "add", "x", "--key-file", str(tmp_path / "me.key"), code=1)
    assert "does not exist" in run("keys", "add", "x", "--key-file", str(tmp_path / "no" / "me.key"), code=1)


def test_readers_are_added_listed_rotated_and_removed(run, published, tmp_path):
    keyring = published.keyring()
    assert "already the key of “owner”" in run("keys", "add", "x", "--recipient", published.owner.recipient, code=1)
    run("keys", "add", "bookkeeper", "--recipient", new_identity().recipient)
    run("keys", "add", "Zoë", "--key-file", str(tmp_path / "zoe.key"))
    assert [line.split("\t")[:2] for line in run("keys", "list").splitlines()] == [
        ["owner", "passphrase"],
        ["bookkeeper", "key file"],
        ["Zoë", "key file"],
    ]
    refused = run("keys", "add", "Zoë", code=1)
    assert "already a reader “Zoë”" in refused
    assert "shown only this once" not in refused
    assert "is not a public key" in run("keys", "add", "x", "--recipient", "age1nonsense", code=1)
    assert "Name the reader" in run("keys", "rotate", code=1)
    before = keyring.named("Zoë").recipient
    run("keys", "rotate", "Zoë", "--key-file", str(tmp_path / "new.key"))
    assert keyring.named("Zoë").recipient != before
    assert [reader.name for reader in keyring.readers()] == ["owner", "bookkeeper", "Zoë"]
    for name in ("# me", "two\nlines", " "):
        assert "reader's name is one line" in run("keys", "add", name, "--recipient", RECIPIENT, code=1)
    run("keys", "remove", "bookkeeper")
    assert [reader.name for reader in keyring.readers()] == ["owner", "Zoë"]
    assert "There is no reader “bookkeeper” (only: owner, Zoë)" in run("keys", "remove", "bookkeeper", code=1)


def test_the_only_reader_is_not_removed_but_can_get_a_new_key(run, published):
    assert "“owner” is the only reader" in run("keys", "remove", "owner", code=1)
    assert [reader.name for reader in published.keyring().readers()] == ["owner"]


def test_a_key_that_another_command_replaced_meanwhile_is_neither_replaced_nor_removed(published):
    keyring = published.keyring()
    old, new = keyring.named("owner"), Reader("owner", RECIPIENT)
    keyring.replace(old, new)
    for change in (
        lambda: keyring.replace(old, Reader("owner", new_identity().recipient)),
        lambda: keyring.remove(old),
    ):
        with pytest.raises(SealingError, match="Another command is changing the readers"):
            change()
    assert keyring.readers() == (new,)


def test_a_killed_run_leaves_an_empty_key_file_which_the_next_one_fills(run, published, tmp_path):
    (tmp_path / "zoe.key").touch()
    run("keys", "add", "zoe", "--key-file", str(tmp_path / "zoe.key"))
    assert parse_identity((tmp_path / "zoe.key").read_text()).recipient == published.keyring().named("zoe").recipient


def test_a_reader_with_a_key_of_their_own_gets_no_passphrase_by_a_rotation(run, published):
    bob, new = new_identity().recipient, new_identity().recipient
    run("keys", "add", "bob", "--recipient", bob)
    assert "bob keeps the key themselves" in run("keys", "rotate", "bob", code=1)
    assert published.keyring().named("bob").recipient == bob
    assert "is not a public key" in run("keys", "rotate", "bob", "--recipient", "age1nonsense", code=1)
    assert "already the key of “owner”" in run(
        "keys", "rotate", "bob", "--recipient", published.owner.recipient, code=1
    )
    run("keys", "rotate", "bob", "--recipient", new)
    assert published.keyring().named("bob").recipient == new
    assert not published.keyring().protected_file(published.keyring().named("bob")).is_file()


@pytest.mark.parametrize("other", [("--key-file", "bob.key"), ("--own-passphrase",)])
@pytest.mark.parametrize("command", [("add", "bob"), ("rotate", "owner")])
def test_two_ways_to_keep_one_key_are_a_misuse(run, published, command, other):
    before = published.keyring().readers()
    assert f"--recipient and {other[0]} are different ways" in run(
        "keys", *command, "--recipient", RECIPIENT, *other, code=1
    )
    assert published.keyring().readers() == before


def test_the_list_of_readers_is_one_the_age_command_reads_and_names_its_bad_line(fresh):
    fresh.recipients_file.write_text("# me\nage1nonsense\n", encoding="utf-8")
    with pytest.raises(SealingError, match=r"recipients\.txt:2: “age1nonsense” is not a public key"):
        fresh.readers()


def test_where_there_is_no_site_the_commands_say_so_in_the_language_of_the_environment(run, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    for arguments in (["keys", "list"], ["publish"], ["publish", "--setup"]):
        assert "Il n’y a pas de mkdocs.yml ici" in run(*arguments, code=1)


def test_a_site_without_the_plugin_says_how_to_set_it_up(run, published):
    config = published.source / "mkdocs.yml"
    config.write_text(config.read_text().replace("  - sealed-site\n", ""), encoding="utf-8")
    assert "add `sealed-site` under `plugins:`" in run("publish", code=1)


def test_a_signed_site_is_signed_for_its_readers_and_a_forged_one_is_refused(run, fresh, published, tmp_path):
    key = tmp_path / "me.key"
    run("keys", "new", "--sign", "--key-file", str(key))
    run("publish", "--dirty", "--to", str(published.folder))
    assert "the signature matches" in run("verify", str(published.folder), "--identity", str(key))
    kept = fresh.verify_file.read_text()
    fresh.verify_file.unlink()
    run("publish", "--dirty", "--to", str(published.folder))
    assert "its owner did not publish this" in run("verify", str(published.folder), "--identity", str(key), code=1)
    fresh.verify_file.write_text(kept)
    signature.signing_key_path(kept.strip()).unlink()
    assert "signing key is not on this machine" in run("publish", "--dirty", "--to", str(published.folder), code=1)
    signature.signing_key_path(kept.strip()).write_text("nonsense")
    assert "is damaged" in run("publish", "--dirty", "--to", str(published.folder), code=1)


def test_a_site_can_be_signed_later_and_tells_readers_of_their_own_keys_how_to_check(run, published, tmp_path):
    key = tmp_path / "me.key"
    run("keys", "rotate", "--sign", "--key-file", str(key))
    run("publish", "--dirty", "--to", str(published.folder))
    assert "the signature matches" in run("verify", str(published.folder), "--identity", str(key))
    verify_key = published.keyring().verify_key()
    assert f"# verify key: {verify_key}" in run("keys", "add", "bookkeeper", "--recipient", RECIPIENT)
    (signing,) = (tmp_path / "settings").glob("signing-*.key")
    assert signing.stat().st_mode & 0o077 == 0
    run("keys", "rotate", "owner", "--sign", "--key-file", str(tmp_path / "again.key"))
    assert published.keyring().verify_key() == verify_key


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("linked", ["seal", "seal/identities"])
def test_a_link_in_place_of_the_readers_folders_is_not_followed(run, published, tmp_path, linked):
    folder = published.source / linked
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    before = sorted(path.name for path in (tmp_path / "elsewhere").rglob("*"))
    assert "is a link; remove it" in run("keys", "new", code=1)
    assert sorted(path.name for path in (tmp_path / "elsewhere").rglob("*")) == before
