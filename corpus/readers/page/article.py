"""Read a saved web page into an article.

In: the decoded source of a page.  Out: an article with its real sub-headings, or an
`UnreadableArticleError`.  Four of seven headings inside a German article are boxes, calls and
embeds; a heading counts if it stands among the paragraphs and is followed by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from corpus.errors import PassedOverError, UnreadableArticleError
from corpus.models import Article
from corpus.readers.addresses import host_of
from corpus.readers.boilerplate import is_widget
from corpus.readers.decoding import text_key
from corpus.readers.page.blocks import Line, lines_of
from corpus.readers.page.body import blocks_of
from corpus.readers.page.byline import shown_authors, without_byline, without_notes
from corpus.readers.page.container import article_lines, is_sentence
from corpus.readers.page.fragment import read_fragment
from corpus.readers.page.head import heading_text, headline_at, without_others
from corpus.readers.page.headline import headline_of, shown_title, untold_title
from corpus.readers.page.metadata import Metadata, read_metadata
from corpus.readers.page.shown_date import date_in_address, shown_date, stamped_date
from corpus.readers.page.shown_topics import shown_topics
from corpus.readers.page.source import cut_source, is_feed
from corpus.readers.page.state import text_in_state
from corpus.readers.page.teaser import shown_teaser
from corpus.readers.page.tree import Tag, Tree, parse
from corpus.readers.page.wall import is_error, is_walled
from corpus.readers.people import is_person
from corpus.readers.plain import headed_blocks
from corpus.readers.sections import MAX_TITLE_CHARS, Block, build_article
from corpus.readers.topics import topics_in, without_names

MIN_ARTICLE_CHARS = 100
# Less of what scripts hold is settings and notices.
MIN_MADE_CHARS = 600
MIN_CAPTIONS = 3
MIN_WORD_LETTERS, MIN_SPOKEN_SHARE = 4, 1 / 3
MAX_SENTENCES_ABOVE = 2
MIN_CONFIRMED_SHARE = 0.7
MIN_COPY_RATIO = 3
MAX_BYLINE_CHARS = 200
_AND = re.compile(r",|&|\bund\b", re.I)


def read_page(source: str, address: str = "") -> Article:
    """Return the article of a page, its id still empty.

    `address`: where it was fetched from, for a page that does not say so.
    Raises: UnreadableArticleError if no text is found, RecursionError on absurd nesting.
    """
    if is_feed(source):
        raise PassedOverError("a feed, no page: read where its name ends with .xml")
    failed = UnreadableArticleError("no article text found")
    for way in _ways(source):
        try:
            return _read(source, address, way)
        except UnreadableArticleError as error:
            failed = error
    raise failed


class _Way(NamedTuple):
    """How a page is read.

    `hidden`, `captions`: what is hidden, or stands below pictures, counts, too; `made`: what
    scripts would add; `alone`: a teaser is enough.
    """

    hidden: bool = False
    made: str = ""
    captions: bool = False
    alone: bool = False


def _ways(source: str) -> Iterator[_Way]:
    """Yield how a page may be read, the usual way first."""
    yield _Way()
    # Some pages are hidden until a script has run, or until cookies are allowed.
    yield _Way(hidden=True)
    # Of some all but the head is made by scripts.
    if made := text_in_state(source):
        yield _Way(made=made)
    # Of a gallery the captions are the text.
    yield _Way(captions=True)
    # Of a film, or before a wall, the teaser may be all that there is.
    yield _Way(alone=True)


def _read(source: str, address: str, way: _Way) -> Article:
    markup = cut_source(source, hidden=way.hidden)
    if way.made:
        markup = (markup.rpartition("</body")[0] or markup) + way.made
    tree = parse(markup, hidden=way.hidden, captions=way.captions)
    facts = read_metadata(source, tree, address)
    body = tree.body
    if body is None:
        raise UnreadableArticleError("no article text found")
    lines = lines_of(body)
    told = (facts.headline, facts.shared_title)
    titles = (*told, facts.page_title)
    headings = [heading_text(one, titles)[:MAX_TITLE_CHARS] for one in tree.headings]
    shown = shown_title(headings, lines, facts.page_title, told)
    if not (shown or facts.headline or facts.shared_title):
        shown = untold_title(lines, facts.page_title)
    title = headline_of(facts, shown, {text_key(line.text) for line in lines if line.level})
    lines = without_others(lines, shown)
    inside = _below(article_lines(lines, body), shown)
    teaser = shown_teaser(lines, inside, facts, {text_key(title), text_key(shown)})
    known_titles = {title, shown, facts.headline, facts.shared_title}
    known = set(map(text_key, known_titles))
    authors = _authors(facts, lines, shown or title, inside)
    blocks = _confirmed(without_notes(blocks_of(inside, known, teaser), authors), facts.body)
    letters = sum(len(block.text) for block in blocks if not block.level)
    if len(facts.body) > max(MIN_COPY_RATIO * letters, MIN_ARTICLE_CHARS):
        # Scripts were to show the text, or a shop before it: here it stands for search engines.
        blocks = _copied(facts.body, known_titles, teaser)
        letters = sum(len(block.text) for block in blocks)
    little = way.made and not (letters >= MIN_MADE_CHARS and _speaks_of(title, blocks))
    if little or (way.captions and sum(not block.level for block in blocks) < MIN_CAPTIONS):
        raise UnreadableArticleError("no article text found")
    if way.alone and title and not letters:
        letters = len(teaser)
    if letters < MIN_ARTICLE_CHARS and not (letters and any(block.level for block in blocks)):
        raise UnreadableArticleError("no article text found")
    if is_error(title, letters) or is_error(facts.page_title, letters):
        raise UnreadableArticleError("an error in place of a page")
    head = Article(
        id="",
        title=title,
        teaser=without_byline(teaser, authors),
        authors=authors,
        source=facts.source,
        url=facts.url,
        published=_published(facts, tree.times, lines, shown or title, inside),
        modified=facts.modified,
        language=facts.language,
        topics=_topics(facts, tree, lines[headline_at(lines, shown or title) or 0 :]),
        free=facts.free if facts.free is not None else not is_walled(lines, inside),
    )
    return build_article(head, blocks)


def _speaks_of(title: str, blocks: list[Block]) -> bool:
    """Tell if a text has some of the longer words of its headline."""
    text = text_key(" ".join(block.text for block in blocks))
    words = [word for word in text_key(title).split() if len(word) >= MIN_WORD_LETTERS]
    return sum(word in text for word in words) >= MIN_SPOKEN_SHARE * len(words)


def _below(inside: list[Line], headline: str) -> list[Line]:
    """Return the lines of a text without the kickers, dates and names above its headline."""
    at = headline_at(inside, headline) if headline else None
    above = list(filter(is_sentence, inside[:at]))
    # One that follows the text is said again there.
    if at is None or len(above) > MAX_SENTENCES_ABOVE:
        return inside
    return [*above, *inside[at:]]


def _authors(
    facts: Metadata, lines: list[Line], headline: str, inside: list[Line]
) -> tuple[str, ...]:
    """Return who wrote the article: whom the page names to programs, if that is a full name.

    Else whom it shows, as if it shows more: programs are often told the site, a user's name, the
    first of several authors or nothing.
    """
    told = set(map(text_key, facts.authors))
    full = any(is_person(name) for name in facts.authors if name not in facts.firms)
    # A line with more names than one is longer than that; few pages have such a line.
    more = (line.text for line in lines if len(line.text) < MAX_BYLINE_CHARS)
    if full and not any(facts.authors[0] in text and _AND.search(text) for text in more):
        return facts.authors
    outlet = {text_key(facts.source), text_key(host_of(facts.url))}
    named = shown_authors(lines, headline, inside)
    shown = {key: name for name in named if (key := text_key(name)) not in outlet}
    if full and not told < set(shown):
        return facts.authors
    return tuple(shown.values()) or facts.authors


def _topics(facts: Metadata, tree: Tree, lines: list[Line]) -> tuple[str, ...]:
    """Return section and keywords as told to programs, the keywords else as readers see them."""
    told = topics_in(facts.sections, facts.keywords or shown_topics(tree, lines))
    return without_names(told, {*facts.authors, *facts.publishers, facts.source})


def _published(
    facts: Metadata, times: list[Tag], lines: list[Line], headline: str, inside: list[Line]
) -> datetime | None:
    """Return when the article was published: as told to programs, else to readers, else where.

    What is only called "date" may be that of the last saving: an earlier one that is shown counts.
    """
    if facts.published and not facts.date_is_vague:
        return facts.published
    shown = stamped_date(times, lines, headline)
    shown = shown or shown_date(lines, headline, inside, facts.page_title)
    if facts.published and not (shown and shown.date() < facts.published.date()):
        return facts.published
    return shown or date_in_address(facts.url)


def _confirmed(blocks: list[Block], body: str) -> list[Block]:
    """Return the blocks without paragraphs that the page's own copy of the text does not have.

    JSON-LD gives such a copy on a third of all pages; one that has too little is not used.
    """
    # Without blanks: large initials and inline elements part words in one of them only.
    copy = text_key(body).replace(" ", "")
    known = [bool(one.level) or text_key(one.text).replace(" ", "") in copy for one in blocks]
    letters = [0 if block.level else len(block.text) for block in blocks]
    had = sum(size for size, one in zip(letters, known, strict=True) if one)
    if not copy or had < MIN_CONFIRMED_SHARE * sum(letters):
        return blocks
    return [block for block, one in zip(blocks, known, strict=True) if one]


def _copied(body: str, titles: set[str], teaser: str) -> list[Block]:
    """Return the blocks of a page's own copy of its text, be it plain or HTML."""
    known = {*map(text_key, titles), text_key(teaser)}
    if "</" in body:
        blocks = read_fragment(body, titles)
    else:
        blocks = headed_blocks([line for line in body.split("\n") if not is_widget(line)])
    return [block for block in blocks if text_key(block.text) not in known]
