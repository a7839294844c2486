"""Read NITF, the older XML of news agencies.

In: the root of an NITF document.  Out: its article.  Only headline, byline, dateline, abstract and
`body.content` are read; notes (`note`, `ed-msg`, `body.end`) are for newsrooms and are not.
Source: https://iptc.org/std/NITF/3.6/documentation/
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.errors import UnreadableArticleError
from corpus.models import Article, ReadDoubt
from corpus.readers.dates import parse_date
from corpus.readers.markup import XML_SPACE, Element, anywhere, as_html, below, first_text, text_of
from corpus.readers.people import names_in
from corpus.readers.topics import topics_in
from corpus.readers.undated import undated
from corpus.readers.wires.wire import PRIVATE, check_embargo, check_status, place_in, wire_article

RENAMED = {"hl2": "h2", "block": "div", "q": "blockquote", "fn": "span", "lang": "span"}
SKIPPED = frozenset(
    ["note", "media", "ed-msg", "nitf-table-metadata", "custom-table", "alt-code", "copyrite"]
)


# When a text was written, the first that is given and can be read.
_DATES = (("date.issue", "norm"), ("date.release", "norm"), ("pubdata", "date.publication"))


def read_nitf(root: Element) -> Iterator[Article | ReadDoubt]:
    """Yield the article, and what is doubted of it. Raises: UnreadableArticleError."""
    article = _article(root)
    yield article
    yield from undated(article, "", _dates(root))


def _article(root: Element) -> Article:
    heads, bodies = below(root, "head"), below(root, "body")
    if not bodies:
        raise UnreadableArticleError("NITF without a body")
    body = bodies[0]
    head = heads[0] if heads else root
    check_status(next((one.get("management-status", "") for one in anywhere(head, "docdata")), ""))
    check_embargo([one.get("norm", "") for one in anywhere(head, "date.release")], or_never=False)
    top = next(iter(below(body, "body.head")), body)
    byline = next(iter(below(top, "byline")), None)
    content = next(iter(below(body, "body.content")), None)
    dateline = next(iter(below(top, "dateline")), None)
    return wire_article(
        Article(
            id=_attribute(head, "doc-id", "id-string"),
            title=first_text(top, "hedline", "hl1") or first_text(head, "title"),
            teaser=first_text(top, "abstract") or first_text(top, "hedline", "hl2"),
            dateline=_place(dateline),
            authors=_authors(byline),
            source=_attribute(head, "pubdata", "name") or first_text(top, "distributor"),
            published=next(filter(None, map(parse_date, _dates(root))), None),
            language=(root.get(f"{XML_SPACE}lang") or "de")[:2].lower(),
            topics=topics_in(
                [one.get("tobject.subject.type") for one in anywhere(head, "tobject.subject")],
                [one.get("key") for one in anywhere(head, "keyword")],
            ),
        ),
        as_html(content, RENAMED, SKIPPED, PRIVATE) if content is not None else "",
        first_text(top, "distributor") or _attribute(head, "doc.copyright", "holder"),
    )


def _attribute(head: Element, name: str, attribute: str) -> str:
    return next((v for one in anywhere(head, name) if (v := one.get(attribute, "").strip())), "")


def _dates(root: Element) -> list[str]:
    head = next(iter(below(root, "head")), root)
    return [_attribute(head, name, attribute) for name, attribute in _DATES]


def _place(dateline: Element | None) -> str:
    if dateline is None:
        return ""
    return place_in(first_text(dateline, "location") or (dateline.text or ""))


def _authors(byline: Element | None) -> tuple[str, ...]:
    if byline is None:
        return ()
    people = [text_of(one) for one in below(byline, "person")]
    return names_in(people or [(byline.text or "").strip()])
