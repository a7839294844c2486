"""A query tree to the plan that engines execute. The door of what chooses and weighs terms.

`tree_to_plan.py` goes through the tree. `significant.py` tells which clauses count, `words.py`
which terms stand for a word, `optional.py` what scores without being asked for. `linking_s.py` and
`whole_words.py` know one kind of word each.
"""

from search.query.rewriting.tree_to_plan import Rules, loosens, relaxations, rewrite

__all__ = ["Rules", "loosens", "relaxations", "rewrite"]
