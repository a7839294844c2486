"""Know lines that are labels of a page's controls and boxes, in all their words.

In: a line of clean text.  Out: whether it is a label, such as "Link kopieren" or "Meistgelesen",
or a short notice that always reads alike, such as "Der Artikel wird nach der Anzeige fortgesetzt".
A label is known as a whole, so that no sentence which begins like one is taken for it.
"""

from __future__ import annotations

import re

from corpus.readers.decoding import text_key

MAX_LABEL_CHARS = 60
MAX_NOTICE_CHARS = 220
# In lower case, words alone.
_LABELS = frozenset(
    text_key(line)
    for line in """
    artikel vorlesen, vorlesen, anhören, beitrag anhören, link kopieren, link wurde kopiert
    artikel vorlesen lassen, text vorlesen, hören sie diesen artikel, hören sie den artikel an
    link kopiert, artikel per e-mail senden, diesen artikel verschenken, e-mail an die redaktion
    jetzt teilen, seite drucken, beitrag teilen, per e-mail versenden, per mail versenden, versenden
    gefällt mir, gefällt mir wird geladen, like this
    merkliste, auf die merkliste, zur merkliste hinzufügen, als favorit speichern
    als pdf herunterladen, pdf herunterladen, textgröße, schriftgröße ändern, feedback geben
    symbolbild, symbolfoto, archivbild, archivfoto, agenturfoto, themenfoto
    bild vergrößern, zum vergrößern anklicken, bild in lightbox öffnen, bildergalerie, fotostrecke
    zur bildergalerie, zur fotostrecke, videos zum thema, video laden, video abspielen
    bildergalerie öffnen, galerie öffnen, bildergalerie starten, bildstrecke starten
    nächster artikel, vorheriger artikel, nächster beitrag, vorheriger beitrag, zurück, weiter
    zum hauptinhalt springen, zum inhalt springen, zur navigation springen, details anzeigen
    zum seitenanfang, mehr erfahren, mehr anzeigen, mehr laden, alle anzeigen, weniger anzeigen
    schließen
    anmelden, abmelden, registrieren, login, konto erstellen, kostenlos registrieren, zum angebot
    kostenlos anmelden, push-nachrichten aktivieren, ich stimme zu, einwilligen und anzeigen
    plus-artikel, premium, stellenanzeigen, newsticker
    meistgelesen, meistgelesene artikel, meist gelesen, meist kommentiert, beliebteste artikel
    topthemen, top-themen, empfehlungen der redaktion, unsere empfehlungen, empfohlene artikel
    empfehlung der redaktion, redaktionsempfehlung, redaktionsempfehlungen, aus dem archiv
    unsere empfehlungen für sie, das könnte sie interessieren, das könnte dich interessieren
    empfohlene beiträge, für sie empfohlen, für dich empfohlen, passende artikel, passende beiträge
    diese artikel könnten sie auch interessieren, das interessiert andere leser
    andere leser interessierte auch, leser interessierten sich auch für, dazu passend
    wird oft zusammen gelesen, zum gleichen thema, links zum thema, siehe auch
    weiterführende links, externe links, downloads, download, umfrage wird geladen
    in diesem artikel, in diesem beitrag, in diesem text, inhalt dieses artikels
    das erwartet sie in diesem artikel, inhaltsverzeichnis anzeigen
    kommentar schreiben, schreiben sie einen kommentar, schreibe einen kommentar, leserkommentare
    jetzt kommentieren, kommentieren sie diesen artikel, kommentare anzeigen, antwort abbrechen
    jetzt mitdiskutieren, mitdiskutieren, alle kommentare anzeigen, leserbrief schreiben
    schreiben sie einen leserbrief, ihre meinung ist gefragt, bewerten sie diesen artikel
    durchschnittliche bewertung, diesen inhalt anzeigen, inhalt laden, externen inhalt anzeigen
    inhalt aktivieren, inhalte von drittanbietern anzeigen
    zum profil, zum autor, zur autorin, zur autorenseite, autor kontaktieren
    autorenprofil anzeigen, zur person des autors, zur person der autorin
    """.replace("\n", ",").split(",")
) - {""}
_NOTICE = re.compile(
    r"""(?ix)\W*(?:
      (?:auf|per|via|über|bei)[ ][\w-]+[ ]teilen
    | teilen[ ](?:auf|mit|via|per|über)\b.{0,30}
    | (?:(?:(?:der|dieser)[ ])?(?:artikel|text|beitrag)[ ]|hier[ ]|es[ ])?(?:(?:wird|geht)[ ])?
        (?:nach|unter|unterhalb)[ ](?:der|dieser)[ ](?:anzeige|werbung)[ ](?:geht[ ]es[ ])?
        (?:weiter(?:lesen)?|fortgesetzt)
    | (?:lesen[ ]sie|weiter)[ ]nach[ ](?:der|dieser)[ ](?:anzeige|werbung)(?:[ ]weiter)?
    | (?:anzeige|werbung)\W+(?:scrollen|weiter)\b.{0,40}
    | (?:alle|mehr|weitere)\b[^.!?]{0,80}\b(?:lesen|finden|sehen|gibt[ ]es)[ ](?:sie[ ])?hier
    | alle[ ](?:artikel|beiträge|texte)[ ]von[ ][^.!?]{3,40}(?<!\W)$
    | siehe[ ]auch[ ]?:[^.!?]{3,120}
    | (?:bildergalerie|fotostrecke)[ ]?:[^.!?]{3,120}
    | seite[ ]\d{1,2}[ ]?(?:von|/)[ ]?\d{1,2}
    | (?:danke\b.{0,30}[.!][ ])?abonnier\w*\b.{0,40}\b(?:kostenlos|gratis)\b.{0,80}
    | (?:die|diese)[ ](?:audio|vorlese|zusammenfassung|kurzfassung|übersetzung)\w*
        (?:[ ]dieses[ ]\w+)?[ ](?:wurde|ist|wird)\b.{0,60}
        \b(?:künstlich|automatisch|maschinell|ki|computer)\b.{0,40}
    | zusammenfassung[ ](?:mit|durch|von)\b.{0,60}\b(?:künstlich\w*|ki)\b.{0,80}\berstellt\b.{0,60}
    | .{2,60}\bbei[ ]google[ ]bevorzugen\b.{0,40}
    | [^.!?]{0,120}\bbevorzugte[ ]quelle\b[^.!?]{0,40}\b(?:hinzu(?:fügen)?|festlegen|machen
        |(?:aus)?wählen|einstellen|speichern|markieren)
    | (?:galerie|bilderstrecke|bildergalerie)[ ]mit[ ]\d{1,3}[ ]bildern
    | ein[ ]beitrag[ ]geteilt[ ]von[ ].{2,80}|sieh[ ]dir[ ]diesen[ ]beitrag[ ]auf[ ]\w+[ ]an
    | sendehinweis\b.{0,200}
    | \d{1,3}:\d\d[ ](?:min|minuten|std|stunden)
    | (?:ca\.[ ])?\d{1,3}[ ]min(?:\.|uten?)?[ ](?:lesezeit|lesedauer|read)
    | \d{1,2}[ ]?(?:/|von)[ ]?\d{1,3}|bild[ ]\d{1,3}[ ]von[ ]\d{1,3}
    | (?:url|permalink|kurz-?url|kurzlink)[ ]?:[ ]?https?://\S+
    | original-?content[ ]von\b.{0,150}
    | folg(?:e|t)[ ]uns\b.{0,80}
    | (?:schluss|bild|foto|text)?redaktion[ ]?:[ ][^.!?]{3,160}(?<!\W)$
    | (?:deine|ihre)[ ]e-?mail-?adresse[ ]wird[ ]nicht[ ]veröffentlicht\b.{0,90}
    | (?:wie[ ])?hat[ ](?:ihnen|dir|euch)[ ](?:der|dieser)[ ](?:artikel|beitrag|text|newsletter)
        [ ]gefallen\b.{0,60}
    | (?:wie[ ])?gefällt[ ](?:ihnen|dir|euch)[ ](?:der|dieser)[ ](?:artikel|beitrag|text)
    | fanden[ ]sie[ ](?:den|diesen)[ ](?:artikel|beitrag|text)[ ]hilfreich
    | (?:bitte[ ])?(?:melden[ ]sie[ ]sich|melde[ ]dich)[ ]an,?[ ]um[ ].{0,40}
        \b(?:kommentier|diskutier|bewert)\w+.{0,40}
    | impressum[ ]?:.{3,160}
    | war[ ](?:der|dieser)[ ](?:artikel|beitrag|text)[ ](?:für[ ]sie[ ])?hilfreich
    | (?:bitte[ ])?aktivieren[ ]sie[ ](?:bitte[ ])?javascript\b.{0,120}
    | javascript[ ](?:ist|scheint|muss)\b.{0,120}
    | (?:ihr|dein)[ ]browser[ ](?:unterstützt|kann)\b.{0,120}
    | dieses[ ]element[ ](?:beinhaltet|enthält)[ ]daten[ ]von\b.{0,160}
    | dieser[ ]externe[ ]inhalt[ ]wird\b.{0,120}|hier[ ]finden[ ]sie[ ]inhalte[ ]von\b.{0,120}
    | zum[ ]anzeigen[ ](?:dieses|des)[ ](?:inhalts|videos|beitrags)\b.{0,120}
    | die[ ]mit[ ].{1,40}[ ](?:gekennzeichnet|markiert)en[ ]links[ ]sind\b.{0,160}
    | (?:dieser[ ](?:artikel|text|beitrag)[ ])?(?:ist[ ])?erschienen[ ]in[ ]der\b.{0,40}
        \bausgabe\b.{0,60}
    | herausgeber(?:in)?[ ]?:[ ][^.!?]{3,120}
    | \+{3}.{3,150}\bhier\b.{0,30}
    )\W*"""
)


_CHANNEL = re.compile(
    r"""(?ix)\W*(?:
      [^.!?]{0,80}\bunser\w*[ ](?:whatsapp|telegram|instagram|youtube|facebook)-?[ ]?
        (?:kanal|channel|account)\b.{0,140}
    | hier[ ][^.!?]{0,30}\b(?:whatsapp|telegram)-?[ ]?(?:kanal|channel)\b.{0,80}
    | [^.!?]{3,60}\b(?:ist|sind|gibt[ ]es)[ ]jetzt[ ]auch[ ](?:auf|bei)[ ]
        (?:whatsapp|telegram|instagram|threads|bluesky)\b.{0,80}
    )\W*"""
)
_CHANNELS = ("WhatsApp", "Telegram", "Instagram", "YouTube", "Facebook", "Threads", "Bluesky")
# What is said where something of another site would be shown to those who agree. Either of the two
# alone may be news of data protection: a page speaks to its reader, and of what it would load.
_AGREE = re.compile(
    r"(?:akzeptieren|akzeptierst|stimmen|stimmst|klicken|klickst|erklären|laden|sehen|lesen|möchten)"
    r"\s(?:sie|du|dich)\b|\b(?:ihre[rn]?|deine[rn]?)\s(?:zustimmung|einwilligung|cookie|nutzungsdaten"
    r"|aktivitäten)|\bbenötigt\sihre\b|\bmit\sklick\sauf\b|\bbeachten\ssie\b|\bunserer\sdatenschutz",
    re.I,
)
_LOADED = re.compile(
    r"dritt(?:anbieter|plattform)|platzhalter|datenschutz(?:erklärung|bestimmung|gründe)"
    r"|(?:extern\w*|eigentlichen|dieser|diesen)\sinhalte?\b|inhalte?\svon\s\w"
    r"|\binhalte?\s(?:zu\s)?(?:laden|sehen|angezeigt)|cookie-einstellungen\b.{0,20}\bnicht\b"
    r"|(?:akzeptieren|erlauben)\s.{0,30}\bcookies\b|daten\san\s(?:\S+\s){1,4}?(?:übermittelt|übertragen|weitergegeben)"
    r"|(?:die\skarte|(?:dieses|das|des)\svideos?)\s(?:anzusehen|anzuzeigen|zu\ssehen|geladen|zu\sladen)"
    r"|partner\sspeichern",
    re.I,
)
# Without one of these nothing is looked for: most lines have none.
_HINTS = ("nhalt", "aten", "ookie", "ideo", "Karte", "Dritt")
MAX_AGREE_CHARS = 450


def asks_to_agree(line: str) -> bool:
    """Tell if a line asks readers to agree before something of another site is loaded."""
    if len(line) > MAX_AGREE_CHARS or not any(hint in line for hint in _HINTS):
        return False
    return bool(_LOADED.search(line) and _AGREE.search(line))


def is_label(line: str) -> bool:
    """Tell if a line is a label or notice as a whole."""
    if len(line) > MAX_NOTICE_CHARS:
        return asks_to_agree(line)
    if len(line) <= MAX_LABEL_CHARS and text_key(line) in _LABELS:
        return True
    if _NOTICE.fullmatch(line) or asks_to_agree(line):
        return True
    return any(name in line for name in _CHANNELS) and bool(_CHANNEL.fullmatch(line))
