"""What sets articles apart from others: their telling stems, nouns and names (keyness).

`stems.py` chooses the stems of highest tf-idf. `related.py` finds the articles that share those of
an article ("more like this"); `peaks.py` tells the nouns and names (`nouns.py`) that articles of
one time have more often than those of others ("significant terms").
"""

from search.telling.peaks import Peak, telling_nouns
from search.telling.related import related

__all__ = ["Peak", "related", "telling_nouns"]
