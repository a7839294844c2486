"""ZIP files: read as the folder that was packed; web archives in them (WACZ) as such."""

import gzip
import io
import struct
import zipfile

import brotli
import pytest

from corpus import Article, ReadFailure, ReadSkip, read_file
from corpus.packing import zstd
from tests.unit.corpus.test_warc import PAGE, answer

LINE = '{"id": "a-1", "text": "Der Rat hat beraten."}\n'


def packed(members, **options):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def read(tmp_path, data, name="seiten.zip", **options):
    path = tmp_path / name
    path.write_bytes(data)
    return list(read_file(path, name, **options))


def page(number, address=""):
    link = f'<link rel="canonical" href="{address}">' if address else ""
    return f"<html><head>{link}</head>" + PAGE.replace("Grüße", f"{number}. Gruß")[6:]


def test_files_are_read_as_in_a_folder(tmp_path):
    members = {
        "b/lines.jsonl": LINE, "a.html": page(1), "c.html.gz": gzip.compress(page(2).encode()),
        "archiv.warc": answer(), "bild.png": b"x", "b/": b"", "__MACOSX/a.html": page(3),
        ".weg/a.html": page(4), "tabelle.csv": "titel;text\nProbe;Der Rat hat beraten.\n",
    }  # fmt: skip
    found = read(tmp_path, packed(members))
    assert all(isinstance(one, Article) for one in found)
    titles = [one.title for one in found]
    assert titles == ["1. Gruß vom Steg", "Grüße vom Steg", "", "2. Gruß vom Steg", "Probe"]


def test_an_article_without_an_address_is_known_by_its_place_in_the_file(tmp_path):
    one, two = read(tmp_path, packed({"x/a.html": page(1), "y/a.html": page(2)}))
    again, _, _ = read(tmp_path, packed({"x/a.html": page(1), "x/b.html": page(3), "z.html": PAGE}))
    assert again.id == one.id != two.id
    [elsewhere] = read(tmp_path, packed({"x/a.html": page(1)}), "andere.zip")
    assert elsewhere.id != one.id


def test_of_a_web_archive_only_captures_are_read(tmp_path):
    wacz = packed(
        {
            "datapackage.json": "{}", "pages/pages.jsonl": LINE, "archive/data.warc": answer(),
            "archive/more.warc.gz": gzip.compress(answer()), "indexes/index.cdx": "x",
        }
    )  # fmt: skip
    found = read(tmp_path, wacz, "seiten.wacz")
    assert [one.url for one in found] == ["https://bote.example/a"] * 2


def test_what_is_wrong_with_a_file_in_it_is_named_and_the_rest_read(tmp_path):
    data = bytearray(packed({"a.html": PAGE * 3, "b.html": page(2), "c.xml": "<plist/>"}))
    at = data.index(b"a.html") + 6
    data[at + 20 : at + 24] = b"\0\xff\0\xff"
    broken, whole, passed_over = read(tmp_path, bytes(data))
    assert isinstance(broken, ReadFailure)
    assert broken.reason.startswith("a.html: damaged (")
    assert whole.title == "2. Gruß vom Steg"
    assert passed_over == ReadSkip("seiten.zip", "c.xml: XML of no known kind (root <plist>)")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({6: 1, 8: 1}, "a.html: encrypted"),
        ({8: 9, 10: 9}, "a.html: packed in a way that is not read"),
    ],
)
def test_what_cannot_be_unpacked_is_named(tmp_path, change, reason):
    data = bytearray(packed({"a.html": PAGE}))
    listed = data.index(b"PK\x01\x02")
    (in_file, value), (in_list, _) = change.items()
    data[in_file] = data[listed + in_list] = value
    assert read(tmp_path, bytes(data)) == [ReadFailure("seiten.zip", reason)]


def test_other_ways_to_pack_are_named(tmp_path):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.html", PAGE)
    [failure] = read(tmp_path, file.getvalue())
    assert failure.reason == "a.html: packed in a way that is not read"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no ZIP file, or cut off"),
        (b"<html>", "no ZIP file, or cut off"),
        (packed({"a.html": PAGE})[:-30], "no ZIP file, or cut off"),
        (packed({"a.html": PAGE})[-60:], "damaged ZIP file"),
        (b"PK\x05\x06" + struct.pack("<4HIIH", 0, 0, 9, 9, 9 << 20, 0, 0), "holds too many files"),
    ],
)
def test_a_damaged_file_is_named(tmp_path, data, reason):
    [failure] = read(tmp_path, data)
    assert isinstance(failure, ReadFailure)
    assert failure.reason.startswith(reason)


def test_a_flipped_bit_costs_one_file_or_is_named(tmp_path):
    data = packed({"a.html": PAGE, "b.jsonl": LINE})
    for bit in range(0, 8 * len(data), 3):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        found = read(tmp_path, bytes(flipped))
        assert found
        assert all(isinstance(one, Article | ReadSkip) or one.reason for one in found)


@pytest.mark.parametrize("most", [100, 300])
def test_many_files_are_refused_before_their_list_is_read(tmp_path, monkeypatch, most):
    """The end of a list has another form where it has more files than fit into sixteen bits."""
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", most)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(200):
            archive.writestr(zipfile.ZipInfo(f"{number:060000}.html"), b"")
    assert (b"PK\6\6" in file.getvalue()) == (most < 200)
    assert read(tmp_path, file.getvalue()) == [ReadFailure("seiten.zip", "holds too many files")]


def test_nothing_to_read_is_told(tmp_path):
    nested = packed({"inner.zip": packed({"a.html": PAGE}), "bild.png": b"x"})
    assert read(tmp_path, nested) == [ReadSkip("seiten.zip", "holds no article")]


@pytest.mark.parametrize("start", range(7))
def test_results_before_the_start_are_passed_over(tmp_path, start):
    data = packed(
        {
            "a.html": page(1), "b.warc": answer() + answer(page(2).encode()), "c.jsonl": LINE * 2,
            "d.html": page(3),
        }
    )  # fmt: skip
    whole = read(tmp_path, data)
    assert len(whole) == 6
    rest = read(tmp_path, data, start=start)
    assert [str(one) for one in rest] == [str(one) for one in whole[start:]]


def test_a_page_before_the_start_is_not_parsed(tmp_path, monkeypatch):
    data = packed({"a.html": page(1), "b.html": page(2)})
    parsed = []
    monkeypatch.setattr("corpus.readers.page.read_page", parsed.append)
    monkeypatch.setattr("corpus.readers._identified", lambda article, *_: article)
    read(tmp_path, data, start=1)
    assert [text.count("2. Gruß") for text in parsed] == [1]


def quickly(data):
    return brotli.compress(data, quality=1)  # at its best, blanks take seconds


@pytest.mark.parametrize("coded", [("br", quickly), ("zstd", zstd.compress)], ids=["br", "zstd"])
def test_pages_packed_by_servers_are_read_from_web_archives(tmp_path, coded):
    coding, pack = coded
    [article] = read(tmp_path, answer(pack(PAGE.encode()), Content_Encoding=coding), "a.warc")
    assert article.title == "Grüße vom Steg"
    [article] = read(tmp_path, answer(Content_Encoding=coding), "a.warc")  # said, not done
    assert article.title == "Grüße vom Steg"
    cut_off = answer(pack(PAGE.encode() * 9)[:-5], Content_Encoding=coding)
    [failure] = read(tmp_path, cut_off, "a.warc")
    assert failure.reason.endswith(f"damaged {coding} data")
    [failure] = read(tmp_path, answer(pack(b" " * (65 << 20)), Content_Encoding=coding), "a.warc")
    assert failure.reason.endswith("unpacks to more than 32 MiB")
