r"""Plain lists: one hexadecimal digest a line, and what md5sum, sha1sum and sha256sum write.

A line is `DIGEST`, `DIGEST  name`, `DIGEST *name` (GNU coreutils manual, "md5sum invocation": a `\` in front means
that `\\`, `\n` and `\r` in the name are escapes), `MD5 (name) = DIGEST` (BSD, `--tag`), or `kind:DIGEST`. Lines that
begin with `#` or `;` are comments. The length says the kind, and kinds may be mixed; 64 digits are SHA-256, unless
the line is `pdq:DIGEST`, or an earlier heading said otherwise: a line or comment that is only a kind's name (`#PDQ`).
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from understone.known.formats.draft import Draft, hash_named
from understone.known.formats.text import head_text, is_text, lines_of
from understone.known.listings import HashKind, Listing, Rejected, SetKind

NAME = "plain"
SEEMS: dict[SetKind, str] = {}

_TAGGED = re.compile(r"([A-Za-z0-9-]+) \((.*)\) = ([0-9A-Fa-f]+)")
_PREFIXED = re.compile(r"([A-Za-z0-9-]+):\s*(\S+)")
_DIGEST = re.compile(r"(\\?)([0-9A-Fa-f]+)(?:[ \t]+\*?(.*)|)")
# So many hexadecimal digits and nothing else may be a digest with a fault; fewer are a word.
_DIGESTLIKE = re.compile(r"\\?[0-9A-Fa-f]{24,}(?:[ \t]|$)")
_ESCAPES = {"\\\\": "\\", "\\n": "\n", "\\r": "\r"}
_LONGEST_LINE = 65_536


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
    with_ends = lines_of(source)
    number = 0
    while line := with_ends.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE and not line.endswith(("\n", "\r")):
            while (rest := with_ends.readline(_LONGEST_LINE)) and not rest.endswith(("\n", "\r")):
                pass
            yield Rejected(number, f"line {number}", "the line is longer than 64 KiB")
            continue
        text = line.strip("\r\n \t\x00\x1a")
        comment = text.startswith(("#", ";"))
        named = hash_named(text.strip("#; \t:[]")) if len(text) < 24 else None
        if named is not None:
            heading = named
        elif text and not comment:
            yield _listing(text, number, heading)
    with_ends.detach()


def _holds_digest(line: str) -> bool:
    if tagged := _TAGGED.fullmatch(line):
        return hash_named(tagged[1]) is not None
    if prefixed := _PREFIXED.match(line):
        return hash_named(prefixed[1]) is not None
    return _DIGESTLIKE.match(line) is not None


def _listing(text: str, number: int, heading: HashKind | None) -> Listing | Rejected:
    draft = Draft(number, f"line {number}")
    if tagged := _TAGGED.fullmatch(text):
        kind = hash_named(tagged[1])
        if kind is None:
            return draft.reject(f"{tagged[1]} is no digest that Understone looks up")
        draft.give(kind, tagged[3])
        draft.detail("file name", tagged[2])
    elif (prefixed := _PREFIXED.fullmatch(text)) and (kind := hash_named(prefixed[1])) is not None:
        draft.give(kind, prefixed[2])
    elif plain := _DIGEST.fullmatch(text):
        escaped, digest, name = plain.groups()
        if heading == "pdq" and len(digest) == 64:
            draft.give("pdq", digest)
        else:
            draft.give_unnamed(digest)
        if name:
            draft.detail("file name", re.sub(r"\\[\\nr]", lambda m: _ESCAPES[m[0]], name) if escaped else name)
    else:
        return draft.reject(f"no digest: {text[:80]!r}")
    return draft.done()
