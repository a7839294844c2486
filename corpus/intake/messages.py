"""What a run and its workers say to each other: JSON, never pickles.

In: values of either side.  Out: bytes and back.  A worker has read hostile files, so its words are
data: nothing in them can run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from corpus.models import Article, ReadFailure, ReadSkip, article_from_dict

Result = Article | ReadFailure | ReadSkip


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A file to read. `start`: the results to pass over, of a file that broke its reader before.

    `careful`: tell each result at once. `digest`: tell the file's SHA-256 too.
    `columns`: as `read_file` takes them.
    """

    number: int
    path: str
    display: str
    relative: str
    start: int = 0
    careful: bool = False
    digest: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)


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


def encode_task(task: Task) -> bytes:
    """Return a task as bytes; undecodable letters of its path survive as escapes."""
    return json.dumps(asdict(task)).encode()


def decode_task(message: bytes) -> Task:
    """Return the task that `encode_task` wrote."""
    return Task(**json.loads(message))


def encode_report(report: Report) -> bytes:
    """Return a report as bytes."""
    results = [
        one.to_dict()
        if isinstance(one, Article)
        else [isinstance(one, ReadFailure), one.file, one.reason, one.transient]
        for one in report.results
    ]
    values = [report.number, results, report.done, report.retires, report.sha256]
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def decode_report(message: bytes) -> Report:
    """Return the report that `encode_report` wrote."""
    number, results, done, retires, sha256 = json.loads(message.decode("utf-8", "surrogatepass"))
    return Report(
        number=number,
        results=tuple(
            article_from_dict(one)
            if isinstance(one, dict)
            else (ReadFailure if one[0] else ReadSkip)(*one[1:])
            for one in results
        ),
        done=done,
        retires=retires,
        sha256=sha256,
    )
