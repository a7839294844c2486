"""Pages that a browser saved in one file: MHTML and Safari's web archive."""

import gzip
import plistlib
from email.message import EmailMessage

import pytest

from corpus import Article, ReadFailure, read_file
from corpus.readers.decoding import MAX_FILE_BYTES
from corpus.readers.page import read_page
from corpus.readers.page.metadata import HEAD_CHARS

LONG = "Der Rat der Stadt Aulen hat am Abend über den neuen Steg beraten, berichtete die Stadt."
PAGE = f"<html><body><h1>Grüße vom Steg</h1><p>{LONG}</p><p>{LONG} Ende.</p></body></html>"
PAGE_BYTES = PAGE.encode()
ADDRESS = "https://bote.example/steg"


def mhtml(*parts, location=ADDRESS):
    lines = ["From: <Saved by Blink>", "Subject: Steg", "MIME-Version: 1.0"]
    lines += [f"Snapshot-Content-Location: {location}"] if location else []
    lines += ['Content-Type: multipart/related; type="text/html"; boundary="----x"', "", ""]
    return "\r\n".join(lines).encode() + b"".join(b"------x\r\n" + one for one in parts)


def part(body, kind="text/html", packing="quoted-printable", location=f"{ADDRESS}#kommentare"):
    message = EmailMessage()
    main, sub = kind.split("/")
    message.set_content(body, maintype=main, subtype=sub, cte=packing)
    message["Content-Location"] = location
    return message.as_bytes().replace(b"\n", b"\r\n") + b"\r\n"


def webarchive(body=PAGE_BYTES, kind="text/html", packing=plistlib.FMT_BINARY, **more):
    page = {
        "WebResourceData": body, "WebResourceURL": ADDRESS, "WebResourceMIMEType": kind,
        "WebResourceTextEncodingName": "UTF-8", **more,
    }  # fmt: skip
    return plistlib.dumps({"WebMainResource": page, "WebSubresources": []}, fmt=packing)


def read(tmp_path, data, name):
    path = tmp_path / name
    path.write_bytes(data)
    return list(read_file(path, name))


PICTURE = part(bytes(2000), "image/png", "base64", "https://bote.example/steg.png")
END = b"------x--\r\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("steg.mhtml", mhtml(part(PAGE.encode()), PICTURE, END)),
        ("steg.mht", mhtml(part(PAGE.encode(), packing="base64"), PICTURE, END, location="")),
        ("steg.mhtml", mhtml(PICTURE, part(PAGE.encode(), "application/xhtml+xml"))),
        ("steg.mhtml", mhtml(part(PAGE.encode()), part(b"<p>Werbung</p>"), END)),
        ("steg.mhtml.gz", gzip.compress(mhtml(part(PAGE.encode()), END))),
        ("steg.webarchive", webarchive()),
        ("steg.webarchive", webarchive(packing=plistlib.FMT_XML)),
        (
            "steg.webarchive",
            webarchive(PAGE.encode("latin-1"), WebResourceTextEncodingName="iso-8859-1"),
        ),
    ],
)
def test_the_page_is_read_with_the_address_it_was_saved_from(tmp_path, name, data):
    [article] = read(tmp_path, data, name)
    assert isinstance(article, Article)
    assert (article.title, article.url) == ("Grüße vom Steg", ADDRESS)
    assert article.sections[0].paragraphs[0] == LONG


def test_a_declared_encoding_counts(tmp_path):
    page = part(PAGE.encode("latin-1")).replace(b"text/html", b"text/html; charset=iso-8859-1")
    [article] = read(tmp_path, mhtml(page, END), "steg.mhtml")
    assert article.title == "Grüße vom Steg"


@pytest.mark.parametrize("location", ["file:///home/leserin/steg.html", "cid:frame-1@mhtml.blink"])
def test_no_address_but_of_the_web(tmp_path, location):
    page = part(PAGE.encode(), location=location)
    [article] = read(tmp_path, mhtml(page, END, location=location), "steg.mhtml")
    assert (article.title, article.url) == ("Grüße vom Steg", "")


def test_pictures_behind_the_page_may_be_as_large_as_they_like(tmp_path):
    picture = part(bytes(MAX_FILE_BYTES), "image/png", "base64")
    [article] = read(tmp_path, mhtml(part(PAGE.encode()), picture, END), "steg.mhtml")
    assert article.title == "Grüße vom Steg"
    [failure] = read(tmp_path, mhtml(picture, part(PAGE.encode()), END), "steg.mhtml")
    assert failure == ReadFailure("steg.mhtml", "holds no page")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.mhtml", mhtml(PICTURE, END), "holds no page"),
        ("a.mhtml", b"", "holds no page"),
        ("a.mhtml", mhtml(part(b"<p>" + b"x" * MAX_FILE_BYTES)), "the page is larger than 10 MiB"),
        ("a.mhtml", mhtml(part(b"")), "empty file"),
        ("a.mhtml.gz", gzip.compress(mhtml(part(PAGE.encode())))[:-9], "damaged gzip data"),
        ("a.webarchive", webarchive()[:-40], "no property list, or damaged"),
        ("a.webarchive", b"<!DOCTYPE x [<!ENTITY a '']><x/>", "no property list, or damaged"),
        ("a.webarchive", plistlib.dumps(["x"]), "holds no page"),
        ("a.webarchive", plistlib.dumps({"WebMainResource": 1}), "holds no page"),
        ("a.webarchive", webarchive(kind="image/png"), "holds no page"),
        ("a.webarchive", webarchive("kein Text"), "empty file"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(tmp_path, name, data, reason):
    assert read(tmp_path, data, name) == [ReadFailure(name, reason)]


@pytest.mark.parametrize(
    "mark",
    [
        f"<!doctype html>\n<!-- saved from url=(0030){ADDRESS} -->\n<html>",
        f"<html><!--\n Page saved with SingleFile \n url: {ADDRESS} \n saved date: heute\n-->",
    ],
)
def test_a_page_of_files_keeps_the_address_that_the_browser_wrote(mark):
    page = read_page(mark + PAGE)
    assert (page.url, page.source) == (ADDRESS, "bote.example")
    own = f'{mark}<head><link rel="canonical" href="https://bote.example/17"></head>{PAGE}'
    assert read_page(own).url == "https://bote.example/17"


@pytest.mark.parametrize("address", ["about:internet", "file:///C:/steg.html", "javascript:1"])
def test_an_address_that_is_none_of_the_web_is_none(address):
    assert read_page(f"<!-- saved from url=(0014){address} -->{PAGE}").url == ""


@pytest.mark.parametrize("before", [b"\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n\n"])
def test_what_stands_before_the_head_of_mhtml_is_passed_over(tmp_path, before):
    [article] = read(tmp_path, before + mhtml(part(PAGE_BYTES), END), "a.mht")
    assert (article.title, article.url) == ("Grüße vom Steg", ADDRESS)


def test_only_the_top_of_a_page_tells_where_it_was_saved_from():
    mark = f"<!-- saved from url=(0030){ADDRESS} -->"
    assert read_page(" " * (HEAD_CHARS - len(mark)) + mark + PAGE).url == ADDRESS
    assert read_page(" " * HEAD_CHARS + mark + PAGE).url == ""
