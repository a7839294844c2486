"""Small files that ask for endless work: pages, feeds, wires, tables, archives.

In: a scale, 1 for the full size.  Out: files by name.  Each carries MARK in text that a reader may
or may not reach; what matters is that it says so, soon and in little memory.
"""

from __future__ import annotations

import gzip
import zlib

MARK = "Sprengsatzprobe"
TEXT = (
    f"Die {MARK} begann am Morgen und endete nach Angaben der Veranstalter erst am späten Abend, "
    "als die letzten Zuschauer den Platz verlassen hatten. "
)
_ARTICLE = f"<h1>Eine Probe auf dem Platz</h1><p>{TEXT}</p>"


def pages(scale: float = 1.0) -> dict[str, bytes]:
    """Return hostile HTML."""

    def times(piece: str, count: float) -> str:
        return piece * max(1, int(count * scale))

    def count(total: float) -> range:
        return range(max(1, int(total * scale)))

    inside = {
        "deep-div": times("<div>", 1e5) + _ARTICLE,
        "deep-div-closed": times("<div>", 1e5) + _ARTICLE + times("</div>", 1e5),
        "deep-inline": times("<span>", 1e5) + _ARTICLE,
        "deep-lists": times("<ul><li>", 1e5) + _ARTICLE,
        "deep-tables": times("<table><tr><td>", 1e5) + _ARTICLE,
        "deep-links": times("<a href=x><b>", 1e5) + _ARTICLE,
        "deep-dropped": times("<nav>", 1e5) + _ARTICLE,
        "misnested": times("<b><i></b><p></i>", 1e5) + _ARTICLE,
        "unclosed-format": times("<b><i>", 5e5) + _ARTICLE,
        "deep-furniture": times('<div class="related"><p>' + TEXT, 2e4),
        "comments-open": times("<!--", 1e5) + _ARTICLE,
        "comments": times("<!-- x -->", 1e6) + _ARTICLE,
        "tags-open": times("<a", 1e5) + _ARTICLE,
        "end-tags-open": times("</a", 1e5) + _ARTICLE,
        "cdata": times("<![CDATA[", 5e4) + _ARTICLE,
        "instructions": times("<?x ", 1e5) + _ARTICLE,
        "scripts-open": times("<script", 1e5) + _ARTICLE,
        "styles-open": times("<style><script>", 1e5) + _ARTICLE,
        "scripts": times("<script></script>", 5e5) + _ARTICLE,
        "attributes": "<p" + "".join(f" a{n}=1" for n in count(3e5)) + f">{TEXT}</p>" + _ARTICLE,
        "attribute-repeated": "<p" + times(" class=x", 1e6) + f">{TEXT}</p>" + _ARTICLE,
        "attribute-long": f'<p class="{times("teaser ", 1.3e6)}">{TEXT}</p>' + _ARTICLE,
        "attribute-name-long": f"<p {times('x', 9e6)}>{TEXT}</p>" + _ARTICLE,
        "attribute-open": '<p title="' + times("x", 9e6) + _ARTICLE,
        "tag-name-long": f"<{times('x', 9e6)}>{_ARTICLE}",
        "ampersands": _ARTICLE + "<p>" + times("&", 1e6),
        "references": _ARTICLE + "<p>" + times("&#x1F600;", 1e6),
        "references-huge": _ARTICLE + "<p>" + times("&#99999999999;", 5e5),
        "siblings": _ARTICLE + times("<p>", 1e6),
        "paragraphs": _ARTICLE + times(f"<p>{TEXT}</p>", 5e4),
        "headings": _ARTICLE + times("<h2>Wie es weiterging</h2>", 3e5),
        "breaks": _ARTICLE + "<p>" + times("Zeile<br>", 1e6),
        "text-node": _ARTICLE + "<p>" + times("Wort ", 1.8e6),
        "word": _ARTICLE + "<p>" + times("x", 9e6),
        "blanks": _ARTICLE + "<p>" + times(" \t", 4.5e6) + ".",
        "marks": _ARTICLE + "<p>a" + times("\u0301", 4e6),
        "ligatures": _ARTICLE + "<p>" + times("\ufdfa", 3e6),
        "times": _ARTICLE + times("<time datetime=x>", 5e5),
        "metas": times('<meta name="author" content="Ina Muster">', 2e5) + _ARTICLE,
        "titles": times("<title>Eine Probe", 5e5) + _ARTICLE,
        "links": _ARTICLE + times('<a href="/x">Eine Probe auf dem Platz</a>', 2e5),
        "forms": times("<form>", 1e5) + _ARTICLE,
        "forms-flat": _ARTICLE + times("<form></form>", 5e5),
        "slashes": f"<p>{TEXT} {times('ab/', 3e6)}</p>" + _ARTICLE,
        "brackets": f"<p>{TEXT} {times('(', 9e6)}</p>" + _ARTICLE,
        "dateline": f"<p>{times('Aa ', 3e6)}</p>" + _ARTICLE,
        "dots": f"<p>{times('A.', 4.5e6)}</p>" + _ARTICLE,
        "calls": _ARTICLE + times(f"<p>{'jetzt ' * 45}newsletter</p>", 3e4),
        "captions": _ARTICLE + times(f"<p>{'Foto: x' * 40}.</p>", 3e4),
        "titles-alike": _ARTICLE + times("<p>Eine Probe auf dem Platz, die viele sahen</p>", 2e5),
    }
    linked = {
        "ld-deep": "[" * int(4e6 * scale),
        "ld-deep-objects": '{"@graph":' * int(5e5 * scale),
        "ld-wide": "[" + ",".join('{"@type":"Article"}' for _ in count(4e5)) + "]",
        "ld-graphs": '{"@graph":[' + ",".join('{"@graph":[]}' for _ in count(4e5)) + "]}",
        "ld-number": '{"@type":"Article","wordCount":' + times("9", 9e6) + "}",
        "ld-body": '{"@type":"Article","articleBody":"' + times("&amp;", 1.8e6) + '"}',
        "ld-authors": '{"@type":"Article","author":"' + times("a und ", 1.5e6) + '"}',
        "ld-authors-tags": '{"@type":"Article","author":"' + times("<", 9e6) + '"}',
        "ld-keywords": '{"@type":"Article","keywords":"' + times(" , ", 3e6) + '"}',
        "ld-headline": '{"@type":"Article","headline":"' + times(" - x", 2e6) + '"}',
    }
    for name, content in linked.items():
        inside[name] = f'<script type="application/ld+json">{content}</script>' + _ARTICLE
    data = {
        "state-brackets": times("=[", 1e6),
        "state-objects": times('={"a":', 3e5),
        "state-literals": times('"\\', 1e6),
        "state-strings": '="{' * int(1e6 * scale),
        "state-wide": "=[" + ",".join(f'{{"text":"{TEXT}"}}' for _ in count(3e4)) + "]",
    }
    for name, content in data.items():
        inside[name] = f"<script>{content}</script>"
    inside["ld-many"] = times('<script type="application/ld+json">{}</script>', 2e5) + _ARTICLE
    inside["ld-open"] = times('<script type="application/ld+json">', 2e5) + _ARTICLE
    files = {f"{name}.html": f"<html><body>{html}" for name, html in inside.items()}
    return {name: text.encode() for name, text in files.items()} | {
        "head-only.html": b"<meta " * int(1.5e6 * scale),
        "utf16.html": b"\xff\xfe" + ("<div>" * int(5e5 * scale)).encode("utf-16-le"),
    }


_BILLION = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "lol">' for n in range(10)
)
# {port}: where somebody listens for those who fetch.
DOCTYPES = {
    "billion-laughs": f"<!DOCTYPE x [{_BILLION}]>",
    "quadratic": f'<!DOCTYPE x [<!ENTITY l9 "{"a" * 50_000}">]>',
    "external": '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    "parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:{port}/x.dtd"> %p;]>',
    "retrieval": '<!DOCTYPE x SYSTEM "http://127.0.0.1:{port}/x.dtd">',
    "retrieval-file": '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    "spaced": '<!DOCTYPE x [<!  ENTITY l9 "a">]>',
    "attlist": '<!DOCTYPE x [<!ATTLIST x a CDATA "' + "b" * 50_000 + '">]>',
    "instruction": '<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:{port}/x.xsl"?>',
    "include": "",
}
INCLUDE = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'
DIALECTS = {
    "rss": "<rss><channel><title>T</title><item><title>Probe</title><link>https://a.example/{n}"
    "</link><description>{bomb}</description></item></channel></rss>",
    "atom": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Probe</title><id>{n}</id>'
    "<content>{bomb}</content></entry></feed>",
    "nitf": "<nitf><body><body.head><hedline><hl1>Probe</hl1></hedline></body.head><body.content>"
    "<p>{bomb}</p></body.content></body></nitf>",
    "newsml": '<newsItem guid="urn:{n}"><itemMeta><itemClass qcode="ninat:text"/></itemMeta>'
    "<contentMeta><headline>Probe</headline></contentMeta><contentSet><inlineXML><html><body><p>"
    "{bomb}</p></body></html></inlineXML></contentSet></newsItem>",
    "sitemap": "<urlset><url><loc>{bomb}</loc></url></urlset>",
}


def documents(port: int = 9) -> dict[str, bytes]:
    """Return every attack of the table in every dialect of XML, also in UTF-16 and UTF-7."""
    files: dict[str, bytes] = {}
    for name, doctype in DOCTYPES.items():
        for dialect, frame in DIALECTS.items():
            reference = INCLUDE if name == "include" else "&l9;" * 100
            text = doctype.replace("{port}", str(port)) + frame.format(
                bomb=reference + TEXT, n=f"{name}-{dialect}"
            )
            files[f"{name}.{dialect}.xml"] = text.encode()
            files[f"{name}.{dialect}.utf16.xml"] = text.encode("utf-16")
            declared = '<?xml version="1.0" encoding="UTF-7"?>' + text
            files[f"{name}.{dialect}.utf7.xml"] = declared.replace("<!", "+ADwAIQ-").encode()
    return files


def feeds(scale: float = 1.0) -> dict[str, bytes]:
    """Return hostile XML without entities, JSON, tables and lines."""

    def times(piece: str, count: float) -> str:
        return piece * max(1, int(count * scale))

    item = f"<item><title>Probe</title><description>{TEXT}</description></item>"
    deep = times("<a>", 1e5)
    files = {
        "deep.xml": f"<rss><channel><item><title>{deep}",
        "deep-closed.rss": f"<rss><channel><item><title>{deep}{times('</a>', 1e5)}</title></item>"
        "</channel></rss>",
        "items.rss": f"<rss><channel>{times(item, 5e4)}</channel></rss>",
        "empty-items.rss": f"<rss><channel>{times('<item/>', 1e6)}</channel></rss>",
        "escaped-deep.rss": "<rss><channel><item><title>Probe</title><description>"
        + times("&lt;div&gt;", 1e5) + f"{TEXT}</description></item></channel></rss>",
        "attributes.xml": "<rss " + " ".join(f"a{n}='1'" for n in range(int(3e5 * scale))) + "/>",
        "title.rss": f"<rss><channel><item><title>{times('Wort ', 1.8e6)}</title></item></channel>"
        "</rss>",
        "namespaces.xml": "<rss " + " ".join(f"xmlns:a{n}='u{n}'" for n in range(int(1e5 * scale)))
        + ">" + times("<a/>", 1e6) + "</rss>",
        "bases.atom": '<feed xmlns="http://www.w3.org/2005/Atom">'
        + "".join(f'<x xml:base="{"a/" * 900}">' for _ in range(200))
        + times("<entry><title>Probe</title><link href='b'/></entry>", 5e4)
        + "</x>" * 200 + "</feed>",
        "deep.nitf": "<nitf><body><body.content>" + "<p>" * 200 + TEXT + "</p>" * 200
        + "</body.content></body></nitf>",
        "items-nested.xml": times("<newsItem guid='a'>", 250)
        + times("<x/>", 5e5) + times("</newsItem>", 250),
        "entities-html.rss": "<rss><channel><item><title>" + times("&auml;", 1.5e6)
        + "</title></item></channel></rss>",
        "deep.json": times("[", 4e6),
        "deep-items.json": '{"items":[{"uri":"urn:a","headline":"Probe","body_text":'
        + times('{"a":', 1e6),
        "number.json": times("9", 9e6),
        "items.json": "[" + ",".join(
            [f'{{"uri":"urn:a","headline":"Probe","body_text":"{TEXT}"}}'] * int(4e4 * scale)
        ) + "]",
        "body-deep.json": '{"uri":"urn:a","headline":"Probe","body_xhtml":"'
        + times("<div>", 1e5) + TEXT + '"}',
        "deep.jsonl": times("[", 3e6) + "\n" + f'{{"id":"a","text":"{TEXT}"}}\n',
        "line.jsonl": times("x", 9e6) + "\n" + f'{{"id":"a","text":"{TEXT}"}}\n',
        "lines.jsonl": times("\n", 9e6),
        "number.jsonl": '{"id":' + times("9", 3e6) + "}\n",
        "keys.jsonl": "{" + ",".join(f'"k{n}":1' for n in range(int(3e5 * scale))) + "}\n",
        "sections.jsonl": '{"id":"a","sections":[{}' + times(',{"heading":"h"}', 2e5) + "]}\n",
        "quote.csv": f'title;text\nProbe;"{times("x", 9e6)}',
        "columns.csv": "text" + times(";a", 2e6) + "\n" + times(";b", 2e6),
        "rows.csv": "title;text\n" + times(f"Probe;{TEXT}\n", 5e4),
        "cell-html.csv": f"title;text\nProbe;{times('<div>', 1e5)}{TEXT}\n",
        "lines.txt": times("Kurz\n", 2e6),
        "line.txt": times("Wort ", 2e6),
        "blank-lines.txt": times("\n \t", 3e6),
    }  # fmt: skip
    return {name: text.encode() for name, text in files.items()}


def packed(scale: float = 1.0) -> dict[str, bytes]:
    """Return gzip bombs: pages, lines, archives."""
    size = int((1 << 30) * scale)
    zeros = zipped(b"\0", size)
    blanks = zipped(b" ", size)
    twice = gzip.compress(zeros)
    members = gzip.compress(b" " * (1 << 20)) * int(1000 * scale)
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
        b"WARC-Target-URI: https://a.example/%d\r\nContent-Length: %d\r\n\r\n"
    )
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: %s\r\n\r\n"
    deflated = http % b"deflate" + zlib.compress(b" " * (64 << 20), 9)
    gzipped = http % b"gzip" + gzip.compress(b" " * (64 << 20), 9)
    image = (
        b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: image/png\r\nContent-Length: %d\r\n\r\n"
    )
    return {
        "zeros.html.gz": zeros,
        "blanks.html.gz": blanks,
        "blanks.txt.gz": blanks,
        "blanks.csv.gz": blanks,
        "blanks.xml.gz": blanks,
        "blanks.json.gz": blanks,
        "twice.html.gz": twice,
        "members.html.gz": members,
        "line.jsonl.gz": blanks,
        "lines.jsonl.gz": zipped(b"\n", size),
        "zeros.warc.gz": zeros,
        "deflate.warc": record % (1, len(deflated)) + deflated + b"\r\n\r\n",
        "gzip.warc": record % (2, len(gzipped)) + gzipped + b"\r\n\r\n",
        "image.warc.gz": zipped(b"\0", size, head=image % size),
        "images.warc.gz": (gzip.compress(image % (100 << 20)) + zipped(b"\0", 100 << 20)) * 20,
        "header.warc.gz": zipped(b"a", size, head=b"WARC/1.0\r\n"),
        "cut.html.gz": gzip.compress(TEXT.encode() * 100)[:-20],
        "length.warc": record % (3, 10**14) + b"x",
    }


def zipped(byte: bytes, size: int, head: bytes = b"") -> bytes:
    """Return a gzip of so many times the same byte, behind a beginning of its own."""
    packer = zlib.compressobj(9, wbits=31)
    parts = [packer.compress(head)]
    block = byte * (1 << 20)
    for _ in range(max(1, size >> 20)):
        parts.append(packer.compress(block))
    parts.append(packer.flush())
    return b"".join(parts)
