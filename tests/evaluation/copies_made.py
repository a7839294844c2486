"""Edit texts as papers do, and make texts that look alike without being copies.

In: articles and a random generator.  Out: edited copies, series of reports, followers.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from corpus import Article, Section

SOURCES = [f"Zeitung {number}" for number in range(40)]
SWAPS = (
    "auch ebenfalls zudem außerdem jedoch allerdings nun jetzt gestern zuvor rund etwa knapp"
    " mehrere einige erneut wieder laut heißt sagte erklärte betonte teilte"
).split()
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ„])")


def edited(origin: Article, name: str, own: str, rnd: random.Random) -> Article:
    """Return a copy with some of nine edits; `own`: a paragraph that the paper may add."""
    paragraphs = list(origin.sections[0].paragraphs)
    if rnd.random() < 0.6 and len(paragraphs) > 2:  # cut from the end, mostly little
        paragraphs = paragraphs[: max(2, round(len(paragraphs) * rnd.uniform(0.4, 1)))]
    if rnd.random() < 0.4:
        paragraphs = [dropped(paragraph, rnd) for paragraph in paragraphs]
    if rnd.random() < 0.6:
        share = rnd.uniform(0.01, 0.06)
        paragraphs = [reworded(paragraph, share, rnd) for paragraph in paragraphs]
    if rnd.random() < 0.25 and len(paragraphs) > 3:
        at = rnd.randrange(1, len(paragraphs) - 1)
        paragraphs[at], paragraphs[at + 1] = paragraphs[at + 1], paragraphs[at]
    if own and rnd.random() < 0.3:
        paragraphs.insert(rnd.choice([1, len(paragraphs)]), own)
    if rnd.random() < 0.2:
        paragraphs = [part for whole in paragraphs for part in _broken(whole, rnd)]
    if rnd.random() < 0.3:
        paragraphs[0] = (
            f"{rnd.choice(['Berlin', 'Aulen', 'Tarn'])} ({name[-2:]}/lno) - {paragraphs[0]}"
        )
    moment = origin.published or datetime(2021, 1, 1, tzinfo=UTC)
    return replace(
        origin,
        id=name,
        title=" ".join(rnd.sample(origin.title.split(), len(origin.title.split()))),
        source=rnd.choice(SOURCES),
        agencies=origin.agencies if rnd.random() < 0.7 else (),
        published=moment + timedelta(hours=rnd.randint(0, 60)),
        sections=(Section(paragraphs=tuple(filter(None, paragraphs))),),
    )


def dropped(paragraph: str, rnd: random.Random) -> str:
    """Return a paragraph with some of its sentences left out, never the first."""
    first, *rest = SENTENCE.split(paragraph)
    return " ".join([first, *(sentence for sentence in rest if rnd.random() > 0.12)])


def reworded(paragraph: str, share: float, rnd: random.Random) -> str:
    """Return a paragraph with a share of its words replaced."""
    words = paragraph.split(" ")
    return " ".join(rnd.choice(SWAPS) if rnd.random() < share else word for word in words)


def _broken(paragraph: str, rnd: random.Random) -> list[str]:
    """Break a paragraph in two, as narrow columns want it."""
    sentences = SENTENCE.split(paragraph)
    at = rnd.randint(1, len(sentences))
    return [" ".join(sentences[:at]), " ".join(sentences[at:])]


def follower(origin: Article, other: Article, name: str, rnd: random.Random) -> Article:
    """Return another report that repeats the end of an earlier one, a quarter of it at most."""
    room = sum(map(len, other.sections[0].paragraphs)) // 3
    kept: list[str] = []
    for sentence in reversed(SENTENCE.split(" ".join(origin.sections[0].paragraphs))):
        room -= len(sentence)
        if room < 0:
            break
        kept.insert(0, sentence)
    background = " ".join(kept) or "Weitere Angaben machte die Behörde nicht."
    return replace(
        other,
        id=name,
        source=rnd.choice(SOURCES),
        sections=(Section(paragraphs=(*other.sections[0].paragraphs, background)),),
    )


DAYS = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()
SKIES = ("heiter", "wolkig", "stark bewölkt", "neblig", "sonnig", "regnerisch", "wechselhaft")
WINDS = ("schwach", "mäßig", "frisch", "böig")
TEMPLATES = (
    "Am {day} ist es im Aulental zunächst {sky}, später {sky}. Die Temperaturen erreichen {n} "
    "bis {n} Grad, im Bergland {n} Grad. Der Wind weht {wind} aus westlichen Richtungen. In "
    "der Nacht zum {day} kühlt die Luft auf {n} Grad ab, in Tallagen ist es {sky}. Am {day} "
    "bleibt es {sky} bei Höchstwerten um {n} Grad. Auch am {day} wird es nach Angaben der "
    "Wetterwarte Breitenwehr {sky}, die Werte liegen zwischen {n} und {n} Grad. Der Wind "
    "bleibt {wind}.",
    "Bei der Ziehung am {day} wurden diese Zahlen gezogen: {n} - {n} - {n} - {n} - {n} - {n}. "
    "Die Superzahl lautet {n}. Im Spiel am {day} wurde die Zahl {n}{n}{n} ermittelt. In der "
    "ersten Klasse wurden {n} Gewinner gezählt, die je {n}.{n}00 Euro erhalten. Im Topf "
    "liegen nun {n} Millionen Euro. Die nächste Ziehung ist am {day}. Alle Angaben sind ohne "
    "Gewähr.",
    "Der Aulener Index schloss am {day} bei {n}.{n} Punkten und damit {n},{n} Prozent höher. "
    "Im Wochenvergleich steht ein Plus von {n},{n} Prozent. Tagessieger waren Papiere der "
    "Laumewerke mit einem Gewinn von {n},{n} Prozent auf {n},{n} Euro. Verlierer waren "
    "Anteile der Tarnbank, die um {n},{n} Prozent nachgaben. Der Euro kostete {n},{n} Dollar. "
    "Am Rentenmarkt lag die Umlaufrendite bei {n},{n} Prozent. Ein Fass Öl kostete {n} Dollar "
    "und {n} Cent.",
    "Im Landkreis Aulental sind am {day} {n}{n} neue Infektionen gemeldet worden. Das teilte "
    "das Gesundheitsamt am {day} mit. Vor einer Woche waren es {n}{n} gewesen. Die Zahl der "
    "Todesfälle stieg um {n} auf {n}{n}. Der Wert je 100.000 Einwohner lag bei {n},{n}. Auf "
    "den Intensivstationen werden {n} Kranke behandelt, {n} von ihnen werden beatmet. In den "
    "vergangenen sieben Tagen kamen {n}{n} Fälle hinzu. Die meisten Fälle gibt es in "
    "Breitenwehr mit {n}.",
)


def series(rnd: random.Random, reports: int = 40) -> list[Article]:
    """Return reports of four series that differ in numbers, days and a few words alone."""
    made = []
    for kind, template in enumerate(TEMPLATES):
        for number in range(reports):
            parts = re.split(r"\{(\w+)\}", template)
            for place in range(1, len(parts), 2):
                match parts[place]:
                    case "n":
                        parts[place] = str(rnd.randint(2, 38))
                    case "day":
                        parts[place] = rnd.choice(DAYS)
                    case "sky":
                        parts[place] = rnd.choice(SKIES)
                    case "wind":
                        parts[place] = rnd.choice(WINDS)
            made.append(
                Article(
                    id=f"serie-{kind}-{number:03}",
                    title=f"Bericht {number}",
                    source=SOURCES[number % 3],
                    agencies=("dpa",) if number % 2 else (),
                    published=datetime(2021, 1, 1, tzinfo=UTC) + timedelta(days=number),
                    sections=(Section(paragraphs=("".join(parts),)),),
                )
            )
    return made
