"""A case file with so many entries, made in bulk: 40 % pictures that no list knows, 0.1 % exact, 0.05 % near.

As an examiner leaves it (`understone.examine`), with its own digest. Nothing in it is a picture: digests of numbers.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from understone.examine import export
from understone.examine.casefile import CaseFile, as_json, now

_SET, _AT = "11" * 32, datetime(2026, 1, 1, tzinfo=UTC)
_SOURCES = as_json({"counts": {}, "sources": [{"name": "invented", "format": "csv", "sha256": "22" * 32}]})
_AROUND = {
    "evidence": (1, "invented", "phone.dd", "phone.dd", "raw", 10**11, "[]", "{}"),
    "known_set": (_SET, "invented", "hits", "known", _SOURCES),
    "run": (1, 1, "invented", "understone", as_json([_SET]), as_json({"radius": 31, "exact_only": False}), "complete",
            None, 1, None),
    "session": (1, 1, now(), now(), "findings", "{}"),
    "volume": (1, 1, 0, "none", "", "exfat", 0, 10**11, "open", "", "complete", "[]"),
}  # fmt: skip


def make(place: Path, entries: int) -> int:
    """Make it; return how many findings it gives: every entry that matched, and every picture that none knows."""
    with CaseFile.create_or_open(place) as file:
        with file.changing() as db:
            for table, row in _AROUND.items():
                _put(db, table, [row])
            for start in range(0, entries, 10_000):
                numbers = range(start, min(start + 10_000, entries))
                _put(db, "entry", map(_entry, numbers))
                _put(db, "media", (_media(number) for number in numbers if _how(number) and _content(number) == number))
                hits = [number for number in numbers if _how(number) in ("exact", "near")]
                _put(db, "finding", map(_finding, hits))
                _put(db, "finding_listing", map(_listing, hits))
        digest = export.export_digest(file.db, 1)
        with file.changing() as db:
            db.execute("UPDATE run SET export_digest = ? WHERE id = 1", (digest,))
    return sum(_how(number) != "" for number in range(entries))


def _put(db: Any, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    kept: Iterator[tuple[Any, ...]] = iter(rows)
    first = next(kept, None)
    if first is not None:
        insert = f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})"
        db.execute(insert, first)
        db.executemany(insert, kept)


def _how(number: int) -> str:
    """Return how an entry is known: `unknown` is a picture that no list knows, the empty text no picture."""
    if number % 10 < 4:
        return "unknown"
    return "exact" if number % 1000 == 5 else "near" if number % 2000 == 6 else ""


def _content(number: int) -> int:
    """Return the number of the first entry with the same content: of unknown pictures one in fifty is a copy."""
    return number - 10 if number % 200 == 50 else number


def _digest(number: int, kind: str = "sha256") -> bytes:
    return hashlib.new(kind, b"content %d" % _content(number), usedforsecurity=False).digest()


def _entry(number: int) -> tuple[Any, ...]:
    moment = (_AT + timedelta(seconds=17 * number % 10**7)).isoformat()
    path = f"/DCIM/{number // 1000:04d}/IMG_{number:07d}.JPG"
    hit = _how(number) in ("exact", "near")
    more = (_digest(number, "md5"), _digest(number, "sha1")) if hit else (None, None)
    about = (path, None, "", str(number), str(number), "file", "allocated", 10_000 + number % 300_000)
    times = (moment, moment, None, None)
    return (number + 1, 1, number, *about, *times, f"{number * 4096}+4096", "read", "", *more, _digest(number),
            "hit" if hit else "")  # fmt: skip


def _media(number: int) -> tuple[Any, ...]:
    hit = _how(number) != "unknown"
    more = (_digest(number, "md5"), _digest(number, "sha1")) if hit else (None, None)
    shape = (10_000 + number % 300_000, "picture", "jpeg", "image/jpeg", 640, 480, _digest(number), 90)
    known = "hit" if hit else "unrecognised"
    taken = (_AT + timedelta(seconds=17 * number % 10**7)).isoformat()
    camera = ("Example", "One", taken, 1) if number % 3 == 0 else (None, None, None, 0)
    return (number + 1, 1, _digest(number), *more, *shape, "decoded", "", "checked", known, *camera)


def _finding(number: int) -> tuple[Any, ...]:
    how = _how(number)
    return (number + 1, 1, number + 1, _digest(number), how, 0 if how == "exact" else 12, "confirmed")


def _listing(number: int) -> tuple[Any, ...]:
    how = _how(number)
    match = (how, _digest(number).hex(), 0 if how == "exact" else 12)
    return (number + 1, 1, *match, _SET, "invented", "csv", number, None, 1, "invented", "", "", "[]", "")
