"""The paragraphs that the made pages of several tests hold: long enough to be text, none a copy."""

from __future__ import annotations

LONG = (
    "Die Brücke über die Solle bleibt bis zum Herbst gesperrt, wie das Bauamt mitteilte. "
    "Der Grund sind Risse in zwei Pfeilern, die bei einer Prüfung gefunden wurden."
)
TEXTS = [LONG.replace("zwei", word) for word in ("drei", "vier", "fünf", "neun")]
TEXT = "".join(f"<p>{text}</p>" for text in TEXTS)
