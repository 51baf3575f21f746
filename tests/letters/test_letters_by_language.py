"""Letters are the same in each language."""

import re

from client_ledger.letters.letter import FOLDER, LANGUAGES
from client_ledger.signs import BY_NAME


def test_each_language_has_the_same_letters():
    names = {language: sorted(each.name for each in FOLDER.joinpath(language).iterdir()) for language in LANGUAGES}
    assert LANGUAGES == ("en", "fr")
    assert names["en"] == names["fr"]
    assert {f"{name}.txt" for name in BY_NAME} <= set(names["en"])


def test_each_letter_names_the_same_facts_in_every_language():
    for path in FOLDER.joinpath("en").iterdir():
        gaps = [
            set(re.findall(r"\{(\w+)\}", FOLDER.joinpath(language, path.name).read_text(encoding="utf-8")))
            for language in LANGUAGES
        ]
        assert gaps[0] == gaps[1], path.name
