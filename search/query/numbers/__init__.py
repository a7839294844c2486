"""The other ways to write numbers, dates and units, and what is written like them. Their door.

In: words of a query as typed.  Out: which of them can be written otherwise, and how ("1.5" as
"1,5", "2." as "Zweiter", "8.5." as "8. Mai", "km" as "Kilometer", "aufgrund" as "auf Grund").
`reading.py` looks at a row of words, the others know one kind of form each.
"""

from search.query.numbers.forms import Form
from search.query.numbers.number_words import other_rows
from search.query.numbers.reading import DAY, otherwise_written, rows_of

__all__ = ["DAY", "Form", "other_rows", "otherwise_written", "rows_of"]
