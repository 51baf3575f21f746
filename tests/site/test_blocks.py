"""A page's texts as Markdown: what people wrote shows as they wrote it."""

import re
from html import unescape

import pytest
from markdown_it import MarkdownIt

from client_ledger.pages.blocks import plain


@pytest.mark.parametrize(
    "text",
    [
        "2.5 hours were worked",
        "2. hours",
        "12) things",
        "7.",
        "- a dash",
        "+ 3 more",
        "= nothing",
        "a * b_c_d [e](f) <i> # g",
        "-5 or so",
    ],
)
def test_a_text_shows_as_it_is(text):
    assert unescape(MarkdownIt().render(plain(text))) == f"<p>{text}</p>\n"
    assert not re.search(r"\\\d", plain(text))
