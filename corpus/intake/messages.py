"""What a run and its workers say to each other: JSON, never pickles.

In: values of either side.  Out: bytes and back.  A worker has read hostile files, so its words are
data: nothing in them can run.  A report is

    length of its head (4 bytes, big-endian) | head: JSON | contents of its articles, end to end

so that the run stores the articles of others without looking into them.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from corpus.kept import KeptArticle
from corpus.models import ReadDoubt, ReadFailure, ReadSkip
from corpus.readers.lines import WHOLE, Part
from corpus.rules import Kind, Pattern, Rule, Rules

Result = KeptArticle | ReadFailure | ReadSkip | ReadDoubt
_HEAD_BYTES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A file to read, or a part of it.

    `start`: the results to pass over, of a file that broke its reader before; `careful`: tell each
    result at once; `digest`: tell the file's SHA-256 too.
    """

    number: int
    path: str
    display: str
    relative: str
    start: int = 0
    careful: bool = False
    digest: bool = False
    part: Part = WHOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The next results of a file. `done`: there are no more; `retires`: the worker ends now.

    `sha256`: of the file, with its last results, if it was asked for and could be read.
    """

    number: int
    results: tuple[Result, ...] = ()
    done: bool = False
    retires: bool = False
    sha256: str = ""


def encode_rules(rules: Rules) -> bytes:
    """Return rules as bytes."""
    values = [
        [one.kind.value, one.at, one.line.text, one.outlet and one.outlet.text, one.level, one.name]
        for one in rules.rules
    ]
    return json.dumps(values).encode()


def decode_rules(message: bytes) -> Rules:
    """Return the rules that `encode_rules` wrote."""
    return Rules(
        tuple(
            Rule(
                kind=Kind(kind), at=at, line=Pattern(line),
                outlet=None if outlet is None else Pattern(outlet), level=level, name=name,
            )
            for kind, at, line, outlet, level, name in json.loads(message)
        )
    )  # fmt: skip


def encode_task(task: Task) -> bytes:
    """Return a task as bytes; undecodable letters of its path survive as escapes."""
    return json.dumps(asdict(task)).encode()


def decode_task(message: bytes) -> Task:
    """Return the task that `encode_task` wrote."""
    values = json.loads(message)
    return Task(**{**values, "part": Part(*values["part"])})


def encode_report(report: Report) -> bytes:
    """Return a report as bytes."""
    results = [_told(one) for one in report.results]
    values = [report.number, results, report.done, report.retires, report.sha256]
    # Letters that are no Unicode, in a reason, survive as escapes.
    head = json.dumps(values, separators=(",", ":")).encode()
    contents = (one.content for one in report.results if isinstance(one, KeptArticle))
    return b"".join([len(head).to_bytes(_HEAD_BYTES, "big"), head, *contents])


def _told(one: Result) -> list[object]:
    """Return the head of a result: a size is that of an article, a mark that of another kind."""
    if isinstance(one, KeptArticle):
        return [len(one.content), one.id, one.published, one.fingerprint, one.doubt]
    if isinstance(one, ReadDoubt):
        return [None, one.file, one.reason, one.count]
    return [isinstance(one, ReadSkip), one.file, one.reason, one.transient]


def decode_report(message: bytes) -> Report:
    """Return the report that `encode_report` wrote."""
    at = _HEAD_BYTES + int.from_bytes(message[:_HEAD_BYTES], "big")
    number, told, done, retires, sha256 = json.loads(message[_HEAD_BYTES:at])
    results: list[Result] = []
    for first, *rest in told:
        if first is None:
            results.append(ReadDoubt(*rest))
        elif isinstance(first, bool):
            results.append((ReadSkip if first else ReadFailure)(*rest))
        else:
            name, published, fingerprint, doubt = rest
            content = message[at : at + first]
            results.append(KeptArticle(name, published, fingerprint, content, doubt))
            at += first
    return Report(number=number, results=tuple(results), done=done, retires=retires, sha256=sha256)
