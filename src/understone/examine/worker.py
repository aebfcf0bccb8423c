"""A worker process: opens the evidence for itself, walks volumes, reads and decodes entries, and reports.

It maps no known set, reaches no network and may die at any moment: what it has in hand stands in its slot. Run as
`python -m understone.examine.worker CONNECTION SLOT` by `pool`, with two inherited file descriptors.
"""

import hashlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from understone.digests import KINDS, DigestKind, Digests
from understone.errors import UnderstoneError
from understone.evidence.entries import Entry, WalkFault
from understone.evidence.errors import ContentUnreadable
from understone.evidence.opening import Evidence, open_evidence, verify_stored
from understone.examine.isolation import Slot, renounce
from understone.examine.protocol import (
    LEFT_OUT,
    CheckProgress,
    CheckStored,
    EntriesRead,
    EntryRead,
    Opened,
    OpenEvidence,
    PictureRead,
    ReadEntries,
    ReadEntry,
    Refused,
    StoredChecked,
    Walked,
    WalkVolume,
    receive,
    send,
)
from understone.media.digesting import Digester
from understone.media.identify import HEAD_BYTES, Kind, identify
from understone.progress import Progress

BLOCK_BYTES = 1 << 17
"""Small enough to stay in the second-level cache for every digest; 1 MiB cost a tenth more, in page faults."""
PICTURE_FILE_LIMIT = 256 << 20
"""A picture file above this many bytes is digested but not decoded, and said to be so."""

_BATCH_ITEMS = 64
_BATCH_SECONDS = 0.2
_WALK_BATCH = 512
_REMEMBERED = 20_000
_FINGERPRINT_PIECES = 64


def main() -> None:
    """Serve tasks until the parent closes the connection."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides what to do
    isolation = renounce()
    connection = Connection(int(sys.argv[1]))
    slot = Slot(int(sys.argv[2]))
    try:
        first = receive(connection)
        assert isinstance(first, OpenEvidence)
        slot.take(-1, first.path, "open")
        if first.decode:
            warm_up()
        try:
            evidence = open_evidence(
                Path(first.path),
                skip=frozenset(first.not_opened),
                at=lambda path, address: slot.take(-1, path, address),
            )
            send(connection, _opened(evidence, isolation))
        except UnderstoneError as error:
            send(connection, Refused(error.what, error.where, error.remedy))
            return
        with evidence:
            _serve(connection, slot, evidence, first)
    except (EOFError, ConnectionError):
        return


def _serve(connection: Connection, slot: Slot, evidence: Evidence, opening: OpenEvidence) -> None:
    reader = _Reader(evidence, slot, opening)
    while True:
        slot.take(-1)
        task = receive(connection)
        if isinstance(task, WalkVolume):
            for walked in _walk(evidence, slot, task):
                send(connection, walked)
        elif isinstance(task, ReadEntries):
            for batch in reader.read_all(task):
                send(connection, batch)
        elif isinstance(task, CheckStored):
            send(connection, _check_stored(evidence, slot, connection))


def _opened(evidence: Evidence, isolation: tuple[str, ...]) -> Opened:
    return Opened(
        evidence.kind,
        evidence.size,
        evidence.segments,
        evidence.stored_digests,
        evidence.volumes,
        fingerprint(evidence),
        isolation,
    )


def fingerprint(evidence: Evidence) -> str:
    """Return what tells this evidence from another without reading all of it: kind, size, and 64 pieces of it.

    It recognises the medium wherever its image lies; it does not prove that nothing changed (`verify` does).
    """
    digest = hashlib.sha256()
    if evidence.size is None:
        digest.update(f"folder {evidence.path.resolve()}".encode("utf-8", "surrogateescape"))
        return digest.hexdigest()
    digest.update(str(evidence.size).encode())
    step = max(evidence.size // _FINGERPRINT_PIECES, 4096)
    for offset in [*range(0, evidence.size, step), max(evidence.size - 4096, 0)]:
        try:
            digest.update(evidence.read_medium(offset, min(4096, evidence.size - offset)))
        except ContentUnreadable:
            digest.update(b"unreadable")
    return digest.hexdigest()


def _walk(evidence: Evidence, slot: Slot, task: WalkVolume) -> Iterator[Walked]:
    """Yield what the volume holds from number `start` on, in batches, the last one marked."""

    def at(path: str, address: str) -> None:
        slot.take(-1, path, address)

    start, items = task.start, list[Entry | WalkFault]()
    walking = evidence.walk(task.ordinal, skip=frozenset(task.skip), at=at)
    for number, item in enumerate(walking):
        slot.tick()
        if number < task.start:
            continue
        items.append(item)
        if len(items) >= _WALK_BATCH:
            yield Walked(task.ordinal, start, tuple(items), last=False)
            start += len(items)
            items = []
    yield Walked(task.ordinal, start, tuple(items), last=True)


def _check_stored(evidence: Evidence, slot: Slot, connection: Connection) -> StoredChecked | Refused:
    def tell(progress: Progress) -> None:
        slot.tick()
        if progress.bytes_done is not None:
            send(connection, CheckProgress(progress.bytes_done))

    try:
        return StoredChecked(verify_stored(evidence, report=tell))
    except UnderstoneError as error:
        return Refused(error.what, error.where, error.remedy)


class _Reader:
    """Reads entries; remembers what pictures it has decoded, since devices hold many copies of one content."""

    def __init__(self, evidence: Evidence, slot: Slot, opening: OpenEvidence) -> None:
        self._evidence = evidence
        self._slot = slot
        self._answered: frozenset[DigestKind] = frozenset(opening.digests)
        self._decode = opening.decode
        self._decoded: dict[bytes, PictureRead] = {}

    def read_all(self, task: ReadEntries) -> Iterator[EntriesRead]:
        """Yield the entries as they are read, a few at a time or five times a second."""
        batch = list[EntryRead]()
        sent = time.monotonic()
        for item in task.items:
            self._slot.take(item.entry_id)
            batch.append(self._read(item))
            if len(batch) >= _BATCH_ITEMS or time.monotonic() - sent > _BATCH_SECONDS:
                yield EntriesRead(tuple(batch))
                batch, sent = [], time.monotonic()
        if batch:
            yield EntriesRead(tuple(batch))

    def _read(self, task: ReadEntry) -> EntryRead:
        try:
            content = self._evidence.open(task.ordinal, task.address)
        except ContentUnreadable as error:
            return _unread(task, "unreadable", error.what, 0)
        except MemoryError:
            return _unread(task, "failed", "opening it needs more memory than a worker may use", 0)
        offset = 0
        try:
            size = content.size
            head = content.read(0, min(HEAD_BYTES, size))
            kind = identify(head)
            digester = Digester(self._wanted(kind, every=task.every_digest))
            is_picture = kind is not None and kind.family == "picture"
            keep = is_picture and self._decode and size <= PICTURE_FILE_LIMIT
            kept = bytearray()
            while offset < size:
                chunk = content.read(offset, min(BLOCK_BYTES, size - offset)) if offset or size > len(head) else head
                if not chunk:
                    return _unread(task, "unreadable", f"only {offset:,} of {size:,} bytes could be read", offset)
                digester.update(chunk)
                if keep:
                    kept += chunk
                offset += len(chunk)
                self._slot.tick()
            digests = digester.finish()
            picture = self._picture(kept, kind, digests, size) if kind and kind.family == "picture" else None
        except ContentUnreadable as error:
            return _unread(task, "unreadable", error.what, offset)
        except MemoryError:
            return _unread(task, "failed", "reading it needs more memory than a worker may use", offset)
        finally:
            content.close()
        media = kind if kind and kind.family in ("picture", "video") else None
        return EntryRead(
            task.entry_id,
            "read",
            "",
            size,
            digests,
            media.family if media else "",
            media.format if media else "",
            media.mime if media else "",
            picture,
        )

    def _wanted(self, kind: Kind | None, *, every: bool) -> frozenset[DigestKind]:
        """Return the digests to compute: SHA-256 names every picture and video; else what the known sets can answer."""
        if every:
            return frozenset(KINDS)
        if kind is not None and kind.family in ("picture", "video"):
            return self._answered | {"sha256"}
        return self._answered or frozenset({"sha1"})

    def _picture(self, content: bytearray, kind: Kind, digests: Digests, size: int) -> PictureRead:
        if not self._decode:
            return PictureRead(None, None, None, None, LEFT_OUT, "only exact look-ups were asked for")
        if size > PICTURE_FILE_LIMIT:
            limit = f"{size:,} bytes, over the limit of {PICTURE_FILE_LIMIT:,} for decoding"
            return PictureRead(None, None, None, None, "too large", limit)
        assert digests.sha256 is not None
        if digests.sha256 not in self._decoded:
            if len(self._decoded) >= _REMEMBERED:
                self._decoded.pop(next(iter(self._decoded)))
            self._decoded[digests.sha256] = decode(memoryview(content).toreadonly(), kind)
        return self._decoded[digests.sha256]


def decode(content: memoryview, kind: Kind) -> PictureRead:
    """Return a picture's size, hash and quality, or the reason why there is none. Raises nothing."""
    from understone.media.pictures import Undecodable, read_picture

    try:
        picture = read_picture(content, kind)
    except Undecodable as error:
        return PictureRead(None, None, None, None, error.reason, error.detail)
    except MemoryError:
        return PictureRead(None, None, None, None, "out of memory", "decoding needs more memory than a worker may use")
    except Exception as error:  # noqa: BLE001 — a decoder's own fault is this picture's error, with its reason, never the run's
        return PictureRead(
            None, None, None, None, "damaged", f"the decoder failed: {type(error).__name__}: {error}"[:500]
        )
    return PictureRead(picture.width, picture.height, picture.pdq, picture.quality, "", picture.note, picture.camera)


def warm_up() -> None:
    """Load the decoders and their compiled kernels, so that no entry is suspected of the second that this takes."""
    import numpy as np
    import simplejpeg

    grey = simplejpeg.encode_jpeg(np.full((128, 128, 3), 128, dtype=np.uint8))
    kind = identify(grey[:HEAD_BYTES])
    assert kind is not None
    decode(memoryview(grey), kind)


def _unread(task: ReadEntry, state: str, reason: str, done: int) -> EntryRead:
    return EntryRead(task.entry_id, state, reason, done, Digests(), "", "", "", None)


if __name__ == "__main__":
    os.environ.setdefault("TZ", "UTC")
    main()
