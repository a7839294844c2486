"""The command of the README's screenshots writes them, small enough for a repository."""

from __future__ import annotations

import pytest

from tests.browser.screenshots import PICTURES, take

pytestmark = pytest.mark.browser

MAX_BYTES = 200_000


def test_the_pictures_of_the_readme_are_written_and_small(browser, address, tmp_path):
    written = take(browser, address, tmp_path / "bilder")
    assert [path.name for path in written] == list(PICTURES)
    for path in written:
        assert path.read_bytes().startswith(b"\x89PNG")
        assert path.stat().st_size < MAX_BYTES
