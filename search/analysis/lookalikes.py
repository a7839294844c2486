"""Words that the stemmer takes for forms of one another and that are none: "Fehler" and "fehlt".

In: a word as `variants.py` spells it.  Out: the stem it has instead, or what of its stem is kept.
In 17,692 news articles "Fehler" found every "fehlt", "bereit" every "bereits", "Lage" every "lag",
"Förderung" every "Forderung". The tables hold what such counts showed first; what is related
("Spiel" and "spielen", "Natur" and "natürliche", "Übernahme" and "übernahm") is left together. A
verb is kept from a noun where it is used for other things ("stellen" and "Stelle").
"""

from __future__ import annotations

import re

_PLAIN = str.maketrans("äöü", "aou")
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü"}
_VOWEL = re.compile("|".join(_UMLAUTS))


def _both(words: str) -> frozenset[str]:
    """Return words, also as a keyboard without umlauts writes them."""
    return frozenset([*words.split(), *words.translate(_TWO_LETTERS).split()])


# Adverbs, particles and pronouns as they stand; the stemmer makes them forms of "bereit", "Runde",
# "Einigung", "Meister", "Fall", "Leid", "Natur", "Achtung", "Nichte", "Fasten", "Geste", "lang",
# "jung", "übrig", "möglich", "Wirklichkeit", "Offenbarung", "Seite", "Mittel", "Notfall", "Name",
# "mehrere", "ausrechnen"; and the name of a union, which it makes one of "verdienen".
_OWN = _both(
    """
    bereits rund einige einiger einiges einigem einigen meist meiste meisten meistens falls teils
    eben leider statt demnach einmal natürlich einschließlich anlässlich lediglich
    vornehmlich immer gestern indem fast acht angesichts vorab ungefähr verdi
    erst mehr längst jüngst übrigens möglichst wirklich offenbar mittels notfalls
    ausgerechnet
    """
)
# Those that with a capital letter are another word: "Los", "Recht", "Fest", "Gewissen", "Namens";
# "schade" is not about "Schaden".
_OWN_SMALL = frozenset(
    """
    namens los halt recht paar schade fest feste festen fester festes festem
    gewiss gewisse gewissen gewisser gewisses gewissem
    """.split()
)
# Function words that with a capital letter are nouns; "Meinen" so that the verb is asked for, too.
NOUNS = _both("würde waren ware meinen")

# Nouns and names that end as plurals and comparatives do.
_ENDING = """
    anhänger banner bauer becker behälter berger center eigner erreger fehler fischer füller
    geländer hammer kammer köcher lager laster leber leder manchester marker master mauer mayer
    messer meter mister müller nenner neubauer oliver pfeiler poller poster premiere richter
    roller router schulter ständer stecker steiner summer trauer verfasser verleger volker
    vorgänger walter weser wetter wunder zeiger zucker
    """
# Other words, each with its forms, that are not about "Ost", "Regie", "Post", "Kur", "dienen",
# "herb", "Kohl", "Mark", "Not", "Schuld", "Zeug", "Bayer", "rächen", "Eis", "ruhig", "nah", "Land",
# "Platz", "Bild", "Haft", "weit", "Christian", "Reise", "gut", "gehören", "Dampfer", "Bote", "Rat",
# "Juli", "nicht", "indem", "seit", "brauchen", "anhalten", "wachsen", "Montag", "Band", "Akt",
# "Daten", "Statistik", "gefallen", "geboren" and others. A stem must begin as its shortest form
# (`fronts.py`); "·" is no letter.
_WITH_FORMS = """
    bauer bäuer bäuerin bäuerinnen, ostern, regiere regieren, posten postens, kurs kurse kursen
    kurses, dienst dienste diensten dienstes diensts, herbst herbstes herbsts, kohle kohlen,
    köhler köhlers, marke marken, note noten, schulden, zeuge zeugin zeuginnen, bayer bayers,
    bayern bayerns, rachen rachens, eisen eisens, lachs lachse lachses lachsen, ·wachs wachs
    wachses, ·brauch brauch brauchs brauches bräuche bräuchen, ·anhalt anhalt anhalts, montage
    montagen, bande, akte akten, date dates, güte, gefälle gefälles gefällen, ·statist statist
    statisten statistin statistinnen, gebaren gebarens, western westerns, einfuhr einfuhren,
    ausfuhr ausfuhren, jungs, jeans, jacke jacken, weste, becken beckens, franken frankens,
    wales, arte, george georges, simone simones, philippe philippes, gabriele gabrieles, luise
    luises, louise louises, jane janes, irene irenes, denise denises, verlegenheit, auguste
    augustes, beruhen beruhe beruhend beruhende beruhenden, nähen, landen, platzen, bilden,
    haften, christiane, juliane, christopher, johannes, ·reis reis reises, güter gütern, gehör
    gehörs, dämpfer dämpfers dämpfern, bots, rate, julie julies, julien juliens, nichts, indes,
    seitens, times, time, würde, ware waren, weiter weitere weiteren weiterer weiteres weiterem
    """
_WHOLE = {
    **{
        form: noun
        for noun in _ENDING.split()
        for ending in ("", "s", "n", "in", "innen")
        for form in _both(noun + ending)
    },
    **{form: row.split()[0] for row in _WITH_FORMS.split(",") for form in _both(row)},
    **dict.fromkeys(_both("gründer gründers gründern gründerin gründerinnen"), "gründen"),
    **dict.fromkeys("dichters dichterin dichterinnen".split(), "dichter"),
    **dict.fromkeys(("betonung", "betonungen"), "betonen"),
}

# Nouns that in small letters are forms of verbs or adjectives.
_WHOLE_NOUNS = {
    **{"raten": "rate", "zeugen": "zeuge", "banden": "bande", "dichtern": "dichter"},
    **dict.fromkeys("graben grabens gräben graeben".split(), "graben"),
    **{noun: noun for noun in "anwesen sage liege lese dichter reifen".split()},
}

# Adjectives, and all that is made of them, that are not about "heben", "Zustand", "vergeben",
# "verlassen", "führen", "Anfall", "erneuern", "Bescheid", "Person", "Gewalt", "bitten", "locken",
# "laufen" and others.
_ADJECTIVES = _both(
    """
    angeblich anfällig ausdrücklich ausführlich ausschließlich beliebig bescheiden beständig
    beträchtlich bitter einschlägig einstellig eisern empfindlich erheblich erneut gewaltig
    grundsätzlich gefällig gehörig geläufig geständig hauptsächlich herkömmlich lächerlich
    lecker locker persönlich rückgängig schwanger tatsächlich überfällig ursprünglich
    verbindlich vergeblich verlässlich verständig verständlich vorläufig zuständig
    """
)
_BEGIN = frozenset(word[:4] for word in _ADJECTIVES)
_ADJECTIVE = re.compile(f"({'|'.join(_ADJECTIVES)})(?:(?:er|st)?(?:e[mnrs]?)?|[hk]eit(?:en)?)")

# Stems of past and other forms of verbs that are those of nouns, or of other verbs: "lag" and
# "Lage", "wies" and "Wiese", "fuhr" and "führen", "stünden" and "Stunden", "machte" and "Macht".
OF_OTHERS = frozenset(
    """
    band bestand betrug bog bot brem bucht fahrt fing floh fuhr gab gebet gefahr gehalt gelang geleg
    genoss gericht gesicht hort lag las lief macht mag malt sang sass schien schloss schoss spart
    sprach stand stund sucht tat trug unterlag verband verfuhr verstand vorlag wach zog
    """.split()
)

# Verbs that stand for their own stem, which is that of "Wein", "Krieg", "Berg", "Beton", "Pass",
# "Fass", "Stock", "Stelle", "Teil", "Schatz", "Raum", "Tag", "Laden", "Wagen", "Rücken", "Weise",
# "Lohn", "Stamm", "Hang", "Beruf" and others: also their first person, which is how reports quote
# ("er stelle sich").
_OF_NOUNS = """
    weinen kriegen bergen betonen passen fassen stocken stellen teilen fallen zahlen schätzen räumen
    tagen laden wagen regen rücken rasen ringen rollen münden weisen zeugen verfassen posten
    unternehmen vermögen ansehen gründen bilden landen platzen haften dämpfen
    lohnen stammen hängen klingen berufen trotzen
    """.split()
# The same beside "heiß", "reich", "weich", "bereit", "billig", "laut", "schick", of which the
# infinitive is a form.
_OF_ADJECTIVES = frozenset("heißen reichen weichen bereiten billigen lauten schicken".split())
# "messe" in small letters is what a reader types for "Messe".
VERBS = frozenset([*_OF_NOUNS, *_OF_ADJECTIVES, "messen"])
# "stelle", "stellst", and with a "d" or "t" before the ending, which the stemmer takes off,
# "bildet".
FORMS = {
    **{verb[:-1]: verb for verb in _OF_NOUNS},
    **{verb[:-2] + "st": verb for verb in VERBS if verb[-3] not in "dtsßz"},
    **{
        verb[:-1] + ending: verb
        for verb in VERBS
        if verb[-3] in "dt"
        for ending in ("t", "te", "ten")
    },
}

# Roots that mean another thing without their umlaut, and that no inflection gives it to:
# "fordern", "zahlen", "tauschen", "wahren", "lauten", "los", "stutzen", "zucken", "Schlager",
# "schonen", "vertraglich", "Kuchen", "Burger", "sagen", "saugen", "rosten", "Walzer", "schwul",
# "Bar", "geraten", "gelandet", "Spur", "Ruhr", "Blut", "Prag", "tut", "hocken", "fahren", "empor",
# "Store", "fuhr", "Fuge", "Stuck", "Drohne", "Kuhn", "Last", "mahnte", "Fahrt", "kundig".
# Not "drücken": "Drücke" is a plural of "Druck".
_ROOTS = (
    "förder|zähl|täusch|währ|läut|(?<!k)lös(?!s|ch)|stütz|zück|schläger|schön|verträglich|küche"
    "|bürger|säg|säug|(?<![ft])röst|wälz|schwül|(?<!ge)bär(?=(?:en|in|innen|chen|s)?$)"
    "|empör|gerät(?=(?:e|en|es|s)?$)|geländ|spür|rühr|(?<!ge)blüt(?!ig)|präg|tüte|höcke|fähre(?=n?$)"
    "|stör|führ|füg|stück|dröhn|kühn|läst(?=ig)|kündig|mähne|fährte(?=n?$)"
)
_TWIN = re.compile(
    re.sub("[äöü]", lambda one: f"(?:{one[0]}|{one[0].translate(_TWO_LETTERS)})", _ROOTS)
)


def may_be_one(word: str) -> bool:
    """Tell whether a word may have another stem here: quick, and never wrong about one that has."""
    return (
        word in _WHOLE
        or word in _WHOLE_NOUNS
        or word in _OWN
        or word in _OWN_SMALL
        or word in VERBS
        or word in FORMS
        or word[:4] in _BEGIN
        or (_has_umlaut(word) and _TWIN.search(word) is not None)
    )


def has_own(word: str, *, capital: bool) -> bool:
    """Tell whether a word has a stem of its own, as function words have."""
    return word in _OWN or (word in _OWN_SMALL and not capital)


def of_verb(lemma: str, *, form: str, plain: str) -> tuple[str, ...]:
    """Return the stems of a word in small letters that is a form of one of VERBS, () for another.

    Args:
        lemma: that of the form, or the form itself.
        plain: the stem of the form.
    """
    verb = FORMS.get(form, lemma)
    if verb not in VERBS:
        return ()
    return (plain, verb) if form in _OF_ADJECTIVES or form == "gefallen" else (verb,)


def whole_stem(word: str, *, capital: bool = False) -> str:
    """Return the stem of a word whose ending is none, "" for another."""
    if capital and word in _WHOLE_NOUNS:
        return _WHOLE_NOUNS[word]
    if word[:4] in _BEGIN and (found := _ADJECTIVE.fullmatch(word)):
        return _in_umlauts(found[1]).replace("ß", "ss")
    return _WHOLE.get(word, "")


def with_umlauts(word: str, stem: str) -> str:
    """Return the stem of a word with the umlauts that tell it from another: "förd", not "ford"."""
    if not _has_umlaut(word) or not _TWIN.search(word):
        return stem
    written = _TWIN.sub(lambda root: _in_umlauts(root[0]), word)
    if not written.translate(_PLAIN).startswith(stem):
        return stem
    kept = list(stem)
    for root in _TWIN.finditer(written):
        kept[root.start() : root.end()] = written[root.start() : min(root.end(), len(stem))]
    return "".join(kept)


def _has_umlaut(word: str) -> bool:
    return not word.isascii() or "ae" in word or "oe" in word or "ue" in word


def _in_umlauts(word: str) -> str:
    return _VOWEL.sub(lambda two: _UMLAUTS[two[0]], word)
