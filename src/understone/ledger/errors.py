"""What can go wrong with a ledger, each with its remedy."""

from typing import ClassVar

from understone.errors import LedgerError
from understone.exit_codes import ExitCode


class NotALedger(LedgerError):
    """The file is no ledger of ours, or of a version that this program does not know."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(why, where, "name the ledger's own file; a copy must be taken with `understone ledger export`")


class UnknownEvent(LedgerError):
    """An event that the vocabulary does not hold."""

    def __init__(self, event: str) -> None:
        super().__init__(f"the event {event!r} is not in the vocabulary", event, "use a name of ledger/events.csv")


class WrongPayload(LedgerError):
    """A payload does not have exactly the fields of its event, or holds what canonical JSON refuses."""

    def __init__(self, event: str, why: str) -> None:
        super().__init__(why, event, "give exactly the fields that ledger/events.csv names for the event")


class ClockSteppedBack(LedgerError):
    """The clock shows a time before the last entry's: writing is held until it has caught up."""

    def __init__(self, last: str, now: str) -> None:
        super().__init__(
            f"the clock stepped back: it shows {now}, the last entry was written at {last}",
            "the server's clock",
            f"set the clock right, or wait: writing goes on once it shows {last}",
        )


class NoTransaction(LedgerError):
    """Appending was tried outside a transaction."""

    def __init__(self, where: str) -> None:
        super().__init__("no transaction is open", where, "append inside the transaction that the entries record")


class NoSuchEntry(LedgerError):
    """A place in the log that it does not have (yet)."""

    def __init__(self, asked: str, size: int) -> None:
        super().__init__(f"there is no {asked}", f"a ledger of {size} entries", f"ask for a number below {size}")


class NotErasable(LedgerError):
    """A payload that may not be erased: it says what was erased, or it is erased already."""

    def __init__(self, seq: int, why: str) -> None:
        super().__init__(f"the payload of entry {seq} cannot be erased: {why}", f"entry {seq}", "leave it out")


class AlreadyKept(LedgerError):
    """A cosignature that the ledger holds already."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(
            f"the ledger holds this cosignature already: checkpoint {size}", name, "nothing is to be done: it is kept"
        )


class WritingFailed(LedgerError):
    """The file could not be written: it is locked too long, read-only, or the disk is full. Nothing was recorded."""

    exit_code: ClassVar[ExitCode] = ExitCode.OUTPUT

    def __init__(self, where: str, why: str) -> None:
        super().__init__(
            f"nothing was recorded: {why}", where, "free space or rights there, end what keeps it locked, and try again"
        )


class ErasureIncomplete(LedgerError):
    """Payloads are erased, but a reader keeps their old pages in the write-ahead log."""

    def __init__(self, where: str) -> None:
        super().__init__(
            "erased, but the write-ahead log beside the file still holds the old pages: a reader is open",
            where,
            "close the programs that read the ledger, then run `understone ledger verify`, which empties that log",
        )


class NoCheckpoint(LedgerError):
    """A proof needs a signed checkpoint that covers the entry."""

    def __init__(self, asked: str) -> None:
        super().__init__(f"no checkpoint covers {asked}", "checkpoints", "sign one with `understone ledger checkpoint`")


class ProofUnreadable(LedgerError):
    """A proof file is not one."""

    def __init__(self, why: str, where: str = "proof") -> None:
        super().__init__(why, where, "ask for the proof again: `understone ledger prove`")


class NoteUnreadable(LedgerError):
    """A text is no signed note, no checkpoint, or no key of one."""

    def __init__(self, why: str, where: str = "signed note") -> None:
        super().__init__(why, where, "take the file as it was sent: any change, even of white space, breaks it")


class SignatureWrong(LedgerError):
    """A signature that should be there is missing or does not hold."""

    exit_code: ClassVar[ExitCode] = ExitCode.VERIFICATION

    def __init__(self, name: str, why: str) -> None:
        super().__init__(why, f"signature of {name}", "check that this is the right key, then ask who sent it")


class ExportUnreadable(LedgerError):
    """A folder is no export of a ledger."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(why, where, "name a folder that `understone ledger export` wrote")


class WitnessRefuses(LedgerError):
    """A witness was shown a history that does not go on from the one it saw before."""

    exit_code: ClassVar[ExitCode] = ExitCode.VERIFICATION

    def __init__(self, why: str, where: str, held: str | None, shown: str) -> None:
        super().__init__(
            why, where, "keep the witness's file: both checkpoints stand in it as evidence; call the duty commander"
        )
        self.held = held
        self.shown = shown
