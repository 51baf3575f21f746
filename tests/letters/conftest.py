"""The languages in which letters are tested."""

import pytest
from babel import Locale

import catalogue
from client_ledger.letters.letter import LANGUAGES
from client_ledger.text.babel import formatter_of


@pytest.fixture(scope="module", params=LANGUAGES)
def formatter(request):
    return formatter_of(Locale(request.param), [str(catalogue.LOCALES)])


@pytest.fixture(scope="module")
def english():
    return formatter_of(Locale("en"), [])
