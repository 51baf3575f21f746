"""What has become of the breaks of some modules."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Counts:
    """How many breaks tests found, mutants.toml explains, and nobody noticed; and how many explanations are needless.

    `untried` are those chosen of which nothing is known, as the tests could not be collected or measured.
    """

    modules: int = 0
    found: int = 0
    explained: int = 0
    left: int = 0
    needless: int = 0
    untried: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.modules + other.modules,
            self.found + other.found,
            self.explained + other.explained,
            self.left + other.left,
            self.needless + other.needless,
            self.untried + other.untried,
        )

    @property
    def tried(self) -> int:
        """How many breaks were tried."""
        return self.found + self.explained + self.left

    @property
    def is_good(self) -> bool:
        """Whether tests found every break but those explained."""
        return not (self.left or self.needless or self.untried)

    @property
    def brief(self) -> str:
        """The numbers of one module."""
        return f"{self.tried} breaks tried, {self.found} found, {self.explained} explained, {self.left} left"

    @property
    def summary(self) -> str:
        """All numbers, for somebody who has never seen this."""
        said = (
            f"{self.tried} small mistakes were made in {self.modules} modules, one at a time: tests fail at "
            f"{self.found}, {self.explained} change nothing anybody can see (tests/mutation/mutants.toml says why), "
            f"and {self.left} went unnoticed."
        )
        if self.left:
            said += " Those are listed above by line, with what was there and what was put there instead."
        if self.needless:
            said += f" Explanations in mutants.toml that explain nothing any more: {self.needless}."
        if self.untried:
            said += f" {self.untried} could not be tried, because the tests did not run."
        return said
