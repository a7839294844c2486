"""Addresses as keys: a host is the beginning of all its pages."""

import pytest

from search.analysis import address_key, asked_address


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://www.beispiel.de/a/b?c=1#d", "de,beispiel,)/a/b?c=1"),
        ("http://Beispiel.DE:8080/A/", "de,beispiel,)/A"),
        ("https://m.beispiel.de", "de,beispiel,m,)"),
        ("beispiel.de/a", "de,beispiel,)/a"),
        ("", ""),
        ("https://", ""),
        ("/nur/ein/pfad", ""),
        ("http://[::1", ""),
    ],
)
def test_the_key_of_an_address(address, key):
    assert address_key(address) == key


@pytest.mark.parametrize(
    ("asked", "address", "found"),
    [
        ("beispiel.de", "https://www.beispiel.de/a", True),
        ("www.beispiel.de", "https://beispiel.de/a", True),
        ("https://beispiel.de", "https://m.beispiel.de/a", True),
        ("beispiel.de", "https://m.beispiel.de/a", True),
        ("m.beispiel.de", "https://beispiel.de/a", False),
        ("beispiel.de", "https://einbeispiel.de/a", False),
        ("beispiel.de", "https://beispiel.de.example/a", False),
        ("beispiel.de/sport", "https://beispiel.de/sport/a", True),
        ("beispiel.de/sport", "https://beispiel.de/politik", False),
        ("https://beispiel.de/a", "https://www.beispiel.de/a/", True),
        ("https://beispiel.de/a", "https://beispiel.de/ab", False),
    ],
)
def test_a_host_finds_its_pages_and_an_address_itself(asked, address, found):
    key, whole = asked_address(asked)
    stored = address_key(address)
    assert (stored == key if whole else stored.startswith(key)) == found
