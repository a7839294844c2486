"""Know the lines that stand in an article without being part of it, and its credits.

In: single lines of clean text.  Out: whether a line is a widget, which agencies a credit names,
and the text without credit or dateline.
"""

from __future__ import annotations

import re

from corpus.readers.labels import is_label

AGENCIES = {
    name.casefold(): name
    for name in """dpa AFP Reuters epd KNA SID APA AP AFX dapd ddp DAPD Keystone-SDA sda ANSA TASS
    Interfax Bloomberg PA EFE dts CNA ots idea NTB""".split()
} | {
    "dpa-afx": "dpa-AFX",
    "dpa-infocom": "dpa",
    "deutsche presse-agentur": "dpa",
    "dpa infocom": "dpa",
    "agence france-presse": "AFP",
    "afp deutschland": "AFP",
    "associated press": "AP",
    "the associated press": "AP",
    "reuters deutschland": "Reuters",
    "thomson reuters": "Reuters",
    "rtr": "Reuters",
    "evangelischer pressedienst": "epd",
    "katholische nachrichten-agentur": "KNA",
    "sport-informations-dienst": "SID",
    "austria presse agentur": "APA",
}

# What opens a line that points elsewhere; "weiterlesen" alone would hit running text.
_WIDGET = re.compile(
    r"""(?ix)^\W*(?:
      (?:meine|unsere|alle|aktuelle|weitere|mehr|neueste|top)[ ]?-?(?:news|nachrichten|
        meldungen)\b(?=\W*$|\W*:)
    | les(?:en[ ]sie|t|e)[ ](?:(?:hier|dazu|jetzt|hierzu)[ ])?(?:auch|mehr|weiter|hier|dazu|
        hierzu|jetzt|unser|zum[ ]thema|:)
    | (?:hier|jetzt)[ ](?:weiter)?lesen\b
    | lesetipps?\b
    | (?:unser[e]?[ ])?(?:lese|buch|podcast|video)-?(?:tipp|empfehlung)
    | auch[ ](?:interessant|lesenswert|spannend|dazu|zum[ ]thema)\b
    | (?:das[ ]könnte|dies[ ]könnte|könnte)[ ](?:sie|dich|ihnen|dir)[ ]auch
    | passend[ ](?:dazu|zum[ ]thema)
    | (?:mehr|weitere[sr]?|alles)[ ](?:zum|zu[ ]diesem|aus[ ]dem|beiträge|artikel|themen|texte|
        informationen[ ]zum|hintergründe)\b(?:.{0,50}|.{0,90}:)$
    | (?:unsere[ ])?quellen(?:angaben)?\W*$
    | (?:ein|zwei|drei|vier|\d+)[ ](?:tage?|wochen?|monate?)[ ](?:lang[ ])?(?:kostenlos|gratis|
        für[ ]\d|für[ ]nur|testen)
    | lest?[ ](?:den|das|die|hier|unser\w*)[ ].{0,60}\bhier\W*$
    | mehr[ ](?:über|zu|aus|dazu|lesen|videos|artikel|davon)\b(?=.{0,60}$)(?!.*\.$)
    | (?:weitere|neueste|aktuelle|beliebte|meistgelesene|ähnliche|verwandte)[ ](?:aktuelle[ ])?
        (?:artikel|beiträge|themen|nachrichten|meldungen|texte)\b(?=.{0,50}$)(?!.*[.!?]$)
    | mehr[ ]von\b(?=.{0,50}$)(?!.*[.!?]$)
    | (?:einfach[ ])?hier[ ]klicken\b
    | alle[ ]angaben[ ]ohne[ ]gewähr\W*$
    | bitte[ ]registrieren[ ]sie[ ]sich\b
    | zum[ ]thema\W*$
    | zum[ ](?:weiterlesen|nachlesen|artikel)\b
    | themen?[ ](?:des[ ]artikels|in[ ]diesem|folgen)
    | schlagwörter?\W
    | schlagworte
    | (?:tags|keywords|themen|stichw(?:orte|örter))\s?:
    | verwandte[ ](?:themen|artikel|beiträge)
    | related[ ](?:posts|articles|stories)\W*$
    | ähnliche[ ](?:artikel|beiträge|themen)
    | externer?[ ]inhalt
    | empfohlener?[ ](?:externer[ ])?(?:redaktioneller[ ])?inhalt
    | redaktionell[ ]empfohlen
    | (?:deine|ihre)[ ](?:privatsphäre|cookie|datenschutz)-?einstellungen[ ]verhindern
    | datenschutz(?:hinweis|einstellungen|erklärung)?\W*$
    | (?:an)?datenschutzhinweis
    | an[ ]dieser[ ]stelle[ ].{0,80}(?:inhalt|extern|drittanbieter|embed)
    | hier[ ](?:finden[ ]sie|finden[ ]wir|gibt[ ]es|geht[ ]es|geht's)[ ](?:.{0,80})?(?:extern|
        weitere|mehr|übersicht|zum|zur|zu)\b
    | (?:ich[ ]bin|sie[ ]sind)[ ]damit[ ]einverstanden
    | um[ ](?:diese[nrs]?|den)[ ].{0,30}(?:inhalt|dienst|podcast|beitrag|video)[ ].{0,60}(?:anzu|
        zu[ ]|benötig|brauch)
    | für[ ]die[ ](?:darstellung|anzeige)[ ]von
    | wir[ ](?:brauchen|benötigen)[ ]ihre[ ](?:zustimmung|einwilligung)
    | neuer[ ]abschnitt
    | jetzt[ ](?:weiterlesen|abonnieren|testen|kostenlos|registrieren|anmelden|bestellen|
        herunterladen|mitmachen)
    | newsletter\b
    | abonnieren[ ]sie\b
    | folgen[ ]sie\b.{0,60}(?:auf|bei)\b
    | (?:kommentare?|kommentieren)\W*(?:\d+\W*)?$
    | (?:bisher|noch|bislang|derzeit)?[ ]?(?:keine|\d+)[ ]kommentare\W*$
    | (?:die[ ])?kommentar(?:e|funktion)[ ](?:sind|ist)[ ].{0,60}(?:geschlossen|deaktiviert)\W*$
    | comments[ ]are[ ]closed\W*$
    | diskutieren[ ]sie
    | anzeige\W*$
    | werbung\W*$
    | advertisement\W*$
    | anzeigen?:\W
    | sponsored\b
    | teilen\W*$
    | drucken\W*$
    | merken\W*$
    | artikel[ ](?:teilen|drucken|merken|anhören|verschenken|hören|versenden)
    | (?:foto|fotos|bild|bilder|quelle|quellen|video|grafik|photo|picture[ ]alliance|copyright|
        (?:titel|aufmacher|beitrags|artikel|header|vorschau|symbol)(?:bild|foto)|abb(?:ildung|\.)
        (?:[ ]?\d+)?|bild(?:nachweis|quelle|rechte|credit)e?n?|foto(?:nachweis|credit|quelle)s?|
        ©)\s?[:©]\s?.{0,160}$
    | ©.{0,80}$
    | (?:copyright|\(c\))\W*(?:by\b|\d{4}).{0,120}$
    | (?:nachdruck|vervielfältigung|weiterverwendung|weiterverbreitung)\b.{0,80}\b(?:verboten|
        untersagt|genehmigung|zustimmung|erlaubnis)\b.{0,60}$
    | (?:stand|lesezeit|lesedauer|erstveröffentlichung)\s*:
    | lesezeit\b
    | (?:(?:zuletzt[ ])?aktualisiert|veröffentlicht|letzte[ ]aktualisierung|erschienen)\s*(?::|am|
        um)\W.{0,40}\d.{0,20}$
    | transparenzhinweis\b
    | (?:hinweis[ ]der[ ]redaktion)\W*$
    | (?:in[ ]eigener[ ]sache)\W*$
    | (?:zur|zurück[ ]zur)[ ](?:startseite|homepage|übersicht)
    | startseite\W*$
    | nach[ ]oben\W*$
    | (?:inhaltsverzeichnis|inhalt|übersicht|navigation|menü|suche|impressum)\W*$
    | über[ ](?:den|die)[ ](?:autor(?:in|en|innen|[:*_]in(?:nen)?)?|verfasser(?:in)?)\b
    | (?:deine|ihre|eure)[ ]spende\b|jetzt[ ]spenden\b|spenden[ ]sie\b
    | diesen?[ ](?:artikel|beitrag|text|seite)[ ](?:teilen|drucken|merken|empfehlen|weiterempfehlen|
        versenden|per[ ]e-?mail)
    | (?:inhaltliche[rn]?[ ]|einen[ ])?fehler[ ](?:melden|entdeckt)\b
    | sollten[ ]ihnen[ ]fehler\b
    | vor[ ]\d+[ ](?:std|stunden?|min(?:uten?)?|sek(?:unden)?|tag(?:en)?)\b\.?\W*$
    | (?:veröffentlicht|publiziert|aktualisiert)(?:\s?/\s?\w+)?\s?:\W*$
    | rubriklistenbild
    | dieser[ ](?:artikel|text|beitrag|eintrag)[ ](?:ist[ ])?(?:erschien|wurde|stammt|gehört|
        entstand|ist)\b.{0,160}$
    | der[ ](?:artikel|text|beitrag|eintrag)[ ]wurde[ ](?:am|von)\b.{0,100}\b(?:veröffentlicht|
        geschrieben|verfasst|gepostet|abgelegt|erstellt|publiziert)\b.{0,160}$
    | dies[ ]ist[ ]eine[ ](?:\w+[ ])?übersetzung\b.{0,200}$
    | (?:dieses[ ]thema[ ]im[ ]programm|über[ ]dieses[ ]thema|das[ ]thema[ ]im[ ]programm|
        sendung\W*:)
    | (?:zum|diese[ns]?)[ ](?:video|podcast|audio)\W*$
    | (?:im[ ])?video\W*$
    | (?:podcast|audio)\W*$
    | live-?ticker[ ]zum
    | keine[ ](?:nachrichten|news)[ ](?:mehr[ ])?verpassen
    | (?:bleiben[ ]sie|immer)[ ](?:informiert|auf[ ]dem[ ]laufenden)
    | haben[ ]sie[ ](?:fragen|anregungen|einen[ ]fehler)
    | fehler[ ]gefunden
    | beitrag[ ]melden
    | (?:noch[ ])?kein[ ]abo
    | weiter(?:lesen)?[ ]mit\b.{0,60}$
    | weiterlesen\W*$
    | (?:>>?|→|➔|➜|▶|►|⇒|➡|👉|»(?=\s))\W*(?:hier|mehr|zum|zur|zu[ ]den|sie|jetzt|auch|lesen|weitere|
        alle|unser\w*|das|so|interview|video|podcast|kommentar)\b.{0,160}$
    | (?:loading|lädt|wird[ ]geladen)\W*$
    | kommentar[ ]verfassen
    | weitere[ ]videos
    | folgst[ ]du[ ]
    )"""
)
# Behind other words: looked for in the few lines with one of `_HINTS`, else half of the work.
_HELD = re.compile(
    r"""(?ix)^\W*(?:
      .{0,120}\b(?:lesen|finden|sehen|hören|erfahren)[ ](?:sie|wir)\b.{0,80}\b(?:live-?blog|
        live-?ticker|podcast|newsletter|video|themenseite|dossier|übersicht)\b\W{0,3}$
    | (?=.{0,260}\b(?:meinung|feedback|anregung(?:en)?|hinweise?|fragen)\b).{0,260}\S@\S+\.\w+\W*$
    | .{0,60}\beinfach[ ]hier[ ]klicken\b.{0,80}$
    | (?=.{0,200}\bnewsletter\b)(?=.{0,300}\b(?:abonnier|anmeld|melden[ ]sie|bestell|kostenlos|
        hier|jetzt)).{0,300}$
    | (?:.{0,80}\W)?alle[ ]rechte[ ]vorbehalten\W*$
    | (?=.{0,280}\b(?:affiliate|provision|partnerlink))(?:(?:die[ ]|alle[ ])?(?:mit|bei)[ ]
        .{0,60}\b(?:gekennzeichnet|markiert|stern)|(?:dieser|unser)[ ](?:artikel|beitrag|text)[ ]
        enthält).{0,260}$
    | (?:.{0,160}\b)?verfügbar[ ]bis[ ]\d{1,2}\.\s?\d{1,2}\.\s?\d{4}.{0,30}$
    | (?:.{0,140}\b)?(?:hier[ ]geht(?:[ ]?e?s|['’]s)|laden[ ]sie|holen[ ]sie|(?:jetzt|gratis)[ ]die)
        \b.{0,60}\b(?:\w+-)?app\b.{0,80}$
    | .{0,200}https?://\S+.{0,20}\(?(?:abgerufen|zuletzt[ ]besucht|aufgerufen)[ ](?:am|:).{0,30}$
    | (?:(?:gefällt|gefallen|schätzen|mögen|magst)\b.{0,30}|.{0,160}\b(?:unterstütz\w*|fördern?)
        [ ](?:sie|du|bitte)\b.{0,60})\bunser\w*[ ](?:\w+[ ])?(?:\w*magazin|arbeit|
        \w*journalismus|artikel|seite|blog|projekt|angebot|redaktion)\b.{0,240}$
    | (?=.{0,400}\b(?:kostenlos|gratis|unverbindlich|probeabo|endet[ ]automatisch)\b)(?:testen|
        bestellen|abonnieren|sichern|lesen)[ ]sie\b.{0,80}\b(?:abo\w*|ausgabe|e-?paper|zeitung|
        wochen?|monate?|digital)\b.{0,300}$
    | (?=.{0,300}\bcookies?\b)(?=.{0,300}\b(?:wir|unsere[rn]?|diese[rn]?)[ ](?:verwende|nutze|setze|
        web|seite|dienst|site)).{0,400}$
    | .{0,120}\b(?:laden|anzeige|darstellung|abspielen)\b.{0,40}\b(?:inhalte?|videos?)\b.{0,80}\b
        (?:blockiert|zustimm\w*|übermittelt|übertrag\w*).{0,200}$
    )"""
)
_HINTS = (
    "blog", "ticker", "podcast", "newsletter", "video", "themenseite", "dossier", "übersicht", "@",
    "hier klicken", "rechte vorbehalten", "affiliate", "provision", "partnerlink", "verfügbar bis",
    " app", "-app", "http", "unterstütz", "förder", "gefäll", "gefall", "schätzen", "mögen",
    "cookie", "magst", "kostenlos", "gratis", "unverbindlich", "probeabo", "endet automatisch",
    "blockiert", "zustimm", "übermittelt", "übertrag",
)  # fmt: skip
_NOTE = re.compile(
    r"(?i)^\W*(?:von(?:\s*:\s*|\s+)\S.{0,60}|.{0,30}\d{1,2}\.\s?(?:\d{1,2}\.|\w{3,9})\s?\d{4}.{0,30})$"
)
_CAPTION = re.compile(
    r"\b(?:Foto|Bild|Grafik|Archivfoto|Archivbild|Symbolbild|Symbolfoto|Screenshot)s?\s?:\s?"
    r"\S.{0,60}(?<![.!?])$"
    # A picture's text ends with its owner.
    r"|^.{0,240}\s©\s?\S.{0,40}$"
    r"|^.{0,240}\b(?:(?i:imago(?:\simages)?|getty\s?images|picture[\s-]alliance|shutterstock|istock|fotolia"
    r"|adobe\s?stock|depositphotos|unsplash|pixabay|pexels)(?:\.(?:com|de))?)"
    r"(?:\s?[/|,]\s?[^.!?/]{2,40}){0,2}\)?$"
    r"|^[^.!?:„“\"]{2,60}\s?/\s?(?:AP|AFP|dpa|REUTERS|Reuters|EPA|APA|Keystone|ANSA)(?:\s?/\s?\w+)?$"
    # A film's text ends with its length.
    r"|\|\s*\d{1,3}:\d{2}\s?(?:min|std|h|uhr)?\W*$"
)
_CAPTION_HINTS = (
    ":", "©", "/", "|", "imago", "getty", "picture", "shutterstock", "istock", "fotolia", "stock",
    "depositphotos", "unsplash", "pixabay", "pexels",
)  # fmt: skip
_SPLIT = re.compile(r"\s*(?:/|,|;|\bund\b|\bmit\b|\+)\s*", re.I)
_BRACKETED = re.compile(r"\s*[(\[]\s*([^()\[\]]{2,60})\s*[)\]]\s*\.?\s*$")
_BARE = re.compile(
    r"(?:^|(?<=[.!?“\"«»]))\s*"
    r"((?:mit\s)?(?:(?:[\w-]{2,12}/)+[\w-]{2,12}|dpa|AFP|Reuters|epd|KNA|SID|APA))\s*$"
)
_DATELINE = re.compile(
    r"^((?:[A-ZÄÖÜ][\w.’'-]+(?:[ /](?:[A-ZÄÖÜ][\w.’'-]+|am|an|der|im|in|bei|ob|v\.d\.))*)"
    r"(?:\s?/\s?[A-ZÄÖÜ][\w .’'-]{1,30})?)"
    r"(?:\s*\(([\w/ ,.-]{2,30})\))?\s*(?:[–—]|\s-)\s+(?=\S)"
)
_PLACE = re.compile(r"([A-ZÄÖÜ][\w./ -]{1,40}?)\s?\((\w{2,12})\)\s?[–—-]?")
MAX_DATELINE_WORDS = 4
MAX_DATELINE_CHARS = 50
# "POL-AU:", "FW Celle:": by it press portals sort what police and fire brigades send them.
_CODE = re.compile(
    r"^(?:B?POL[A-Z]?|FF?W|KFV|HZA|ZOLL|GZD|LPI|LPD|LKA|THW|DRK|DLRG)"
    r"[- ][A-ZÄÖÜ][\w-]{0,20}:\s+(?=\S)"
)
MAX_WIDGET_CHARS = 300


def is_widget(line: str) -> bool:
    """Tell if a whole line is a pointer, call, caption mark or other furniture of the page."""
    if len(line) > MAX_WIDGET_CHARS:
        return is_label(line)
    lower = line.lower()
    return bool(
        _WIDGET.match(line)
        or (any(sign in lower for sign in _CAPTION_HINTS) and _CAPTION.search(line))
        or (any(hint in lower for hint in _HINTS) and _HELD.match(line))
        or is_label(line)
    )


def without_code(title: str) -> str:
    """Return a title without the code of the authority that sent it to a press portal."""
    return _CODE.sub("", title)


def is_note(line: str) -> bool:
    """Tell if a short line is a byline or a date rather than a sentence of the text."""
    return len(line) < 90 and bool(_NOTE.match(line)) and line[-1:] not in ".!?:"


def agency(name: str) -> str:
    """Return the usual spelling of a news agency's name, or "" if it is none."""
    plain = name.strip(" .,()").casefold()
    if plain in AGENCIES:
        return AGENCIES[plain]
    head = plain.split("-", 1)[0].split("/", 1)[0]
    # Regional services: "dpa-lno", "dpa/lno", "dpa/tmn".
    return AGENCIES["dpa"] if head == "dpa" else ""


def agencies_in(credit: str) -> tuple[str, ...]:
    """Return the agencies a credit such as `bg/dpa` names, in order, each once."""
    found = (agency(part) for part in _SPLIT.split(credit))
    return tuple(dict.fromkeys(name for name in found if name))


def split_credit(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text without an agency credit at its end, and the agencies it named."""
    for pattern in (_BRACKETED, _BARE):
        if (found := pattern.search(text)) and (names := agencies_in(found[1])):
            return text[: found.start()].rstrip(), names
    return text, ()


def split_dateline(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the place before the first dash, the text after it, and agencies named between.

    "Istanbul (dpa) – Die USA …" gives ("Istanbul", "Die USA …", ("dpa",)).
    """
    # "Aulen (ots)": in a line of its own.
    if (alone := _PLACE.fullmatch(text)) and (named := agencies_in(alone[2])):
        return alone[1], "", named
    found = _DATELINE.match(text)
    if not found or len(found[1]) > MAX_DATELINE_CHARS:
        return "", text, ()
    if len(found[1].split()) > MAX_DATELINE_WORDS or is_widget(found[1]):
        return "", text, ()
    rest = text[found.end() :]
    # A place opens a sentence; "Berlin – so hieß es – …" does not.
    if not (rest[:1].isupper() or rest[:1] in "„\"»«“'0123456789"):
        return "", text, ()
    return found[1], rest, agencies_in(found[2]) if found[2] else ()
