"""Turn a query text into a tree. Any text parses; what could not be used is said beside the tree.

In: the text and the present moment (it decides what "gestern" means).
Out: the normalised text, the tree and diagnostics.

    either   = both (ODER both)*
    both     = run (UND run)*
    run      = clause+                       most of its words must match, filters all
    clause   = (NICHT | - | +)* (leaf | "(" either ")")
"""

from __future__ import annotations

from datetime import datetime

from search.analysis import tokenize
from search.errors import QueryError
from search.query.dates import read_date
from search.query.lexer import Kind, Token, lex, normalize
from search.query.tree import (
    And,
    Diagnostic,
    Everything,
    Field,
    Node,
    Not,
    Or,
    ParsedQuery,
    Phrase,
    Prefix,
    Published,
    Span,
    Word,
    Words,
)

MAX_WORDS = 32
MAX_CLAUSES = 64
MAX_DEPTH = 16

_DATES = {Kind.SINCE, Kind.UNTIL, Kind.WITHIN}
_LEAVES = {Kind.WORD, Kind.PREFIX, Kind.PHRASE, *_DATES}
# Fields that narrow rather than search: such a clause must match, whatever stands beside it.
_FILTER_FIELDS = {Field.SOURCE, Field.TOPIC, Field.AGENCY}


def parse(text: str, *, now: datetime) -> ParsedQuery:
    """Return the tree of a query text. `now` is aware; spans refer to the normalised text.

    Raises: QueryError if a limit is broken or the text holds what is no text; nothing else.
    """
    text = normalize(text)
    lexed = lex(text, now=now)
    tokens, diagnostics = _pair_brackets(lexed.tokens)
    _check_limits(tokens)
    parser = _Parser(tokens, now)
    tree = parser.everything()
    said = sorted(
        (*lexed.diagnostics, *diagnostics, *parser.diagnostics), key=lambda d: d.span.start
    )
    return ParsedQuery(text=text, tree=tree, diagnostics=tuple(said))


def _pair_brackets(tokens: tuple[Token, ...]) -> tuple[list[Token], list[Diagnostic]]:
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
            dropped.append(_said("bracket", message, token))
            continue
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if depth > MAX_DEPTH:
            raise QueryError(
                f"Zu viele Klammern ineinander: höchstens {MAX_DEPTH}. Bitte vereinfachen.",
                token.start,
            )
    return kept, dropped


def _check_limits(tokens: list[Token]) -> None:
    words = clauses = 0
    for token in tokens:
        if token.kind in {Kind.WORD, Kind.PREFIX, Kind.PHRASE}:
            words += sum(1 for _ in tokenize(token.text))
        clauses += token.kind in _LEAVES or token.kind is Kind.OPEN
        if words > MAX_WORDS:
            raise QueryError(
                f"Zu viele Wörter: höchstens {MAX_WORDS}. Bitte nur die wichtigsten suchen.",
                token.start,
            )
        if clauses > MAX_CLAUSES:
            raise QueryError(
                f"Zu viele Teile: höchstens {MAX_CLAUSES} Wörter, Daten und Klammern. "
                "Bitte vereinfachen.",
                token.start,
            )


def _said(kind: str, message: str, token: Token) -> Diagnostic:
    return Diagnostic(kind=kind, message=message, span=Span(token.start, token.end))


class _Parser:
    """Recursive descent over tokens whose brackets are paired and nested MAX_DEPTH deep at most.

    A method returns None when nothing was left of its part of the query.
    """

    def __init__(self, tokens: list[Token], now: datetime) -> None:
        self.tokens, self.now, self.index = tokens, now, 0
        self.diagnostics: list[Diagnostic] = []

    def everything(self) -> Node:
        return self.either(Field.TEXT) or Everything()

    def peek(self) -> Kind | None:
        return self.tokens[self.index].kind if self.index < len(self.tokens) else None

    def take(self) -> Token:
        self.index += 1
        return self.tokens[self.index - 1]

    def dangling(self, token: Token) -> None:
        message = f"„{token.text}“ steht allein und wurde übergangen."
        self.diagnostics.append(_said("operator", message, token))

    def either(self, field: Field) -> Node | None:
        return _join(Or, self.chain(Kind.OR, field))

    def both(self, field: Field) -> Node | None:
        return _and(self.chain(Kind.AND, field))

    def chain(self, operator: Kind, field: Field) -> list[Node]:
        """Read parts with an operator between them; report operators that lack a side."""
        parts: list[Node] = []
        waiting: Token | None = None
        while True:
            part = self.both(field) if operator is Kind.OR else self.run(field)
            if part is not None:
                parts.append(part)
            elif waiting is not None:
                self.dangling(waiting)
            if self.peek() is not operator:
                return parts
            waiting = self.take()
            if not parts:
                self.dangling(waiting)
                waiting = None

    def run(self, field: Field) -> Node | None:
        words: list[Node] = []
        required: list[Node] = []
        while self.peek() not in {None, Kind.CLOSE, Kind.AND, Kind.OR}:
            signs: list[Token] = []
            while self.peek() in {Kind.NOT, Kind.PLUS}:
                signs.append(self.take())
            clause = None
            if self.peek() not in {None, Kind.CLOSE, Kind.AND, Kind.OR}:
                clause = self.clause(field)
            if clause is None:
                for sign in signs:
                    self.dangling(sign)
            elif sum(sign.kind is Kind.NOT for sign in signs) % 2:
                required.append(Not(clause))
            elif signs or _narrows(clause):
                required.append(clause)
            else:
                words.append(clause)
        found = _join(Words, words)
        return _and([*([found] if found else []), *required])

    def clause(self, field: Field) -> Node | None:
        token = self.take()
        span = Span(token.start, token.end)
        own = token.field or field
        match token.kind:
            case Kind.OPEN:
                group = self.either(own)
                close = self.take()
                if group is None:
                    self.diagnostics.append(
                        Diagnostic(
                            kind="empty",
                            message="Eine leere Klammer wurde übergangen.",
                            span=Span(token.start, close.end),
                        )
                    )
                return group
            case Kind.PHRASE:
                return Phrase(token.text, own, token.exact, span)
            case Kind.PREFIX:
                return _prefix(token.text, own, span)
            case Kind.WORD:
                return Word(token.text, own, token.exact, span)
            case _:
                return self.published(token, span)

    def published(self, token: Token, span: Span) -> Node | None:
        found = read_date(token.text, now=self.now)
        if found is None:  # the lexer made sure that it can be read
            return None
        since, until = found
        if token.kind is Kind.SINCE:
            return Published(since, None, span)
        return Published(None if token.kind is Kind.UNTIL else since, until, span)


def _prefix(text: str, field: Field, span: Span) -> Node:
    """Return a prefix; of "Corona-Pan*" only the last part is one, the index has no hyphens."""
    tokens = list(tokenize(text))
    if len(tokens) == 1 or field in _FILTER_FIELDS:
        return Prefix(text, field, span)
    cut = tokens[-1].start
    return And((Word(text[:cut].rstrip("-/'"), field, span=span), Prefix(text[cut:], field, span)))


def _narrows(node: Node) -> bool:
    """Tell whether a clause is a filter, which counts apart from the words around it."""
    match node:
        case Published() | Everything() | Not():
            return True
        case And() | Or() | Words():
            return all(_narrows(child) for child in node.children)
        case _:
            return node.field in _FILTER_FIELDS


def _and(parts: list[Node]) -> Node | None:
    """Join what must match, flat; only exclusions get Everything to exclude from."""
    kept: list[Node] = []
    for part in parts:
        children = part.children if isinstance(part, And) else (part,)
        kept += [child for child in children if not isinstance(child, Everything)]
    if kept and all(isinstance(part, Not) for part in kept):
        return And((Everything(), *kept))
    return _join(And, kept)


def _join(kind: type[And] | type[Or] | type[Words], parts: list[Node]) -> Node | None:
    if len(parts) > 1:
        return kind(tuple(parts))
    return parts[0] if parts else None
