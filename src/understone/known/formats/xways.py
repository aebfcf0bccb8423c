"""Hash sets of X-Ways Forensics as text: the first line names the kind of digest, each further line is one digest.

The manual of WinHex and X-Ways Forensics ("Hash Database") calls it a simple hash set text file: the first line is the
hash type, the others hash values in hexadecimal or, for SHA-1, in Base32, and lines end in CR LF. Text behind a digest
is kept as detail. The internal hash database (`.xhd`) has no public description and is not read.
"""

import base64
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from understone.known.formats.cells import count, lost_of
from understone.known.formats.draft import Draft, hash_named
from understone.known.formats.lines import TOO_LONG, numbered_lines
from understone.known.formats.text import head_text, is_text
from understone.known.formats.written import WriteTally, Written
from understone.known.listings import HashKind, Listing, Rejected, SetKind, Withdrawal

NAME = "X-Ways"
DIALECTS: tuple[str, ...] = ("md5", "sha1", "sha256")
SEEMS: dict[SetKind, str] = {}

_HEADINGS: dict[str, HashKind] = {"md5": "md5", "sha1": "sha1", "sha256": "sha256"}
_NAMES: dict[HashKind, str] = {"md5": "MD5", "sha1": "SHA-1", "sha256": "SHA-256"}
_BASE32 = re.compile(r"[A-Z2-7]{32}", re.IGNORECASE)
_HEXADECIMAL = re.compile(r"[0-9A-F]{32}", re.IGNORECASE)
_LINE = re.compile(r"([0-9A-Za-z]+)(?:[\s,;|]+(.*)|)")
_BLANKS = " \t\x00\x1a"


def recognises(head: bytes) -> bool:
    """Tell whether the first line is the name of a digest and the next is a digest, whole or with digits missing."""
    text = head_text(head)
    lines = [line.strip(_BLANKS) for line in text.splitlines()[:64]]
    filled = [line for line in lines if line]
    if len(filled) < 2 or _heading(filled[0]) is None or not is_text(text):
        return False
    first = _LINE.fullmatch(filled[1])
    return first is not None and (len(first[1]) >= 24 or "," in filled[1])


def declares(head: bytes) -> SetKind | None:
    """Return None: the file says nothing of what it is for."""
    return None


def read(source: BinaryIO) -> Iterator[Listing | Rejected]:
    """Yield each line after the first. A line without a digest of the kind that the first names is refused."""
    kind: HashKind | None = None
    before_heading = True
    for number, line in numbered_lines(source):
        if line is None:
            yield Rejected(number, f"line {number}", TOO_LONG)
            continue
        text = line.strip(_BLANKS)
        if not text:
            continue
        if before_heading:
            before_heading = False
            kind = _heading(text)
            if kind is None:
                yield Rejected(number, f"line {number}", f"the first line names no digest: {text[:80]!r}")
            continue
        yield _listing(text, kind, number)


def _heading(text: str) -> HashKind | None:
    kind = hash_named(text) if len(text) < 24 and not text.startswith("#") else None
    return kind if kind in _NAMES else None


def _listing(text: str, kind: HashKind | None, number: int) -> Listing | Rejected:
    draft = Draft(number, f"line {number}")
    parts = _LINE.fullmatch(text)
    if parts is None:
        return draft.reject(f"no digest: {text[:80]!r}")
    digest, rest = parts.groups()
    if kind is None:
        draft.give_unnamed(digest)
    elif kind == "sha1" and _BASE32.fullmatch(digest) and not _HEXADECIMAL.fullmatch(digest):
        # 32 characters that are hexadecimal too would be an MD5 under the wrong heading; as Base32 of a SHA-1 they
        # come once in 10^13.
        draft.give(kind, base64.b32decode(digest.upper()).hex())
    else:
        draft.give(kind, digest)
    draft.detail("behind the digest", rest)
    return draft.done()


def write(records: Iterable[Listing | Withdrawal], sink: BinaryIO, *, dialect: str) -> Written:
    """Write one kind of digest. A record without it is left out, and so is a withdrawal."""
    kind = _HEADINGS[dialect]
    tally = WriteTally()
    sink.write(f"{_NAMES[kind]}\r\n".encode())
    for record in records:
        if isinstance(record, Withdrawal):
            tally.leave_out(record.record, record.where, "a withdrawal: a hash set of X-Ways has none")
        elif (value := getattr(record, kind)) is None:
            tally.leave_out(record.record, f"record {record.record}", f"it has no {kind}")
        else:
            sink.write(f"{value.hex().upper()}\r\n".encode())
            count(lost_of(record, {kind}), tally)
    return tally.done()
