"""Read one typed word: plain, the beginning of words, with wildcards, or fuzzy.

In: a run of characters without blanks, quotes and brackets.  Out: its kind, and what must be said.
A star stands for any letters, a question mark inside a word for one; the star of a gender form
("Lehrer*innen") and the question mark at the end of a question never do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.analysis import fold_exact, tokenize
from search.errors import QueryError
from search.query.parsing.tokens import Kind
from search.query.patterns import edits_allowed

# Letters and digits before the star of `Wort*`, and in all of a word with other wildcards.
MIN_PREFIX_LENGTH = MIN_FIXED_LETTERS = 3

_LEADING = "'.,;:!?…–—-/\\[]{}<>|+=~"
_TRAILING = "'.,;:!?…–—-/\\[]{}<>|="
_GENDER = r"(?![Ii]nnen|[Ii]n(?!\w))"
_WILDCARDS = re.compile(r"(?<=\w)(?!\*(?:[Ii]nnen|[Ii]n(?!\w)))[*?]+")
_STRAY = re.compile(rf"(?<!\w)\*+|\*+{_GENDER}|\?")
_FUZZY = re.compile(r"~+([0-9]*)$")
# Rare letters stand for wildcards while a word is cut into tokens as the index does it.
_ANY, _ONE = "\ua7fa", "\ua7fe"
_BACK = str.maketrans({_ANY: "*", _ONE: "?"})


@dataclass(frozen=True, slots=True)
class Shape:
    """A word as it was meant; `text` without star and tilde at the end, empty if nothing is left.

    `said`: (kind, message) of diagnostics.
    """

    kind: Kind
    text: str
    edits: int = 0
    exact: bool = False
    said: tuple[tuple[str, str], ...] = ()


def read_word(typed: str) -> Shape:
    """Return the shape of a word. Raises: QueryError without position, too few fixed letters."""
    word = typed.lstrip(_LEADING).rstrip(_TRAILING)
    if "://" in word:
        return Shape(Kind.WORD, word.rstrip("*"))
    fuzzy = _FUZZY.search(word)
    bare = word[: fuzzy.start()].rstrip(_TRAILING) if fuzzy else word
    marked = _WILDCARDS.sub(_marked, bare)
    kept = _STRAY.sub("", marked).lstrip(_LEADING)
    said: list[tuple[str, str]] = []
    if kept != marked or (typed.startswith("?") and kept):
        said.append(
            (
                "wildcard",
                f"Platzhalter in „{typed}“ übergangen: Sie gehen nur nach einem Buchstaben, "
                "wie „Bundes*“ oder „W?rt“.",
            )
        )
    if _ANY in kept or _ONE in kept:
        if fuzzy:
            said.append(("fuzzy", f"„~“ in „{typed}“ übergangen: Es geht nicht mit Platzhaltern."))
        return _with_wildcards(kept, said)
    if fuzzy and any(tokenize(kept)):
        return _fuzzy(kept, fuzzy[1], said)
    return Shape(Kind.WORD, kept, said=tuple(said))


def pieces(text: str) -> list[tuple[Kind, str]]:
    """Return the words of a text with wildcards: each alone, neighbours without any together."""
    marked = _WILDCARDS.sub(_marked, text)
    found: list[tuple[Kind, str]] = []
    plain: list[str] = []
    for token in tokenize(marked):
        if _ANY not in token.text and _ONE not in token.text:
            plain.append(token.text)
            continue
        if plain:
            found.append((Kind.WORD, "-".join(plain)))
            plain = []
        beginning = token.text.removesuffix(_ANY)
        if _ANY in beginning or _ONE in beginning:
            found.append((Kind.WILDCARD, token.text.translate(_BACK)))
        else:
            found.append((Kind.PREFIX, beginning))
    if plain:
        found.append((Kind.WORD, "-".join(plain)))
    return found


def _marked(found: re.Match[str]) -> str:
    """Return rare letters for a run of wildcards; question marks that end a word stay."""
    run = re.sub(r"\*+", _ANY, found[0]).replace("?", _ONE)
    return run if _ANY in run or re.match(r"\w", found.string[found.end() :]) else found[0]


def _with_wildcards(marked: str, said: list[tuple[str, str]]) -> Shape:
    for token in tokenize(marked):
        wild = _ANY in token.text or _ONE in token.text
        letters = sum(c.isalnum() and c not in (_ANY, _ONE) for c in token.text)
        shown = token.text.translate(_BACK)
        if wild and letters < MIN_FIXED_LETTERS:
            place = "Vor dem Stern in" if shown.find("*") == len(shown) - 1 else "In"
            raise QueryError(
                f"{place} „{shown}“ stehen zu wenige Buchstaben: "
                f"Bitte mindestens {MIN_PREFIX_LENGTH} schreiben."
            )
    one_star = marked.endswith(_ANY) and marked.count(_ANY) == 1 and _ONE not in marked
    if one_star:
        return Shape(Kind.PREFIX, marked[:-1], said=tuple(said))
    return Shape(Kind.WILDCARD, marked.translate(_BACK), said=tuple(said))


def _fuzzy(text: str, number: str, said: list[tuple[str, str]]) -> Shape:
    *_, (_, _, last) = tokenize(text)
    allowed = edits_allowed(fold_exact(last))
    asked = int(number[:3]) if number else allowed
    if not allowed:
        said.append(("fuzzy", f"„{last}“ ist zu kurz für „~“; gesucht wird genau dieses Wort."))
    elif asked > allowed:
        most = "ist höchstens ein" if allowed == 1 else f"sind höchstens {allowed}"
        said.append(("fuzzy", f"In „{last}“ {most} Fehler möglich."))
    edits = min(asked, allowed)
    if not edits:
        return Shape(Kind.WORD, text, exact=True, said=tuple(said))
    return Shape(Kind.FUZZY, text, edits, said=tuple(said))
