"""Make the site's screenshots on the sample articles.

    python -m tests.browser.screenshots FOLDER

In: nothing.  Out: FOLDER/ergebnis.png (the README's), and each page light, dark and narrow.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.browser.site import ROOT, chromium, serving

PAGES = {
    "ergebnis": "/suche?q=Schule+Kreis",
    "start": "/",
    "hilfe": "/hilfe",
    "leer": "/suche?q=Quastenflosser&quelle=Aulener+Bote",
}


def main(target: Path) -> None:
    """Write the pictures."""
    target.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder), ROOT / "corpus/articles") as site,
        chromium() as browser,
    ):
        for suffix, width, scheme in (("", 1100, "light"), ("-dunkel", 1100, "dark"),
                                      ("-schmal", 320, "light")):  # fmt: skip
            page = browser.new_page(
                base_url=site, color_scheme=scheme, viewport={"width": width, "height": 760}
            )
            for name, address in PAGES.items():
                page.goto(address)
                page.screenshot(path=target / f"{name}{suffix}.png")
            page.goto(PAGES["ergebnis"])
            page.locator(".hit__heading .hit__link").first.click()
            page.screenshot(path=target / f"artikel{suffix}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
