"""Wire formats: the text is read, the notes to newsrooms never are."""

import json
from datetime import datetime

import pytest

from corpus import Article, ReadDoubt, ReadFailure, ReadSkip, read_file

LONG = "Der Rat der Stadt Aulen hat am Abend über den neuen Steg beraten, berichtete die Stadt."
SECRET = "Geheimnummer 0999 4711"
NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf xml:lang="de"><head><title>Kopf</title>
<tobject><tobject.subject tobject.subject.type="Politik"/></tobject>
<docdata><doc-id id-string="aln-17"/><date.issue norm="20251006T081500+0200"/>
<ed-msg info="{SECRET}"/><key-list><keyword key="Steg"/></key-list>
<doc.copyright holder="dpa"/></docdata><pubdata name="Aulener Bote"/></head>
<body><body.head><hedline><hl1>Neuer Steg</hl1></hedline><note><p>{SECRET}</p></note>
<byline>Von <person>Erna Beispiel</person></byline>
<dateline><location>Aulen</location> (dpa) - </dateline><abstract><p>Der Rat berät.</p></abstract>
</body.head><body.content><media><media-caption>{SECRET}</media-caption></media>
<block id="b"><p>{LONG}&nbsp;Ende.</p><hl2>Kosten</hl2><p>{LONG}</p><note>{SECRET}</note></block>
</body.content><body.end><tagline>{SECRET}</tagline></body.end></body></nitf>"""
NEWSML = f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:newsml:agentur.example:20251006:17" version="2" xml:lang="de">
<itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:dpa"><name>dpa</name></provider>
<versionCreated>2025-10-06T09:15:00+02:00</versionCreated>
<firstCreated>2025-10-06T08:15:00+02:00</firstCreated><pubStatus qcode="stat:usable"/>
<edNote>{SECRET}</edNote></itemMeta>
<contentMeta><headline>Neuer Steg</headline><by>Von Erna Beispiel</by>
<dateline>Aulen (dpa) -</dateline><creditline>dpa/lno</creditline>
<subject type="cpnat:abstract" qcode="x:1"><name>Politik</name></subject>
<keyword>Steg</keyword><description role="drol:summary">Der Rat berät.</description>
<description role="drol:note">{SECRET}</description></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{SECRET}</title></head><body>
<section class="main"><p>{LONG}</p><h2 id="k">Kosten</h2><p>{LONG}</p></section>
<section class="notepad"><h2>Internes</h2><p>{SECRET}</p></section>
<section><h2># Notizblock</h2><p>{SECRET}</p></section></body></html></inlineXML></contentSet>
</newsItem>
<newsItem guid="p"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta></newsItem>
<newsItem guid="c"><itemMeta><pubStatus qcode="stat:canceled"/></itemMeta><contentMeta/></newsItem>
</itemSet></newsMessage>"""
NINJS = {
    "uri": "http://agentur.example/17", "type": "text", "pubstatus": "usable", "language": "de",
    "versioncreated": "2025-10-06T09:15:00+02:00", "firstcreated": "2025-10-06T08:15:00+02:00",
    "headline": "Neuer Steg", "byline": "Von Erna Beispiel", "located": "Aulen",
    "copyrightholder": "dpa", "ednote": SECRET, "description_text": "Der Rat berät.",
    "subject": [{"name": "Politik"}], "keywords": ["Steg"],
    "body_xhtml": f"<p>{LONG}</p><h2>Kosten</h2><p>{LONG}</p><p>dpa-Notizblock</p><p>{SECRET}</p>",
}  # fmt: skip
NINJS_3 = {
    "uri": "urn:17", "headlines": [{"role": "kurz", "value": "Steg"}, {"role": "main",
    "value": "Neuer Steg"}], "bodies": [{"contenttype": "text/plain", "value": LONG},
    {"contenttype": "text/html", "value": NINJS["body_xhtml"]}],
    "descriptions": [{"value": "Der Rat berät."}], "subjects": [{"name": "Politik"}],
    "keywords": ["Steg"], "infosources": [{"name": "dpa"}], "ednote": SECRET,
    "firstcreated": "2025-10-06T08:15:00+02:00", "authors": [{"name": "Erna Beispiel"}],
    "located": [{"name": "Aulen"}],
}  # fmt: skip


def read(tmp_path, text, name):
    path = tmp_path / name
    path.write_text(text if isinstance(text, str) else json.dumps(text), "utf-8")
    return list(read_file(path, name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (NITF, "a.xml"),
        (NITF, "a.nitf"),
        (NEWSML, "a.xml"),
        (NINJS, "a.json"),
        (NINJS_3, "a.json"),
        ({"items": [NINJS]}, "a.json"),
    ],
    ids=["nitf", "suffix", "newsml", "ninjs", "ninjs 3", "list"],
)
def test_each_format_gives_the_same_article_and_no_secret(tmp_path, text, name):
    article = read(tmp_path, text, name)[0]
    assert isinstance(article, Article)
    assert SECRET not in json.dumps(article.to_dict(), ensure_ascii=False)
    assert (article.title, article.teaser) == ("Neuer Steg", "Der Rat berät.")
    assert (article.authors, article.agencies) == (("Erna Beispiel",), ("dpa",))
    assert article.dateline == "Aulen"
    assert article.published == datetime.fromisoformat("2025-10-06T08:15:00+02:00")
    assert article.topics == ("Politik", "Steg")
    assert [section.heading for section in article.sections] == ["", "Kosten"]
    assert article.sections[0].paragraphs[0].startswith(LONG)
    assert article.sections[1].paragraphs == (LONG,)


def test_identity_comes_from_the_sender(tmp_path):
    assert read(tmp_path, NITF, "a.xml")[0].id == "aln-17"
    assert read(tmp_path, NEWSML, "b.xml")[0].id == "urn:newsml:agentur.example:20251006:17"
    assert read(tmp_path, NINJS, "c.json")[0].url == "http://agentur.example/17"


def test_pictures_are_passed_over_and_withdrawn_texts_told(tmp_path):
    assert read(tmp_path, NEWSML, "a.xml")[1:] == [
        ReadFailure("a.xml", "item 2: withdrawn by its sender")
    ]
    [failure] = read(tmp_path, NINJS | {"pubstatus": "canceled"}, "a.json")
    assert failure == ReadFailure("a.json", "item 1: withdrawn by its sender")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not JSON"),
        ({"id": 1, "text": "x"}, "JSON of no known kind"),
        ("[" * 100_000, "nested too deeply"),
        ({"uri": "u", "headline": "T"}, "item 1: no article text found"),
    ],
)
def test_other_json_is_refused(tmp_path, text, reason):
    [failure] = read(tmp_path, text, "a.json")
    assert reason in failure.reason


@pytest.mark.parametrize(
    "line",
    [
        "Notizblock",
        "# dpa-Notizblock",
        "Redaktionelle Hinweise",
        "dpa-Kontakte",
        "Ansprechpartner: Karl Muster",
        "Die folgenden Informationen sind nicht zur Veröffentlichung bestimmt",
    ],
)
def test_what_follows_the_line_of_a_notepad_is_cut(tmp_path, line):
    item = NINJS | {"body_xhtml": f"<p>{LONG}</p><p>* * * *</p><p>{line}</p><p>{SECRET}</p>"}
    [article] = read(tmp_path, item, "a.json")
    assert SECRET not in str(article)
    assert line not in str(article)


FUTURE, PAST = "2999-01-01T06:00:00+01:00", "1999-01-01T06:00:00+01:00"
EMBARGOED = NEWSML.replace("<edNote>", "<embargoed>{}</embargoed><edNote>", 1)
RELEASED = NITF.replace("<date.issue", '<date.release norm="{}"/><date.issue', 1)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (EMBARGOED.format(FUTURE), "a.xml"),
        (EMBARGOED.format(""), "a.xml"),
        (RELEASED.format("29990101T060000+0100"), "a.nitf"),
        (NINJS | {"embargoed": FUTURE}, "a.json"),
        (NINJS | {"embargoed": "bis zum Ende der Sitzung"}, "a.json"),
    ],
    ids=["newsml", "newsml until told", "nitf", "ninjs", "ninjs until told"],
)
def test_an_embargoed_text_is_passed_over_until_its_time(tmp_path, text, name):
    skip = read(tmp_path, text, name)[0]
    assert isinstance(skip, ReadSkip)
    assert "embargoed until" in skip.reason
    assert skip.transient


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (EMBARGOED.format(PAST), "a.xml"),
        (RELEASED.format("19990101T060000+0100"), "a.nitf"),
        (RELEASED.format("sofort"), "a.nitf"),
        (NINJS | {"embargoed": PAST}, "a.json"),
        (NINJS | {"embargoed": None}, "a.json"),
    ],
    ids=["newsml", "nitf", "nitf without a date", "ninjs", "ninjs without one"],
)
def test_a_text_whose_embargo_is_over_is_read(tmp_path, text, name):
    assert isinstance(read(tmp_path, text, name)[0], Article)


def test_of_the_versions_in_one_message_the_newest_is_read(tmp_path):
    item = NEWSML[NEWSML.index("<newsItem guid=") : NEWSML.index("</newsItem>") + 11]
    for versions in ((1, 2, 3), (3, 2, 1), (2, 10, 9)):
        items = "".join(
            item.replace('version="2"', f'version="{version}"').replace("Neuer", f"{version}.")
            for version in versions
        )
        read_items = read(tmp_path, NEWSML.replace(item, items), "a.xml")
        [article] = [one for one in read_items if isinstance(one, Article)]
        assert article.title == f"{max(versions)}. Steg"
        assert article.version == max(versions)
        assert sum(isinstance(one, ReadSkip) for one in read_items) == 2


@pytest.mark.parametrize("mark", ["", "neu", "-1", "9" * 40, "²"])
def test_a_version_that_is_no_number_counts_as_none(tmp_path, mark):
    article = read(tmp_path, NINJS | {"version": mark}, "a.json")[0]
    assert article.version == 0


def test_a_date_that_cannot_be_read_is_told_and_the_text_is_read(tmp_path):
    dates = ["20251006T081500+0200", "2025-10-06T09:15:00+02:00", "2025-10-06T08:15:00+02:00"]
    for text, name, place in (
        (NITF, "a.nitf", ""),
        (NEWSML, "a.xml", "item 1: "),
        (json.dumps(NINJS), "a.json", "item 1: "),
    ):
        for date in dates:
            text = text.replace(date, "neulich")
        article, *rest = read(tmp_path, text, name)
        assert (article.title, article.published) == ("Neuer Steg", None)
        assert rest[-1] == ReadDoubt(name, f"{place}'neulich': no date that is understood")


def test_signs_of_those_who_wrote_and_sent_a_text_are_its_agency(tmp_path):
    for last in ("dpa wso n1 jo", "Ende. dpa wso yyzz"):
        item = {"uri": "x:1", "headline": "Steg", "body_text": f"{LONG}\n{last}"}
        [article] = read(tmp_path, json.dumps(item), "a.json")
        assert article.agencies == ("dpa",)
        assert article.sections[0].paragraphs == (LONG, "Ende.")[: 1 + last.startswith("Ende")]
