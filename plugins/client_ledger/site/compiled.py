"""Templates as they were compiled, for the later builds of one process: half of what a small one takes."""

from __future__ import annotations

from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

Compiled = dict[tuple[object, ...], CodeType]


class CompiledTemplates(BytecodeCache):
    """The code of templates by name and text, in memory alone; `settings` is what else it is compiled from."""

    def __init__(self, compiled: Compiled, *settings: object) -> None:
        self._compiled = compiled
        self._settings = settings

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if its text was compiled before."""
        bucket.code = self._compiled.get(self._key(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take in a template's code."""
        if bucket.code:
            self._compiled[self._key(bucket)] = bucket.code

    def _key(self, bucket: Bucket) -> tuple[object, ...]:
        return bucket.key, bucket.checksum, *self._settings
