"""What one text has and another has not, by sentences."""

import pytest

from corpus import Article, Section
from search.results import Change, changed_words, difference
from search.results.difference import MOST_WORDS

PARTS = ["Eins fällt. Zwei bleibt. Drei geht.", "Vier am 5. März kommt."]


def article(*paragraphs, title="", heading=""):
    sections = [Section(paragraphs=paragraphs[:1])]
    sections += [Section(heading=heading, level=2, paragraphs=paragraphs[1:])] if heading else []
    if not heading:
        sections = [Section(paragraphs=paragraphs)]
    return Article(id="x", title=title, sections=tuple(sections))


def told(one, other):
    signs = {Change.SAME: "=", Change.CUT: "-", Change.ADDED: "+"}
    return [signs[p.change] + "|".join(p.sentences) for p in difference(one, other)]


@pytest.mark.parametrize(
    ("one", "other", "marked"),
    [
        ("Der Damm kostet 86 Taler.", "Der Damm kostet 91 Taler.", (["86"], ["91"])),
        ("Der Damm kostet viel.", "Der neue Damm kostet sehr viel.", ([], ["neue", "sehr"])),
        ("Der alte, morsche Damm hielt.", "Der Damm hielt!", (["alte, morsche"], [])),
        ("Der Damm hielt.", "Niemand weiß, was kommt.", ([], [])),
        ("Der Damm hielt.", "Der Damm hielt.", ([], [])),
    ],
)
def test_the_words_that_differ_are_marked_in_sentences_that_are_alike(one, other, marked):
    shown = changed_words(one, other)
    assert tuple(s.text for s in shown) == (one, other)
    assert tuple([s.text[a:b] for a, b in s.marks] for s in shown) == marked


@pytest.mark.parametrize(("more", "marked"), [(0, ["86"]), (1, [])])
def test_what_is_longer_than_any_sentence_is_not_compared_word_by_word(more, marked):
    """A text of 150,000 words without a full stop took a worker of the site ten minutes."""
    words = ["Damm", "Deich"] * (MOST_WORDS // 2 - 1) + ["Rat"] * (1 + more)
    before, _ = changed_words(" ".join([*words, "86"]), " ".join([*words, "91"]))
    assert [before.text[a:b] for a, b in before.marks] == marked


@pytest.mark.parametrize(
    ("paragraphs", "changes"),
    [
        (PARTS, ["=Eins fällt.|Zwei bleibt.|Drei geht.|Vier am 5. März kommt."]),
        (["Zwei bleibt. Drei geht.", PARTS[1]],
         ["-Eins fällt.", "=Zwei bleibt.|Drei geht.|Vier am 5. März kommt."]),
        (PARTS[:1], ["=Eins fällt.|Zwei bleibt.|Drei geht.", "-Vier am 5. März kommt."]),
        (["Eins fällt. Neu. Zwei bleibt. Drei geht.", PARTS[1]],
         ["=Eins fällt.", "+Neu.", "=Zwei bleibt.|Drei geht.|Vier am 5. März kommt."]),
        (["Eins stieg. Zwei blieb. Drei geht.", PARTS[1]],
         ["-Eins fällt.", "+Eins stieg.", "-Zwei bleibt.", "+Zwei blieb.",
          "=Drei geht.|Vier am 5. März kommt."]),
        ([" ".join(PARTS)], ["=Eins fällt.|Zwei bleibt.|Drei geht.|Vier am 5. März kommt."]),
        ([], ["-Eins fällt.|Zwei bleibt.|Drei geht.|Vier am 5. März kommt."]),
    ],
)  # fmt: skip
def test_sentences_cut_and_added(paragraphs, changes):
    assert told(article(*PARTS), article(*paragraphs)) == changes


def test_title_and_headings_are_compared_like_sentences():
    one = article(*PARTS, title="Alt", heading="Streit")
    other = article(*PARTS, title="Neu", heading="Zank")
    assert told(one, other) == [
        "-Alt", "+Neu", "=Eins fällt.|Zwei bleibt.|Drei geht.", "-Streit", "+Zank",
        "=Vier am 5. März kommt.",
    ]  # fmt: skip


def test_two_empty_texts_do_not_differ():
    assert told(article(), article()) == []
