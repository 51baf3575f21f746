"""What nobody sees in a text, how many names are listed, and how large an archive may be."""

import io
import re
import zipfile

import pytest

from client_ledger.frontmatter.document import EditRefused
from client_ledger.importers import archive
from client_ledger.importers.import_result import listed
from client_ledger.text.clean import clean

DIRECTIONS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
BESIDE_THEM = "\u2010\u202f\u206a"


@pytest.mark.parametrize("mark", [*DIRECTIONS, "\u200b", "\u2060", "\ufeff"])
def test_marks_of_direction_and_of_no_width_are_taken_out(mark: str):
    assert clean(f"Inv{mark}oice") == "Invoice"


@pytest.mark.parametrize("kept", [*BESIDE_THEM, "\n", "\t", "é"])
def test_what_stands_beside_them_is_kept(kept: str):
    assert clean(f"Inv{kept}oice\u200b") == f"Inv{kept}oice"


@pytest.mark.parametrize("control", ["\0", "\x1b", "\r", "\u2028", "\u2029", "\ud800"])
def test_a_control_character_is_a_blank(control: str):
    assert clean(f"Inv{control}oice") == "Inv oice"


def test_eight_names_are_listed_and_the_rest_is_counted():
    names = "abcdefgh"
    eight = ", ".join(f"{name} (1)" for name in names)
    assert listed(names) == eight
    assert listed(f"{names}ij") == f"{eight} and 2 more"


@pytest.mark.parametrize(("size", "is_read"), [(1_999_999, True), (2_000_000, True), (2_000_001, False)])
def test_an_archive_is_read_up_to_its_limit(monkeypatch, size: int, is_read: bool):
    assert archive.MOST_BYTES == 200_000_000
    monkeypatch.setattr(archive, "MOST_BYTES", 2_000_000)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        made.writestr("a.json", b"x" * size)
        made.writestr("other.txt", b"x" * 100)
    if is_read:
        assert archive.member_of_zip(data.getvalue(), re.compile(r"a\.json")) == b"x" * size
    else:
        with pytest.raises(EditRefused, match="larger than 2 MB"):
            archive.member_of_zip(data.getvalue(), re.compile(r"a\.json"))
