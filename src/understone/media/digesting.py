"""Digests of a content in one pass over its chunks, for exactly the kinds that are asked for."""

import hashlib
from collections.abc import Iterable

from understone.digests import DigestKind, Digests


class Digester:
    """Takes a content chunk by chunk; gives its digests and its size in bytes."""

    def __init__(self, kinds: Iterable[DigestKind]) -> None:
        self._hashes = {kind: hashlib.new(kind, usedforsecurity=False) for kind in kinds}
        self._updates = [each.update for each in self._hashes.values()]
        self.size = 0

    def update(self, chunk: bytes | bytearray | memoryview) -> None:
        """Take the next chunk. hashlib lets other threads run while it works on 2 KiB or more."""
        for update in self._updates:
            update(chunk)
        self.size += chunk.nbytes if isinstance(chunk, memoryview) else len(chunk)

    def finish(self) -> Digests:
        """Return the digests of what was taken so far; None for kinds that were not asked for."""
        return Digests(**{kind: each.digest() for kind, each in self._hashes.items()})


def digest_content(chunks: Iterable[bytes], kinds: frozenset[DigestKind]) -> Digests:
    """Return the digests of the chunks in their order."""
    digester = Digester(kinds)
    for chunk in chunks:
        digester.update(chunk)
    return digester.finish()
