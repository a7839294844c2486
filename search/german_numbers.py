"""Numbers as German readers write them, for the site and the command line."""

from __future__ import annotations


def german_number(value: int) -> str:
    """Return 1234 as "1.234"."""
    return f"{value:,}".replace(",", ".")


def german_count(value: int, one: str, many: str) -> str:
    """Return "1 Abschnitt", "1.234 Abschnitte"."""
    return f"{german_number(value)} {one if value == 1 else many}"


def german_percent(part: float) -> str:
    """Return 0.1284 as "12,8 %", less than one percent with two digits: "0,08 %"."""
    digits = 1 if part >= 0.01 else 2
    return f"{100 * part:.{digits}f}\N{NO-BREAK SPACE}%".replace(".", ",")


def german_seconds(value: float) -> str:
    """Return 0.0123 as "0,012 s"."""
    return f"{value:.3f} s".replace(".", ",")
