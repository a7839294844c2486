"""Take the README's screenshots: `python -m tests.browser.screenshots OUT_DIR`.

In: a folder for the pictures.  Out: PNG files of the real site on the sample articles.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.served import chromium, site

RESULTS = "/suche?q=Schule&sort=neu"  # by date the articles without outlet or author come last
ARTICLE = "/artikel/0ea30ab53feab18a?q=Schule"
# File name: path, colour scheme, width, height in px.
PICTURES = {
    "ergebnis.png": (RESULTS, "light", 1280, 900),
    "ergebnis-dunkel.png": (RESULTS, "dark", 1280, 900),
    "ergebnis-schmal.png": (RESULTS, "light", 320, 900),
    "artikel.png": (ARTICLE, "light", 1280, 900),
    "start.png": ("/", "light", 1280, 900),
}


def take(browser: Browser, base: str, folder: Path) -> list[Path]:
    """Write the pictures of a running site; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (path, scheme, width, height) in PICTURES.items():
        page = browser.new_page(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            locale="de-DE",
            device_scale_factor=1,
        )
        page.goto(base + path)
        page.screenshot(path=folder / name)
        page.close()
    return [folder / name for name in PICTURES]


def main() -> None:
    """Start the site and the browser, take the pictures, name them on stdout."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.browser.screenshots OUT_DIR")
    with tempfile.TemporaryDirectory() as folder, site(Path(folder)) as base, chromium() as browser:
        for path in take(browser, base, Path(sys.argv[1])):
            sys.stdout.write(f"{path} {path.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
