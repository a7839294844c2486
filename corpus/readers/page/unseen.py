"""Know the elements of a page that are never text of its article, with all they hold.

In: an element's name and attributes.  Out: whether it is one: pictures, controls, navigation, what
is hidden or said only to those who hear the page, and what a web archive put above it.
"""

from __future__ import annotations

import re

# Never text of the article, with all they hold.
DROPPED = frozenset(
    """nav footer button select input textarea dialog menu video audio picture source img label
    option canvas map math param track progress amp-ad amp-consent amp-sidebar amp-img amp-embed
    amp-iframe amp-user-notification amp-social-share""".split()
)
# Said to those who hear the page, such as "Quelle:" before each name.
_UNSEEN_CLASSES = frozenset(
    """sr-only visually-hidden visuallyhidden screen-reader-text screenreader a11y-hidden
    u-visually-hidden h-visually-hidden is-sr-only show-for-sr element-invisible""".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# A click unfolds it.
_FOLDED = re.compile(r"accordion|akkordeon|collaps|faq", re.I)
_NO_TEXT = re.compile(
    r"nav|menu|comment|share|search|login|toggle|filter|banner|dialog|modal", re.I
)
_ARCHIVE_BANNERS = frozenset({"wm-ipp-base", "wm-ipp", "donato"})


def is_dropped(name: str, attributes: dict[str, str], hidden: bool) -> bool:
    """Tell if an element is dropped. `hidden`: not for being hidden alone."""
    if name in DROPPED:
        return True
    if not attributes or name in {"html", "body"}:
        return False
    if attributes.get("id") in _ARCHIVE_BANNERS:
        return True
    if hidden:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return not _is_folded(attributes)
    if name == "span" and not _UNSEEN_CLASSES.isdisjoint(attributes.get("class", "").split()):
        return True
    style = attributes.get("style")
    return style is not None and bool(_HIDDEN.search(style)) and not _is_folded(attributes)


def _is_folded(attributes: dict[str, str]) -> bool:
    names = attributes.get("class", "")
    return bool(_FOLDED.search(names)) and not _NO_TEXT.search(names)
