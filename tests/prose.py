"""Articles of made-up words: running text that has nothing in common but what it is given.

In: a seed.  Out: words, paragraphs, articles; the same seed gives the same.
"""

from __future__ import annotations

import random

from corpus import Article, Section

SYLLABLES = "la mer to wi gra nul fen ost hei rup ka dil bor en sa tung".split()


def prose(seed, words=200):
    """Return running text of made-up words; texts of two seeds have no run of words in common."""
    rnd = random.Random(seed)
    made = ["".join(rnd.choices(SYLLABLES, k=rnd.randint(1, 4))) for _ in range(words)]
    return " ".join(word.capitalize() if n % 9 == 0 else word for n, word in enumerate(made))


def paragraphs(seed, count=6, words=40):
    return tuple(f"{prose(f'{seed}/{n}', words)}." for n in range(count))


def article(name, parts, **facts):
    return Article(id=name, sections=(Section(paragraphs=tuple(parts)),), **facts)
