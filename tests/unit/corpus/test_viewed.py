"""A page that shows the source of another is that other page."""

from corpus.readers.page.viewed import HEAD_CHARS, shown_source

LINES = '<td class="line-content">&lt;p&gt;Ein</td><td class="line-content">Satz</td>'


def test_lines_in_cells_are_lines_of_the_source():
    assert shown_source(LINES) == "<p>Ein\nSatz"


def test_only_the_head_of_a_page_tells_that_it_shows_another():
    far = "x" * HEAD_CHARS + LINES
    assert shown_source(far) == far
    assert shown_source(" " * (HEAD_CHARS - len(LINES)) + LINES) == "<p>Ein\nSatz"
