"""The MkDocs plugin `sealed-site`: it leaves `mkdocs build` plain and seals what `mkdocs gh-deploy` publishes."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
import mkdocs.commands.gh_deploy
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger

from sealed_site import git_commits, guard
from sealed_site.errors import SealingError, require_extra
from sealed_site.guard import language_of_site
from sealed_site.language import language_of_environment, tr, use_language
from sealed_site.serving import guard_serving

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

    from sealed_site.source import Source

LAST = -100
log = get_plugin_logger("sealed-site")


class SealingOptions(Config):
    """What mkdocs.yml may say under `sealed-site:`."""

    enabled = config_options.Type(bool, default=True)
    """MkDocs' own switch, which would turn the guards off as well: with it off, nothing is published."""

    folder = config_options.Type(str, default="seal")
    """Where the readers' public keys lie, from mkdocs.yml's own folder."""
    beside_source = config_options.Type(bool, default=False)
    """The repository to publish to holds the source too, and is private."""
    language = config_options.Choice(("en", "fr", ""), default="")
    """The unlock page's language; left out, it is the reader's browser's."""


class SealedSitePlugin(BasePlugin[SealingOptions]):
    """Seals a built site for its readers."""

    def __init__(self) -> None:
        self.command: str = ""
        self.sealing_follows = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Refuse the ways of publishing that this plugin cannot seal."""
        self.command = command
        with use_language(language_of_environment(os.environ)):
            guard.refuse_disabled(command, "sealed-site", enabled=self.config.enabled)
            if command == "gh-deploy":
                guard.refuse_partial_deploy(dirty=dirty)
        if command != "gh-deploy" and not self.sealing_follows:
            guard_serving()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check, before anything is built, that the site can be sealed, and may go to its target."""
        with use_language(language_of_site(config)):
            self._refuse(config)
            if self.command != "gh-deploy" and not self.sealing_follows and not self.config.enabled:
                guard.warn_of_disabled()
        if self.command == "gh-deploy":
            # MkDocs' own message names the source commit, and git would add its user, the hour and the time zone.
            mkdocs.commands.gh_deploy.default_message = git_commits.MESSAGE
            os.environ.update(git_commits.FIXED)
        return config

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG002 MkDocs' own
        """Warn if the plain site is served to more than this machine."""
        with use_language(language_of_site(config)):
            guard.warn_of_serving(config)
        return server

    @event_priority(LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Seal in place what `mkdocs gh-deploy` is about to push; mark a site that stays plain."""
        with use_language(language_of_site(config)):
            if self.command == "build" and not self.sealing_follows:
                command = "client-ledger" if "client-ledger" in config.plugins else "sealed-site"
                guard.mark_as_plain(Path(config.site_dir), command)
            if self.command == "gh-deploy":
                with _nothing_published():
                    self._seal_in_place(config)

    def _refuse(self, config: MkDocsConfig) -> None:
        guard.refuse_bare_ledger(config)
        if not self.sealing_follows:
            guard.refuse_plain_build(self.command, config)
        if self.command == "gh-deploy":
            with _nothing_published():
                self._require_ready(config)

    def source(self, config: MkDocsConfig) -> Source:
        """Return what this plugin publishes."""
        from sealed_site.key_changes import settle  # noqa: PLC0415
        from sealed_site.keyring import Keyring  # noqa: PLC0415
        from sealed_site.source import Source  # noqa: PLC0415

        folder = Path(config.config_file_path).parent / self.config.folder
        settle(folder)
        return Source(config, Keyring(folder), self.config.language, self.config.beside_source)

    def _require_ready(self, config: MkDocsConfig) -> None:
        require_extra()
        from sealed_site.branches import (  # noqa: PLC0415
            require_newest,
            require_no_source,
            require_replaceable_branch,
            require_sealed_history,
        )
        from sealed_site.publishing import say_what_is_cut, say_what_is_replaced  # noqa: PLC0415
        from sealed_site.readiness import require_ready  # noqa: PLC0415

        source = self.source(config)
        require_ready(source)
        if source.repository is not None:
            remote, branch = config.remote_name, config.remote_branch
            if not source.beside_source:
                require_no_source(source.repository, remote, branch)
            published = require_replaceable_branch(source.repository, remote, branch)
            history = require_sealed_history(source.repository, remote, branch)
            if not _is_forced():
                require_newest(published, history, remote, branch)
            say_what_is_replaced(source, published, branch, log.info)
        say_what_is_cut(source, log.info)

    def _seal_in_place(self, config: MkDocsConfig) -> None:
        from sealed_site.folder import replace_contents  # noqa: PLC0415
        from sealed_site.publishing import seal_checked  # noqa: PLC0415
        from sealed_site.workspace import private_folder  # noqa: PLC0415

        last = config.plugins.events["post_build"][-1]
        if getattr(last, "__self__", None) is not self:
            raise SealingError(
                tr("another plugin writes files after sealing; name `sealed-site` last under `plugins:`.")
            )
        if (Path(config.site_dir) / ".git").exists():
            raise SealingError(tr("{folder} is a git repository of its own.", folder=config.site_dir))
        with private_folder() as folder:
            (folder / "sealed").mkdir()
            sealed = seal_checked(self.source(config), Path(config.site_dir), folder / "sealed", log.info)
            replace_contents(Path(config.site_dir), folder / "sealed")
        count = len(sealed.manifest.files)
        log.info(tr("Sealed {count} files. `publish` would keep no history of older ones.", count=count))


@contextlib.contextmanager
def _nothing_published() -> Iterator[None]:
    """Stop MkDocs when the site cannot be sealed."""
    try:
        yield
    except SealingError as error:
        raise Abort(tr("Nothing was published: {reason}", reason=error)) from error


def _is_forced() -> bool:
    """Tell whether `mkdocs gh-deploy` was called with `--force`, which MkDocs does not pass to plugins."""
    command = click.get_current_context(silent=True)
    return command is not None and bool(command.params.get("force") or command.params.get("no_history"))
