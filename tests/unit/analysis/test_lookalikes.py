"""Words that are taken for forms of one another do not meet; forms of one word still do. Endings
that look like nouns are no parts.
"""

from __future__ import annotations

import pytest

from search.analysis import Vocabulary, lookalikes
from search.analysis.lookalikes import OF_OTHERS
from search.analysis.normalize import fold_exact
from search.analysis.variants import fold_variants


@pytest.fixture(scope="module")
def known():
    return Vocabulary.of_dictionary()


def of(word, known):
    return set(known.stems(fold_exact(word), capital=word[0].isupper()))


@pytest.mark.parametrize(
    ("asked", "others"),
    [
        ("bereit", "bereits Bereits"),
        ("Runde", "rund Rund"),
        ("Einigung", "einige Einige einiges"),
        ("Meister", "meist meisten meistens"),
        ("Natur", "natürlich Natürlich natuerlich"),
        ("Rechte", "recht"),
        ("Lose", "los"),
        ("Fehler", "fehlt fehlen Fehlen"),
        ("Lage", "Lager Lagers lagern lag lagen läge"),
        ("Leben", "Leber"),
        ("Osten", "Ostern"),
        ("Premier", "Premiere Premieren"),
        ("Regie", "regieren regierte"),
        ("Zustand", "zuständig zuständigen Zuständigkeit zustaendig"),
        ("erneuern", "erneut erneuten"),
        ("schließen", "ausschließlich ausschliesslich"),
        ("Forderung", "Förderung Foerderung"),
        ("fordern", "fördern fördert gefördert Förderer foerdert"),
        ("zahlen", "zählen zählt gezählt Zähler"),
        ("tauschen", "täuscht Täuschung"),
        ("Wahrung", "Währung Waehrung"),
        ("Burg", "Bürger Bürgerin"),
        ("sagen", "Säge gesägt"),
        ("Bar", "Bär Bären Eisbär"),
        ("Macht", "machte machten"),
        ("Wiese", "wies wiesen"),
        ("führen", "fuhr fuhren"),
        ("Stunde", "stünden"),
        ("Schiene", "schien schienen"),
        ("andere", "ändern ändert geändert Änderung aendern"),
        ("Wand", "wandern wandert gewandert Wanderung Wanderer"),
        ("Einwand", "einwandern Einwanderer Einwanderung"),
        ("Verlag", "verlagern verlagert Verlagerung"),
        ("verlangen", "verlängern verlängert Verlängerung"),
        ("Schild", "schildern schildert geschildert"),
        ("außen", "äußern äußert geäußert Äußerung"),
        ("Mode", "modern moderne"),
        ("Konten", "kontern"),
        ("Müll", "Müller Müllers Mueller"),
        ("Verdi", "verdienen verdient"),
        ("Paare", "paar"),
        ("Wein", "weinen weint geweint"),
        ("Krieg", "kriegen kriegt gekriegt"),
        ("Berg", "bergen birgt geborgen"),
        ("Beton", "betont betonte"),
        ("Pass", "passt passten gepasst"),
        ("geraten", "Gerät Geräte"),
        ("Gericht", "gerichtet"),
        ("Gehalt", "gehalten"),
        ("zuständig", "Zuständigkeitsbereich"),
        ("Stelle", "stellt stellte gestellt gestellten stelle"),
        ("Teil", "teilt teilte geteilt teile"),
        ("Fall", "fallen fällt fiel fielen"),
        ("Zahl", "zahlt zahlte gezahlt"),
        ("Bild", "bilden bildet bildete gebildet"),
        ("Land", "landen landet landete gelandet"),
        ("Grund", "gründet gegründet Gründer Gründerin Gruender"),
        ("Laden", "lädt lud geladen"),
        ("Raum", "räumt räumte geräumt"),
        ("Schatz", "schätzt geschätzt schaetzt"),
        ("Weise", "weist wies gewiesen"),
        ("Unternehmen", "unternimmt unternahm unternommen"),
        ("Verfassung", "verfasst verfasste Verfasser"),
        ("heiß", "heißt hieß heisst"),
        ("bereit", "bereitet bereitete"),
        ("nah", "nähen näht genäht"),
        ("Sprache", "sprach sprachen"),
        ("Sänger", "sang sangen"),
        ("beruhigen", "beruht beruhen"),
        ("empor", "Empörung empört"),
        ("Richtung", "Richter"),
        ("richten", "Richter Richterin"),
        ("Vorgang", "Vorgänger Vorgängerin Vorgaenger"),
        ("verlegen", "Verleger"),
        ("dienen", "Dienst Dienste"),
        ("Kur", "Kurs Kurse"),
        ("Not", "Note Noten"),
        ("Mark", "Marke Marken"),
        ("Schuld", "Schulden"),
        ("Zeug", "Zeuge Zeugen Zeugin"),
        ("Post", "Posten postet gepostet"),
        ("Kohl", "Kohle Kohlen"),
        ("Bayer", "Bayern"),
        ("Christian", "Christiane"),
        ("weit", "weiter weitere weiteren"),
        ("lang", "längst laengst"),
        ("erste", "erst Erst"),
        ("möglich", "möglichst"),
        ("Fest", "fest feste"),
        ("Gewissen", "gewisse gewissen"),
        ("Würde", "würde wurde"),
        ("Ware", "war waren"),
        ("Person", "persönlich persönlichen Persönlichkeit"),
        ("Gewalt", "gewaltig gewaltigen"),
        ("bitten", "bitter bittere Bitterkeit"),
        ("locken", "locker lockerer"),
        ("schwingen", "schwanger Schwangere schwangeren"),
        ("überfallen", "überfällig überfällige"),
        ("Reise", "Reis Reises"),
        ("gut", "Güter Gütern Gueter"),
        ("gehören", "Gehör Gehörs"),
        ("Dampf", "dämpfen dämpft gedämpft Dämpfer daempft"),
        ("Dampfer", "Dämpfer Dämpfern"),
        ("Boten", "Bots"),
        ("Rat", "Rate Raten rate"),
        ("Juli", "Julie Julien"),
        ("gelaufen", "geläufig geläufige"),
        ("nicht", "nichts Nichts"),
        ("indem", "indes Indes"),
        ("seit", "seitens"),
        ("Messe", "messen misst maß gemessen"),
        ("gefallen", "gefällig Gefälligkeit Gefälle"),
        ("Sage", "sagen sagt sagte"),
        ("Liege", "liegen liegt lag"),
        ("Lese", "lesen liest las"),
        ("Brauch", "brauchen braucht brauchte gebraucht"),
        ("Bräuche", "brauchen bräuchte"),
        ("Anhalt", "anhalten angehalten anhaltend"),
        ("Hang", "hängt hing gehangen"),
        ("Lohn", "lohnt gelohnt lohne"),
        ("Stamm", "stammt stammen stammte"),
        ("Beruf", "beruft berief"),
        ("Klinge", "klingt klingen klang"),
        ("laut", "lautet lautete"),
        ("schick", "schickt schickte geschickt"),
        ("schade", "Schaden schadet"),
        ("Tat", "tat taten täte"),
        ("Bescheid", "bescheiden bescheidene Bescheidenheit"),
        ("Vergehen", "vergangen vergangene vergangener"),
        ("Anwesen", "anwesend anwesende Anwesenheit"),
        ("Reifen", "reif reifer"),
        ("Statist", "Statistik statistisch"),
        ("Wachs", "wachsen wächst"),
        ("gebären", "Gebaren"),
        ("Montag", "Montage Montagen"),
        ("Band", "Bande Banden"),
        ("Akt", "Akte Akten"),
        ("Daten", "Date Dates"),
        ("jung", "Jungs"),
        ("dicht", "Dichter Dichterin"),
        ("Anhang", "Anhänger Anhängerin"),
        ("behalten", "Behälter"),
        ("Gelände", "Geländer"),
        ("Last", "Laster lästig belästigen"),
        ("Stand", "Ständer"),
        ("Post", "Poster"),
        ("fuhr", "führen führt Führung"),
        ("einführen", "Einfuhr Einfuhren"),
        ("Fuge", "fügen verfügen"),
        ("Store", "stören gestört"),
        ("Stuck", "Stück Stücke"),
        ("Drohne", "dröhnt Dröhnen"),
        ("Mähne", "mahnen mahnte"),
        ("Georg", "George"),
        ("Grab", "Graben Gräben"),
        ("kundig", "kündigen Kündigung gekündigt"),
        ("trotz", "trotzt trotzte getrotzt"),
        ("verlegen", "Verlegenheit"),
        ("Beton", "Betonung"),
        ("wohnen", "Wohnung Wohnungen"),
        ("sitzen", "Sitzung"),
        ("regieren", "Regierung"),
        ("kurz", "Kürzung Kürzungen"),
        ("klar", "Klärung"),
        ("Schule", "Schulung"),
        ("legen", "Legende Legenden"),
        ("weichen", "gewichten"),
    ],
)
def test_a_word_does_not_meet_what_looks_like_a_form_of_it(known, asked, others):
    for other in others.split():
        assert not of(asked, known) & of(other, known), other


@pytest.mark.parametrize(
    "forms",
    [
        "bereit bereiter bereite",
        "meist meisten meiste",
        "einige einiger einiges einigem einigen",
        "Fehler Fehlers Fehlern",
        "Lager Lagern lagern lagert gelagert",
        "Wunder wundern wunderte",
        "Bauer Bauern Bäuer:innen",
        "liegen liegt lag lagen läge gelegen",
        "fahren fährt fuhr fuhren",
        "machen macht machte gemacht",
        "stehen steht stand standen stünden",
        "fördern fördert gefördert Fördern foerdern FÖRDERN",
        "Förderung Förderungen Foerderung",
        "zählen zählte gezählt zaehlt",
        "Bürger Buerger Bürgern Bürgerin Bürger:innen",
        "zuständig zuständigen zuständiger Zuständigkeit zustaendig",
        "ausschließlich ausschließliche ausschliesslich",
        "regieren regiert regierte regiere",
        "lösen löst löste gelöst",
        "Bär Bären Baeren",
        "liefern liefert lieferte geliefert Lieferung Lieferungen",
        "ändern ändert änderte geändert Änderung Änderungen aendern",
        "fordern forderte gefordert Forderung",
        "verbessern verbessert Verbesserung",
        "Dauer dauern dauert gedauert",
        "Steuer Steuern steuern steuert Steuerung",
        "Feier Feiern feiern gefeiert",
        "wandern Wanderung Wanderer Wanderern gewandert",
        "Schild Schilder Schildern",
        "geraten gerät geriet",
        "gern gerne",
        "modern moderne modernen",
        "Klöster Kloster",
        "Schlösser Schloss",
        "stellen stellt stellte gestellt gestellte stelle",
        "landen landet gelandet Landen",
        "gründen gründet gegründet Gründer Gründerin Gründer:innen",
        "Grund Gründe Gründen",
        "fallen fällt fiel",
        "reich reichen reiche",
        "reichen reicht reichte",
        "heiß heißen heiße",
        "Waren Ware",
        "Gericht Gerichte",
        "Kurs Kurse Kurses",
        "Richter Richterin Richterinnen",
        "locker lockere lockern gelockert Lockerung",
        "schwanger Schwangere schwangeren",
        "fordern fordere",
        "erinnern erinnere",
        "nah nähere",
        "tatsächlich tatsächliche",
        "backen gebacken gebackene",
        "befehlen befohlen",
        "beißen biss gebissen",
        "bergen barg geborgen",
        "blasen blies geblasen",
        "essen isst aß äße gegessen",
        "fallen fällt fiel gefallen gefallene",
        "gefallen gefällt gefiel gefielen",
        "fangen fing gefangen",
        "geraten gerät geriet gerieten",
        "gelangen gelangt gelangte",
        "gestehen gestand gestanden",
        "stehen stand stände gestanden",
        "messen misst maß gemessen",
        "rennen rannte gerannt",
        "schwören schwor geschworen",
        "vordringen vorgedrungen vorgedrungene",
        "wiegen wog wöge gewogen",
        "umarmen umarmt umarmte",
        "brauchen gebraucht",
        "gebrauchen gebraucht",
        "freuen gefreut",
        "atmen geatmet",
        "binden bindend bindende",
        "ziehen zieht Zieht",
        "hoch höher Höhere",
        "Atlas Atlanten",
        "Index Indizes",
        "Stadion Stadien",
        "Stadium Stadien",
        "Kaktus Kakteen",
        "Fossil Fossilien",
        "Name Namens",
        "Rat Rats Rates Räte",
        "Rate Raten",
        "Güter Gütern",
        "Dampf Dämpfe Dämpfen",
        "lauten lautet lautete lautend",
        "laut lauter lauten",
        "schicken schickt geschickt schickst",
        "hängen hängt hing gehangen hängst",
        "lohnen lohnt gelohnt lohnend",
        "stammen stammt stamme stammst",
        "zeugen zeugt gezeugt",
        "Zeuge Zeugen Zeugin",
        "beruhen beruht beruhe beruhende",
        "tun tat getan täte",
        "Hang Hänge Hanges",
        "Brauch Bräuche Bräuchen",
        "Dichter Dichtern Dichterin",
        "bescheiden bescheidener Bescheidenheit",
        "vergangen vergangene vergangener vergangenen Vergangenheit",
        "Meinen meint gemeint",
        "Graben Gräben Grabens",
        "Bauer Bäuerin Bäuerinnen",
        "betonen betont Betonung",
        "impfen geimpft Impfung Impfungen",
        "lösen gelöst Lösung Lösungen",
        "öffnen geöffnet Öffnung Oeffnung",
        "gründen gegründet Gründung",
        "zahlen gezahlt Zahlung",
        "nominieren nominiert Nominierung",
        "lehren Lehrende Lehrenden Lehrer",
        "forschen Forschende Forscherin",
        "joggen joggt gejoggt gejoggte",
    ],
)
def test_forms_of_one_word_meet(known, forms):
    first, *others = (of(form, known) for form in forms.split())
    assert first.intersection(*others)


def test_a_noun_made_of_a_verb_stands_for_itself_in_compounds(known):
    assert known.stems("impfung", capital=True) == ("impf", "impfung")
    assert known.stems("impfungen", capital=False) == ("impf", "impfung")


def test_a_verb_form_that_begins_a_sentence_is_no_noun_but_where_there_is_one(known):
    assert of("Lag", known) == of("lag", known) == of("liegen", known)
    assert of("Stellt", known) == of("stellt", known)
    assert of("Macht", known) != of("macht", known)


def test_a_stem_that_is_said_to_be_of_others_is_one(known, monkeypatch):
    """A stem without a form that loses it would do nothing."""
    forms = """
        banden bestand betrug bogen boten bremst bucht fährt fingen flohen fuhren gaben gebeten
        gefahren gehalten gelang gelegen genossen gerichtet gesichtet hört lagen las liefen machten
        mag malte sang saß schienen schloss schoss spart sprach standen stünde suchte
        taten trug unterlag verband verfuhr verstanden vorlag wächst zogen
        """
    kept = {form: of(form, known) for form in forms.split()}
    monkeypatch.setattr(lookalikes, "OF_OTHERS", frozenset())
    lost = {stem for form, stems in kept.items() for stem in of(form, known) - stems}
    assert lost == OF_OTHERS


@pytest.mark.parametrize(
    "word",
    """
    amerikanischen dramatischen juristischen Protesten berühmtesten Diskussionen Notwendigkeit
    folgendes kommendes Verbraucher Verstand Beschimpfung Begleiter Redaktion Diskurs Gründung
    Psychologe Astronomen Kombination Generationen Transporte Arbeitslose dauerhafte glaubhaft
    normalerweise Normalerweise kapitalistische entfallenden
    Niedersachsens
    """.split(),
)
def test_an_ending_that_looks_like_a_noun_is_no_part(known, word):
    assert [part.text for part in known.parts(word)] == [word]


@pytest.mark.parametrize(
    "word",
    """
    Stammtisch Stammtische Schreibtisch Jahresendes Sichtweise Einzelhaft Speisefisch Wochenende
    """.split(),
)
def test_a_noun_that_looks_like_an_ending_is_a_part(known, word):
    assert len(known.parts(word)) == 2


def test_a_function_word_that_is_cut_short_is_one(known):
    assert known.stems(fold_exact("soll's"), capital=False) == known.stems("soll", capital=False)
    assert known.stems("soll", capital=False)[0].startswith("·")


@pytest.mark.parametrize("word", "los halt recht paar schade".split())
def test_a_noun_is_told_from_the_small_word_by_its_capital_letter(known, word):
    assert known.stems(word, capital=False)[0].startswith("·")
    assert not known.stems(word, capital=True)[0].startswith("·")


@pytest.mark.parametrize(
    "forms",
    [
        "Zuständigkeit Zuständigkeiten",
        "Krieg Kriegen",  # as a noun
        "Berufung Beruf",
        "Fass Fassen",
        "einigen geeinigt",
        "Fähre Fähren",
    ],
)
def test_forms_meet_though_another_word_is_kept_apart(known, forms):
    one, other = (of(form, known) for form in forms.split())
    assert one & other


def test_many_words_at_a_time_have_the_stems_of_each(known):
    """Quick looks pass over most words; none of these may be."""
    many = known.loaded()
    words = """
        bereits einigen los erst halt recht paar weinen kriegen bergen betonen reichen passen fassen
        stocken erneuter Müllers Premieren Zustände
        zuständiger Förderung löste Fähren Steuern Förderers liefern Bäuer ostern fordern soll's
        """.split()
    for capital in (False, True):
        exact = [fold_exact(word) for word in words]
        folded = [fold_variants(word) for word in exact]
        each = [known.stems(word, capital=capital) for word in exact]
        assert many.stems_of_all(exact, capitals=[capital] * len(words), folded=folded) == each


def test_a_stem_that_is_spelt_otherwise_than_its_word_stays_as_it_is():
    assert lookalikes.with_umlauts("messgeräten", "messgerat") == "messgerät"
    assert lookalikes.with_umlauts("großgeräten", "grossgerat") == "grossgerat"
