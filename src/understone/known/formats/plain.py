r"""Plain lists: one hexadecimal digest a line, and what md5sum, sha1sum and sha256sum write.

A line is `DIGEST`, `DIGEST  name`, `DIGEST *name` (GNU coreutils manual, "md5sum invocation": a `\` in front means
that `\\`, `\n` and `\r` in the name are escapes), `MD5 (name) = DIGEST` (BSD, `--tag`), `kind:DIGEST`, or `kind DIGEST`
as other tools have it. Lines that begin with `#` or `;` are comments. The length
says the kind, and kinds may be mixed; 64 digits are SHA-256, unless the line says `pdq`, or an earlier heading did: a
line or comment that is only a kind's name (`#PDQ`).

Written in dialects of one digest a line (`pdq` under the heading `#PDQ`), and of a digest with the file's name
(`md5sum`, `sha1sum`, `sha256sum`; the name from the detail "file name").
"""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from understone.known.formats.cells import count, lost_of, survives
from understone.known.formats.draft import Draft, hash_named
from understone.known.formats.lines import TOO_LONG, numbered_lines
from understone.known.formats.text import head_text, is_text
from understone.known.formats.written import WriteTally, Written
from understone.known.listings import HashKind, Listing, Rejected, SetKind, Withdrawal

NAME = "plain"
DIALECTS: tuple[str, ...] = ("md5", "sha1", "sha256", "pdq", "md5sum", "sha1sum", "sha256sum")
SEEMS: dict[SetKind, str] = {}

FILE_NAME = "file name"
"""The detail that holds the name which stands behind a digest."""

_TAGGED = re.compile(r"([A-Za-z0-9-]+) \((.*)\) = ([0-9A-Fa-f]+)", re.DOTALL)
_PREFIXED = re.compile(r"([A-Za-z][A-Za-z0-9_-]+)(?::\s*|[ \t]+)(\S+)")
_DIGEST = re.compile(r"(\\?)([0-9A-Fa-f]+)(?: [ *](.+)|[ \t]+\*?(.+)|)", re.DOTALL)
# So many hexadecimal digits and nothing else may be a digest with a fault; fewer are a word.
_DIGESTLIKE = re.compile(r"\\?[0-9A-Fa-f]{24,}(?:[ \t]|$)")
_ESCAPES = {"\\\\": "\\", "\\n": "\n", "\\r": "\r"}
_BY_DIALECT: dict[str, HashKind] = {
    "md5": "md5",
    "sha1": "sha1",
    "sha256": "sha256",
    "pdq": "pdq",
    "md5sum": "md5",
    "sha1sum": "sha1",
    "sha256sum": "sha256",
}


def recognises(head: bytes) -> bool:
    """Tell whether `head` is text of which some line holds a digest, whole or with digits missing."""
    text = head_text(head)
    return is_text(text) and any(_holds_digest(line.strip()) for line in text.splitlines())


def declares(head: bytes) -> SetKind | None:
    """Return None: a plain list says nothing of what it is for."""
    return None


def read(source: BinaryIO) -> Iterator[Listing | Rejected]:
    """Yield each line that is no comment, heading or blank. Any text can be read; a line without digest is refused."""
    heading: HashKind | None = None
    for number, line in numbered_lines(source):
        if line is None:
            yield Rejected(number, f"line {number}", TOO_LONG)
            continue
        text = line.strip(" \t\x00\x1a")
        comment = text.startswith(("#", ";"))
        named = hash_named(text.strip("#; \t:[]")) if len(text) < 24 else None
        if named is not None:
            heading = named
        elif text and not comment:
            # Blanks at the end of a line belong to a file's name, if it has one.
            yield _listing(line.lstrip(" \t\x00").rstrip("\x00\x1a"), number, heading)


def _holds_digest(line: str) -> bool:
    if tagged := _TAGGED.fullmatch(line):
        return hash_named(tagged[1]) is not None
    if (prefixed := _PREFIXED.match(line)) and hash_named(prefixed[1]) is not None:
        return _DIGESTLIKE.match(prefixed[2]) is not None
    return _DIGESTLIKE.match(line) is not None


def _listing(text: str, number: int, heading: HashKind | None) -> Listing | Rejected:
    draft = Draft(number, f"line {number}")
    bare = text.rstrip()
    if tagged := _TAGGED.fullmatch(bare):
        kind = hash_named(tagged[1])
        if kind is None:
            return draft.reject(f"{tagged[1]} is no digest that Understone looks up")
        draft.give(kind, tagged[3])
        draft.detail(FILE_NAME, tagged[2])
    elif (prefixed := _PREFIXED.fullmatch(bare)) and (kind := hash_named(prefixed[1])) is not None:
        draft.give(kind, prefixed[2])
    elif (plain := _DIGEST.fullmatch(bare)) and (plain := _DIGEST.fullmatch(text) or plain):
        escaped, digest, name, loose_name = plain.groups()
        if heading == "pdq" and len(digest) == 64:
            draft.give("pdq", digest)
        else:
            draft.give_unnamed(digest)
        if name := name or (loose_name or "").strip():
            draft.detail(FILE_NAME, re.sub(r"\\[\\nr]", lambda m: _ESCAPES[m[0]], name) if escaped else name)
    else:
        return draft.reject(f"no digest: {text[:80]!r}")
    return draft.done()


def write(records: Iterable[Listing | Withdrawal], sink: BinaryIO, *, dialect: str) -> Written:
    """Write one digest a line. A record without the digest of the dialect is left out, and so is a withdrawal."""
    tally = WriteTally()
    if dialect == "pdq":
        sink.write(b"#PDQ\n")
    for record in records:
        if isinstance(record, Withdrawal):
            tally.leave_out(record.record, record.where, "a withdrawal: a plain list has none")
        else:
            _write_digest(record, sink, tally, dialect)
    return tally.done()


def _write_digest(listing: Listing, sink: BinaryIO, tally: WriteTally, dialect: str) -> None:
    kind = _BY_DIALECT[dialect]
    value: bytes | None = getattr(listing, kind)
    if value is None:
        tally.leave_out(listing.record, f"record {listing.record}", f"it has no {kind}")
        return
    names = [value for name, value in listing.detail if name == FILE_NAME] if dialect.endswith("sum") else []
    name = names[0] if len(names) == 1 and _is_name(names[0]) else ""
    escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    mark = "\\" if escaped != name else ""
    sink.write(f"{mark}{value.hex()}{f'  {escaped}' if name else ''}\n".encode())
    count(lost_of(listing, {kind}, {FILE_NAME: name} if name else {}), tally)


def _is_name(text: str) -> bool:
    """Tell whether a name comes out of a line as it went in; blanks at its ends do, other ends and controls do not."""
    within = text.strip(" ")
    return bool(within) and survives(within.replace("\n", "n").replace("\r", "r")) and len(text) < 16_384
