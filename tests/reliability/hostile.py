"""Hostile pickles, and how to plant them in an index whose checksums all fit."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from whoosh import formats, index
from whoosh.codec import whoosh3
from whoosh.filedb import structfile

from corpus import ArticleStore, article_from_dict
from search.engines.embedded import unpickling
from search.engines.embedded.generations.chain import Generations
from search.engines.embedded.segments.layout import SCHEMA_VERSION
from search.engines.embedded.writer import BatchWriter
from search.sections import index_stamp, section_documents
from tests.reliability.conftest import lines

# The only place where a pickle is still written into an index: the table of contents.
PLACES = ("index.write",)


class _Call:
    """Pickles as a call of `function` with `arguments`."""

    def __init__(self, function: Any, *arguments: object) -> None:
        self.function, self.arguments = function, arguments

    def __reduce__(self) -> tuple[Any, tuple[object, ...]]:
        return self.function, self.arguments


def payloads(canary: Path) -> dict[str, bytes]:
    """Return hostile pickles that would make the file `canary`."""
    import codecs
    import functools
    import importlib
    import operator
    import os
    import runpy

    code = f"open({str(canary)!r}, 'w').close()"
    shell = f"touch {canary}"
    script = canary.with_name("skript.py")
    script.write_text(code)
    made: dict[str, object] = {
        "system": _Call(os.system, shell),
        "popen": _Call(operator.methodcaller("read"), _Call(os.popen, shell)),
        "eval": _Call(eval, code),
        "exec": _Call(exec, code),
        "open": _Call(open, str(canary), "w"),
        "subprocess": _Call(subprocess.check_call, ["touch", str(canary)]),
        "importlib": _Call(_Call, 0),
        "runpy": _Call(runpy.run_path, str(script)),
        "nested": _Call(eval, _Call(str.strip, f" {code} ")),
        "getattr": _Call(_Call, 0),
        "partial": _Call(operator.call, functools.partial(os.system, shell)),
        "map": _Call(list, _Call(map, os.system, [shell])),
        "unpickle": _Call(pickle.loads, pickle.dumps(_Call(os.system, shell))),
        "codecs": _Call(exec, _Call(codecs.decode, codecs.encode(code, "rot13"), "rot13")),
        "touch": _Call(Path.touch, canary),
        "in a list": [1, {"a": ({"b": _Call(os.system, shell)},)}],
        "as a key": {_Call(os.system, shell): 1},
    }
    module = _Call(importlib.import_module, "os")
    made["importlib"] = _Call(operator.call, _Call(getattr, module, "system"), shell)
    made["getattr"] = _Call(
        operator.call, _Call(getattr, _Call(importlib.import_module, "posix"), "system"), shell
    )
    found = {
        f"{name} {protocol}": pickle.dumps(value, protocol)
        for name, value in made.items()
        for protocol in (0, 2, 4)
    }
    text = shell.encode()
    size = len(text).to_bytes(4, "little")
    found |= {
        "inst": b"(S'" + text + b"'\niposix\nsystem\n.",
        "obj": b"(cposix\nsystem\nX" + size + text + b"o.",
        "memo": b"cposix\nsystem\np7\n0g7\n(X" + size + text + b"tR.",
        "long memo": b"cposix\nsystem\nr\7\0\0\x000j\7\0\0\0(X" + size + text + b"tR.",
        "popped": b"cposix\nsystem\n(X" + size + text + b"tR0N.",
        "build": b"\x80\x02cwhoosh.codec.whoosh3\nW3Segment\n)\x81cposix\nsystem\n(X"
        + size + text + b"tRb.",
        "dotted": b"\x80\x04\x8c\x15whoosh.filedb.fileindex\x8c\x09os.system\x93.",
        "factory": b"\x80\x02ccollections\ndefaultdict\n(cposix\nsystem\n(X"
        + size + text + b"tRtR.",
    }  # fmt: skip
    return found


class Planter:
    """Stands in for `dumps` and `dump` of Whoosh's modules and plants at one place of its code."""

    def __init__(self, place: str, data: bytes) -> None:
        self.place, self.data, self.places = place, data, set[str]()

    def _planted(self, value: object, protocol: int) -> bytes:
        frame = sys._getframe(2)
        while frame.f_code.co_filename.endswith("structfile.py"):
            frame = frame.f_back
        place = f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_name}"
        self.places.add(place)
        return self.data if place == self.place else pickle.dumps(value, protocol)

    def dumps(self, value: object, protocol: int = -1) -> bytes:
        return self._planted(value, protocol)

    def dump(self, value: object, file: Any, protocol: int = -1) -> None:
        file.write(self._planted(value, protocol))


@contextmanager
def planting(planter: Planter) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whoosh3, "dumps", planter.dumps)
        patch.setattr(formats, "dumps", planter.dumps)
        patch.setattr(index.pickle, "dumps", planter.dumps, raising=False)
        patch.setattr(structfile, "dump_pickle", planter.dump)
        yield


def build(root: Path, planter: Planter) -> Path:
    """Publish an index of 30 articles with a store, a fitting manifest and what is planted."""
    place = root / "ix" / "index"
    place.mkdir(parents=True)
    unpickling.install()
    made = Generations(place).begin(share=False)
    writer = BatchWriter(made.path, fresh=True)
    with planting(planter):
        with ArticleStore(place.parent / "articles.sqlite", "index") as store:
            for line in lines(300):
                article = article_from_dict(_whole(json.loads(line)))
                store.put(article, "artikel.jsonl")
                writer.add(section_documents(article, 1))
        writer.finish()
    facts = {
        "articles": 300,
        "sections": 300,
        "dead": 0,
        "segments": 1,
        "learned_from": 300,
        "stamp": f"schema-{SCHEMA_VERSION} {index_stamp()}",
    }
    made.publish({**facts, "built": "2025-01-01T00:00:00+00:00"})
    return place


def _whole(values: dict[str, Any]) -> dict[str, Any]:
    paragraphs = [*values.pop("text").split("\n"), f"Nur hier: einzeln{values['id']}."]
    section = {"heading": "", "level": 0, "anchor": "", "paragraphs": paragraphs}
    return {"id": values["id"], "title": values["title"], "sections": [section]}
