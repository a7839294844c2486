"""Bytes of unknown encoding become clean text or a reason."""

import gzip
import unicodedata

import pytest

from corpus import ReadFailure, UnreadableArticleError, read_file
from corpus.readers import decoding
from corpus.readers.decoding import clean, decode_page, gunzip

META = '<meta charset="{}">'
EURO, EASTERN = META.format("iso-8859-15"), META.format("windows-1250")
LATIN, CENTRAL = META.format("iso-8859-1"), META.format("iso-8859-2")
TOWNS = "Öl für Köln, Würzburg, Münster, Düren, Jülich, Größe "
XML = '<?xml version="1.0" encoding="windows-1252"?>'


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Müller".encode(), "Müller"),
        (b"\xef\xbb\xbfM\xc3\xbcller", "Müller"),
        ("Müller".encode("utf-16"), "Müller"),
        ("\ufeffMüller".encode("utf-16-be"), "Müller"),
        ("Größe – „gut“".encode("cp1252"), "Größe – „gut“"),
        (LATIN.encode() + "„ß“".encode("cp1252"), LATIN + "„ß“"),
        (CENTRAL.encode() + b"\xb1", CENTRAL + "ą"),
        (LATIN.encode() + "ß".encode(), LATIN + "ß"),
        (META.format("utf-7").encode() + b"+ADw-", META.format("utf-7") + "+ADw-"),
        (META.format("gibt-es-nicht").encode() + "ß".encode(), META.format("gibt-es-nicht") + "ß"),
        (XML.encode() + b"\xdf", XML + "ß"),
        ("Mu\u0308ller".encode(), "Müller"),
        (b"a\r\nb\rc", "a\nb\nc"),
        ("\ufeffGröße".encode("utf-16-le"), "Größe"),
        (META.format("iso-8859-15").encode() + b"5 \xa4", META.format("iso-8859-15") + "5 €"),
        (EURO.encode() + TOWNS.encode(), EURO + TOWNS),
        (EASTERN.encode() + TOWNS.encode(), EASTERN + TOWNS),
        (LATIN.encode() + TOWNS.encode() + b"\xff", LATIN + TOWNS + "\ufffd"),
        (LATIN.encode() + TOWNS.encode("latin-1"), LATIN + TOWNS),
        (META.format("shift_jis").encode() + "カナ".encode("shift_jis"),
         META.format("shift_jis") + "カナ"),
        (META.format("utf-8").encode() + b"M\xfcller", META.format("utf-8") + "Müller"),
        (TOWNS.encode() + b"\xff", TOWNS + "\ufffd"),
        (TOWNS.encode() + b"\xc0\xbc", TOWNS + "\ufffd\ufffd"),
    ],
)  # fmt: skip
def test_encoding_is_found(raw, text):
    assert decode_page(raw) == text


def test_few_broken_bytes_do_not_spoil_utf8():
    raw = META.format("utf-8").encode() + "äöü Straße Größe Öl".encode() + b"\xff"
    assert "Straße" in decode_page(raw)


@pytest.mark.parametrize(
    ("raw", "reason"), [(b"", "empty"), (b" \n", "empty"), (b"PK\x03\x04\x00\x00", "binary")]
)
def test_no_text_is_refused(raw, reason):
    with pytest.raises(UnreadableArticleError, match=reason):
        decode_page(raw)


def test_gzip_of_several_members_is_unpacked():
    assert gunzip(gzip.compress(b"a", mtime=0) + gzip.compress(b"b")) == b"ab"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (gzip.compress(bytes(3 << 20), mtime=0), "bomb"),
        (gzip.compress(b"text" * 100, mtime=0)[:-9], "too early"),
        (b"\x1f\x8b\x08\x00garbage-garbage", "damaged|too early"),
    ],
)
def test_bad_gzip_is_refused(raw, reason):
    with pytest.raises(UnreadableArticleError, match=reason):
        gunzip(raw)


def test_file_beyond_the_limit_is_a_failure(tmp_path):
    path = tmp_path / "gross.html"
    path.write_bytes(b"x" * ((10 << 20) + 1))
    assert list(read_file(path, "gross.html")) == [ReadFailure("gross.html", "larger than 10 MiB")]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\u00a0\u202fb\n c", "a b c"),
        ("\u202eabc\u2066", "abc"),
        ("Mo\u00adna\u200bte", "Monate"),
        ("x\x00\x1b[1m", "x[1m"),
        ("a" + "\u0316" * 50 + "b", "a" + "\u0316" * 8 + "b"),
        ("Nga\u0302\u0301y", "Ngấy"),
        ("\ud800a", "a"),
    ],
)
def test_clean_leaves_one_visible_line(text, cleaned):
    assert clean(text) == cleaned


def test_the_header_counts_before_the_page():
    raw = META.format("iso-8859-2").encode() + b"\xa4"
    assert decode_page(raw, "iso-8859-15").endswith("€")


def test_zero_bytes_are_no_text():
    with pytest.raises(UnreadableArticleError, match="binary"):
        decode_page("Größe".encode() + b"\x00")


def test_what_is_taken_as_plain_is_what_all_steps_would_leave_as_it_is():
    plain = [c for c in map(chr, range(0x110000)) if decoding._PLAIN.fullmatch(c)]
    assert {*"aZ0 äß–„“…€"} < {*plain}
    text = "".join(plain)
    assert unicodedata.is_normalized("NFC", text)
    assert not any(map(unicodedata.combining, plain))
    assert not decoding._UNSEEN.search(text)
    assert [c for c in plain if c.isspace()] == [" "]
    assert clean("  a   b ") == "a b"
    assert clean(" ") == clean("") == ""


@pytest.mark.parametrize("name", ["cp1252", "latin-1"])
def test_what_was_written_as_utf8_twice_is_read_once(name):
    text = "„Für größere Übel gäbe es Häuser“" if name == "cp1252" else "Für größere Übel, Häuser"
    assert decode_page(text.encode().decode(name).encode()) == text


@pytest.mark.parametrize(
    "text", ["Statt „für“ stand da „fÃ¼r“.", "Ã¼Ã¼Ã¼Ã¼Ã¼" + 30 * "ü", "SÃO PAULO"]
)
def test_letters_that_are_only_spoken_of_stay(text):
    assert decode_page(text.encode()) == text
