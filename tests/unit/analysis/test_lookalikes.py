"""Words that are taken for forms of one another do not meet; endings that look like nouns are no
parts.
"""

from __future__ import annotations

import pytest

from search.analysis import lookalikes
from search.analysis.lookalikes import OF_OTHERS
from search.analysis.normalize import fold_exact
from search.analysis.variants import fold_variants


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
def test_a_word_does_not_meet_what_looks_like_a_form_of_it(stems_of, asked, others):
    for other in others.split():
        assert not stems_of(asked) & stems_of(other), other


def test_a_stem_that_is_said_to_be_of_others_is_one(stems_of, monkeypatch):
    """A stem without a form that loses it would do nothing."""
    forms = """
        banden bestand betrug bogen boten bremst bucht fährt fingen flohen fuhren gaben gebeten
        gefahren gehalten gelang gelegen genossen gerichtet gesichtet hört lagen las liefen machten
        mag malte sang saß schienen schloss schoss spart sprach standen stünde suchte
        taten trug unterlag verband verfuhr verstanden vorlag wächst zogen
        """
    kept = {form: stems_of(form) for form in forms.split()}
    monkeypatch.setattr(lookalikes, "OF_OTHERS", frozenset())
    lost = {stem for form, stems in kept.items() for stem in stems_of(form) - stems}
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
