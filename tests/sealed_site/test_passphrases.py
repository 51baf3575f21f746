"""Passphrases of one's own: what a guesser tries first is refused, what only its owner knows is taken."""

from __future__ import annotations

import pytest

from sealed_site.errors import SealingError
from sealed_site.passphrase import generate, normalised, require_strong

TELLING = ("https://jane.github.io/repo-name/", "Zanzibar Accounts", "Jane Doe")


@pytest.mark.parametrize(
    "known",
    [
        "correct horse battery staple",
        "Correct-Horse-Battery-Staple!! 2026",
        "the quick brown fox jumps over the lazy dog",
        "It was the best of times, it was the worst of times",
        "motdepasse motdepasse123",
        "azertyuiopqsdfghjklm",
        "Liberté, Égalité, Fraternité",
        "Longtemps je me suis couché de bonne heure",
        "je t'aime mon amour",
        "bonjour tout le monde",
        "pàsswörd pàsswörd",
        "jane.github.io/repo-name",
        "https://jane.github.io/repo-name",
        "Zanzibar Accounts Jane Doe 2026",
        "06 12 34 56 78 90",
        "+33 6 12 34 56 78 / +33 6 98 76 54 32",
        "k8#Qz!p2",
        "",
    ],
)
def test_a_passphrase_that_guessers_try_is_refused(known):
    with pytest.raises(SealingError, match="too weak"):
        require_strong(normalised(known), TELLING)


def test_a_refusal_says_how_many_words_are_enough_and_asks_for_a_letter_only_where_that_is_the_reason():
    with pytest.raises(SealingError, match="five or more words of your own") as weak:
        require_strong("sunshine")
    assert "letter" not in str(weak.value)
    with pytest.raises(SealingError, match="at least one letter"):
        require_strong("9174 6620 5383 0947 2816 5509")


@pytest.mark.parametrize(
    "own", ["cheval lampe tiroir nuage violon seize", "sevruga-lattice-morphine-owlet-31-quay", "k8#Qz!p2LmV7xWaP"]
)
def test_a_passphrase_that_stands_nowhere_is_taken(own):
    require_strong(normalised(own), TELLING)


def test_six_generated_words_always_pass():
    for _ in range(100):
        require_strong(generate(), TELLING)
