"""What German grammar says about compounds: closed word classes, joints, weights.

In: nothing.  Out: tables; no list here was copied from anywhere.
A compound is one or more first parts, each with its joint (Fuge), and a head: the head is a noun or
an adjective and carries the inflection; a first part is a noun, the stem of a verb, an adjective
without ending, or one of the bound stems of BOUND.
"""

from __future__ import annotations

VOWELS = frozenset("aeiouäöüy")
# The letters between two parts, in the order in which a model stores their costs.
JOINTS = ("", "s", "n", "en", "es", "er", "e", "ens")
# How often each stands between two parts, before anything is known of the parts.
JOINT_SHARE = (0.6, 0.2, 0.1, 0.06, 0.03, 0.03, 0.03, 0.005)

# What kind of word a string is. A string may be several things at once.
NOUN, ADJECTIVE, VERB, NAME, LEXICAL, LEMMA, STEM = 1, 2, 4, 8, 16, 32, 64
# What kind of first part it is.
NOUN_FIRST, ADJECTIVE_FIRST, STEM_FIRST, CLIPPED_FIRST = 1, 2, 3, 4

SHORTEST_PART, SHORTEST_WORD, LONGEST_WORD = 3, 7, 64
# Weights in sixteenths of a nat, tuned together (tests/evaluation/compounds.py shows the outcome).
UNIT = 16
LETTER = 1 * UNIT  # every letter a part explains
PART = 80  # each part costs that much
FURTHER_PART = 40  # each part beyond two: "Waffenruhe|verhandlungen"
SHORT_PART = 24  # a part of three letters
ADJECTIVE_HEAD, NAMED_HEAD, NAMED_FIRST = 25, 24, 16
FIRST_BONUS = {NOUN_FIRST: 13, ADJECTIVE_FIRST: -9, STEM_FIRST: -24, CLIPPED_FIRST: -8}
# A word that stays whole: what each letter, each doubling of its frequency and its kind count.
WHOLE_LETTER, WHOLE_COUNT = -6, 23
WHOLE_UNKNOWN, WHOLE_SEEN, WHOLE_NOUN, WHOLE_VERB, WHOLE_ADJECTIVE = -46, 16, 5, 133, 73

# Prepositions, particles, prefixes, articles, pronouns, auxiliaries and endings are no parts.
NO_PARTS = frozenset(
    """
    ab an auf aus bei durch ein empor entgegen entlang fort gegenüber her herab heran herauf heraus
    herbei herein herum herunter hervor hin hinab hinauf hinaus hinein hinter hinunter hinzu mit
    nach ob statt trotz über um umher unter vor voran voraus vorbei vorher vorüber wider wieder
    zu zurück zusammen be ent emp er ge miss ver zer un ur bevor dagegen daher dahin darauf davon
    dazu ander anders ihr ihre ihrer ihres sein seine seiner dies diese dieser jene jener alle aller
    alles eine einer eines einem einen der die das den dem des und oder aber auch noch schon sehr
    kein keine mein dein unser euer wer was wie wo wann warum denn sind hat hatte haben wird ist war
    beim zum zur vom ins ans nur dass wenn weil damit dabei darin deren dessen denen jetzt heute
    gestern hier dort dann immer nie oft etwa eben fast bin bist seid wart waren will soll kann muss
    darf mag man sie wir ich anti
    lich isch ung ungen heit heiten keit keiten schaft schaften tum tümer ling linge sam
    chen lein ismus ismen isten istin nis nisse nissen erin erinnen innen ierung ierungen endem
    ler ner nern ers ige igen iger iges igem ischen ische ischer tion tionen ation ationen ität
    sten ste ster stes stem eren ere erer eres arisch arische arischen ens ges erweise inter
    este esten ester estes
    darüber darunter dahinter daneben dafür daran davor dazwischen
    itäten tät aner ianer eur eure iker ikern ant anten enten nnen schen sterin sterinnen
    ans aufs durchs fürs hinterm hinters überm übers unterm unters vorm vors
    """.split()
)
# What words only seem to begin with: prefixes with a letter of what follows ("Beg|riff",
# "Unt|ergebene"), those of loans ("Pro|gramm", "Dis|kurs") and of names ("Dan|aide").
NO_FIRSTS = frozenset(
    """
    abb abd abs abt ach ali ana and ani apo ban beg bel ben ber besch bet bon bor bro car cha chi
    dan dar dia dis eins eise enge erg erl fin fla for gam geb geg gel gene ger gera gere gew han
    har hers hint islami iso kar kat kata kol kor kos kra lan lau mac mar mau met mol nied nor pan
    par para pas pat pau pen per peri phil pro pul qua ram rauf red rei ren sel sem sen sier sol sor
    spe spezi spi sur tan tel temp tran tri unt verb verl vers vert
    """.split()
)
# First parts only: at the end they are endings ("arbeitslos", "kulturelle", "amerikanischen",
# "dramatischen", "Diskussionen", "republikanischer", "protesten", "Arbeitslosen", "Gründung",
# "Psychologe", "Gastronomen", "Verstand", "progressiven", "Redakteurin", "Ergehen",
# "Antragsteller", "Handlungen", and of names: "Langhoff").
NO_HEADS = frozenset(
    """
    los bar lern elle ellen eller elles ellem rinne rinnen nische nischen tischem tischen tischer
    tisches lungen hoff ionen cher testen wendigkeit lose losen loser loses losem hafte haften
    hafter haftes haftem dung loge logen login loginnen nomen tand iven ales bene iden rauten chung
    gere ting urin urinnen ehen rist risten teller tellern tellers
    """.split()
)
# Adjectives of their own, but no heads as such: "beziehungsweise" is a form of "Weise", or of none.
NOUN_HEADS = frozenset("weise weisen weiser weises weisem".split())
# Words that end so are none: "normalerweise".
ADVERB = "erweise"
# Nouns of three letters that end compounds; others do only where a corpus uses them often.
SHORT_HEADS = frozenset(
    """
    akt amt art arm bad bär bau box bus cup ehe eis fuß gas gut hof hut kur lob lok maß mut not ohr
    ort rad rat ruf see tag tal tat tee tod ton tor tür typ uhr weg wut zoo zug
    """.split()
)
# What inflection puts behind a noun or an adjective, but for umlauts.
ENDINGS = ("s", "es", "n", "en", "e", "er", "ern", "nen")
# After the stem of a verb these are no heads but make its participle: "such|ende".
PARTICIPLES = frozenset("end ende endem enden ender endes".split())
# Stems that stand only, or otherwise than as words of their own, at the front of nouns.
BOUND = frozenset(
    """
    außen innen sonder haupt gesamt schwieger stief elektro auto mikro makro mini maxi mono multi
    neo nano öko bio geo hydro thermo foto photo video radio tele turbo ultra super pseudo
    psycho agrar zentral extra exo euro neuro chrono aqua poly opto neben gegen zwischen nicht
    binnen nieder rück grund allein ober mittel nord süd ost west zwei drei vier fünf sechs sieben
    acht neun zehn elf zwölf hundert tausend halb voll viel mehr selbst einzel doppel präzedenz
    fernseh kern
    """.split()
)
# Heads of names. A word with such a head and without a plural is the name of a place or person.
NAME_HEADS = frozenset(
    """
    mann
    land reich burg berg stadt dorf furt hausen heim bach tal feld hain horst brück brücken bruck
    münster kirchen kirch stein rode walde wald see born brunn hagen hafen haven hof holz mark markt
    au weil weiler wick fels felden ried rath roda eck ufer
    """.split()
)
# States and regions whose names look like compounds; a small corpus does not tell them apart.
COUNTRIES = frozenset(
    """
    deutschland ostdeutschland westdeutschland russland england schottland irland nordirland
    island finnland lettland estland griechenland neuseeland niederlande frankreich österreich
    dänemark norwegen grönland thailand swasiland holland seeland jütland lappland emsland saarland
    rheinland sauerland münsterland vogtland burgenland steiermark vorarlberg luxemburg weißrussland
    mecklenburg brandenburg sachsen niedersachsen oberösterreich niederösterreich
    """.split()
)
# What nouns made of verbs in -ieren have instead of that: "Kombination", "Transport".
OF_IEREN = ("", "e", "en", "s", *("ation", "ationen", "ator", "atoren", "ion", "ionen"))
WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")


# Last letter of a string → the joints that may end it, each with its number in JOINTS.
JOINTS_BY_LETTER = {
    letter: [(joint, JOINTS.index(joint)) for joint in JOINTS if joint.endswith(letter) and joint]
    for letter in "snre"
}
