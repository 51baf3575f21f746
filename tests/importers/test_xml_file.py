"""XML from outside: what is read as XML, and what is not."""

import pytest

from client_ledger.importers.xml_file import parse_xml


@pytest.mark.parametrize("data", [b"<!DOCTYPE html>\n<html><body/></html>", b"<html/>", b"\n <HTML/>", b"a < b", b""])
def test_a_web_page_or_a_text_is_no_xml(data: bytes):
    assert parse_xml(data) is None


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\n "])
def test_xml_may_begin_with_a_byte_order_mark_or_blanks(mark: bytes):
    root = parse_xml(mark + b"<a/>")
    assert root is not None
    assert root.tag == "a"
