"""What is a record among other JSON, how deep it is looked for, and what its values say."""

import pytest

from corpus.readers.records.foreign import (
    MAX_LEVELS,
    MAX_LISTS,
    MIN_TEXT_CHARS,
    record_of,
    records_in,
)

RECORD = {"title": "Steg", "text": "x" * MIN_TEXT_CHARS, "author": "Ina Muster"}
PAGE = "<!DOCTYPE html><html><body><p>Der Rat berät.</p></body></html>"


def test_a_text_must_have_so_many_letters():
    assert record_of(RECORD)
    assert not record_of({**RECORD, "text": RECORD["text"][1:]})


def test_a_whole_page_needs_its_address_and_no_more():
    assert record_of({"html": PAGE, "url": "https://bote.example/a"})
    assert not record_of({"html": PAGE})


def test_of_lists_in_a_list_the_first_are_looked_into():
    lists = [[number] for number in range(MAX_LISTS)]
    assert records_in([*lists[1:], [RECORD]]) == [RECORD]
    assert records_in([*lists, [RECORD]]) == []


def test_a_list_is_found_within_so_many_objects():
    content = [RECORD]
    for _ in range(MAX_LEVELS):
        content = {"data": content}
    assert records_in(content) == [RECORD]
    assert records_in({"data": content}) == []


@pytest.mark.parametrize(("value", "told"), [(7, "7"), (True, ""), ({"$oid": "7"}, "7")])
def test_an_id_may_be_a_number_and_is_no_truth(value, told):
    assert record_of({**RECORD, "id": value}).get("id", "") == told


def test_paragraphs_of_a_section_are_text_and_no_markup():
    section = {"headline": ["A & B"], "paragraphs": ["3 < 4", 5, "x" * MIN_TEXT_CHARS]}
    text = record_of({**RECORD, "text": {"sections": [section]}})["text"]
    assert text.startswith("<h2>A &amp; B</h2><p>3 &lt; 4</p><p>x")
