"""Texts are kept, and places counted, exactly as the client does."""

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from client_ledger.lsp.documents import Units, path_of, split_lines, uri_of

TEXTS = st.text(alphabet="aé🎈\n\r\u2028\x0c", max_size=30)
ENCODINGS = st.sampled_from(list(types.PositionEncodingKind))
SIZES = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
CODECS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}


def position(text, offset, encoding):
    """Return where an offset stands, counted the slow way."""
    lines = split_lines(text[:offset])
    name = encoding.value
    return types.Position(len(lines) - 1, len(lines[-1].encode(CODECS[name])) // SIZES[name])


def between_line_end(text, offset):
    return text[offset - 1 : offset + 1] == "\r\n"


@given(TEXTS, st.integers(0, 30), st.integers(0, 30), TEXTS, ENCODINGS)
def test_a_change_by_range_is_the_same_as_cutting_the_text(text, first, second, new, encoding):
    start, end = sorted(min(offset, len(text)) for offset in (first, second))
    if between_line_end(text, start) or between_line_end(text, end):
        return
    span = types.Range(position(text, start, encoding), position(text, end, encoding))
    change = types.TextDocumentContentChangePartial(range=span, text=new)
    assert Units(encoding).change(text, change) == text[:start] + new + text[end:]


@given(st.text(alphabet="aé🎈", max_size=12), ENCODINGS)
def test_columns_go_there_and_back(line, encoding):
    units = Units(encoding)
    for column in range(len(line) + 1):
        assert units.column(line, units.position([line], 0, column).character) == column


def test_a_change_without_a_range_is_a_new_text():
    assert Units().change("old", types.TextDocumentContentChangeWholeDocument(text="new")) == "new"


def test_a_change_beyond_the_last_line_is_at_the_end():
    place = types.Position(9, 9)
    change = types.TextDocumentContentChangePartial(range=types.Range(place, place), text="b")
    assert Units().change("a\n", change) == "a\nb"


def test_half_an_emoji_is_its_end():
    assert Units().column("🎈a", 1) == 1


def test_paths_and_uris_go_there_and_back(tmp_path):
    path = (tmp_path / "é t#%.md").resolve()
    assert path_of(uri_of(path)) == path
    assert path_of("untitled:Untitled-1") is None
