"""The commands under `keys`: make, add, rotate, remove and list readers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sealed_site.cli_parts import CONFIG, report_errors
from sealed_site.errors import SealingError
from sealed_site.key_making import add_public_key, make_key, new_passphrase, new_signing_key
from sealed_site.key_places import require_free_sheet
from sealed_site.language import tr

if TYPE_CHECKING:
    from sealed_site.source import Source

KEY_FILE = click.option(
    "--key-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Keep the key in this file instead of on the site under a passphrase.",
)
SHEET = click.option(
    "--sheet",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a page to print: the address, the passphrase, and the key as a QR code.",
)
SIGN = click.option("--sign", is_flag=True, help="Sign what this machine publishes; the signing key stays on it.")
RECIPIENT = click.option("--recipient", help="The reader's own public key (age1…); only they have its secret half.")
OWN = click.option(
    "--own-passphrase", is_flag=True, help="Choose the passphrase yourself instead of using a generated one."
)


@click.group()
def keys() -> None:
    """Choose who can read the sealed site."""


@keys.command()
@CONFIG
@click.option("--reader", default="owner", show_default=True, help="Your name, which stays in the repository.")
@SIGN
@KEY_FILE
@SHEET
@OWN
@report_errors
def new(
    config_file: str | None,
    reader: str,
    sign: bool,
    key_file: Path | None,
    sheet: Path | None,
    own_passphrase: bool,
) -> None:
    """Make the first reader's key."""
    source = _source(config_file)
    keyring = source.keyring
    if keyring.readers():
        raise SealingError(
            tr(
                "{recipients_file} already names readers; use `keys add` or `keys rotate`.",
                recipients_file=keyring.recipients_file,
            )
        )
    keyring.require_free_name(reader)
    require_free_sheet(source, sheet, None)
    passphrase = new_passphrase(source, reader, key_file, own=own_passphrase)
    verify_key = new_signing_key() if sign else None
    make_key(source, reader, key_file, sheet, passphrase, verify_key=verify_key)


@keys.command()
@CONFIG
@click.argument("reader")
@RECIPIENT
@KEY_FILE
@SHEET
@OWN
@report_errors
def add(
    config_file: str | None,
    reader: str,
    recipient: str | None,
    key_file: Path | None,
    sheet: Path | None,
    own_passphrase: bool,
) -> None:
    """Add READER, with a key of their own."""
    source = _source(config_file)
    _require_one_way(recipient, key_file, own=own_passphrase)
    require_free_sheet(source, sheet, recipient)
    source.keyring.require_free_name(reader)
    if recipient:
        add_public_key(source.keyring, reader, recipient)
    else:
        passphrase = new_passphrase(source, reader, key_file, own=own_passphrase)
        make_key(source, reader, key_file, sheet, passphrase)


@keys.command()
@CONFIG
@click.argument("reader", required=False)
@SIGN
@RECIPIENT
@KEY_FILE
@SHEET
@OWN
@report_errors
def rotate(
    config_file: str | None,
    reader: str | None,
    sign: bool,
    recipient: str | None,
    key_file: Path | None,
    sheet: Path | None,
    own_passphrase: bool,
) -> None:
    """Give READER a new key; the old one opens nothing you publish later.

    READER may be left out if there is only one.
    """
    source = _source(config_file)
    keyring = source.keyring
    _require_one_way(recipient, key_file, own=own_passphrase)
    require_free_sheet(source, sheet, recipient)
    readers = keyring.require_readers()
    if reader is None and len(readers) > 1:
        raise SealingError(tr("Name the reader: {names}.", names=", ".join(known.name for known in readers)))
    old = keyring.named(reader) if reader else readers[0]
    has_passphrase = keyring.protected_file(old).is_file()
    if not (has_passphrase or recipient or key_file or own_passphrase):
        raise SealingError(
            tr(
                "{old} keeps the key themselves, so a new passphrase would not reach them. Name the "
                "public key of their new one with --recipient, or a new file with --key-file. Or "
                "choose a passphrase for them with --own-passphrase.",
                old=old.name,
            )
        )
    passphrase = None if recipient else new_passphrase(source, old.name, key_file, own=own_passphrase)
    verify_key = new_signing_key() if sign and keyring.verify_key() is None else None
    if recipient:
        add_public_key(keyring, old.name, recipient, replaced=old, verify_key=verify_key)
    else:
        make_key(source, old.name, key_file, sheet, passphrase, replaced=old, verify_key=verify_key)
    click.echo(tr("Anyone who kept a copy of an older site can still read that copy with the old key."))


@keys.command()
@CONFIG
@click.argument("reader")
@report_errors
def remove(config_file: str | None, reader: str) -> None:
    """Remove READER from the list; you no longer seal for them from the next publish on."""
    keyring = _source(config_file).keyring
    keyring.remove(keyring.named(reader))
    click.echo(
        tr("From now on, {reader} cannot read what you publish. They can still read copies they kept.", reader=reader)
    )


@keys.command(name="list")
@CONFIG
@report_errors
def list_command(config_file: str | None) -> None:
    """List the readers."""
    keyring = _source(config_file).keyring
    for reader in keyring.readers():
        way = tr("passphrase") if keyring.protected_file(reader).is_file() else tr("key file")
        click.echo(f"{reader.name}\t{way}\t{reader.recipient}")


def make_first_key(source: Source) -> None:
    """Make the owner's key, with a passphrase."""
    make_key(source, "owner", None, None, new_passphrase(source, "owner", None, own=False))


def _source(config_file: str | None) -> Source:
    from sealed_site.building import load_sealed  # noqa: PLC0415

    config, plugin = load_sealed(config_file)
    return plugin.source(config)


def _require_one_way(recipient: str | None, key_file: Path | None, *, own: bool) -> None:
    named = {"--recipient": bool(recipient), "--key-file": key_file is not None, "--own-passphrase": own}
    ways = [name for name, is_named in named.items() if is_named]
    if len(ways) > 1:
        raise SealingError(tr("{names} are different ways to keep a key; use one of them.", names=" and ".join(ways)))
