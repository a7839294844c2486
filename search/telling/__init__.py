"""What sets articles apart from others: their telling stems, nouns and names.

`stems.py` (tf-idf) → `related.py` (articles that share them) and `nouns.py` → `peaks.py` (what a
time has more often than others).
"""

from search.telling.peaks import Peak, telling_nouns
from search.telling.related import related

__all__ = ["Peak", "related", "telling_nouns"]
