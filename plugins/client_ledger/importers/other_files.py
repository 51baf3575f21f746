"""Recognise by its first bytes a file that cannot be imported, and say what to do instead."""

from __future__ import annotations

import re
from codecs import BOM_UTF8

from client_ledger.importers.spreadsheet import OLD_OFFICE, OUTLOOK
from client_ledger.importers.xml_file import fault_in
from client_ledger.text.cli_language import cli_formatter, tr
from client_ledger.text.message import Message, msg

BEGINNING = 2000
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
LOCKED_PDF = msg("it is a protected PDF; save it without a password")
BROKEN_PDF = msg("it is a damaged PDF; save it again")
KINDS: tuple[tuple[re.Pattern[bytes], Message], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), what)
    for pattern, what in (
        (
            rb"%PDF",
            msg("it is a PDF without an e-invoice; export CSV, or use the bank's own format (camt, MT940, OFX)"),
        ),
        (rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP", msg("it is a picture; keep it under evidence/")),
        (rb"PK.{20,60}word/|PK.*word/document", msg("it is a Word document; export the data itself, as CSV")),
        (rb"PK", msg("it is a zip file; unpack it and import its files")),
        (rb"\x1f\x8b|BZh|7z\xbc\xaf|Rar!", msg("it is a compressed file; unpack it and import its files")),
        (rb"SQLite format 3", msg("it is a database; use its program's own export")),
        (rb"\xd0\xcf\x11\xe0", msg("it is an old Office document; save it as CSV")),
        (
            rb"\s*(?:<!doctype html|<html|<table|<style|<head|<body)",
            msg("it is HTML, whatever its name; open it in a spreadsheet and save it as CSV"),
        ),
        (
            (
                rb"\x30.{1,5}\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
                rb"|(?:-----BEGIN (?:PKCS7|CMS)-----\s*)?MI.{1,6}(?:YJKoZIhvcNAQcC|GCSqGSIb3DQEHAq)"
            ),
            (
                msg(
                    "it is a signed file (.p7m); extract its content with your signing program, or with `openssl cms "
                    "-verify -noverify -inform DER -in FILE.xml.p7m -out FILE.xml`, and import that. If the signed "
                    "file is text, use PEM instead of DER, after `base64 -d` if it has no BEGIN line"
                )
            ),
        ),
        (rb"BEGIN:VCARD", msg("it is an address book; write the client's address into `contact`")),
        (rb"!Type:|!Account", msg("it is a QIF statement, which names no currency; use OFX, camt or CSV")),
        (
            rb".{0,40}<\?xml.{0,400}pain\.",
            msg("it is an order to a bank (pain), not what the bank booked; use camt.053"),
        ),
        (rb"01\d{5} {4}\d{5}[A-Z]{3}", msg("it is a bank statement as CFONB 120; use OFX, camt or CSV")),
        (rb"01,\w*,\w*,\d{6},", msg("it is a bank statement as BAI2; use OFX, camt or CSV")),
        (rb"\{1:F", msg("it is a SWIFT message without a statement; use MT940, OFX, camt or CSV")),
        (
            rb"\s*<\?xml.{0,400}urn:schemas-microsoft-com:office:spreadsheet",
            msg("it is a spreadsheet as XML; open it in a spreadsheet program and save it as CSV"),
        ),
        (rb"\s*<\?xml", msg("it is XML of another kind")),
        (rb"\{\\rtf", msg("it is a text document (RTF); export the data itself, as CSV")),
        (rb"MIME-Version|Content-Type:", msg("it is a page or a mail saved as one file; save the mail as .eml")),
    )
)


def kind_of(data: bytes) -> str:
    """Return what the bytes are and what to do instead, or nothing if they are plain text or unknown."""
    if not data.strip():
        return tr("it is empty; run the export again")
    if data.startswith(OLD_OFFICE) and OUTLOOK in data:
        return tr("it is an Outlook mail (.msg); save it as .eml, or drag it out of Outlook on the web")
    if data.startswith(OLD_OFFICE) and ENCRYPTED_PACKAGE in data:
        return tr("it is a protected Office document; save it without a password")
    if data.startswith(b"PK") and b"Index/Document.iwa" in data:
        return tr("it is a document of Apple's Numbers, Pages or Keynote; export it as CSV")
    if data.startswith(b"%PDF") and b"/Encrypt" in data:
        return cli_formatter().format(LOCKED_PDF)
    if data.startswith(b"%PDF") and b"%%EOF" not in data[-BEGINNING:]:
        return cli_formatter().format(BROKEN_PDF)
    if where := fault_in(data):
        return tr("its XML is damaged at line {line}, column {column}", line=where[0], column=where[1])
    start = data.removeprefix(BOM_UTF8)[:BEGINNING]
    return next((cli_formatter().format(what) for pattern, what in KINDS if pattern.match(start)), "")
