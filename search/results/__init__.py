"""What is shown: marks, sentences, snippets, differences. Text and offsets, never HTML."""

from search.results.difference import Change, Passage, changed_words, difference
from search.results.marking import Marker, Span, asks_titles, disjoint
from search.results.reasons import asked_words, reasons, told
from search.results.sentences import sentences
from search.results.snippets import snippets

__all__ = [
    "Change",
    "Marker",
    "Passage",
    "Span",
    "asked_words",
    "asks_titles",
    "changed_words",
    "difference",
    "disjoint",
    "reasons",
    "sentences",
    "snippets",
    "told",
]
