"""What can go wrong with articles, classed by who can act.

CorpusError
├── UnreadableArticleError   one file or line: named in the summary, the run goes on
│   └── PassedOverError      it is none of ours, or its time has not come: no failure
├── SourceMissingError       a path that is not there: wrong usage
├── HandwrittenError         a file written by hand cannot be used (`handwritten.py`)
├── WorkerStartError         no process to read in could be started
└── StoreError               the article store cannot be opened, read or written
    └── StoreDamagedError    its content is not what was written
"""


class CorpusError(Exception):
    """Base of everything `corpus` raises; the message is one sentence for a person."""


class UnreadableArticleError(CorpusError):
    """A file or line holds no article; the message is the reason without the file's name."""


class PassedOverError(UnreadableArticleError):
    """A file or item is no article for us; `transient`: another day it may be one."""

    def __init__(self, reason: str, *, transient: bool = False) -> None:
        super().__init__(reason)
        self.transient = transient


class SourceMissingError(CorpusError):
    """A source given by the user does not exist."""


class WorkerStartError(CorpusError):
    """A reading process could not be started; the message holds what it said last."""


class StoreError(CorpusError):
    """The article store cannot be opened, read or written."""


class StoreDamagedError(StoreError):
    """The article store's content is damaged, or of a version that cannot be read here."""
