"""Articles with words to misspell, join, take apart and cut short, for `test_ways_out.py`."""

from __future__ import annotations

ARTICLES = [
    {"id": "a1", "title": "Brücke gesperrt", "text": "Die Brücke am Hafen ist zu."},
    {"id": "a2", "title": "Hafenfest", "text": "Das Fest am Hafen.", "source": "Bote"},
    {"id": "a3", "title": "Bahn", "text": "Die Schwebebahn fährt.", "source": "Kurier"},
    *({"id": f"b{n}", "title": "Werft", "text": f"Die Nordwerft baut {n}."} for n in range(6)),
    {"id": "b6", "title": "Nord", "text": "Der Wind aus Nord, die Werft ist zu."},
    {"id": "a4", "title": "Konzert", "text": "Die Philharmonie spielt in Schmöllenau."},
    {"id": "a5", "title": "Technik", "text": "Das Telefon Quadro 12 ist da, 12 Euro teurer."},
    {"id": "d1", "title": "Sturm", "text": "Ein Orkan zog auf.", "date": "2020-03-15"},
    {"id": "e1", "title": "Kontor", "text": "Apocalypse or Revolution."},
    {"id": "f1", "title": "Deich", "text": "Der Deich hält." + " Es regnet." * 9 + " Die Wiese."},
    {"id": "g1", "title": "Saal", "text": "Das Achteck ist leer."},
    {"id": "n1", "title": "Wiese", "text": "Der Neue Wiesenbund (NWB) mäht.", "date": "2021-05-01"},
    {"id": "n2", "title": "Mahd", "text": "Der NWB wartet ab.", "source": "Kurier"},
    {"id": "n3", "title": "Heu", "text": "Heu vom Neuen Wiesenbund."},
    {"id": "n4", "title": "Rede", "text": "Anno Wiesbold (NWB) sprach."},
    {"id": "k1", "title": "Kai", "text": "Dort steht eine Schule."},
    {"id": "k2", "title": "Kai", "text": "Dort stehen Schulen."},
    {"id": "k3", "title": "Kai", "text": "Dort steht eine Tanzschule."},
    {"id": "d2", "title": "Sturm", "text": "Der Orkan vom 15.03.2020.", "date": "2020-03-20"},
]
