"""The peer of the indexing benchmark: Whoosh's own analysers and writer on the same fields.

    python -m tests.benchmarks.whoosh_peer INDEX SOURCE…

In: the same sources through the same readers.  Out: a Whoosh index with the fields of ours, each
with positions, the texts stored (ours keeps them in the article store). The stemmer is the compiled
one with an unbounded cache, which is faster than Whoosh's own German Snowball in Python.
"""

from __future__ import annotations

import sys
from pathlib import Path

import Stemmer
from whoosh import index
from whoosh.analysis import LowercaseFilter, RegexTokenizer, StemFilter
from whoosh.fields import DATETIME, ID, KEYWORD, NUMERIC, TEXT, Schema

from corpus import Article, SourceFile, find_files, read_file

_STEMMER = Stemmer.Stemmer("german")


def stem_word(word: str) -> str:
    """Return the stem; a function of a module, because Whoosh pickles the schema."""
    return _STEMMER.stemWord(word)


def schema() -> Schema:
    """Return the fields of our index, analysed by Whoosh."""
    exact = RegexTokenizer() | LowercaseFilter()
    stem = exact | StemFilter(stemfn=stem_word, cachesize=-1)
    return Schema(
        article=ID(stored=True),
        number=NUMERIC(stored=True),
        published=DATETIME(stored=True, sortable=True),
        source=KEYWORD(commas=True),
        topic=KEYWORD(commas=True),
        agency=KEYWORD(commas=True),
        author=TEXT(exact),
        title_exact=TEXT(exact, stored=True),
        title_stem=TEXT(stem),
        text_exact=TEXT(exact, stored=True),
        text_stem=TEXT(stem),
    )


def main(target: str, *sources: str) -> None:
    """Index the sources."""
    Path(target).mkdir(parents=True)
    writer = index.create_in(target, schema()).writer(limitmb=128)
    for item in find_files(sources):
        if not isinstance(item, SourceFile):
            continue
        for article in read_file(item.path, item.display, item.relative):
            if isinstance(article, Article):
                for document in _documents(article):
                    writer.add_document(**document)
    writer.commit()


def _documents(article: Article):
    for number, section in enumerate(article.sections):
        head = (article.title, article.teaser) if number == 0 else (section.heading,)
        text = "\n".join((*filter(None, head), *section.paragraphs))
        values = {"article": article.id, "number": number, "text_exact": text, "text_stem": text}
        if article.published:
            values["published"] = article.published.replace(tzinfo=None)
        if number == 0:
            values |= {
                "title_exact": article.title,
                "title_stem": article.title,
                "author": ", ".join(article.authors),
                "source": article.source,
                "topic": ",".join(article.topics),
                "agency": ",".join(article.agencies),
            }
        yield values


if __name__ == "__main__":
    main(*sys.argv[1:])
