"""Who looks up MD5s in benchmarks/exact.py: Understone, and what else one would use. One dataclass, one way to ask."""

import io
import mmap
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint8]
Ask = Callable[[Any], int]
"""Look prepared queries up; return how many are held."""

BLOOM_ODDS = 0.0001


@dataclass(frozen=True)
class Contestant:
    """One way to look up. `prepare` is not timed: each gets its queries in the form that suits it best.

    `needs` are modules that are imported before `open` is timed. `at_most` limits the queries of the slow ones.
    """

    name: str
    build: Callable[[Path, Keys], None]
    open: Callable[[Path], Ask]
    prepare: Callable[[Keys], Any]
    needs: tuple[str, ...] = ()
    at_most: int = 10_000_000
    exact: bool = True
    folder: str = ""


def as_array(queries: Keys) -> Keys:
    return queries


def as_bytes(queries: Keys) -> list[bytes]:
    raw = queries.tobytes()
    return [raw[at : at + 16] for at in range(0, len(raw), 16)]


def as_digests(queries: Keys) -> Sequence[Any]:
    from understone.digests import Digests

    return [Digests(md5=value) for value in as_bytes(queries)]


def as_hex(queries: Keys) -> list[bytes]:
    """Upper-case hexadecimal, which is what hashlookup's filters hold."""
    return [value.hex().upper().encode() for value in as_bytes(queries)]


def build_index(folder: Path, keys: Keys) -> None:
    """Write an index alone, from a spool as a segment writer leaves it."""
    from understone.known import index_writer

    spool = np.memmap(folder / "spool", dtype=index_writer.spooled("md5"), mode="w+", shape=(len(keys),))
    spool["key"] = keys
    spool["row"] = np.arange(len(keys))
    index_writer.write(folder, "md5", spool)
    (folder / "spool").unlink()


def open_index(folder: Path) -> Ask:
    from understone.known import index

    def mapped(name: str, dtype: Any, shape: tuple[int, ...]) -> Any:
        return np.asarray(np.memmap(folder / name, dtype=dtype, mode="r", shape=shape))

    sizes = {path.name: path.stat().st_size for path in folder.iterdir()}
    keys = sizes["md5.heads"] // 8
    table = index.open_exact("md5", keys, index.open_postings("md5", keys, sizes, mapped), mapped)
    return lambda queries: int(np.count_nonzero(table.find(queries) >= 0))


def build_known_set(folder: Path, keys: Keys) -> None:
    """Build a set from a list of MD5s, a line each, as `understone known build` does."""
    from understone.known.build import build

    with (folder / "list.txt").open("w") as sink:
        for start in range(0, len(keys), 1 << 16):
            sink.writelines(f"{value.hex()}\n" for value in as_bytes(keys[start : start + (1 << 16)]))
    build(folder / "set", [folder / "list.txt"], kind="hits")
    (folder / "list.txt").unlink()


def open_known_set(folder: Path) -> Ask:
    from understone.known.known_set import KnownSet

    known = KnownSet.open(folder / "set")
    return lambda queries: int(np.count_nonzero(known.holds("md5", queries)))


def open_lookup(folder: Path) -> Ask:
    from understone.known.known_set import KnownSet

    known = KnownSet.open(folder / "set")
    return lambda queries: sum(bool(matches) for matches in known.lookup(queries))


def build_lmdb(folder: Path, keys: Keys) -> None:
    import lmdb

    # Sorted and appended: the fastest way that LMDB has, and the densest.
    with (
        lmdb.open(str(folder), map_size=1 << 36, writemap=True) as environment,
        environment.begin(write=True) as batch,
    ):
        for key in sorted(as_bytes(keys)):
            batch.put(key, b"", append=True)


def open_lmdb(folder: Path) -> Ask:
    import lmdb

    environment = lmdb.open(str(folder), readonly=True, lock=False, map_size=1 << 36)
    get = environment.begin(buffers=True).get
    return lambda queries: sum(get(key) is not None for key in queries)


def build_sqlite(folder: Path, keys: Keys) -> None:
    with sqlite3.connect(folder / "keys.db") as database:
        database.execute("PRAGMA journal_mode=OFF")
        database.execute("PRAGMA synchronous=OFF")
        database.execute("CREATE TABLE held (md5 BLOB PRIMARY KEY) WITHOUT ROWID")
        database.executemany("INSERT INTO held VALUES (?)", ((key,) for key in sorted(as_bytes(keys))))
    database.close()


def open_sqlite(folder: Path) -> Ask:
    database = sqlite3.connect(f"file:{folder / 'keys.db'}?mode=ro", uri=True)
    database.execute(f"PRAGMA mmap_size={1 << 33}")
    find = database.cursor().execute
    return lambda queries: sum(find("SELECT 1 FROM held WHERE md5=?", (key,)).fetchone() is not None for key in queries)


def build_raw(folder: Path, keys: Keys) -> None:
    keys.tofile(folder / "keys")


def open_set(folder: Path) -> Ask:
    held = set(as_bytes(np.fromfile(folder / "keys", dtype=np.uint8).reshape(-1, 16)))
    return lambda queries: sum(key in held for key in queries)


def build_bloom(folder: Path, keys: Keys) -> None:
    import flor

    # One more than there are: flor calls itself full when the last one comes.
    bloom = flor.BloomFilter(n=len(keys) + 1, p=BLOOM_ODDS)
    for key in as_hex(keys):
        bloom.add(key)
    with (folder / "keys.bloom").open("wb") as sink:
        bloom.write(sink)


def open_bloom(folder: Path) -> Ask:
    import flor

    bloom = flor.BloomFilter()
    bloom.read(io.BytesIO((folder / "keys.bloom").read_bytes()))
    return lambda queries: sum(key in bloom for key in queries)


def as_head_and_tail(keys: Keys) -> NDArray[np.uint64]:
    return np.ascontiguousarray(keys).view(">u8").astype(np.uint64)


def build_sorted(folder: Path, keys: Keys) -> None:
    words = as_head_and_tail(keys)
    order = np.lexsort((words[:, 1], words[:, 0]))
    words[order].T.tofile(folder / "keys")


def _sorted(folder: Path, *, sort_first: bool) -> Ask:
    with (folder / "keys").open("rb") as source:
        heads, tails = np.frombuffer(mmap.mmap(source.fileno(), 0, prot=mmap.PROT_READ), np.uint64).reshape(2, -1)

    def ask(queries: NDArray[np.uint64]) -> int:
        if sort_first:
            queries = queries[np.argsort(queries[:, 0])]
        at = np.minimum(np.searchsorted(heads, queries[:, 0]), len(heads) - 1)
        return int(np.count_nonzero((heads[at] == queries[:, 0]) & (tails[at] == queries[:, 1])))

    return ask


def open_searchsorted(folder: Path) -> Ask:
    return _sorted(folder, sort_first=False)


def open_searchsorted_sorting(folder: Path) -> Ask:
    return _sorted(folder, sort_first=True)


_INDEX = ("understone.known.index", "understone.known.exact_kernel")
_SET = ("understone.known.known_set", "understone.known.exact_kernel")
CONTESTANTS = (
    Contestant("understone, index alone", build_index, open_index, as_array, _INDEX),
    Contestant("understone, KnownSet.holds", build_known_set, open_known_set, as_array, _SET, folder="known set"),
    Contestant(
        "understone, KnownSet.lookup", build_known_set, open_lookup, as_digests, _SET, 200_000, folder="known set"
    ),
    Contestant("LMDB, a get each", build_lmdb, open_lmdb, as_bytes, ("lmdb",), 1_000_000),
    Contestant("SQLite, a SELECT each", build_sqlite, open_sqlite, as_bytes, ("sqlite3",), 500_000),
    Contestant("Python set", build_raw, open_set, as_bytes, (), 2_000_000),
    Contestant("Bloom filter (flor)", build_bloom, open_bloom, as_hex, ("flor",), 200_000, exact=False),
    Contestant("searchsorted", build_sorted, open_searchsorted, as_head_and_tail, (), 2_000_000, folder="sorted"),
    Contestant("sort, then searchsorted", build_sorted, open_searchsorted_sorting, as_head_and_tail, folder="sorted"),
)
