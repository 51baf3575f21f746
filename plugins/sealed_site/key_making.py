"""Make keys for the commands under `keys`: a reader's key, its passphrase, and the signing key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sealed_site.key_places import new_secrets, require_free
from sealed_site.language import tr

if TYPE_CHECKING:
    from sealed_site.keyring import Keyring, Reader
    from sealed_site.source import Source


def new_signing_key() -> str:
    """Keep a new signing key on this machine and return its public half."""
    from sealed_site import signature  # noqa: PLC0415

    signing_key = signature.new_signing_key()
    path = signature.store_signing_key(signing_key)
    click.echo(tr("The signing key is {path}. Keep a copy, and never put it into git.", path=path))
    return signature.verify_key(signing_key)


def make_key(
    source: Source,
    name: str,
    key_file: Path | None,
    sheet: Path | None,
    passphrase: str | None,
    replaced: Reader | None = None,
    verify_key: str | None = None,
) -> None:
    """Make a reader's key, or a new one in place of the `replaced` reader's, and write it where the options say."""
    from sealed_site.identity import new_identity  # noqa: PLC0415
    from sealed_site.keyring import Reader  # noqa: PLC0415

    keyring = source.keyring
    identity = new_identity(verify_key or keyring.verify_key())
    secrets: dict[Path, str] = {}
    if sheet is not None:
        from sealed_site.sheet import Sheet  # noqa: PLC0415

        secrets[sheet] = Sheet(name, source.url, identity, passphrase).page(source.language)
    if key_file is not None:
        secrets[key_file] = identity.text()
    reader = Reader(name, identity.recipient)
    with new_secrets(secrets):
        if replaced is None:
            keyring.add(reader, identity, passphrase, verify_key)
        else:
            keyring.replace(replaced, reader, identity, passphrase, verify_key)
    if sheet is not None:
        click.echo(
            tr(
                "The sheet to print is {sheet}. Whoever has it can read the site, so delete the file after printing.",
                sheet=sheet,
            )
        )
    if key_file is not None:
        click.echo(
            tr(
                "{name}'s key is {key_file}. Whoever has this file can read the site. There is no other copy.",
                name=name,
                key_file=key_file,
            )
        )
    click.echo(
        tr(
            "{name} can read the site from the next publish on. Commit {folder}/.",
            name=name,
            folder=keyring.folder.name,
        )
    )


def add_public_key(
    keyring: Keyring, name: str, recipient: str, replaced: Reader | None = None, verify_key: str | None = None
) -> None:
    """Add a reader by their own public key (`age1…`), or let it replace that of the `replaced` reader."""
    from sealed_site.identity import verify_line  # noqa: PLC0415
    from sealed_site.keyring import Reader  # noqa: PLC0415

    if replaced is None:
        keyring.add(Reader(name, recipient), verify_key=verify_key)
    else:
        keyring.replace(replaced, Reader(name, recipient), verify_key=verify_key)
    click.echo(
        tr(
            "{name} can read the site from the next publish on. Commit {folder}/.",
            name=name,
            folder=keyring.folder.name,
        )
    )
    if verify_key := keyring.verify_key():
        line = verify_line(verify_key)
        click.echo(
            tr(
                "The site is signed. With this line in the key file, the reader can check it:\n\n    {line}",
                line=str(line),
            )
        )


def _asked_twice() -> str:
    typed: str = click.prompt(
        tr("Passphrase"),
        hide_input=True,
        confirmation_prompt=tr("Repeat for confirmation"),
        prompt_suffix=tr(": "),
    )
    return typed


def new_passphrase(source: Source, reader: str, key_file: Path | None, *, own: bool) -> str | None:
    """Return a new passphrase, generated or chosen, or None for a key that is kept in a new file."""
    from sealed_site import passphrase  # noqa: PLC0415

    if key_file is not None:
        require_free(key_file, Path(source.config.docs_dir))
        return None
    if own:
        chosen = passphrase.normalised(_asked_twice())
        passphrase.require_strong(chosen, (source.url, source.config.site_name, reader))
        return chosen
    made = passphrase.generate()
    click.echo(
        tr(
            "The passphrase, shown only this once:\n\n    {made}\n\nWrite it down, or keep it in a password manager.",
            made=made,
        )
    )
    return made
