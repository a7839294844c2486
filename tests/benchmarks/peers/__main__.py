"""The process of an engine.

    python -m tests.benchmarks.peers NAME build LINES FOLDER
    python -m tests.benchmarks.peers NAME answer FOLDER QUESTIONS
    python -m tests.benchmarks.peers NAME ask FOLDER KIND WORD…

NAME: a module beside this one; `fundstelle:JOB` for ours.
`ask` prints the names of what is found. `answer` reads questions, a line "row TAB kind TAB words",
says "ready", and answers a line with a line, until there are no more:
    time TAB row             milliseconds of each question of the row, parted by blanks
    rate TAB seconds TAB row…   all questions of the rows, over and over: their count, the seconds
    hits TAB kind TAB words  names of what is found
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.benchmarks.peers.base import Peer

# That of `web/server.py`, which Debian's Python need not be able to import.
YOUNG = 20_000


def _time(asks: list[Callable[[], Any]]) -> str:
    took = []
    for ask in asks:
        start = time.perf_counter()
        ask()
        took.append((time.perf_counter() - start) * 1000)
    return " ".join(f"{one:.5f}" for one in took)


def _rate(asks: list[Callable[[], Any]], least: float) -> str:
    start, count, seconds = time.perf_counter(), 0, 0.0
    while seconds < least:
        for ask in asks:
            ask()
        count += len(asks)
        seconds = time.perf_counter() - start
    return f"{count} {seconds}"


def answer(peer: Peer, questions: Path) -> None:
    """Answer lines on the standard input."""
    rows: dict[str, list[Callable[[], Any]]] = {}
    for line in questions.read_text("utf-8").splitlines():
        row, kind, words = line.split("\t")
        rows.setdefault(row, []).append(peer.query(kind, words.split()))
    # As our site does before it answers: the collector never goes through what is there by now,
    # and looks as seldom for what is new.
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)
    print("ready", flush=True)
    for line in sys.stdin:
        command, *parts = line.rstrip("\n").split("\t")
        if command == "time":
            reply = _time(rows[parts[0]])
        elif command == "rate":
            reply = _rate([ask for row in parts[1:] for ask in rows[row]], float(parts[0]))
        else:
            reply = " ".join(peer.names(peer.query(parts[0], parts[1].split())()))
        print(reply, flush=True)


def main(name: str, action: str, *args: str) -> None:
    """Do what the command line asks for."""
    module, _, job = name.partition(":")
    engine = import_module(f"tests.benchmarks.peers.{module}")
    if action == "build":
        engine.build(*map(Path, args))
        return
    peer: Peer = engine.open_peer(Path(args[0]), *filter(None, [job]))
    if action == "answer":
        answer(peer, Path(args[1]))
        return
    print(*peer.names(peer.query(args[1], args[2:])()))


if __name__ == "__main__":
    main(*sys.argv[1:])
