"""Turn a query text into a tree. Any text parses; what could not be used is said beside the tree.

In: the text and the present moment (it decides what "gestern" means).
Out: the normalised text, the tree and diagnostics.

    either   = both (ODER both)*
    both     = run (UND run)*
    run      = part+                         most of its words must match, what has a field must
    part     = (NICHT | - | +)* clause (NAHE/n clause)*
    clause   = leaf | "(" either ")"

A date or another filter beside words counts for all of the brackets it stands in, or for the whole
query: "A ODER B seit:2025" is (A ODER B) seit:2025. Alone between operators it is a part like any.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from search.analysis import tokenize
from search.query.clause_words import is_light
from search.query.dates import read_period
from search.query.parsing.clauses import all_of, choices, joined, narrowed, narrows
from search.query.parsing.lexer import lex
from search.query.parsing.limits import (
    LEAVES,
    check_length,
    check_limits,
    cut_words,
    pair_brackets,
    said,
)
from search.query.parsing.normalize import normalize
from search.query.parsing.shapes import pieces
from search.query.parsing.tokens import Kind, Token
from search.query.tree import (
    FILTER_FIELDS,
    And,
    Diagnostic,
    Everything,
    Field,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    ParsedQuery,
    Phrase,
    Prefix,
    Published,
    Span,
    Wildcard,
    Word,
    Words,
)

_ENDS = {None, Kind.CLOSE, Kind.AND, Kind.OR}
_CLAUSES = {*LEAVES, Kind.OPEN}
# Fields with positions, in which words can stand near each other.
_TEXT_FIELDS = {Field.TEXT, Field.TITLE, Field.AUTHOR}


# A request asks of one moment; what it offers is read to see what it means, and again to count it.
@lru_cache(maxsize=32)
def parse(text: str, *, now: datetime) -> ParsedQuery:
    """Return the tree of a query text. `now` is aware; spans refer to the normalised text.

    Raises: QueryError if a limit is broken or the text holds what is no text; nothing else.
    """
    text = normalize(text)
    lexed = lex(text, now=now)
    check_length(text, lexed.tokens)
    tokens, diagnostics = pair_brackets(lexed.tokens)
    tokens, cut = cut_words(tokens)
    check_limits(tokens)
    parser = _Parser(tokens, now)
    tree = parser.everything()
    notes = sorted(
        (*lexed.diagnostics, *diagnostics, *cut, *parser.diagnostics), key=lambda d: d.span.start
    )
    return ParsedQuery(text=text, tree=tree, diagnostics=tuple(notes))


class _Parser:
    """Recursive descent over tokens whose brackets are paired and nested MAX_DEPTH deep at most.

    A method returns None when nothing was left of its part of the query.
    """

    def __init__(self, tokens: list[Token], now: datetime) -> None:
        self.tokens, self.now, self.index = tokens, now, 0
        self.diagnostics: list[Diagnostic] = []
        # Of each open bracket, of each side of its ODER: the filters beside words.
        self.filters: list[list[list[Node]]] = []

    def everything(self) -> Node:
        return self.either(Field.TEXT) or Everything()

    def peek(self) -> Kind | None:
        return self.tokens[self.index].kind if self.index < len(self.tokens) else None

    def take(self) -> Token:
        self.index += 1
        return self.tokens[self.index - 1]

    def dangling(self, token: Token) -> None:
        message = f"„{token.text}“ steht allein und wurde übergangen."
        self.diagnostics.append(said("operator", message, token))

    def either(self, field: Field) -> Node | None:
        self.filters.append([])
        sides = self.chain(Kind.OR, field)
        return narrowed(sides, self.filters.pop())

    def both(self, field: Field) -> Node | None:
        return all_of(self.chain(Kind.AND, field))

    def chain(self, operator: Kind, field: Field) -> list[Node]:
        """Read parts with an operator between them; report operators that lack a side."""
        parts: list[Node] = []
        waiting: Token | None = None
        while True:
            if operator is Kind.OR:
                self.filters[-1].append([])
            part = self.both(field) if operator is Kind.OR else self.run(field)
            if part is not None:
                parts.append(part)
            elif operator is Kind.OR:
                self.filters[-1].pop()
            if part is None and waiting is not None:
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
        filters: list[tuple[Field | None, Node]] = []
        while self.peek() not in _ENDS:
            signs: list[Token] = []
            while self.peek() in {Kind.NOT, Kind.PLUS}:
                signs.append(self.take())
            typed = self.tokens[self.index].field if self.index < len(self.tokens) else None
            clause, near = self.part(field)
            if clause is None:
                for sign in signs:
                    self.dangling(sign)
                continue
            excluded = sum(sign.kind is Kind.NOT for sign in signs) % 2
            if narrows(clause):
                typed = None if signs else typed
                filters.append((typed, Not(clause) if excluded else clause))
            elif excluded:
                required.append(Not(clause))
            elif signs or near or typed:  # who types "autor:" wants no other author
                required.append(clause)
            else:
                words.append(clause)
        narrowing = choices(filters)
        if words or required:
            self.filters[-1][-1] += narrowing
            narrowing = []
        # "in" of "+Schulen in +Berlin" was typed along; beside what must match it asks for nothing.
        if any(not isinstance(clause, Not) for clause in required) and all(map(is_light, words)):
            words = []
        found = joined(Words, words)
        return all_of([*([found] if found else []), *required, *narrowing])

    def part(self, field: Field) -> tuple[Node | None, bool]:
        """Read a clause with all that must stand near it; tell whether something must."""
        left = self.clause(field) if self.peek() in _CLAUSES else None
        pairs: list[Node] = []
        while self.peek() is Kind.NEAR:
            operator = self.take()
            right = self.clause(field) if self.peek() in _CLAUSES else None
            if left is None or right is None:
                self.dangling(operator)
            else:
                pairs.append(self.near(left, right, operator))
            left = right or left
        return (all_of(pairs) if pairs else left), bool(pairs)

    def near(self, left: Node, right: Node, operator: Token) -> Node:
        """Return what stands near each other, or both together if that cannot be asked for."""
        sides = _rows(left), _rows(right)
        if not all(sides) or len({row.field for side in sides for row in side}) > 1:
            message = (
                f"„{operator.text}“ geht nur zwischen Wörtern, Wortfolgen und mit ODER verbundenen "
                "Wörtern eines Feldes; gesucht wird nach beidem."
            )
            self.diagnostics.append(said("near", message, operator))
            return all_of([left, right]) or left
        return Near(*sides, operator.number, Span(operator.start, operator.end))

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
            case Kind.PREFIX | Kind.WILDCARD | Kind.FUZZY if own in FILTER_FIELDS:
                message = "„*“, „?“ und „~“ gelten in diesem Feld nicht; gesucht wird das Wort."
                self.diagnostics.append(said("wildcard", message, token))
                return Word(token.text, own, token.exact, span=span)
            case Kind.PREFIX | Kind.WILDCARD | Kind.FUZZY:
                return _patterns(token, own, span)
            case Kind.WORD:
                return Word(token.text, own, token.exact, token.short, span)
            case _:
                return self.published(token, span)

    def published(self, token: Token, span: Span) -> Node | None:
        since, until = read_period(token.text, now=self.now) or (None, None)
        match token.kind:
            case Kind.SINCE if since and until and " bis " in token.text:
                return Published(since, until, span)
            case Kind.SINCE:
                return Published(since, None, span)
            case Kind.UNTIL:
                return Published(None, until, span)
        return Published(since, until, span)


def _patterns(token: Token, field: Field, span: Span) -> Node:
    """Return a word with wildcards or mistakes. The index has no hyphens: each part is a word."""
    parts: list[Node] = []
    shown = token.text + ("*" if token.kind is Kind.PREFIX else "")
    for kind, text in pieces(shown):
        match kind:
            case Kind.PREFIX:
                parts.append(Prefix(text, field, span))
            case Kind.WILDCARD:
                parts.append(Wildcard(text, field, span))
            case _:
                parts.append(Word(text, field, span=span))
    if token.kind is Kind.FUZZY:
        *before, last = (found.text for found in tokenize(token.text))
        words = (Word("-".join(before), field, span=span),) if before else ()
        parts = [*words, Fuzzy(last, token.number, field, span)]
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _rows(side: Node) -> tuple[Word | Phrase, ...]:
    """Return the words and phrases one of which a side stands for; none if it is another thing."""
    rows = side.children if isinstance(side, Or) else (side,)
    kept = tuple(r for r in rows if isinstance(r, Word | Phrase) and r.field in _TEXT_FIELDS)
    return kept if len(kept) == len(rows) else ()
