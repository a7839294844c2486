"""Cut a query text into tokens that already know their field.

In: a normalised text (`normalize.py`).  Out: tokens with offsets into it, diagnostics.
Nothing is thrown away in silence but punctuation; only a broken limit raises.
"""

from __future__ import annotations

import re
from datetime import datetime

from search.analysis import tokenize
from search.errors import QueryError
from search.query.dates import EXAMPLES, read_period
from search.query.numbers import DAY
from search.query.parsing.reserved import (
    DATE_FIELDS,
    DATES_ALONE,
    DOUBLED,
    FIELDS,
    LEADS,
    LEADS_ON,
    OPERATORS,
    SIGNS,
)
from search.query.parsing.shapes import read_word
from search.query.parsing.shortened_words import short_for
from search.query.parsing.tokens import Kind, Lexed, Token
from search.query.tree import Diagnostic, Field, Span

MAX_WORD_LENGTH = 64
# Words between the two sides of NAHE: the default, and the most (blocks lie 100 positions apart).
NEAR_DISTANCE, MAX_NEAR_DISTANCE = 5, 50

_ENDS = {"", ")"}  # behind a field: no value
_LONG_WORD = re.compile(rf"\w{{{MAX_WORD_LENGTH + 1}}}")
_CHUNK = re.compile(r'(?:(?!&&|\|\|)[^ "()])+')
# A field, but no gender form ("Lehrer:innen"), no address ("https://") and no colon at the end.
_FIELD = re.compile(r"([^\W\d_][\w-]*):(?![/ )]|$)")
# An address that is all of the query is that of a page; among words it is one of a text.
_ADDRESS = re.compile(r" *(?:https?://|www\.)[^ \"()]*\w[^ \"()]* *", re.I)
_LABEL = re.compile(r"([A-Za-z]+):")
_GENDER = re.compile(r"[Ii]n(?:nen)?(?!\w)|[Ii]nnen\w")
# The fields whose name makes a gender form; "titel:innen" looks for "innen" in the title.
_GENDER_FIELDS = {"autor"}
# "w/5" is how press databases have it.
_NEAR = re.compile(r"NAHE|NEAR|(?i:nahe|near|w)/([0-9]+)")
# "F." of "F. Alb" and "z. B." before other words keep their points, which tell them from "D" of
# "Vitamin D" and from "U.S.A."; behind a word "I.", "V." and "X." are numbers of kings.
_INITIAL = re.compile(
    r"(?:(?!(?<=\w )[IVX])[A-ZÄÖÜ]|[a-zäöü](?:\.[^\W\d_])*|[0-9]{1,2}|[IVX]{2,5})\.(?= *[^ ])"
)
_TIME = re.compile(r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9] Uhr(?!\w)", re.I)  # no three words
_LETTER = re.compile(r"[^\W_]")
_TILDE = re.compile(r"~[0-9]*")
_WILD_PHRASE = re.compile(r"\w(?:\*(?![Ii]nnen|[Ii]n(?!\w))|\?(?=\w))")
# "vom 12. März 2025 bis 1. April 2025": no date has more blanks than this.
_DATE_RUN = re.compile(r'[^ "()]+(?: +[^ "()]+){0,7}')


def lex(text: str, *, now: datetime) -> Lexed:
    """Return the tokens of a normalised text. `now` decides where "seit:letzte Woche" ends.

    Raises: QueryError for a word that is too long and a prefix that is too short.
    """
    if long := _LONG_WORD.search(text):
        raise QueryError(
            f"Ein Wort ist zu lang: höchstens {MAX_WORD_LENGTH} Buchstaben. Bitte kürzen.",
            long.start(),
        )
    return _Lexer(text, now).run()


class _Lexer:
    """Walks over one text once; quotes are paired before, so every opening one has its end."""

    def __init__(self, text: str, now: datetime) -> None:
        self.text, self.now, self.position = text, now, 0
        self.tokens: list[Token] = []
        self.short = short_for(text)
        self.diagnostics: list[Diagnostic] = []
        if text.count('"') % 2:
            lone = text.rindex('"')
            self.text = f"{text[:lone]} {text[lone + 1 :]}"
            self.say("quote", "Ein Anführungszeichen ohne Gegenstück wurde übergangen.", lone, 1)

    def run(self) -> Lexed:
        while self.position < len(self.text):
            here = self.text[self.position]
            if here == " ":
                self.position += 1
            elif (doubled := self.text[self.position : self.position + 2]) in DOUBLED:
                self.emit(DOUBLED[doubled], doubled, self.position, self.position + 2)
            elif here in "()" or (here in LEADS_ON and self.leads_on()):
                self.emit(SIGNS[here], here, self.position, self.position + 1)
            else:
                self.clause()
        return Lexed(tuple(self.tokens), tuple(self.diagnostics))

    def at_border(self) -> bool:
        return self.position == 0 or self.text[self.position - 1] in " ("

    def leads_on(self) -> bool:
        """Tell whether a sign stands before a clause, and is no hyphen for the word before."""
        return self.at_border() and not self.before(" ") and self.position + 1 not in self.short

    def before(self, characters: str) -> bool:
        """Tell whether one of the characters or the end of the text comes next."""
        return self.text[self.position + 1 : self.position + 2] in characters

    def chunk(self, start: int) -> str:
        found = _CHUNK.match(self.text, start)
        return found.group() if found else ""

    def say(self, kind: str, message: str, start: int, length: int = 0) -> None:
        end = start + length if length else self.position
        self.diagnostics.append(Diagnostic(kind=kind, message=message, span=Span(start, end)))

    def emit(
        self,
        kind: Kind,
        text: str,
        start: int,
        end: int,
        field: Field | None = None,
        exact: bool = False,
        number: int = 0,
        short: str = "",
    ) -> None:
        self.tokens.append(Token(kind, text, start, end, field, exact, number, short))
        self.position = end

    def clause(self) -> None:
        """Read one word, phrase or opening bracket with the field in front of it."""
        start, field = self.position, None
        label = _LABEL.match(self.text, start)
        name, after = (label[1].lower(), label.end()) if label else ("", start)
        gender = name in _GENDER_FIELDS and _GENDER.match(self.text, after)
        if not gender and name in DATE_FIELDS:
            self.position = after
            if self.date(start, name):
                return
            self.position = start
        elif not gender and name in FIELDS:
            field = FIELDS[name]
            self.position = self.behind_blanks(after)
            apart = self.position > after
            if self.text[self.position : self.position + 1] in _ENDS or (apart and self.new()):
                self.position = after
                self.lacks_a_word(start)
                return
            if self.text[self.position] == "(":
                self.emit(Kind.OPEN, "(", start, self.position + 1, field)
                return
        exact = self.text[self.position] == "=" and not self.before(" ()=")
        self.position += exact
        if self.text[self.position] == '"':
            self.phrase(start, field, exact)
        elif field is Field.LINK or (not exact and _ADDRESS.fullmatch(self.text)):
            self.link(start)
        else:
            self.word(start, field, exact)

    def behind_blanks(self, start: int) -> int:
        """Return where the next blanks end."""
        return len(self.text) - len(self.text[start:].lstrip(" "))

    def new(self) -> bool:
        """Tell whether an operator, a sign or another field comes next."""
        chunk = self.chunk(self.position)
        label = _LABEL.match(chunk)
        named = label is not None and label[1].lower() in {*FIELDS, *DATE_FIELDS}
        return named or chunk[:1] in LEADS_ON or chunk in OPERATORS or bool(_NEAR.fullmatch(chunk))

    def lacks_a_word(self, start: int) -> None:
        self.say("empty", f"Hinter „{self.text[start : self.position]}“ fehlt ein Wort.", start)

    def phrase(self, start: int, field: Field | None, exact: bool) -> None:
        close = self.text.index('"', self.position + 1)
        text = self.text[self.position + 1 : close].strip()
        self.position = close + 1
        if not any(tokenize(text)):
            self.say("empty", "Zwischen den Anführungszeichen steht kein Wort.", start)
            return
        if _WILD_PHRASE.search(text):
            self.say("wildcard", "Platzhalter zwischen Anführungszeichen wurden übergangen.", start)
        self.emit(Kind.PHRASE, text, start, close + 1, field, exact)
        if tilde := _TILDE.match(self.text, self.position):
            self.position = tilde.end()
            self.say(
                "fuzzy",
                "„~“ hinter Anführungszeichen wurde übergangen. Wörter nahe beieinander findet "
                "„Kampf NAHE/5 Macht“.",
                tilde.start(),
            )

    def link(self, start: int) -> None:
        """Read an address: all up to the next blank, but for what ends a sentence."""
        chunk = self.chunk(self.position)
        self.position += len(chunk)
        text = chunk.rstrip("*.,;!…")
        if any(tokenize(text)):
            self.emit(Kind.WORD, text, start, self.position, Field.LINK)
        else:
            self.nothing(start, chunk, text, Field.LINK)

    def word(self, start: int, field: Field | None, exact: bool) -> None:
        chunk = self.chunk(self.position)
        bare = field is None and not exact
        if bare and chunk in OPERATORS and (self.at_border() or self.text[start - 1] in ')"'):
            self.emit(OPERATORS[chunk], chunk, start, start + len(chunk))
            return
        if bare and (near := _NEAR.fullmatch(chunk)) and self.at_border():
            self.near(start, chunk, near[1])
            return
        if time := _TIME.match(self.text, self.position):
            self.emit(Kind.PHRASE, time[0], start, time.end(), field, exact)
            return
        initial = _INITIAL.match(self.text, start)
        if bare and ((initial and initial[0] == chunk) or DAY.fullmatch(chunk)):
            self.emit(Kind.WORD, chunk, start, start + len(chunk))
            return
        name = _FIELD.match(self.text, self.position) if bare else None
        if name and not _GENDER.match(self.text, name.end()):
            chunk = name.group()
            self.say(
                "field",
                f"Das Feld „{name[1]}“ gibt es nicht; gesucht wird nach den Wörtern.",
                start,
                len(chunk),
            )
        first = _LETTER.search(self.text, self.position)
        short = self.short.get(first.start(), "") if first and not exact else ""
        self.position += len(chunk)
        try:
            shape = read_word(chunk)
        except QueryError as error:
            raise QueryError(str(error), start) from None
        for kind, message in shape.said:
            self.say(kind, message, start)
        if not any(tokenize(shape.text)):
            self.nothing(start, chunk, shape.text, field)
            return
        self.emit(
            shape.kind,
            shape.text,
            start,
            self.position,
            field,
            exact or shape.exact,
            shape.edits,
            short,
        )

    def near(self, start: int, chunk: str, number: str | None) -> None:
        """Read NAHE with its distance, brought into bounds."""
        asked = int(number[:4]) if number else NEAR_DISTANCE
        distance = min(max(asked, 1), MAX_NEAR_DISTANCE)
        if distance != asked:
            message = f"Der Abstand von NAHE liegt zwischen 1 und {MAX_NEAR_DISTANCE}."
            self.say("near", message, start, len(chunk))
        self.emit(Kind.NEAR, chunk, start, start + len(chunk), number=distance)

    def nothing(self, start: int, chunk: str, text: str, field: Field | None) -> None:
        """Say why a clause without letters is left out; bare punctuation goes without a word."""
        if field is not None:
            self.say("empty", f"In „{self.text[start : self.position]}“ fehlt ein Wort.", start)
        elif chunk in {"+", "-"}:
            self.say("sign", f"„{chunk}“ wirkt nur direkt vor einem Wort.", start)
        elif text:
            self.say("sign", f"„{text}“ kann nicht gesucht werden und wurde übergangen.", start)

    def date(self, start: int, name: str) -> bool:
        """Read a date in quotes, or of as many words as make one; tell if the field is read."""
        kind, lead = DATE_FIELDS[name], LEADS.get(name, "")
        after = self.behind_blanks(self.position)
        if self.text[after : after + 1] == '"':
            close = self.text.index('"', after + 1)
            values = [(self.text[after + 1 : close], close + 1)]
        else:
            run = _DATE_RUN.match(self.text, after)
            chunks = _CHUNK.finditer(self.text, after, run.end()) if run else ()
            ends = [chunk.end() for chunk in chunks] or [after]
            values = [(self.text[after:end].rstrip(",;"), end) for end in reversed(ends)]
        for value, end in values:
            value = lead + value
            found = read_period(value, now=self.now) or (None, None)
            if found[kind is Kind.UNTIL] or (kind is Kind.WITHIN and any(found)):
                self.emit(kind, value, start, end)
                return True
        if name in DATES_ALONE:
            return False
        if self.text[self.position : self.position + 1] in {*_ENDS, " "}:
            self.lacks_a_word(start)
            return True
        self.position = values[-1][1]
        shown = self.text[start : values[-1][1]]
        self.say("date", f"„{shown}“ ist kein lesbares Datum. Lesbar sind {EXAMPLES}.", start)
        return True
