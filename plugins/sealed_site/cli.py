"""The commands `keys`, `publish`, `open` and `verify`, for any MkDocs site with the plugin `sealed-site`."""

from __future__ import annotations

import dataclasses
import functools
import gettext
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sealed_site.cli_parts import CONFIG, report_errors
from sealed_site.errors import SealingError
from sealed_site.help_texts import in_language
from sealed_site.keys_cli import keys
from sealed_site.language import language_of_environment, tr, use_language

if TYPE_CHECKING:
    from sealed_site.identity import Identity
    from sealed_site.keyring import Keyring
    from sealed_site.sealed_folder import SealedSource

__all__ = ["keys", "main", "open_command", "publish", "verify"]

DEFAULT_BRANCH = "gh-pages"
IDENTITY = click.option(
    "--identity", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Your key file."
)


@click.command()
@CONFIG
@click.option("--to", "folder", type=click.Path(path_type=Path), help="Write a folder instead of pushing.")
@click.option("--remote", help="Where to push (mkdocs.yml's remote_name, origin).")
@click.option("--branch", help="The branch to replace (mkdocs.yml's remote_branch, gh-pages).")
@click.option("--dirty", is_flag=True, help="Publish even if some files are not committed.")
@click.option("--beside-source", is_flag=True, help="Publish to a repository that also holds the source.")
@click.option("--setup", is_flag=True, help="Set everything up first: the second repository, the keys, the address.")
@report_errors
def publish(
    config_file: str | None,
    folder: Path | None,
    remote: str | None,
    branch: str | None,
    dirty: bool,
    beside_source: bool,
    setup: bool,
) -> None:
    """Build, seal, check and publish the site, all or nothing."""
    if setup:
        _set_up_and_publish(config_file, remote, branch)
        return
    _publish(config_file, folder, remote, branch, dirty=dirty, beside_source=beside_source)


def _publish(
    config_file: str | None,
    folder: Path | None,
    remote: str | None,
    branch: str | None,
    *,
    dirty: bool = False,
    beside_source: bool = False,
) -> None:
    from sealed_site import publishing  # noqa: PLC0415
    from sealed_site.building import build_plain, load_sealed  # noqa: PLC0415

    config, plugin = load_sealed(config_file)
    source = plugin.source(config)
    source = dataclasses.replace(source, beside_source=beside_source or source.beside_source)
    build = functools.partial(build_plain, config)
    if folder is not None:
        sealed = publishing.publish_to_folder(source, build, folder, dirty=dirty, say=click.echo)
        where = str(folder)
    else:
        remote, branch = remote or config.remote_name, branch or config.remote_branch
        sealed = publishing.publish_to_branch(source, build, remote, branch, dirty=dirty, say=click.echo)
        where = tr("{branch} of {remote}", branch=branch, remote=remote)
    click.echo(
        tr(
            "Published to {where}: {count} files, {size} MB, sealed.",
            where=where,
            count=len(sealed.manifest.files),
            size=f"{sealed.size / 1e6:.1f}",
        )
    )
    click.echo(tr("Readers open it at {url}", url=source.url))


def _set_up_and_publish(config_file: str | None, remote: str | None, branch: str | None) -> None:
    from sealed_site.building import load_sealed  # noqa: PLC0415
    from sealed_site.keys_cli import make_first_key  # noqa: PLC0415
    from sealed_site.setting_up import commit, say_what_to_click, set_up  # noqa: PLC0415

    settled = set_up(config_file, remote, branch or DEFAULT_BRANCH)
    config, plugin = load_sealed(config_file)
    source, branch = plugin.source(config), branch or config.remote_branch
    if not source.keyring.readers():
        make_first_key(source)
        _expect_written_down(source.keyring)
    repository = source.repository
    if repository is None:
        raise SealingError(tr("This site is no longer in a git repository."))
    commit(repository, [Path(config.config_file_path), source.keyring.folder])
    _publish(config_file, None, settled.remote, branch)
    say_what_to_click(repository, settled.remote, branch, source.url)


def _expect_written_down(keyring: Keyring) -> None:
    """Remove the first key again unless its passphrase was written down: it is never shown again."""
    try:
        if click.confirm(tr("Have you written the passphrase down?"), default=True):
            return
    except click.Abort:
        pass
    for reader in keyring.readers():
        keyring.remove(reader, is_unused=True)
    raise SealingError(
        tr("Nothing was published, and this key is gone again. Run the command once more for a new passphrase.")
    )


@click.command(name="open")
@click.argument("site")
@IDENTITY
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True)
@report_errors
def open_command(site: str, identity: Path | None, port: int) -> None:
    """Serve a sealed SITE (an address, a folder, a git branch), decrypted on this machine.

    No code from its host runs.
    """
    from sealed_site.generations import older_than_seen  # noqa: PLC0415
    from sealed_site.opening import HOST, open_site, serve  # noqa: PLC0415
    from sealed_site.sealed_folder import sealed_source  # noqa: PLC0415

    source = sealed_source(site)
    opened = open_site(source, _identity(source, identity))
    if warning := older_than_seen(opened.manifest, opened.identity.recipient):
        click.echo(tr("Warning: {warning}", warning=warning), err=True)
    server = serve(opened, port)
    click.echo(
        tr(
            "http://{host}:{port}{base} (Ctrl+C ends it)",
            host=HOST,
            port=server.server_address[1],
            base=opened.manifest.base,
        )
    )
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


@click.command()
@click.argument("site")
@IDENTITY
@click.option(
    "--passphrase", is_flag=True, help="Ask for your passphrase instead, to check what only a reader can open."
)
@report_errors
def verify(site: str, identity: Path | None, passphrase: bool) -> None:
    """Compare a published SITE (an address, a folder or a git branch) with what this version publishes.

    The unlock page and all scripts are compared byte for byte. Files that do not belong there are found only in a
    folder or on a branch. With your key, or your passphrase, its signature, its generation and every file are
    compared too.
    """
    from sealed_site.sealed_folder import sealed_source  # noqa: PLC0415
    from sealed_site.verifying import verify as compare  # noqa: PLC0415

    source = sealed_source(site)
    findings = compare(source, _identity(source, identity) if identity or passphrase else None)
    for finding in findings:
        verdict = tr("ok ") if finding.good else tr("BAD")
        click.echo(f"{verdict} {finding.text}")
    if not all(finding.good for finding in findings):
        raise click.ClickException(tr("This site is not what its owner published with this version."))


class SpeakingGroup(click.Group):
    """A group that speaks the environment's language."""

    def main(self, *arguments: Any, **extra: Any) -> Any:  # noqa: ANN401 - as click has it
        """Run the command in the language of the environment."""
        with use_language(language_of_environment(os.environ)):
            return click.Group.main(in_language(self, gettext.gettext), *arguments, **extra)


@click.group(cls=SpeakingGroup)
def main() -> None:
    """Seal a MkDocs site, so that only its readers can read it."""


for command in (keys, publish, open_command, verify):
    main.add_command(command)


def _identity(source: SealedSource, path: Path | None) -> Identity:
    from sealed_site.identity import parse_identity  # noqa: PLC0415
    from sealed_site.opening import identity_on_site  # noqa: PLC0415

    if path is not None:
        return parse_identity(path.read_text(encoding="utf-8", errors="replace"))
    # Report a place without a sealed site before anything secret is typed.
    source.pointer()
    return identity_on_site(source, click.prompt(tr("Passphrase"), hide_input=True, err=True, prompt_suffix=tr(": ")))
