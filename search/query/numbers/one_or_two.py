"""Function words that are written as one or as two: "aufgrund" and "auf Grund".

In: nothing.  Out: tables. Official spelling allows both ("Amtliches Regelwerk der deutschen
Rechtschreibung", § 39 E3), or once allowed the other ("zur Zeit"), or they are often mixed up.
"""

from __future__ import annotations

APART: dict[str, tuple[str, str]] = {
    f"{first}{second}".lower(): (first, second)
    for first, second in (
        ("an", "Stelle"), ("auf", "Grund"), ("auf", "Seiten"), ("außer", "Stande"),
        ("im", "Stande"), ("in", "Frage"), ("in", "Stand"), ("mit", "Hilfe"), ("so", "dass"),
        ("so", "daß"), ("von", "Seiten"), ("zu", "Grunde"), ("zu", "Gunsten"), ("zu", "Hause"),
        ("zu", "Lasten"), ("zu", "Leide"), ("zu", "Mute"), ("zu", "Nutze"), ("zu", "Rande"),
        ("zu", "Schanden"), ("zu", "Schulden"), ("zu", "Stande"), ("zu", "Tage"),
        ("zu", "Ungunsten"), ("zu", "Wege"), ("zur", "Zeit"), ("nach", "Hause"),
        *(("so", f"genannt{ending}") for ending in ("", "e", "em", "en", "er", "es")),
    )
}  # fmt: skip
TOGETHER = {(one.lower(), two.lower()): whole for whole, (one, two) in APART.items()}
