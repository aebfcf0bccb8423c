"""The formats of hash lists, one small module each; recognised by content, never by name.

To add one: a module with the members of `ListFormat`, listed in `FORMATS`. tests/known/formats/test_contract.py then
runs over it.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from understone.known.errors import ListUnreadable, ListUnrecognised
from understone.known.formats import (
    c4all,
    delimited,
    encase,
    icse,
    ncmec,
    nsrl_sqlite,
    plain,
    project_vic,
    stopncii,
    threatexchange,
    threatexchange_csv,
    vics,
    xways,
)
from understone.known.formats.written import Written
from understone.known.listings import Listing, Rejected, SetKind, Withdrawal

HEAD_BYTES = 65_536


class ListFormat(Protocol):
    """What a module of a format offers."""

    @property
    def NAME(self) -> str:
        """The format's name in manifests and answers."""

    @property
    def SEEMS(self) -> dict[SetKind, str]:
        """Why `declares` takes a list for a kind, in one clause."""

    def recognises(self, head: bytes) -> bool:
        """Tell whether `head`, the first `HEAD_BYTES` of a file, opens a list of this format."""

    def declares(self, head: bytes) -> SetKind | None:
        """Return the kind that the list seems to be by its own header, None where it does not say."""

    def read(self, source: BinaryIO) -> Iterator[Listing | Withdrawal | Rejected]:
        """Yield each record in file order. Raises `ListTruncated`; what was yielded before it is not to be kept."""


class WritableFormat(ListFormat, Protocol):
    """A format that Understone also writes."""

    @property
    def DIALECTS(self) -> tuple[str, ...]:
        """The kinds of file that `write` makes, such as `2.0 UK`; the first is the usual one."""

    def write(self, records: Iterable[Listing | Withdrawal], sink: BinaryIO, *, dialect: str) -> Written:
        """Write records as they come, in bounded memory; say what the format could not carry."""


# The most particular first: a VICS file is text too.
FORMATS: tuple[ListFormat, ...] = (
    vics,
    ncmec,
    c4all,
    stopncii,
    threatexchange,
    nsrl_sqlite,
    encase,
    icse,
    project_vic,
    threatexchange_csv,
    delimited,
    xways,
    plain,
)
WRITABLE: tuple[WritableFormat, ...] = (
    vics,
    ncmec,
    c4all,
    stopncii,
    threatexchange,
    project_vic,
    icse,
    threatexchange_csv,
    delimited,
    xways,
    plain,
)


_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "it is a PNG picture"),
    (b"\xff\xd8\xff", "it is a JPEG picture"),
    (b"PK\x03\x04", "it is a ZIP archive (unpack it first)"),
    (b"\x1f\x8b", "it is a gzip file (unpack it first)"),
    (b"7z\xbc\xaf\x27\x1c", "it is a 7z archive (unpack it first)"),
    (b"SQLite format 3\0", "it is an SQLite database"),
    (b"%PDF-", "it is a PDF document"),
    (b"<?xml", "it is XML"),
)


def recognise_head(head: bytes, where: Path | str) -> ListFormat:
    """Return the format of a list by its first `HEAD_BYTES`. Raises `ListUnrecognised` with the reason."""
    if not head:
        raise ListUnrecognised(where, "the file is empty")
    for known in FORMATS:
        if known.recognises(head):
            return known
    if (message := ncmec.no_list(head)) is not None:
        raise ListUnrecognised(where, message)
    for magic, reason in _OTHERS:
        if head.startswith(magic):
            raise ListUnrecognised(where, reason)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        raise ListUnrecognised(
            where,
            "it is JSON, and names neither a VICS model of version 1 or 2 nor what "
            "ThreatExchange or StopNCII have in its first 64 KiB",
        )
    raise ListUnrecognised(where, "no line of its first 64 KiB holds a digest, and no header line names one")


def recognise(path: Path) -> ListFormat:
    """Return the format of the list at `path`. Raises `ListUnrecognised`, `ListUnreadable`."""
    try:
        with path.open("rb") as source:
            head = source.read(HEAD_BYTES)
    except OSError as error:
        raise ListUnreadable(path, error.strerror or str(error)) from error
    return recognise_head(head, path)
