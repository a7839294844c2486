"""The basic forms of irregular words: looked up in a table that a dictionary and rules gave."""

from search.analysis.lemmas.lookup import NOTHING, Lemmas, Readings

__all__ = ["NOTHING", "Lemmas", "Readings"]
