"""What can go wrong in a search, classed by who can act; mapped once to exit codes and HTTP status.

FundstelleError
├── QueryError               the reader: exit 2, HTTP 400; has `position`
├── UsageError               the operator's arguments or settings: exit 2, HTTP 503
├── IndexMissingError        the operator: exit 3, HTTP 503; names the command that makes one
├── IndexDamagedError        the operator: exit 65, HTTP 503; names the file
├── BackupDamagedError       the operator: exit 65; names the archive and what is wrong
├── CannotWriteError         the operator: exit 73
├── StorageFullError         the operator: exit 74; disk full or I/O error
├── WriterBusyError          time: exit 75; names the holder's pid and start
└── EngineUnavailableError   time: exit 75, HTTP 503 with Retry-After
    └── DeadlineExceededError   a query took too long
"""


class FundstelleError(Exception):
    """Base of everything `search` raises on purpose; the message is one sentence for a person."""

    exit_code = 70


class QueryError(FundstelleError):
    """The query breaks a limit. The message is German; `position` is a character offset."""

    exit_code = 2

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.position = position


class UsageError(FundstelleError):
    """An argument or a setting cannot be used; the message says which and what would do."""

    exit_code = 2


class IndexMissingError(FundstelleError):
    """There is no index yet; the message names the command that makes one."""

    exit_code = 3


class IndexDamagedError(FundstelleError):
    """A file of the index is not what was written; the message names it."""

    exit_code = 65


class BackupDamagedError(FundstelleError):
    """An archive is no backup, or not as it was written; the message names it."""

    exit_code = 65


class CannotWriteError(FundstelleError):
    """A place cannot be written to (permissions, read-only file system)."""

    exit_code = 73


class StorageFullError(FundstelleError):
    """The disk is full or failed; the message names path, bytes free and bytes wanted."""

    exit_code = 74


class WriterBusyError(FundstelleError):
    """Another writer is at work; the message names its pid and start."""

    exit_code = 75


class EngineUnavailableError(FundstelleError):
    """The engine cannot answer now; trying again later may help."""

    exit_code = 75


class DeadlineExceededError(EngineUnavailableError):
    """A query took longer than it may."""
