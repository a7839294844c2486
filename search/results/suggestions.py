"""What a reader may be about to type: words of the index, names of outlets, and titles.

In: a query text whose last word is not finished.  Out: whole queries, then titles.
Words come by what follows the word before them in the texts ("Alter H" → "Alter Hafen"), then by
frequency; one of each stem. Where no word begins so, a mistake is allowed, an umlaut may be written
in two letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from corpus import Article
from search.analysis import STOP_WORDS, fold_exact, fold_keyword, tokenize
from search.engines.base import FACET_FIELDS, TEXT_EXACT, Question, SearchEngine
from search.models import Sort, Suggestion
from search.query import DATE_FIELDS, EXACT, FIELDS, plan
from search.query.patterns import Found, edits_allowed
from search.query.tree import FILTER_FIELDS, Field
from search.query.umlauts import SPELT

WORDS, TITLES = 5, 3
LEAST_LETTERS = 2
# Words looked at: the most frequent that begin so. Of them so many are tried after the word before.
CANDIDATES, TRIED = 60, 24
_UNFINISHED = re.compile(r"[^\W_]+\Z")
_BEFORE = re.compile(r"([^\W_]+)(?:\.? |-)\Z")  # "die ", "2. ", "Corona-"
# A field, and what is typed of its value.
_FIELD = re.compile(r'(?:^|[\s(+-])([^\W\d_]+):("[^"]*|[^\s"()]*)\Z')
_BARE = re.compile(r"[\w.-]+")


class Names:
    """The names of outlets, Ressorts and agencies of an index, asked for once a generation.

    A reader who types one asks at every letter; counting them all takes as long as a search, and on
    a cluster a request.
    """

    def __init__(self) -> None:
        self._known: tuple[object, Mapping[str, tuple[str, ...]]] = None, {}

    def of(self, field: str, engine: SearchEngine) -> tuple[str, ...]:
        """Return the names in a field, the most frequent first."""
        info = engine.info()
        live = info.generation, info.built
        known, names = self._known
        if known != live:
            found = engine.answer(Question(plan=plan.Everything(), limit=0)).facets
            names = {name: _most_frequent(found[name]) for name in FACET_FIELDS}
            self._known = live, names
        return names[field]


def _most_frequent(counts: Mapping[str, int]) -> tuple[str, ...]:
    usable = (name for name in counts if name and '"' not in name)
    return tuple(sorted(usable, key=lambda name: (-counts[name], name)))


def suggestions(
    text: str, engine: SearchEngine, names: Names, article: Callable[[str], Article | None]
) -> list[Suggestion]:
    """Return queries that begin as a text does, then the newest titles that have its words.

    Args:
        article: tells the article of an id.
    """
    named = with_name(text, engine, names)
    if named is not None:
        return [Suggestion(text=one) for one in named]
    found = [Suggestion(text=one) for one in completed(text, engine)]
    if wanted := titles_like(text):
        question = Question(plan=wanted, sort=Sort.NEWEST, limit=TITLES, facets=False)
        articles = map(article, (hit.article_id for hit in engine.answer(question).hits))
        found += [Suggestion(text=one.title, article_id=one.id) for one in articles if one]
    return found


def with_name(text: str, engine: SearchEngine, names: Names) -> list[str] | None:
    """Return query texts with names of outlets, Ressorts or agencies that begin as typed, or a word
    of which does, the most frequent first; None where neither such a field nor a date is typed.
    """
    found = _FIELD.search(text)
    name = found[1].lower() if found else ""
    field = FIELDS.get(name)
    if not found or not (name in DATE_FIELDS or field in FILTER_FIELDS):
        return None
    if field not in FACET_FIELDS:
        return []
    typed = fold_keyword(found[2].removeprefix('"'))
    head = text[: found.start(2)]
    fitting = (name for name in names.of(field, engine) if _begins(name, typed))
    shown = islice(fitting, WORDS)
    return [head + (one if _BARE.fullmatch(one) else f'"{one}"') for one in shown]


def _begins(value: str, typed: str) -> bool:
    folded = fold_keyword(value)
    return folded.startswith(typed) or any(word.startswith(typed) for word in folded.split())


def completed(text: str, engine: SearchEngine) -> list[str]:
    """Return query texts that begin as a text does, the most probable first."""
    last = _UNFINISHED.search(text)
    if not last or len(last[0]) < LEAST_LETTERS:
        return []
    head, typed = text[: last.start()], last[0]
    named = _FIELD.search(text)
    field = EXACT.get(FIELDS.get(named[1].lower(), Field.TEXT) if named else Field.TEXT, TEXT_EXACT)
    words = [found.term for found in _beginning_with(fold_exact(typed), field, engine)]
    before = _BEFORE.search(head)
    if before and fold_exact(typed) in STOP_WORDS:  # "von der" is finished, it is no "von derlei"
        return []
    if before:
        words = _following(fold_exact(before[1]), words, engine) or words
    shown = islice(_distinct(words, engine), WORDS)
    return [head + (word.capitalize() if typed[0].isupper() else word) for word in shown]


def titles_like(text: str) -> plan.Plan | None:
    """Return what finds titles with the words of a text, the last of them as a beginning."""
    *whole, last = [token.text for token in tokenize(text)] or [""]
    if len(last) < LEAST_LETTERS or not text.endswith(last):
        return None
    beginning: plan.Plan = plan.StartsWith("title_exact", fold_exact(last))
    words = [plan.AnyTerm((plan.WeightedTerm("title_exact", fold_exact(w), 1.0),)) for w in whole]
    return plan.AllOf((*words, beginning)) if words else beginning


def _beginning_with(exact: str, field: str, engine: SearchEngine) -> list[Found]:
    spelled = [exact.replace(two, umlaut) for two, umlaut in SPELT.items() if two in exact]
    found: list[Found] = []
    for text in (exact, *spelled):
        found += engine.expand(plan.Wildcard(field, f"{text}*")).terms[:CANDIDATES]
    if not found and (edits := min(1, edits_allowed(exact))):
        near = engine.expand(plan.Similar(field, exact, edits, beginning=True))
        found += near.terms[:CANDIDATES]
    return sorted(found, key=lambda one: (one.edits, -one.sections))


def _distinct(words: Iterable[str], engine: SearchEngine) -> Iterator[str]:
    """Yield the first word of each stem, no function words."""
    terms, seen = engine.analyzer().terms, set[str]()
    for word in words:
        stem = terms[word].stem[-1]
        if stem not in seen and word not in STOP_WORDS:
            seen.add(stem)
            yield word


def _following(first: str, words: list[str], engine: SearchEngine) -> list[str]:
    """Return the words that stand after a word somewhere, the most frequent pair first."""
    pairs = {
        word: engine.answer(
            Question(plan=plan.InOrder(TEXT_EXACT, ((first,), (word,))), limit=0, facets=False)
        ).articles
        for word in words[:TRIED]
    }
    return sorted(filter(pairs.__getitem__, pairs), key=lambda word: -pairs[word])
