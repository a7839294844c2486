"""Lines that were broken within a sentence are one paragraph; others stay as they are."""

import json

import pytest

from corpus import read_file
from corpus.readers.broken_lines import whole_lines

BROKEN = [
    "Der Kreistag berät am Donnerstag über die neue",
    "Brücke bei Aulen. Sie soll die alte ersetzen, weil",
    "diese seit dem Frühjahr für schwere Wagen gesperrt ist.",
    "Die Kosten trägt das Land. Offen ist nur, wann der Bau",
    "beginnt. Vor dem nächsten Sommer, sagt die Landrätin aus",
    "Krähenfurt, werde es nichts. Das Geld für die Corona-",
    "Hilfe sei noch nicht da.",
]
WHOLE = [
    " ".join(BROKEN[:3]),
    " ".join(BROKEN[3:6]) + BROKEN[6],
]


def test_a_line_within_a_sentence_goes_on_in_the_next():
    assert whole_lines(BROKEN) == WHOLE
    assert whole_lines(WHOLE) == WHOLE
    assert whole_lines([]) == []


@pytest.mark.parametrize(
    "heading", ["Neue Brücke bei Aulen", "Was sonst noch geschah:", "Wer zahlt?"]
)
def test_a_short_line_that_ends_open_or_closed_stays_a_line(heading):
    assert whole_lines([*BROKEN[:3], heading, *BROKEN[3:]]) == [WHOLE[0], heading, WHOLE[1]]


@pytest.mark.parametrize(
    "lines",
    [
        ["Zutaten", "für vier Personen", "etwas Salz", "frische Minze", "fertiger Mürbteig"],
        [*WHOLE, "Ein Fehler beim Abschreiben hat diese Zeile mitten im", "satz getrennt."],
        [*(f"Absatz Nummer {n}. Er hört mit einem Punkt auf." for n in range(40)), *BROKEN[1:6]],
    ],
)
def test_lines_of_a_text_that_is_not_broken_stay(lines):
    assert whole_lines(lines) == lines


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", json.dumps({"id": "a", "text": "\n".join(BROKEN)})),
        ("a.jsonl", json.dumps({"id": "a", "sections": [{"paragraphs": "\n".join(BROKEN)}]})),
        ("a.txt", "\n".join(["Neue Brücke bei Aulen", "Das Land zahlt.", *BROKEN])),
        ("a.csv", 'titel;text\nBrücke;"' + "\n".join(BROKEN) + '"\n'),
    ],
)
def test_every_reader_of_lines_puts_them_together(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content, "utf-8")
    [article] = read_file(path, name)
    assert [text for section in article.sections for text in section.paragraphs] == WHOLE
