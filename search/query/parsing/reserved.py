"""What has a meaning of its own in a query: names of fields, operators, signs.

In: nothing.  Out: tables.
"""

from __future__ import annotations

from search.query.parsing.tokens import Kind
from search.query.tree import Field

FIELDS = {
    **dict.fromkeys(("titel", "title", "intitle"), Field.TITLE),
    **dict.fromkeys(("autor", "author"), Field.AUTHOR),
    **dict.fromkeys(("quelle", "source"), Field.SOURCE),
    **dict.fromkeys(("ressort", "section"), Field.TOPIC),
    **dict.fromkeys(("agentur", "agency"), Field.AGENCY),
    **dict.fromkeys(("ort", "place"), Field.PLACE),
    **dict.fromkeys(("link", "site"), Field.LINK),
}
# The fields whose name is a part of the period.
LEADS = {"vor": "vor ", "before": "vor ", "nach": "nach ", "after": "nach "}
DATE_FIELDS = {
    **dict.fromkeys(("seit", "ab", "von", "since"), Kind.SINCE),
    **dict.fromkeys(("bis", "until"), Kind.UNTIL),
    **dict.fromkeys(("am", "on", "im", "in", "datum", "date", *LEADS), Kind.WITHIN),
}
OPERATORS = {
    **dict.fromkeys(("UND", "AND"), Kind.AND),
    **dict.fromkeys(("ODER", "OR"), Kind.OR),
    **dict.fromkeys(("NICHT", "NOT"), Kind.NOT),
}
# A word before "in:": only with a date it is meant as a field.
DATES_ALONE = {"in"}
# A word processor makes a dash of a hyphen; the minus sign is on keyboards of its own.
LEADS_ON = {"+": Kind.PLUS, **dict.fromkeys("-–−", Kind.NOT)}
SIGNS = {**LEADS_ON, "(": Kind.OPEN, ")": Kind.CLOSE}
# As other search engines have it, with blanks around or without.
DOUBLED = {"&&": Kind.AND, "||": Kind.OR}
