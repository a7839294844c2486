"""Which date of a page is that of its article."""

from datetime import datetime, timedelta, timezone

import pytest

from corpus.readers.page import read_page

TEXT = "<p>" + "Der Rat hat den Steg am Ufer beschlossen, er kostet mehr als gedacht. " * 5 + "</p>"
DAY = datetime(2022, 3, 12)
CET = timezone(timedelta(hours=1))


def shown(before="", after="", name="Rat baut Steg", head=""):
    menu = "<p>Stadt</p><p>Presse</p>"
    return read_page(f"{head}{menu}{before}<h1>{name}</h1>{after}{TEXT}").published


@pytest.mark.parametrize(
    "line",
    [
        "12.03.2022",
        "Stand: 12. März 2022",
        "Veröffentlicht am 12.03.2022",
        "12.03.2022 | Meldung | Bauen",
        "Pressestelle • 12.03.2022",
        "Aulen, 12. März 2022",
        "Ilka Vandrey · March 12, 2022 · Bauen · 7 Kommentare",
        "erstellt von Ilka Vandrey — veröffentlicht 12.03.2022",
        "dpa am 12.03.2022",
        "12.03.22",
        "Bauen, 12.3.22",
        "12/03/2022",
        "2022-03-12 | Meldung",
        "Erstellt am12.03.2022",
        "Aktualisiert am 12.03.2022",
        "Stand - 12.03.2022 (unverändert gültig seit: 05.03.2022)",
        "12.03.2022, aktualisiert am 14.03.2022",
        "Stand: 14.03.2022, 10:00 Uhr | Erstveröffentlichung: 12.03.2022",
        "Erstveröffentlichung: 12.03.2022",
        "Von Ina Muster 12.03.2022 3 Kommentare",
        "12.03.2022 4 Min. Lesezeit",
        "Aus: Ausgabe vom 12.03.2022, Seite 1",
        "Ilka Vandrey Zuletzt geändert am 12.03.2022",
        "12/03/22 | Ilka Vandrey",
        "Samstag, den 12. März 2022",
        "Sa., 12.03.2022",
        "Pressemitteilung Nr. 17 vom 12.03.2022",
        "Medieninformation 17/2022 vom 12.03.2022",
        "Veröffentlicht am 12.03.2022, zuletzt aktualisiert am Montag, den 14. März 2022",
    ],
)
def test_a_page_without_other_date_has_the_one_beside_its_headline(line):
    assert shown(after=f"<p>{line}</p>") == DAY
    assert shown(before=f"<div>{line}</div>") == DAY


@pytest.mark.parametrize(
    "line",
    [
        "Konzert am 12.03.2022",
        "12.03.2022 bis 14.03.2022",
        "Ausstellung 9-12 März 2022 | täglich",
        "Bericht zur Woche vom 6. - 12. März 2022",
        "Registriert: 12.03.2022, 18:05",
        "Rathaus am 12.03.2022",
        "Der Rat hat am 12.03.2022 beschlossen.",
        "12.03.9022",
        "31.02.2022",
        "Der Steg steht seit dem 12.03.2022",
        "Wer am Ufer wohnt und einen Hund hat, muss sich noch gedulden bis Samstag, 12.03.2022",
    ],
)
def test_a_date_that_is_spoken_of_is_none_of_the_page(line):
    assert shown(after=f"<p>{line}</p>") is None


@pytest.mark.parametrize(
    "element",
    [
        '<li class="date">Sa, 12.03.2022, Aulen</li>',
        '<div class="article__pub-date"><p>Am 12. März 2022 in Bauen</p></div>',
        '<span class="articleCreationDate">Bote vom 12.03.2022, Seite 3</span>',
        '<p class="entry-meta">Aulen 12.03.2022 von Ina Muster / geändert: 14.03.2022</p>',
    ],
)
def test_an_element_named_after_dates_may_stand_farther_from_the_headline(element):
    menu = "<p>Teilen auf</p>" * 12
    assert shown(after=f"{menu}{element}") == DAY
    assert shown(after=f"{TEXT * 8}{element}") is None


@pytest.mark.parametrize("tail", [" – Bote – 12.03.2022", " | 12. März 2022"])
def test_the_title_of_a_page_may_end_with_its_date(tail):
    assert shown(head=f"<title>Rat baut Steg{tail}</title>") == DAY
    assert shown(head="<title>Programm bis 12.03.2022</title>") is None


@pytest.mark.parametrize("name", ["date", "last-modified", "DC.date"])
def test_an_earlier_day_that_is_shown_goes_before_one_that_may_be_of_the_last_change(name):
    meta = f'<meta name="{name}" content="2022-03-14T09:00:00">'
    assert shown(head=meta, after="<p>12.03.2022</p>") == DAY
    assert shown(head=meta, after="<p>15.03.2022</p>") == datetime(2022, 3, 14, 9)
    certain = '<meta property="article:published_time" content="2022-03-14T09:00:00">'
    assert shown(head=certain, after="<p>12.03.2022</p>") == datetime(2022, 3, 14, 9)


def test_json_ld_of_the_page_dates_an_article_that_has_none():
    graph = '[{"@type": "WebPage", "datePublished": "2022-03-12"}, {"@type": "Article"}]'
    assert shown(head=f'<script type="application/ld+json">{graph}</script>') == DAY
    of_other = graph.replace("WebPage", "Event")
    assert shown(head=f'<script type="application/ld+json">{of_other}</script>') is None


def test_a_date_far_from_the_headline_is_that_of_another_article():
    assert shown(after=TEXT * 8 + "<p>12.03.2022</p>") is None


def test_a_line_beside_the_headline_may_name_the_hour():
    line = "<p>Ilka Vandrey 12.03.2022, 18:05 Uhr</p>"
    assert shown(after=line) == datetime(2022, 3, 12, 18, 5)


@pytest.mark.parametrize(
    "opening",
    [
        "Aulen, 12. März 2022 – Der Rat", "Aulen/Bad Wiesach, den 12.03.2022 - Der Rat",
        "12.03.22 - Der Rat", "Aulen (12.03.2022). Der Rat",
    ],
)  # fmt: skip
def test_a_text_may_open_with_its_date_as_notes_to_the_press_do(opening):
    menu = "<p>Teilen auf</p>" * 12
    assert shown(after=f"{menu}{TEXT.replace('Der Rat', opening, 1)}") == DAY
    spoken = "Am 12. März 2022 - der Rat"
    assert shown(after=f"{menu}{TEXT.replace('Der Rat', spoken, 1)}") is None


def test_of_several_time_elements_the_one_nearest_to_the_headline_counts():
    other = '<li><time datetime="2021-01-01">gestern</time> Wiesach</li>'
    own, changed = '<time datetime="2022-03-12"></time>', '<time class="updated">14.03.2022</time>'
    assert shown(before=f"<ul>{other * 9}</ul><p>Bauen</p>", after=f"{changed}{own}") == DAY
    assert shown(before=f"<ul>{other * 9}</ul>{own}", after=TEXT + other) == DAY
    assert shown(after=changed) == datetime(2022, 3, 14)
    assert shown(after=changed.replace("updated", "published updated") + own) == datetime(
        2022, 3, 14
    )


@pytest.mark.parametrize(
    "stamp",
    [
        '<abbr class="published" title="2022-03-12T18:05:00+01:00">vor Tagen</abbr>',
        '<relative-time datetime="2022-03-12T18:05:00+01:00">vor 3 Tagen</relative-time>',
        '<amp-timeago datetime="2022-03-12T18:05:00+01:00">vor 3 Tagen</amp-timeago>',
        '<span datetime="2022-03-12T18:05:00+01:00">vor 3 Tagen</span>',
    ],
)
def test_any_element_may_hold_a_moment_but_those_of_edits(stamp):
    moment = datetime.fromisoformat("2022-03-12T18:05:00+01:00")
    assert shown(after=f"<p>{stamp}</p>") == moment
    assert shown(after='<p>Rat <ins datetime="2022-03-12">neu</ins></p>') is None
    assert shown(after='<p><abbr title="Bund">B.</abbr></p>') is None


def test_of_two_dates_beside_the_headline_that_of_a_change_comes_last():
    changed = "<p>Aktualisiert: 14.03.2022</p>"
    assert shown(after=f"{changed}<p>Erstellt: 12.03.2022</p>") == DAY
    assert shown(after=f"{changed}<p>Von Ilka Vandrey</p>") == datetime(2022, 3, 14)


def test_a_page_that_only_says_when_it_was_changed_has_that_day():
    changed = "<p>Letzte Aktualisierung der Seite: 12.03.2022</p>"
    assert shown(after=TEXT * 8 + changed) == DAY
    told = "<p>Veröffentlicht durch das Amt am 11.03.2022</p>"
    assert shown(after=TEXT * 8 + changed + told) == datetime(2022, 3, 11)


def test_the_date_beside_the_text_is_that_of_a_page_that_shows_no_headline():
    page = f"<div>Presse</div><p>2022-03-12 | Meldung</p>{TEXT}"
    assert read_page(page).published == DAY


def test_a_headline_of_a_lower_rank_is_one():
    heading = "<h4>Rat baut Steg am Ufer</h4>"
    page = f"<title>Rat baut Steg am Ufer</title><p>12.03.2022</p>{heading}{TEXT}"
    assert read_page(page).published == DAY


@pytest.mark.parametrize(
    "line",
    [
        "Datum: 12.03.2022 Autorin: Ilka Vandrey",
        "Veröffentlicht von Ilka Vandrey am 12. März 2022 in der Rubrik Bauen",
        "Eingereicht von Ilka Vandrey am Sa, 12.03.2022",
        "Dieser Beitrag wurde am <nobr>12. März 2022</nobr> gepostet und unter Bauen abgelegt",
    ],
)
def test_a_line_that_says_when_it_was_published_may_stand_anywhere(line):
    assert shown(after=f"{TEXT * 8}<p>{line}</p>") == DAY
    other = "<p>Veröffentlicht am 13.03.2022</p>"
    assert shown(after=f"{TEXT * 8}<p>{line}</p>{TEXT}{other}") is None


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2022/03/12/rat-baut-steg", DAY),
        ("/bauen/2022-3-12/", DAY),
        ("/2022/03/rat-baut-steg", None),
        ("/2022/13/12/steg", None),
        ("/12/2022/03/steg-2022-03-12-neu", None),
    ],
)
def test_the_folders_of_an_address_name_the_day_if_nothing_else_does(path, day):
    head = f'<link rel="canonical" href="https://bote.example{path}">'
    assert read_page(f"{head}<h1>Rat baut Steg</h1>{TEXT}").published == day


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ('<span itemprop="datePublished" content="2022-03-12"></span>', DAY),
        ('<p property="schema:dateCreated" content="2022-03-12">heute</p>', DAY),
        (
            '<div itemscope itemtype="https://schema.org/Review">'
            '<b itemprop="datePublished" content="2022-03-12"></b></div>',
            None,
        ),
    ],
)
def test_elements_of_the_text_may_date_it(given, day):
    assert shown(after=f"{TEXT * 8}{given}") == day
