"""Texts in the store are packed: dictionaries, damage, bounds."""

import random
import tracemalloc
import weakref
from dataclasses import replace

import pytest

from corpus import (
    Article,
    ArticleStore,
    KeptArticle,
    Section,
    StoreDamagedError,
    dictionaries,
    packing,
)
from corpus.packing import packer, unpack

NOTE = Article(id="a", title="Erster Stand", sections=(Section(paragraphs=("Text.",)),))


def test_a_store_at_rest_has_given_back_what_packing_takes(tmp_path, monkeypatch):
    made = []

    def watched(dictionary=None):
        pack = packer(dictionary)
        made.append(weakref.ref(pack))
        return pack

    monkeypatch.setattr(dictionaries, "packer", watched)
    with ArticleStore(tmp_path / "articles.sqlite") as store:
        store.put(NOTE, "f")
        assert made[0]() is not None
        store.rest()
        assert made[0]() is None
        assert store.put(replace(NOTE, title="Zweiter Stand"), "f") == "changed"
        assert store.get("a", 1) == NOTE
    assert len(made) == 2


class TestDictionaries:
    """One dictionary is trained as soon as there is enough to learn, and kept."""

    def note(self, number):
        rnd = random.Random(number)
        words = [f"wort{rnd.randint(0, 300)} steht hier" for _ in range(60)]
        text = f"{' und '.join(words)}, Nummer {number}."
        return replace(NOTE, id=f"{number:04}", sections=(Section(paragraphs=(text,)),))

    def put(self, store, numbers):
        with store.transaction():
            batch = store.batch([])
            for number in numbers:
                batch.put(KeptArticle.of(self.note(number)), "f")
            batch.write()

    def sizes(self, store):
        rows = store._run("SELECT id, length(content) FROM revisions ORDER BY id").fetchall()
        return dict(rows)

    @pytest.fixture(autouse=True)
    def trained_early(self, monkeypatch):
        monkeypatch.setattr(dictionaries, "TRAIN_ARTICLES", 100)

    @pytest.mark.parametrize("first", [[60, 39], [99]])
    def test_texts_are_smaller_from_the_hundredth_on_and_all_are_read(self, store, first):
        reader = ArticleStore(store.path, read_only=True)
        for number, count in enumerate(first):
            self.put(store, range(number * 60, number * 60 + count))
        assert not store._run("SELECT 1 FROM dictionaries").fetchall()
        self.put(store, [99])
        self.put(store, [100])
        sizes = self.sizes(store)
        assert max(sizes["0099"], sizes["0100"]) < 0.6 * min(sizes["0000"], sizes["0098"])
        with reader:
            assert [reader.get(f"{n:04}") for n in range(101)] == [self.note(n) for n in range(101)]
        assert store._run("SELECT count(*) FROM dictionaries").fetchone() == (1,)

    def test_a_transaction_that_is_undone_takes_its_dictionary_along(self, store):
        def fail():
            with store.transaction():
                self.put(store, range(100))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        self.put(store, range(50))
        dictionaries._known.clear()
        assert [article.id for _, article in store.articles()] == [f"{n:04}" for n in range(50)]

    def test_texts_with_nothing_to_learn_are_packed_without(self, store):
        with store.transaction():
            batch = store.batch([])
            for number in range(100):
                batch.put(KeptArticle.of(Article(id=str(number))), "f")
            batch.write()
        assert store.count() == 100
        assert list(store.problems()) == []

    @pytest.mark.parametrize(
        "damaged",
        [None, lambda _: b"", lambda _: "x", lambda content: content[:5] + content[6:],
         lambda content: content[:2000] + bytes(len(content) - 2000)],
    )  # fmt: skip
    def test_a_damaged_dictionary_is_named_and_nothing_wrong_is_read(self, store, damaged):
        self.put(store, range(100))
        dictionaries._known.clear()
        ((content,),) = store._run("SELECT content FROM dictionaries").fetchall()
        if damaged:
            store._run("UPDATE dictionaries SET content = ?", (damaged(content),))
        else:
            store._run("DELETE FROM dictionaries")
        for number in range(100):
            with pytest.raises(StoreDamagedError, match=r"articles\.sqlite"):
                store.get(f"{number:04}")
        assert len(list(store.problems())) == 100


@pytest.mark.parametrize("bit", range(8))
def test_a_flipped_bit_at_each_place_of_a_packed_text_is_found(bit):
    text = NOTE.to_json().encode() * 3
    packed = packer()(text)
    for at in range(len(packed)):
        flipped = bytearray(packed)
        flipped[at] ^= 1 << bit
        try:
            assert unpack(bytes(flipped), {}.__getitem__) == text
        except (ValueError, KeyError):
            continue


def test_a_packed_text_that_grows_too_large_is_refused_in_bounds(monkeypatch):
    bomb = packer()(bytes(64 << 20))
    monkeypatch.setattr(packing, "MAX_BYTES", 1 << 20)
    tracemalloc.start()
    with pytest.raises(ValueError, match="cut off"):
        unpack(bomb, {}.__getitem__)
    assert tracemalloc.get_traced_memory()[1] < 8 << 20
    tracemalloc.stop()
