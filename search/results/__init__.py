"""What is shown of a hit: marks, sentences, snippets. Text and offsets, never HTML."""

from search.results.marking import Marker, Span, disjoint
from search.results.sentences import sentences
from search.results.snippets import snippets

__all__ = ["Marker", "Span", "disjoint", "sentences", "snippets"]
