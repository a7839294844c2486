"""Small files that ask for endless work: ZIP files and pages that browsers saved in one file.

In: a scale, 1 for the full size.  Out: files by name.
"""

from __future__ import annotations

import io
import zipfile


def saved(scale: float = 1.0) -> dict[str, bytes]:
    """Return bombs in ZIP files and in pages that browsers saved in one file."""

    def times(text: str, count: float) -> bytes:
        return (text * max(1, int(count * scale))).encode()

    def archive(*members: tuple[str, bytes]) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packing:
            for path, content in members:
                packing.writestr(path, content)
        return file.getvalue()

    blanks = times(" ", 256 << 20)
    lying = bytearray(archive(("a.html", blanks), ("b.warc", blanks)))
    for mark, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        place = lying.index(mark) + at
        lying[place : place + 4] = b"\x40\0\0\0"
    deep = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(int(5e4 * scale))
    )
    mixed = b"Content-Type: multipart/mixed; boundary=b\n\n"
    return {
        "blanks.zip": archive(
            ("a.html", blanks), ("a.warc", blanks), ("a.jsonl", blanks), ("a.html.gz", blanks)
        ),
        "lying.zip": bytes(lying),
        "many.zip": archive(*((f"{n:080}.png", b"") for n in range(int(2e5 * scale)))),
        "pages.zip": archive(*((f"{n}.html", b"") for n in range(int(2e4 * scale)))),
        "twice.zip": archive(("a.zip", archive(("a.html", blanks)))),
        "deep.mhtml": deep.encode(),
        "parts.mhtml": mixed + times("--b\n\n", 1e6),
        "headers.mhtml": times("A: b\n", 1e6),
        "header.mhtml": b"Content-Type: text/html; " + times("a=b;", 2e6),
        "words.mhtml": b"Content-Location: " + times("=?utf-8?q?a?= ", 5e5) + b"\n\n<p>",
        "quoted.mhtml": b"Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n"
        + times("=3D", 3e6),
        "deep.webarchive": b"<plist>" + times("<dict><key>a</key>", 5e5),
        "wide.webarchive": b"<plist><array>" + times("<true/>", 4e6) + b"</array></plist>",
    }
