"""Forms of one word meet, though words that only look like them are kept apart."""

from __future__ import annotations

import pytest


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
def test_forms_of_one_word_meet(stems_of, forms):
    first, *others = (stems_of(form) for form in forms.split())
    assert first.intersection(*others)


def test_a_noun_made_of_a_verb_stands_for_itself_in_compounds(known):
    assert known.stems("impfung", capital=True) == ("impf", "impfung")
    assert known.stems("impfungen", capital=False) == ("impf", "impfung")


def test_a_verb_form_that_begins_a_sentence_is_no_noun_but_where_there_is_one(stems_of):
    assert stems_of("Lag") == stems_of("lag") == stems_of("liegen")
    assert stems_of("Stellt") == stems_of("stellt")
    assert stems_of("Macht") != stems_of("macht")


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
def test_forms_meet_though_another_word_is_kept_apart(stems_of, forms):
    one, other = (stems_of(form) for form in forms.split())
    assert one & other
