"""Make one text of what readers type, and of what they copy from pages, papers and word processors.

In: what was typed.  Out: the same in NFC, with plain quotes, blanks and hyphens, without invisible
characters; in a headline all in capitals operators are words. Offsets of tokens and diagnostics
refer to it.
"""

from __future__ import annotations

import re

from corpus import clean
from search.analysis import STOP_WORDS
from search.errors import QueryError

# Of a text that is pasted; a query with operators or fields has its own limit (`limits.py`). The
# address of a page, which has it all, holds some 3,000 characters of German.
MAX_LENGTH = 2000

# NFC sorts runs of combining marks, which takes quadratic time; decomposed text is shorter.
_MAX_RAW_LENGTH = 2 * MAX_LENGTH
_FOLDS = str.maketrans(
    {**dict.fromkeys("„“”‟«»＂", '"'), **dict.fromkeys("‚‘’‛‹›", "'"), "‐": "-", "‑": "-"}
)
_UNREADABLE = re.compile("[\0\ud800-\udfff]")
# What else is one word however it is written.
_AS_ONE = (
    (re.compile(r"(?<=[^\W\d_])\(-?([Ii]n(?:nen)?)\)"), r"/\1"),  # Lehrer(innen)
    (re.compile(r"(?<=[^\W\d_])\(-?([Ii]nn)\)(?=en\b)"), r"/\1"),  # Student(inn)en
    (re.compile(r'(?<!\w)"(\w+)"-(?=[^\W\d_])'), r"\1-"),  # „Bote“-Affäre
    (re.compile(r"(?<!\w)'(\w+)'-(?=[^\W\d_])"), r"\1-"),
    (re.compile(r"(?<!\w)(\w) & (\w)(?!\w)"), r"\1&\2"),  # C & A
    (re.compile(r"(?<=[0-9]) (?=[%€$](?!\w))|(?<=§) (?=[0-9])"), ""),  # 12 %, § 218
    (re.compile(r"(?<=[0-9]) ?°(?: ?C(?!\w))?(?!\w)"), " Grad"),  # 30 °C
    (re.compile(r"(?<![\w.])([A-Z]) ([0-9]{1,3})(?![\w.,])"), r"\1\2"),  # A 100, the motorway
)

# Operators, in capitals or not.
_OPERATOR = re.compile(r"\b(?:UND|ODER|NICHT|AND|OR|NOT|NAHE|NEAR)\b", re.I)
# A text of capitals is a headline or typed with the key locked if it has so many words, and one of
# those that hold sentences together beside operators: "RKI NICHT WHO" is a query.
_HEADLINE_WORDS = 5


def normalize(text: str) -> str:
    """Return the text in NFC, with plain quotes, blanks and hyphens, without invisible characters.

    Raises: QueryError if it is too long or holds what is no text.
    """
    if unreadable := _UNREADABLE.search(text):
        raise QueryError(
            "Die Anfrage enthält ein unlesbares Zeichen. Bitte das Zeichen entfernen.",
            unreadable.start(),
        )
    if len(text) <= _MAX_RAW_LENGTH:
        # As texts are cleaned when they are read: what is dropped there could not be found.
        text = clean(text).translate(_FOLDS)
        for pattern, joined in _AS_ONE:
            text = pattern.sub(joined, text)
        if _is_headline(text):
            text = _OPERATOR.sub(lambda operator: operator[0].lower(), text)
    if len(text) > MAX_LENGTH:
        raise QueryError(
            f"Der Text ist zu lang: höchstens {MAX_LENGTH} Zeichen. Bitte kürzen.", MAX_LENGTH
        )
    return text


def _is_headline(text: str) -> bool:
    """Tell whether a text is all in capitals and no query of abbreviations and operators."""
    if not text.replace("ß", "").isupper():
        return False
    words = _OPERATOR.sub("", text).lower().split()
    return len(words) >= _HEADLINE_WORDS and not STOP_WORDS.isdisjoint(words)
