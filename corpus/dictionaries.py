"""The dictionaries that the texts of a store are packed with, kept in the store itself.

In: a store.  Out: how to pack its next texts and unpack any.  One is trained as soon as there are
articles enough to learn from, and stays: every text packed with it names it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.packing import Dictionary, dictionary_from, packer, train, unpack

if TYPE_CHECKING:
    from corpus.store import ArticleStore

# Of eight times as many a dictionary is no better: .366 for .364 of the size of real articles.
TRAIN_ARTICLES = 500

# A service opens its store for every question; what a number stands for in a file never changes.
_known: dict[tuple[Path, int], Dictionary] = {}


class Dictionaries:
    """The dictionaries of a store's file. They share its connection and transactions."""

    def __init__(self, store: ArticleStore) -> None:
        self._store = store
        self._in_vain = False
        self._packer: tuple[int, Callable[[bytes], bytes]] | None = None

    def packer(self, texts: Sequence[bytes]) -> Callable[[bytes], bytes]:
        """Return the function to pack these texts with, first training a dictionary if it is time.

        To be called anew in each transaction: one that is undone takes its dictionary along.
        """
        number = self._newest() or self._trained(texts)
        if self._packer is None or self._packer[0] != number:
            self._packer = number, packer(self._of(number) if number else None)
        return self._packer[1]

    def rest(self) -> None:
        """Give back what packing takes, which a next text makes anew: some 3 MB."""
        self._packer = None

    def unpack(self, data: bytes) -> bytes:
        """Return a text that was packed. Raises ValueError if it is damaged."""
        return unpack(data, self._of)

    def _newest(self) -> int:
        rows = self._store._run("SELECT id FROM dictionaries LIMIT 1").fetchall()
        return int(rows[0][0]) if rows else 0

    def _trained(self, texts: Sequence[bytes]) -> int:
        """Train and keep a dictionary; return its number, 0 if there is too little to learn."""
        missing = max(0, TRAIN_ARTICLES - len(texts))
        kept = self._store._run("SELECT content FROM revisions LIMIT ?", (missing,)).fetchall()
        if self._in_vain or len(kept) < missing:
            return 0
        dictionary = train([*texts, *(self._store.unpacked(row[0]) for row in kept)])
        if dictionary is None:
            self._in_vain = True
            return 0
        self._store._run(
            "INSERT INTO dictionaries VALUES (?, ?)",
            (dictionary.dict_id, dictionary.dict_content),
        )
        return dictionary.dict_id

    def _of(self, number: int) -> Dictionary:
        """Return the dictionary of a number. Raises ValueError if there is none, or not that."""
        key = (self._store.path, number)
        if key not in _known:
            rows = self._store._run("SELECT content FROM dictionaries WHERE id = ?", (number,))
            content = next((row[0] for row in rows), b"")
            _known[key] = dictionary_from(content, number)
        return _known[key]
