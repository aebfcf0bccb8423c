"""A process for one picture: it reads the file, holds it to its digest, and decodes it with all rights given up.

Run as `python -m understone.showing.worker` with a request as JSON on its input; its answer is one line of JSON on its
output, with the PNG behind it. It may die at any moment: that is its picture's error alone.
"""

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

from understone.errors import UnderstoneError
from understone.evidence.errors import ContentUnreadable
from understone.evidence.opening import open_evidence
from understone.examine.isolation import renounce
from understone.examine.worker import BLOCK_BYTES, PICTURE_FILE_LIMIT, fingerprint
from understone.media import showing
from understone.media.errors import Undecodable
from understone.media.identify import HEAD_BYTES, identify
from understone.showing.errors import NoPreview, NotHere, NotTheSame, ShowingError
from understone.showing.tokens import Size

_Read = Callable[[int, int], bytes]


def main() -> None:
    """Answer the one request."""
    asked = json.load(sys.stdin)
    renounce()
    answer: dict[str, object]
    content = b""
    try:
        with open_evidence(Path(asked["evidence"])) as evidence:
            if asked["want"] == "fingerprint":
                answer = {"fingerprint": fingerprint(evidence)}
            else:
                opened = evidence.open(asked["ordinal"], asked["address"])
                try:
                    raw = _read(opened.size, opened.read)
                finally:
                    opened.close()
                content = _shown(raw, asked["sha256"], asked["want"])
                answer = {"bytes": len(content)}
    except ShowingError as error:
        answer = {"error": type(error).__name__, "what": error.what}
    except (ContentUnreadable, MemoryError) as error:
        answer = {"error": NotHere.__name__, "what": f"the file cannot be read: {type(error).__name__}"}
    except UnderstoneError as error:
        answer = {"error": NotHere.__name__, "what": f"the evidence cannot be opened: {error.what}"}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + content)
    sys.stdout.buffer.flush()


def _read(size: int, read: _Read) -> bytes:
    if size > PICTURE_FILE_LIMIT:
        raise NoPreview(f"it has {size:,} bytes, over the limit of {PICTURE_FILE_LIMIT:,}")
    raw = bytearray()
    while len(raw) < size:
        block = read(len(raw), min(BLOCK_BYTES, size - len(raw)))
        if not block:
            raise NotTheSame
        raw += block
    return bytes(raw)


def _shown(raw: bytes, sha256: str, want: str) -> bytes:
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise NotTheSame
    kind = identify(raw[:HEAD_BYTES])
    if kind is None or kind.family != "picture":
        raise NoPreview("of a video, or of another kind of file, nothing is shown here")
    try:
        return showing.full(raw, kind) if want == Size.FULL else showing.reduced(raw, kind)
    except Undecodable as error:
        raise NoPreview(error.reason) from None


if __name__ == "__main__":
    main()
