"""A file that gives nothing is told: who saved it believes that something is in it."""

import gzip

import pytest

from corpus import ReadFailure, ReadSkip, read_file

RSS = b'<rss version="2.0"><channel><title>Bote</title></channel></rss>'
JSON_FEED = b'{"version": "https://jsonfeed.org/version/1.1", "title": "Bote", "items": []}'


def read(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    return list(read_file(path, name))


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.ndjson"])
@pytest.mark.parametrize("content", [b"", b"\n \r\n\n"])
def test_lines_without_an_article_are_a_failure(tmp_path, name, content):
    packed = gzip.compress(content) if name.endswith(".gz") else content
    assert read(tmp_path, name, packed) == [ReadFailure(name, "holds no article")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xml", RSS), ("a.json", JSON_FEED), ("a.warc", b""),
        ("a.warc.gz", gzip.compress(b"", mtime=0)), ("a.csv", b"id,title,text\n"),
    ],
)  # fmt: skip
def test_a_list_that_is_empty_today_is_passed_over(tmp_path, name, content):
    assert read(tmp_path, name, content) == [ReadSkip(name, "holds no article")]


def test_an_archive_read_to_its_end_is_not_empty(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(b"")
    assert list(read_file(path, "a.warc", start=3)) == []
