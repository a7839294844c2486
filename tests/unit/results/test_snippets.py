"""Snippets of odd texts: marks over the ends of sentences, very many sentences."""

import random

from search.models import Rule
from search.results.marking import Span
from search.results.sentences import sentences
from search.results.snippets import _candidates


class Counted(list):
    """Spans that count how often one of them is handed out."""

    looks = 0

    def __iter__(self):
        for span in super().__iter__():
            self.looks += 1
            yield span


def random_spans(rnd, length):
    """Spans of any length, by start: most within a sentence, some over several."""
    starts = [rnd.randrange(length) for _ in range(rnd.randint(0, 30))]
    ends = [min(length, start + rnd.choice([1, 3, 3, 40, 400])) for start in starts]
    leaves = [rnd.randrange(3) for _ in starts]
    pairs = zip(starts, ends, leaves, strict=True)
    return sorted(Span(start, end, leaf, Rule.STEM) for start, end, leaf in pairs)


def test_every_sentence_gets_the_part_of_each_mark_that_lies_in_it():
    rnd = random.Random(5)
    for _ in range(300):
        text = " ".join(rnd.choices(["Der Pegel steigt.", "Ja.", "Aulen wartet auf Regen."], k=20))
        spans = random_spans(rnd, len(text))
        expected = {
            (0, number): [
                (max(span.start, start) - start, min(span.end, end) - start, span.leaf)
                for span in spans
                if span.start < end and span.end > start
            ]
            for number, (start, end) in enumerate(sentences(text))
        }
        found = {s.place: [span[:3] for span in s.spans] for s in _candidates([(text, spans)])}
        assert found == {place: inside for place, inside in expected.items() if inside}


def test_a_row_of_dots_is_gone_through_once():
    """From each of them it was gone through again: of 24,000 that took 5 s, of a million hours."""
    dots = "." * 100_000
    text = f"Der Pegel steigt{dots} Ja!{dots} aulen {dots}"
    cut = [text[start:end] for start, end in sentences(text)]
    assert cut == [f"Der Pegel steigt{dots}", f"Ja!{dots} aulen {dots}"]


def test_a_mark_is_not_looked_at_with_every_sentence():
    """Ten thousand sentences of one word that is asked for took five seconds."""
    text = "Rat. " * 2000
    spans = Counted(Span(5 * n, 5 * n + 3, 0, Rule.STEM) for n in range(2000))
    assert len(_candidates([(text, spans)])) == 2000
    assert spans.looks <= 2 * len(spans)
