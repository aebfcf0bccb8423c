"""The error tree. Every error that a person can cause or meet says what, where and the remedy.

The command line prints the three lines, `--json` carries the three fields, the exit code stands in the class.
"""

from typing import ClassVar

from understone.exit_codes import ExitCode


class UnderstoneError(Exception):
    """Base of all errors that Understone raises on purpose.

    `what` is wrong, `where` it lies (file, record, volume, entry), `remedy` is what the reader can do now.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.INPUT

    def __init__(self, what: str, where: str, remedy: str) -> None:
        super().__init__(what, where, remedy)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} ({self.where})"


class UsageError(UnderstoneError):
    """The command was called in a way that makes no sense."""

    exit_code = ExitCode.USAGE


class OutputError(UnderstoneError):
    """Something could not be written: it exists, the disk is full, the folder is not ours."""

    exit_code = ExitCode.OUTPUT


class KnownError(UnderstoneError):
    """A hash list or a known set cannot be used."""


class EvidenceError(UnderstoneError):
    """A piece of evidence cannot be opened or read."""


class MediaError(UnderstoneError):
    """A picture or video cannot be understood."""


class CaseFileError(UnderstoneError):
    """A case file cannot be used."""


class DatabaseError(UnderstoneError):
    """The database cannot be started, reached or used."""


class LedgerError(UnderstoneError):
    """The ledger cannot be read or written, or something in it does not hold."""


class ExchangeError(UnderstoneError):
    """A package, a receipt or a key cannot be used."""
