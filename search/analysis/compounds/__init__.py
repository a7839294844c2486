"""Which words are put together of which parts, and which only look so. The door.

`model.py` splits a word, `batch.py` many, by what `learning.py` found in a corpus and a dictionary.
"""

from search.analysis.compounds.model import CompoundModel, Part, Split, shown_part
from search.analysis.compounds.own_words import OverridesError, read_overrides
from search.analysis.compounds.verbs import verb_apart

__all__ = [
    "CompoundModel",
    "OverridesError",
    "Part",
    "Split",
    "read_overrides",
    "shown_part",
    "verb_apart",
]
