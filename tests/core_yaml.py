"""YAML as editors' plugins read it, by version 1.2's core schema."""

import re

import yaml


class CoreLoader(yaml.SafeLoader):
    """Reads YAML 1.2's core schema: `no` and dates are texts."""

    yaml_implicit_resolvers: dict = {}  # noqa: RUF012 - the name is PyYAML's


for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?\d+", list("-+0123456789")),
    ("float", r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?", list("-+.0123456789")),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})$"), first)
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node)))
