"""Small changes to mkdocs.yml that leave every other line as it is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from sealed_site.errors import SealingError
from sealed_site.language import tr

PLUGIN = "sealed-site"


class _Loader(yaml.SafeLoader):
    """Reads MkDocs' own tags (`!ENV`, `!!python/name:…`) as the text after them."""


def _as_text(loader: _Loader, _suffix: str, node: yaml.Node) -> object:
    return loader.construct_scalar(node) if isinstance(node, yaml.ScalarNode) else node.tag


_Loader.add_multi_constructor("!", _as_text)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _as_text)


def with_setting(text: str, name: str, value: str) -> str:
    """Return mkdocs.yml with a top-level setting put in its place, or added below `site_name`."""
    line = f"{name}: {value}\n"
    changed, count = re.subn(rf"^{name}:.*\n?", lambda _: line, text, count=1, flags=re.MULTILINE)
    if not count:
        below = re.compile(r"^(site_name:.*)\n?", re.MULTILINE)
        changed, count = below.subn(lambda found: f"{found[1]}\n{line}", text, count=1)
    return _checked(changed if count else line + text, name, value, text)


def with_plugin(text: str) -> str:
    """Return mkdocs.yml with `sealed-site` as the last of its plugins."""
    if has_plugin(text):
        return text
    block = re.search(r"^plugins:[ \t]*(#.*)?\n((?:[ \t]*\n|[ \t]*#.*\n|[ \t]+.*\n|-.*\n)*)", text + "\n", re.MULTILINE)
    if block is None:
        raise SealingError(
            tr(
                "Add `- {plugin}` yourself, as the last of the `plugins:` in mkdocs.yml, and start again.",
                plugin=PLUGIN,
            )
        )
    item = re.search(r"^([ \t]*)- ", block[2], re.MULTILINE)
    lines = block[2].rstrip()
    end = block.start(2) + len(lines)
    added = f"{text[:end]}\n{item[1] if item else '  '}- {PLUGIN}\n{text[end:].removeprefix(chr(10))}"
    before, after = _loaded(text), _loaded(added)
    if after != {**before, "plugins": [*(before.get("plugins") or []), PLUGIN]}:
        raise SealingError(
            tr(
                "Add `- {plugin}` yourself, as the last of the `plugins:` in mkdocs.yml, and start again.",
                plugin=PLUGIN,
            )
        )
    return added


def has_plugin(text: str) -> bool:
    """Tell whether mkdocs.yml names `sealed-site` among its plugins."""
    plugins = _loaded(text).get("plugins") or []
    names = [next(iter(each)) if isinstance(each, dict) else each for each in plugins]
    return PLUGIN in names


def setting(text: str, name: str) -> str:
    """Return a top-level setting of mkdocs.yml, an empty text when it has none."""
    return str(_loaded(text).get(name) or "")


def site_file(config_file: str | None) -> Path:
    """Return the mkdocs.yml that is meant; raise `SealingError` when there is none."""
    for name in [config_file] if config_file else ["mkdocs.yml", "mkdocs.yaml"]:
        if name and Path(name).is_file():
            return Path(name)
    raise SealingError(tr("There is no mkdocs.yml here. Go to the folder of your site, or name its file with -f."))


def _checked(changed: str, name: str, value: str, text: str) -> str:
    if _loaded(changed) != {**_loaded(text), name: value}:
        raise SealingError(
            tr("Write `{name}: {value}` into mkdocs.yml yourself, and start again.", name=name, value=value)
        )
    return changed


def _loaded(text: str) -> dict[str, Any]:
    try:
        found = yaml.load(text, Loader=_Loader)  # noqa: S506 a safe loader, with tags read as text
    except yaml.YAMLError as error:
        raise SealingError(tr("mkdocs.yml cannot be read: {reason}", reason=str(error))) from error
    if not isinstance(found, dict):
        raise SealingError(tr("mkdocs.yml is not a list of settings."))
    return found
