"""Know the lines that stand in an article without being part of it.

In: single lines of clean text.  Out: whether a line is a widget, a byline or a date.
"""

from __future__ import annotations

import re

from corpus.readers.labels import is_label

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
    | (?:mehr|weitere|neueste|aktuelle|beliebte|meistgelesene|ähnliche|verwandte)[ ](?:aktuelle[ ])?
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


def is_note(line: str) -> bool:
    """Tell if a short line is a byline or a date rather than a sentence of the text."""
    return len(line) < 90 and bool(_NOTE.match(line)) and line[-1:] not in ".!?:"
