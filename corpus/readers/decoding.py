"""Turn a file's bytes into clean text.

In: raw or gzip bytes of unknown encoding.  Out: NFC text without control characters, or an
`UnreadableArticleError` that says why not.  Order: byte order mark, declaration, strict UTF-8,
Windows-1252.  UTF-7 is never read: it can hide markup from every later check.
Source: WHATWG Encoding Standard, https://encoding.spec.whatwg.org/ (iso-8859-1 means cp1252 there).
"""

from __future__ import annotations

import codecs
import re
import unicodedata
import zlib
from typing import IO

from corpus.errors import UnreadableArticleError

MAX_FILE_BYTES = 10 << 20
MAX_PAGE_BYTES = 32 << 20
# A stream that unpacks to more than this must not have grown by more than MAX_GZIP_RATIO.
GZIP_RATIO_FROM_BYTES = 1 << 20
MAX_GZIP_RATIO = 100
GZIP_MAGIC = b"\x1f\x8b"
HEAD_BYTES = 4096
CHUNK_BYTES = 64 << 10

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A "<" of two bytes, where the mark is missing: as XML 1.0, appendix F has it.
_WIDE = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
# Documents that begin in letters and go on in none, whatever their file is called.
_DOCUMENTS = ((b"%PDF-", "a PDF document"), (b"{\\rtf", "an RTF document"))
_DECLARED = (
    re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.I),
    re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I),
)
# What Windows-1252 makes of the bytes 0x80 to 0xBF, and what ISO 8859-1 does; and these bytes.
_FOLLOWING = {chr(byte): byte for byte in range(0x80, 0xC0)} | {
    char: byte for byte in range(0x80, 0xA0) if (char := bytes([byte]).decode("cp1252", "ignore"))
}
_NEXT = f"[{''.join(_FOLLOWING)}]"
_TWICE = re.compile(f"[\xc2-\xdf]{_NEXT}|[\xe0-\xef]{_NEXT}{{2}}|[\xf0-\xf4]{_NEXT}{{3}}")
_UMLAUT = re.compile("[äöüÄÖÜß]")
# One that is written about is no mistake.
MIN_TWICE = 5
MIN_TWICE_SHARE = 1 / 4
_ALLOWED = re.compile(
    r"utf-8|iso8859-\d{1,2}|cp12\d\d|ascii|mac-roman|koi8-[ru]|gb\w+|shift_jis|big5"
)
_MANY_BYTES = re.compile(r"gb|shift_jis|big5")
_LATIN = frozenset({"ascii", "iso8859-1", "cp1252"})
# Controls, soft hyphen, zero-width and bidi characters, byte order mark, lone surrogates, tags.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)

# Nearly every line is of these alone, in which NFC changes nothing and no mark stands on a letter:
# looking for them takes a tenth of what the steps for all others do.
_PLAIN = re.compile("[ -~\xa1-\xac\xae-\u02ff\u2010-\u2027\u20ac]*")
# More marks on one letter than any language has; they would cover the lines around.
_MARK = r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_WORDS = re.compile(r"\w+")
_PILE = re.compile(f"({_MARK}{{8}}){_MARK}+")


def read_whole(stream: IO[bytes]) -> bytes:
    """Return all bytes of a page, unpacked if gzipped, within the limits above.

    Raises: UnreadableArticleError, OSError.
    """
    raw = stream.read(MAX_FILE_BYTES + 1)
    if len(raw) > MAX_FILE_BYTES:
        raise UnreadableArticleError(f"larger than {MAX_FILE_BYTES >> 20} MiB")
    return gunzip(raw) if raw.startswith(GZIP_MAGIC) else raw


def gunzip(raw: bytes) -> bytes:
    """Return the unpacked bytes of all members, bounded in size and growth.

    Raises: UnreadableArticleError if they are damaged, cut off or a decompression bomb.
    """
    parts: list[bytes] = []
    size = 0
    rest = raw
    while rest.startswith(GZIP_MAGIC):
        unpacker = zlib.decompressobj(wbits=31)
        try:
            while not unpacker.eof:
                part = unpacker.decompress(rest, CHUNK_BYTES)
                if not part and not unpacker.unconsumed_tail and not unpacker.eof:
                    raise UnreadableArticleError("gzip data ends too early")
                parts.append(part)
                size += len(part)
                if size > MAX_PAGE_BYTES:
                    limit = MAX_PAGE_BYTES >> 20
                    raise UnreadableArticleError(f"unpacks to more than {limit} MiB")
                if size > GZIP_RATIO_FROM_BYTES and size > MAX_GZIP_RATIO * len(raw):
                    raise UnreadableArticleError("unpacks suspiciously large (decompression bomb)")
                rest = unpacker.unconsumed_tail
        except zlib.error as error:
            raise UnreadableArticleError("damaged gzip data") from error
        rest = unpacker.unused_data
    return b"".join(parts)


def decode_page(raw: bytes, charset: str = "") -> str:
    """Return the text in NFC with line feeds only.

    `charset`: the encoding an HTTP header named, which counts before the page's own.

    Raises: UnreadableArticleError if the bytes are empty or no text.
    """
    text = _decode(raw, charset)
    if "\x00" in text:
        raise UnreadableArticleError("binary data, not text")
    if not text.strip():
        raise UnreadableArticleError("empty file")
    if "Ã" in text:
        text = _encoded_once(text)
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _encoded_once(text: str) -> str:
    """Return a text without letters that were written as UTF-8 twice: "fÃ¼r" is "für"."""
    count = sum(1 for _ in _TWICE.finditer(text))
    if count < max(MIN_TWICE, MIN_TWICE_SHARE * len(_UMLAUT.findall(text))):
        return text
    return _TWICE.sub(_as_bytes, text)


def _as_bytes(found: re.Match[str]) -> str:
    raw = bytes(_FOLLOWING.get(letter, ord(letter)) for letter in found[0])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _decode(raw: bytes, charset: str) -> str:
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(name, "replace")
    for opening, name in _WIDE:
        if raw.startswith(opening):
            return raw.decode(name, "replace")
    for opening, kind in _DOCUMENTS:
        if raw.startswith(opening):
            raise UnreadableArticleError(f"{kind}, not text")
    if b"\x00" in raw:
        raise UnreadableArticleError("binary data, not text")
    declared = _usable(charset) or _declared(raw[:HEAD_BYTES])
    try:
        strict = raw.decode("utf-8")
    except UnicodeDecodeError:
        strict = None
    # Pages saved anew keep their old "iso-8859-15" while the bytes are UTF-8: no text of any length
    # in an encoding of one byte a letter is valid UTF-8 by chance.
    if not _MANY_BYTES.match(declared):
        if strict is not None:
            return strict
        if _mostly_utf8(raw):
            return raw.decode("utf-8", "replace")
    name = "cp1252" if declared in _LATIN | {"", "utf-8"} else declared
    return raw.decode(name, "replace")


def _declared(head: bytes) -> str:
    """Return Python's name of the declared encoding, or "" if there is none that we read."""
    for pattern in _DECLARED:
        if (found := pattern.search(head)) and (name := _usable(found[1].decode("latin-1"))):
            return name
    return ""


def _usable(label: str) -> str:
    """Return Python's name of an encoding that we read, else ""."""
    try:
        name = codecs.lookup(label).name if label else ""
    except (LookupError, UnicodeError):
        return ""
    return name if _ALLOWED.fullmatch(name) else ""


def _mostly_utf8(raw: bytes) -> bool:
    """Tell if a few broken bytes stand in real UTF-8: more multi-byte letters than errors."""
    text = raw.decode("utf-8", "replace")
    errors = text.count("\ufffd")
    letters = sum(ch > "\x7f" for ch in text) - errors
    return letters > 4 * errors


def clean(text: str) -> str:
    """Return one line of NFC text: blanks folded, nothing invisible, at most 8 marks a letter."""
    if _PLAIN.fullmatch(text):
        while "  " in text:
            text = text.replace("  ", " ")
        return text.strip(" ")
    line = " ".join(text.split())
    seen = unicodedata.normalize("NFC", " ".join(_UNSEEN.sub("", line).split()))
    return _PILE.sub(r"\1", seen)


def text_key(text: str) -> str:
    """Return the words alone, in lower case, to compare texts by."""
    return " ".join(_WORDS.findall(text.lower()))
