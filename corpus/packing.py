"""Pack the kept text of an article, and read what was packed.

In: an article as JSON, and dictionaries.  Out: a frame of Zstandard (RFC 8878), and the JSON again.
A frame names the dictionary it was packed with; one that names none was packed with DICTIONARY,
of what nearly every article holds: a change of it is a change of the store's layout.
`corpus/README.md` holds what was measured.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

if sys.version_info >= (3, 14):
    from compression import zstd as zstd
else:
    from backports import zstd as zstd

# One more step saves 2 % of the size and takes half as long again.
LEVEL = 4
# No article that can be read is longer; a damaged one may claim to be.
MAX_BYTES = 64 * 1024 * 1024
DICTIONARY_BYTES = 256 << 10
# More of a text teaches nothing new.
_SAMPLE_BYTES = 16 << 10

_WORDS = (
    " haben hatte hatten kann können konnte soll sollen sollte muss müssen will wollen wurde wurden"
    " werden worden sind waren sein seine seinen seiner ihre ihren ihrer dieser diese dieses diesem"
    " einen einem einer eines keine mehr sehr schon noch auch nur aber oder sondern denn weil dass"
    " wenn wie was wer bis seit gegen ohne durch über unter zwischen nach vor bei aus mit für um"
    " von vom zum zur auf an am im in des dem den das die der und nicht es ist war hat wird sich"
    " sie er Millionen Euro Prozent Jahre Jahren Uhr Menschen Polizei Stadt Land Montag Dienstag"
    " Mittwoch Donnerstag Freitag Samstag Sonntag Januar Februar März April Juni Juli August"
    " September Oktober November Dezember sagte der die das. Die . Der . Das . In . Es . Im ."
    " Am . Und . Auch lichkeit ungen schaft ischen nach Angaben der in der von der mit der auf dem "
    "für die "
)
_FRAME = (
    '","anchor":"","paragraphs":["","'
    '"]},{"heading":"","level":2,"anchor":"","paragraphs":["'
    '{"id":"","title":"","teaser":"","dateline":"","authors":[],"agencies":["dpa"],"source":"",'
    '"url":"https://www.","published":"2024-01-01T00:00:00+01:00","modified":null,"language":"de",'
    '"topics":[""],"free":true,"sections":[{"heading":"","level":0,"anchor":"","paragraphs":["'
)
# The best is at the end: near matches are cheapest.
DICTIONARY = (_WORDS + _FRAME).encode()


_STATIC = zstd.ZstdDict(DICTIONARY, is_raw=True)
# Unlike zlib's a frame is checked only if it says so.
_OPTIONS: dict[int, int] = {
    zstd.CompressionParameter.compression_level: LEVEL,
    zstd.CompressionParameter.checksum_flag: 1,
}
# As large as the largest text.
_BOUNDS: dict[int, int] = {zstd.DecompressionParameter.window_log_max: MAX_BYTES.bit_length() - 1}

Dictionary = zstd.ZstdDict


def train(texts: Sequence[bytes]) -> Dictionary | None:
    """Return a dictionary of what these texts have in common; None if they have too little."""
    samples = [text[:_SAMPLE_BYTES] for text in texts]
    try:
        return zstd.train_dict(samples, min(DICTIONARY_BYTES, sum(map(len, samples)) // 8))
    except (zstd.ZstdError, ValueError):
        return None


def dictionary_from(content: bytes, number: int) -> Dictionary:
    """Return a dictionary that was kept. Raises ValueError if it is damaged."""
    try:
        dictionary = zstd.ZstdDict(content)
    except (zstd.ZstdError, ValueError, TypeError) as error:
        raise ValueError(f"dictionary {number}: {error}") from error
    if dictionary.dict_id != number:
        raise ValueError(f"dictionary {number} is another")
    return dictionary


def packer(dictionary: Dictionary | None = None) -> Callable[[bytes], bytes]:
    """Return a function that packs texts with a dictionary, for one thread at a time."""
    compressor = zstd.ZstdCompressor(options=_OPTIONS, zstd_dict=dictionary or _STATIC)
    return lambda text: compressor.compress(text, mode=compressor.FLUSH_FRAME)


def unpack(data: bytes, dictionary_of: Callable[[int], Dictionary]) -> bytes:
    """Return the text that was packed.

    `dictionary_of`: returns the dictionary of a number, ValueError if there is none.
    Raises: ValueError if the bytes are damaged.
    """
    try:
        number = zstd.get_frame_info(data).dictionary_id
        dictionary = dictionary_of(number) if number else _STATIC
        unpacker = zstd.ZstdDecompressor(zstd_dict=dictionary, options=_BOUNDS)
        text = unpacker.decompress(data, MAX_BYTES)
    except zstd.ZstdError as error:
        raise ValueError(str(error)) from error
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("packed text is cut off or has something behind it")
    return text
