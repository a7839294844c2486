"""Pages whose text stands only in the data of their scripts."""

import json

import pytest

from corpus.errors import UnreadableArticleError
from corpus.readers.page import read_page
from corpus.readers.page.state import MAX_SOURCE_CHARS, text_in_state

LONG = (
    "Die Brücke über die Solle bleibt bis zum Herbst gesperrt, wie das Bauamt mitteilte. "
    "Der Grund sind Risse in {} Pfeilern, die bei einer Prüfung gefunden wurden."
)
TEXTS = [LONG.format(word) for word in ("zwei", "drei", "vier", "fünf", "neun")]
MARKUP = "".join(f"<p>{text}</p>" for text in TEXTS[:3])
MARKUP += "<h2>Wie es weitergeht</h2>" + "".join(f"<p>{text}</p>" for text in TEXTS[3:])
OTHERS = [{"title": f"Rat {n}", "teaserText": LONG.format(n)} for n in range(3)]


def page(script, title="Die Brücke bleibt gesperrt", attributes=""):
    head = f'<head><title>{title}</title><meta property="og:title" content="{title}"></head>'
    return f"{head}<body><div id=root></div><script {attributes}>{script}</script></body>"


def blocks(*kinds):
    return [{"type": kind, "text": text} for kind, text in kinds]


LISTED = blocks(*[("paragraph", text) for text in TEXTS[:3]], ("crosshead", "Wie es weitergeht"))
LISTED += blocks(*[("paragraph", text) for text in TEXTS[3:]])
STORED = {"props": {"locale": "de-DE", "article": {"body": LISTED}, "related": OTHERS}}
ESCAPED = json.dumps(MARKUP).replace("<", r"\u003c")


@pytest.mark.parametrize(
    "script",
    [
        json.dumps(STORED),
        f"window.state = {json.dumps(STORED)};",
        f"store.push([1, {json.dumps(STORED)}])",
        f"window.state = {json.dumps({'article': json.dumps(STORED)})}",
        json.dumps({"article": {"html": MARKUP, "related": OTHERS}}),
        json.dumps({"article": {"html": MARKUP}, "copy": {"html": MARKUP}}),
        f"window.state=(function(a,b){{return {{article:{{title:a,body:{ESCAPED}}}}}}}(1,2))",
    ],
)
def test_the_text_in_the_data_is_that_of_the_page(script):
    article = read_page(page(script))
    assert article.title == "Die Brücke bleibt gesperrt"
    assert [(one.heading, list(one.paragraphs)) for one in article.sections] == [
        ("", TEXTS[:3]),
        ("Wie es weitergeht", TEXTS[3:]),
    ]


def test_data_are_not_looked_at_where_the_page_shows_its_text():
    other = json.dumps({"html": MARKUP.replace("Solle", "Aule")})
    shown = page(other).replace("<div id=root>", f"<div id=root>{MARKUP}")
    assert "Aule" not in read_page(shown).sections[0].paragraphs[0]


@pytest.mark.parametrize(
    "made",
    [
        page(json.dumps(STORED), title="Konzert im Park"),  # they do not speak of it
        page(json.dumps({"html": f"<p>{TEXTS[0]}</p>"})),  # too little
        page(json.dumps({"settings": [f"{text}" for text in TEXTS]})),  # no text by its name
        page("var a = [" + "1," * 400),
        page(json.dumps(STORED), attributes='type="application/ld+json"'),
    ],
)
def test_what_is_no_text_of_the_page_makes_no_article(made):
    with pytest.raises(UnreadableArticleError):
        read_page(made)


def test_very_long_sources_are_not_looked_at():
    made = page(json.dumps(STORED))
    assert text_in_state(made)
    assert text_in_state(made + " " * MAX_SOURCE_CHARS) == ""


@pytest.mark.parametrize("author", [{"name": "Ina Muster", "id": 7}, [{"name": "Ina Muster"}]])
def test_the_data_tell_author_and_teaser(author):
    teaser = "Risse in den Pfeilern machen der Stadt mehr Sorgen als die Kosten."
    stored = {"post": {"excerpt": teaser, "authors": author, "content": MARKUP}}
    source = page(json.dumps(stored)).replace(
        "</head>", f"<meta name='description' content='{teaser}'></head>"
    )
    article = read_page(source)
    assert (article.authors, article.teaser) == (("Ina Muster",), teaser)
    assert article.sections[0].paragraphs == tuple(TEXTS[:3])
