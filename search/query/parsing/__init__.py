"""Query text to a tree. The door of the parser.

text ─► `normalize.py` ─► `lexer.py` (tokens; `shapes.py` reads one word, `shortened_words.py` those
that a hyphen cuts short) ─► `limits.py` (brackets) ─► `parser.py` (tree and remarks; `clauses.py`
joins). `reserved.py` lists what has a meaning of its own.
"""

from search.query.parsing.clauses import filters_of, narrows
from search.query.parsing.parser import parse
from search.query.parsing.reserved import DATE_FIELDS, FIELDS

__all__ = ["DATE_FIELDS", "FIELDS", "filters_of", "narrows", "parse"]
