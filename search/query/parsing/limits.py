"""The limits of a query, and its brackets.

In: tokens.  Out: tokens whose brackets are paired and nested MAX_DEPTH deep at most, or an error
that says what to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from search.analysis import token_spans
from search.errors import QueryError
from search.query.parsing.tokens import Kind, Token
from search.query.tree import Diagnostic, Span

MAX_LENGTH = 512
MAX_WORDS = 32
MAX_CLAUSES = 64
MAX_DEPTH = 16
# Words with wildcards inside and fuzzy words: each reads a part of the vocabulary.
MAX_PATTERNS = 8
# NAHE between frequent words reads all their places, 0.1 s at 200,000 sections.
MAX_NEAR = 4

DATES = {Kind.SINCE, Kind.UNTIL, Kind.WITHIN}
PATTERNS = {Kind.WILDCARD, Kind.FUZZY}
LEAVES = {Kind.WORD, Kind.PREFIX, Kind.PHRASE, *PATTERNS, *DATES}
# What a text has that is no query.
_PASTED = {Kind.WORD, Kind.PHRASE, Kind.OPEN, Kind.CLOSE}


def pair_brackets(tokens: tuple[Token, ...]) -> tuple[list[Token], list[Diagnostic]]:
    """Drop brackets without a partner. Raises: QueryError if the others are nested too deeply."""
    opened: list[int] = []
    pairs: dict[int, int] = {}
    for index, token in enumerate(tokens):
        if token.kind is Kind.OPEN:
            opened.append(index)
        elif token.kind is Kind.CLOSE and opened:
            pairs[opened.pop()] = index
    paired = {*pairs, *pairs.values()}
    kept: list[Token] = []
    dropped: list[Diagnostic] = []
    depth = 0
    for index, token in enumerate(tokens):
        if token.kind not in {Kind.OPEN, Kind.CLOSE} or index in paired:
            kept.append(token)
        else:
            message = "Eine Klammer ohne Gegenstück wurde übergangen."
            dropped.append(said("bracket", message, token))
            continue
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if depth > MAX_DEPTH:
            raise QueryError(
                f"Zu viele Klammern ineinander: höchstens {MAX_DEPTH}. Bitte vereinfachen.",
                token.start,
            )
    return kept, dropped


def cut_words(tokens: list[Token]) -> tuple[list[Token], list[Diagnostic]]:
    """Leave out the words beyond MAX_WORDS of a pasted text, and say so.

    A query with operators, fields or filters is left as it is: it would mean another thing.
    """
    total = sum(map(_word_count, tokens))
    if total <= MAX_WORDS or not _is_pasted(tokens):
        return tokens, []
    kept: list[Token] = []
    left = MAX_WORDS
    for token in tokens:
        count = _word_count(token)
        if count > left:
            if token.kind is Kind.PHRASE and left:
                end = token_spans(token.text)[left - 1][1]
                kept.append(replace(token, text=token.text[:end]))
            break
        kept.append(token)
        left -= count
    message = f"Gesucht wird nach den ersten {MAX_WORDS} von {total} Wörtern."
    return pair_brackets(tuple(kept))[0], [said("words", message, token)]


def check_length(text: str, tokens: Iterable[Token]) -> None:
    """Raise QueryError if a query is too long that is no pasted text."""
    if len(text) > MAX_LENGTH and not _is_pasted(tokens):
        raise QueryError(
            f"Die Anfrage ist zu lang: mit Operatoren oder Feldern höchstens {MAX_LENGTH} Zeichen. "
            "Bitte kürzen.",
            MAX_LENGTH,
        )


def _is_pasted(tokens: Iterable[Token]) -> bool:
    return all(token.kind in _PASTED and token.field is None for token in tokens)


def _word_count(token: Token) -> int:
    return len(token_spans(token.text)) if token.kind in LEAVES - DATES else 0


def check_limits(tokens: list[Token]) -> None:
    """Raise QueryError if there are too many words, clauses or patterns."""
    words = clauses = patterns = near = 0
    for token in tokens:
        words += _word_count(token)
        near += token.kind is Kind.NEAR
        patterns += token.kind in PATTERNS
        clauses += token.kind in LEAVES or token.kind is Kind.OPEN
        if words > MAX_WORDS:
            raise QueryError(
                f"Zu viele Wörter: höchstens {MAX_WORDS}. Bitte nur die wichtigsten suchen.",
                token.start,
            )
        if patterns > MAX_PATTERNS:
            raise QueryError(
                f"Zu viele Wörter mit „?“, „*“ oder „~“: höchstens {MAX_PATTERNS}. "
                "Bitte weniger davon suchen.",
                token.start,
            )
        if near > MAX_NEAR:
            raise QueryError(
                f"Zu oft NAHE: höchstens {MAX_NEAR} Mal. Bitte vereinfachen.", token.start
            )
        if clauses > MAX_CLAUSES:
            raise QueryError(
                f"Zu viele Teile: höchstens {MAX_CLAUSES} Wörter, Daten und Klammern. "
                "Bitte vereinfachen.",
                token.start,
            )


def said(kind: str, message: str, token: Token) -> Diagnostic:
    """Return a diagnostic on a token."""
    return Diagnostic(kind=kind, message=message, span=Span(token.start, token.end))
