"""Articles and queries of somebody who wants to run a script on our pages.

In: nothing.  Out: lines for the index, and texts for the parameters of a URL.
Each payload that runs sets `window.ran` or opens a dialog; each that breaks out adds an element.
"""

from __future__ import annotations

PAYLOADS = (
    "<script>window.ran=1;alert(1)</script>",
    '"><img src=x onerror="window.ran=1;alert(2)">',
    "'><svg onload=window.ran=1>",
    "</title></textarea></bdi></mark><script>window.ran=1</script>",
    "{{ 7*7 }}{% raw %}<b>fett</b>",
    '" autofocus onfocus="window.ran=1" x="',
    "&lt;script&gt;window.ran=1&lt;/script&gt;",
    "<mark>falsch</mark><a href=javascript:window.ran=1>Klick</a>",
)
ADDRESSES = ("javascript:window.ran=1", "data:text/html,<script>window.ran=1</script>")
_LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def _article(number: int, payload: str) -> dict[str, object]:
    return {
        "id": f"feind-{number}",
        "title": f"Falle {payload} Titel",
        "teaser": f"Falle {payload} Vorspann",
        "source": f"Bote {payload}",
        "authors": [f"Autor {payload}"],
        "agency": f"Agentur {payload}",
        "topics": [f"Ressort {payload}"],
        "dateline": f"Ort {payload}",
        "url": ADDRESSES[number % 2],
        "date": "2025-03-01T08:00:00+01:00",
        "sections": [
            {"heading": "", "paragraphs": [f"Eine Falle vorn {payload} und hinten."]},
            {
                "heading": f"Falle {payload} Abschnitt",
                "anchor": f"x{payload}",
                "paragraphs": [f"Noch eine {payload} Falle."],
            },
            {"heading": "Zweite Falle", "paragraphs": [f"{payload} Falle {payload}"]},
        ],
    }


ARTICLES = (
    *(_article(number, payload) for number, payload in enumerate(PAYLOADS)),
    {
        "id": "lang",
        "title": f"{_LONG} {_LONG.lower()} im Bandwurm",
        "source": _LONG,
        "authors": [_LONG, _LONG],
        "topics": [_LONG],
        "text": f"Ein Bandwurm aus {_LONG * 3}.",
        "date": "2025-03-02",
    },
    *(
        {
            "id": f"viel-{n}",
            "title": f"Vielerlei {n}",
            "source": f"Quelle {n}",
            "topics": [f"Thema {n}"],
            "text": "Vielerlei.",
            "date": f"20{n:02}-03-02",
        }
        for n in range(1, 25)
    ),
)
