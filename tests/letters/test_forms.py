"""The letters' forms: the words and the spaces that stand in them whoever they are for."""

import re

import pytest

from client_ledger.letters.letter import FOLDER

FORMS = sorted(FOLDER.joinpath("fr").iterdir(), key=lambda each: each.name)
RIGHT_SPACE = {":": "\N{NO-BREAK SPACE}", "»": "\N{NO-BREAK SPACE}"} | dict.fromkeys(";?!", "\N{NARROW NO-BREAK SPACE}")


@pytest.mark.parametrize("form", FORMS, ids=lambda each: each.name)
def test_french_letters_have_the_right_space_before_each_sign_and_the_right_apostrophe(form):
    text = form.read_text(encoding="utf-8")
    wrong = [text[: sign.end()][-25:] for sign in re.finditer("[:;?!»]", text)]
    wrong = [before for before in wrong if before[-2] != RIGHT_SPACE[before[-1]]]
    assert wrong == re.findall("«[^\N{NO-BREAK SPACE}]", text) == re.findall(r"\w'\w", text) == []


@pytest.mark.parametrize(("language", "expecting"), [("en", "Until then"), ("fr", "D’ici là")])
def test_the_letter_about_tone_does_not_read_as_if_one_expected_it_to_happen_again(language, expecting):
    text = FOLDER.joinpath(language, "toxic-behaviour.txt").read_text(encoding="utf-8")
    assert expecting not in text
