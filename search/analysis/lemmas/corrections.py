"""Forms whose lemma the dictionary lacks or has wrong: of strong verbs and of foreign nouns.

In: nothing.  Out: form → lemma, both as written; it overrules the dictionary.
Found by asking for the principal parts of 240 verbs and for 400 plurals; written from grammar.
What has an ending more ("gebackene"), or a particle before it ("vorgedrungen"), follows by rule.
"""

from __future__ import annotations

_ROWS = """
    gesamt: gesamt; sankt: sankt; ISS: ISS; atmen: atmen
    gelangen: gelangen gelangt gelangte gelangten
    backen: gebacken; befehlen: befohlen; beißen: gebissen; bergen: geborgen
    bersten: geborsten; blasen: geblasen; braten: gebraten; brechen: brach; dringen: gedrungen
    essen: aß; fahren: gefahren; fallen: fällt gefallen; fangen: gefangen; fechten: gefochten
    flechten: geflochten; gären: gegoren; gebären: gebiert; gefallen: gefällt gefiel gefielen
    geraten: gerät gerieten; kriechen: gekrochen; messen: maß misst mißt; misslingen: misslungen
    rennen: gerannt; schwören: geschworen; stehen: stand stände; sterben: stürben
    vergangen: vergangen vergangene vergangenem vergangener vergangenes
    umarmen: umarmt umarmte umarmten; verderben: verdorben; verzeihen: verzieh
    wiegen: wog wogen wöge wögen gewogen
    bieten: bietend bietende bietenden bietender bietendes bietendem
    Adverb: Adverbien; Atlas: Atlanten; Fossil: Fossilien; Index: Indizes Indices
    Kaktus: Kakteen; Matrix: Matrizen
"""
CORRECTIONS = {
    form: lemma
    for row in _ROWS.replace(";", "\n").strip().splitlines()
    for lemma, _, forms in [row.strip().partition(": ")]
    for form in forms.split()
}
