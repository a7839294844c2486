"""Generated queries: from a grammar of the whole language, and mutated.

In: a seed and words.  Out: query texts, the same for the same seed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

WORDS = (
    "der die und in den von zu das mit sich auf für ist im dem nicht ein eine als auch "
    "Stadt Land Regierung Wahl Straße Häuser Müller Corona-Pandemie Lehrer*innen 3,5 A380 § 218 "
    "US geht's E-Mail Bundestagswahl München Ministerpräsidentin Feuerwehr 2024 9/11 Jahre"
).split()
DATES = (
    "2024", "2020-03", "12.03.2025", "gestern", "letzte Woche", "3. Quartal 2024", "vor 3 Tagen",
    "Frühjahr 2024", "seit 2020", "2020 bis 2022", "31.02.2024", "irgendwann", "9999", "März",
)  # fmt: skip
FIELDS = ("titel:", "autor:", "quelle:", "ressort:", "agentur:", "ort:", "link:", "foo:")
JUNK = (
    *"()\"„“*?~=+-:/.,;<>&|\\{}[]!§🙂'", "*", "?", "~2", "NAHE/9", "UND", "ODER", "NICHT", "  ",
    "\u0308", "\u00ad", "\u200b", "\u00a0", "\ufb02", "\u202e", "https://a.de/?q=", "titel:",
    "seit:",
)  # fmt: skip


class Grammar:
    """Makes queries of the language, some too long or too deep for its limits."""

    def __init__(self, rnd: random.Random, words: Sequence[str]) -> None:
        self.rnd, self.words = rnd, words

    def word(self) -> str:
        return self.rnd.choice(self.words)

    def cut(self) -> str:
        word = self.word()
        return word[: self.rnd.randint(min(len(word), 3), len(word))]

    def leaf(self) -> str:
        rnd, word = self.rnd, self.word()
        at = rnd.randrange(len(word))
        return rnd.choice(
            [
                word,
                word,
                word,
                f"={word}",
                f"{self.cut()}*",
                f"{word}~{rnd.choice(['', '1', '2', '7'])}",
                word[:at] + "?" + word[at + 1 :],
                word[: at + 1] + "*" + word[-2:],
                f"{rnd.choice('abdeghkmsvw')}*{rnd.choice('aeiu')}*{rnd.choice('nrst')}*",
                '"' + " ".join(rnd.choices(self.words, k=rnd.randint(1, 4))) + '"',
                '="' + " ".join(rnd.choices(self.words, k=2)) + '"',
                rnd.choice(FIELDS) + word,
                rnd.choice(FIELDS) + self.cut() + "*",
                rnd.choice(["seit:", "bis:", "am:", "im:"]) + rnd.choice(DATES),
            ]
        )

    def query(self, depth: int = 3) -> str:
        rnd = self.rnd
        if depth == 0 or rnd.random() < 0.2:
            return self.leaf()
        parts = [self.query(depth - 1) for _ in range(rnd.choice([1, 2, 2, 2, 3]))]
        match rnd.randrange(7):
            case 0:
                return "(" + " ".join(parts) + ")"
            case 1:
                return rnd.choice(["-", "+", "NICHT ", "titel:"]) + f"({parts[0]})"
            case 2:
                near = rnd.choice([" NAHE ", " NAHE/50 ", " NEAR/1 ", " NAHE/0 "])
                return near.join(rnd.choices(self.words, k=rnd.randint(2, 3)))
            case 3:
                return " UND ".join(parts)
            case 4:
                return " ODER ".join(parts)
        return " ".join(parts)


def mutated(rnd: random.Random, text: str) -> str:
    """Return a text with some characters taken out, doubled or put in."""
    for _ in range(rnd.randint(1, 6)):
        at = rnd.randint(0, len(text))
        match rnd.randrange(3):
            case 0:
                text = text[:at] + text[at + rnd.randint(1, 3) :]
            case 1:
                text = text[:at] + text[at - 3 : at] * rnd.randint(1, 4) + text[at:]
            case _:
                text = text[:at] + rnd.choice(JUNK) + text[at:]
    return text


def queries(count: int, seed: int, words: Sequence[str] = WORDS) -> Iterator[str]:
    """Yield queries: half of them mutated, some wide (many parts in a row)."""
    rnd = random.Random(seed)
    grammar = Grammar(rnd, words)
    for number in range(count):
        text = grammar.query()
        if number % 10 == 0:
            text = rnd.choice([" ", " ODER ", " UND "]).join(grammar.leaf() for _ in range(16))
        yield mutated(rnd, text) if number % 2 else text
