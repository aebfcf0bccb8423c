"""Indexes made for tests: keys → files in a folder → the index that comes back from them."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from understone.known import index, index_writer
from understone.known.index import ExactIndex
from understone.known.listings import ExactKind

LENGTH_KINDS: dict[int, ExactKind] = {16: "md5", 20: "sha1", 32: "sha256", 144: "photodna"}


def as_array(keys: list[bytes], length: int = 16) -> NDArray[np.uint8]:
    return np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(-1, length)


def spool_of(kind: index.IndexName, keys: list[bytes]) -> NDArray[np.void]:
    """Keys as a segment writer spools them, each of the listing with its number."""
    spool = np.zeros(len(keys), dtype=index_writer.spooled(kind))
    spool["key"] = as_array(keys, index.KEY_LENGTHS[kind])
    spool["row"] = np.arange(len(keys))
    return spool


def indexed(folder: Path, keys: list[bytes], length: int = 16) -> ExactIndex:
    """The index of keys, the first of listing 0, the second of listing 1 and so on, as it comes back from disk."""
    kind = LENGTH_KINDS[length]
    grouped = index_writer.write(folder, kind, spool_of(kind, keys))
    sizes = {name: (folder / name).stat().st_size for name in grouped.files}

    def mapped(name: str, dtype: np.dtype[np.generic], shape: tuple[int, ...]) -> NDArray[np.generic]:
        assert sizes[name] == dtype.itemsize * int(np.prod(shape))
        if not sizes[name]:
            return np.zeros(shape, dtype=dtype)
        return np.asarray(np.memmap(folder / name, dtype=dtype, mode="r", shape=shape))

    return index.open_exact(kind, grouped.keys, index.open_postings(kind, grouped.keys, sizes, mapped), mapped)
