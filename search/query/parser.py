"""Parse a query text: any text gives a tree; what was dropped or read otherwise is said.

In: a query text and the present time.  Out: a frozen tree with German diagnostics.
NICHT and minus bind tightest, then UND, then ODER. Clauses side by side are `Words`; filters
(dates, source, Ressort, agency), "+" and excluded clauses among them must hold. Lists and an own
stack instead of recursion: no text can exhaust Python's.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime

from search.analysis import tokenize
from search.errors import QueryError
from search.query.dates import read_date
from search.query.lexer import FIELD_NAMES, Kind, Lexeme, lex, readable
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

MAX_LENGTH = 512
MAX_WORDS = 32
MAX_LETTERS = 64
MAX_DEPTH = 16
MIN_PREFIX = 3

_FIELDS = {
    "titel": Field.TITLE, "title": Field.TITLE, "autor": Field.AUTHOR, "author": Field.AUTHOR,
    "quelle": Field.SOURCE, "source": Field.SOURCE, "ressort": Field.TOPIC,
    "section": Field.TOPIC, "agentur": Field.AGENCY, "agency": Field.AGENCY,
}  # fmt: skip
_KEYWORDS = (Field.SOURCE, Field.TOPIC, Field.AGENCY)
_SINCE, _UNTIL = ("seit", "since"), ("bis", "until")


@dataclass
class _Group:
    """What stands between two brackets: alternatives of conjunctions of clauses side by side."""

    field: Field = Field.TEXT
    negated: bool = False
    must: bool = False
    alternatives: list[list[list[tuple[Node, bool]]]] = dataclasses.field(default_factory=lambda: [[[]]])
    negate_next: bool = False
    must_next: bool = False

    def add(self, node: Node) -> None:
        required = self.must_next or isinstance(node, Published) or _is_keyword(node)
        self.alternatives[-1][-1].append((Not(node) if self.negate_next else node, required))
        self.negate_next = self.must_next = False

    def node(self) -> Node | None:
        rows = [_conjunction([_side_by_side(run) for run in runs]) for runs in self.alternatives]
        nodes = [_standing(row) for row in rows if row is not None]
        if not nodes:
            return None
        return nodes[0] if len(nodes) == 1 else Or(tuple(nodes))


def parse(text: str, *, now: datetime) -> ParsedQuery:
    """Return the tree of a query text.

    Args:
        now: aware; what "gestern" and a date without year refer to.
    Raises: QueryError if the text breaks a limit; nothing else.
    """
    if any("\ud800" <= char <= "\udfff" or char == "\0" for char in text):
        raise QueryError("Die Anfrage enthält Zeichen, die kein Text sind. Bitte neu eintippen.")
    if len(text) > MAX_LENGTH * 4:
        raise _too_long()
    text = readable(text)
    if len(text) > MAX_LENGTH:
        raise _too_long()
    parser = _Parser(text, now)
    node = parser.run(lex(text))
    return ParsedQuery(
        text=text, tree=node or Everything(), diagnostics=tuple(parser.diagnostics)
    )


def _too_long() -> QueryError:
    return QueryError(
        f"Die Anfrage ist länger als {MAX_LENGTH} Zeichen. Bitte kürzen.", MAX_LENGTH
    )


class _Parser:
    def __init__(self, text: str, now: datetime) -> None:
        self.text, self.now = text, now
        self.diagnostics: list[Diagnostic] = []
        self.groups = [_Group()]
        self.field: Field | None = None
        self.words = 0

    def say(self, kind: str, message: str, span: Span) -> None:
        self.diagnostics.append(Diagnostic(kind=kind, message=message, span=span))

    def run(self, lexemes: list[Lexeme]) -> Node | None:
        place = 0
        while place < len(lexemes):
            place += self._take(lexemes, place)
        while len(self.groups) > 1:
            self.say("bracket", "Eine Klammer wird nicht geschlossen; sie endet am Schluss.", Span())
            self._close()
        self._dangling(self.groups[0], Span(len(self.text), len(self.text)))
        return self.groups[0].node()

    def _take(self, lexemes: list[Lexeme], place: int) -> int:
        """Read one lexeme, or a date of several; return how many were read."""
        lexeme, group = lexemes[place], self.groups[-1]
        match lexeme.kind:
            case Kind.FIELD:
                return self._field(lexemes, place)
            case Kind.WORD | Kind.PHRASE:
                self._clause(lexeme)
            case Kind.NOT:
                group.negate_next = not group.negate_next
            case Kind.MUST:
                group.must_next = True
            case Kind.AND | Kind.OR:
                self._operator(lexeme, group)
            case Kind.OPEN:
                if len(self.groups) > MAX_DEPTH:
                    raise QueryError(
                        f"Mehr als {MAX_DEPTH} Klammern ineinander. Bitte einfacher fassen.",
                        lexeme.span.start,
                    )
                inner = _Group(field=self.field or group.field)
                inner.negated, inner.must = group.negate_next, group.must_next
                group.negate_next = group.must_next = False
                self.groups.append(inner)
                self.field = None
            case Kind.CLOSE:
                if len(self.groups) == 1:
                    self.say("bracket", "Eine schließende Klammer ohne öffnende entfällt.", lexeme.span)
                else:
                    self._close()
        return 1

    def _close(self) -> None:
        inner = self.groups.pop()
        self._dangling(inner, Span())
        outer = self.groups[-1]
        node = inner.node()
        if node is not None:
            outer.negate_next, outer.must_next = inner.negated, inner.must
            outer.add(node)

    def _dangling(self, group: _Group, span: Span) -> None:
        runs = group.alternatives
        if group.negate_next or (len(runs) > 1 or len(runs[-1]) > 1) and not runs[-1][-1]:
            self.say("operator", "Ein Operator am Ende ohne Wort dahinter entfällt.", span)

    def _operator(self, lexeme: Lexeme, group: _Group) -> None:
        if not group.alternatives[-1][-1]:
            self.say("operator", f"„{lexeme.text}“ ohne Wort davor entfällt.", lexeme.span)
        elif lexeme.kind is Kind.AND:
            group.alternatives[-1].append([])
        else:
            group.alternatives.append([[]])

    def _field(self, lexemes: list[Lexeme], place: int) -> int:
        lexeme = lexemes[place]
        following = lexemes[place + 1] if place + 1 < len(lexemes) else None
        if lexeme.text not in FIELD_NAMES or following is None:
            word = self.text[lexeme.span.start : lexeme.span.end - 1]
            if lexeme.text not in FIELD_NAMES:
                self.say("field", f"Ein Feld „{word}“ gibt es nicht; es gilt als Wort.", lexeme.span)
            self._clause(Lexeme(Kind.WORD, word, False, lexeme.span))
            return 1
        if lexeme.text in _FIELDS:
            self.field = _FIELDS[lexeme.text]
            return 1
        return 1 + self._date(lexeme, lexemes[place + 1 : place + 4])

    def _date(self, name: Lexeme, following: list[Lexeme]) -> int:
        """Read the longest date that follows; return how many lexemes it took."""
        usable = []
        for lexeme in following:
            if lexeme.kind not in (Kind.WORD, Kind.PHRASE):
                break
            usable.append(lexeme)
        for count in range(len(usable), 0, -1):
            found = read_date(" ".join(part.text for part in usable[:count]), now=self.now)
            if found is None:
                continue
            start, end = found
            span = Span(name.span.start, usable[count - 1].span.end)
            since = None if name.text in _UNTIL else start
            until = None if name.text in _SINCE else end
            self.groups[-1].add(Published(since, until, span))
            return count
        self.say(
            "date",
            f"Nach „{name.text}:“ steht kein Datum; möglich sind zum Beispiel 2024, 12.03.2025"
            " oder gestern.",
            name.span,
        )
        return 0

    def _clause(self, lexeme: Lexeme) -> None:
        group = self.groups[-1]
        where = self.field or group.field
        self.field = None
        text = lexeme.text
        if not lexeme.closed:
            self.say("quote", "Ein Anführungszeichen fehlt; die Wortgruppe endet am Schluss.", lexeme.span)
        words = list(tokenize(text))
        self.words += max(1, len(words))
        if self.words > MAX_WORDS:
            raise QueryError(
                f"Die Anfrage hat mehr als {MAX_WORDS} Wörter. Bitte kürzen.", lexeme.span.start
            )
        if any(len(word.text) > MAX_LETTERS for word in words):
            raise QueryError(
                f"Ein Wort hat mehr als {MAX_LETTERS} Buchstaben. Bitte kürzen.", lexeme.span.start
            )
        if not words:
            if text:
                self.say("empty", f"„{text[:20]}“ enthält kein Wort und entfällt.", lexeme.span)
            group.negate_next = group.must_next = False
            return
        if lexeme.kind is Kind.PHRASE:
            group.add(Phrase(text, where, lexeme.exact, lexeme.span))
        elif text.endswith("*") and len(words) == 1:
            if len(words[0].text) < MIN_PREFIX:
                raise QueryError(
                    f"Vor dem * müssen mindestens {MIN_PREFIX} Buchstaben stehen.", lexeme.span.start
                )
            group.add(Prefix(words[0].text, where, lexeme.span))
        else:
            if _has_wildcard(text):
                self.say(
                    "wildcard", "Ein Platzhalter * zählt nur am Ende eines Wortes.", lexeme.span
                )
            group.add(Word(" ".join(w.text for w in words), where, lexeme.exact, lexeme.span))


def _has_wildcard(text: str) -> bool:
    bare = "".join(token.text for token in tokenize(text))
    return text.count("*") > bare.count("*")


def _is_keyword(node: Node) -> bool:
    return isinstance(node, Word | Phrase | Prefix) and node.field in _KEYWORDS


def _side_by_side(run: list[tuple[Node, bool]]) -> list[Node]:
    """Return what must hold for clauses typed one after the other."""
    free = [node for node, required in run if not required and not isinstance(node, Not)]
    bound = [node for node, required in run if required or isinstance(node, Not)]
    if len(free) > 1:
        return [Words(tuple(free)), *bound]
    return [*free, *bound]


def _conjunction(runs: list[list[Node]]) -> Node | None:
    nodes = [node for run in runs for node in run]
    if not nodes:
        return None
    return nodes[0] if len(nodes) == 1 else And(tuple(nodes))


def _standing(node: Node) -> Node:
    """Give a tree that only excludes something to exclude from."""
    if isinstance(node, Not):
        return And((Everything(), node))
    if isinstance(node, And) and all(isinstance(child, Not) for child in node.children):
        return And((Everything(), *node.children))
    return node
