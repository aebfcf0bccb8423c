"""A case file in which everything happens at once: written by the functions that a run writes with."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from understone.digests import Digests
from understone.evidence.entries import Entry, Moment, Segment, Volume, WalkFault
from understone.examine import record
from understone.examine.casefile import CaseFile, as_json
from understone.examine.export import export_digest
from understone.examine.findings import Recognition
from understone.examine.protocol import EntryRead, Opened, PictureRead
from understone.examine.states import NearState, Recognised
from understone.known.listings import Listing, Source
from understone.known.matches import Match

LONG_PATH = "Users/" + "/".join(["a folder with a name that goes on"] * 8) + "/" + "x" * 40 + ".jpg"
HOSTILE = {
    "script": "DCIM/<script>alert('x')</script><img src=x onerror=alert(1)>.jpg",
    "bidi": "DCIM/holiday\u202egpj.exe",
    "escape": "DCIM/\x1b[31mred\x1b[0m.jpg",
    "formula": "=cmd|'/c calc'!A1",
    "bytes": "DCIM/caf\udce9.jpg",
    "long": LONG_PATH,
}
"""Names as an evidence reader gives them: PEERS.md, "odd names read"."""

NAMES_AS_STORED = {**HOSTILE, "bytes": "DCIM/caf\\xe9.jpg"}

CHANGING = "DCIM/changing.jpg"
UK = "VICS 2.0 UK"
EXACT = b"a harmless picture of a kettle"
NEAR = b"the same kettle, re-encoded"
FORGED = b"something else with the same MD5, says its list"
GOOD = b"an icon that came with the system"
DIGEST_OF_SET = hashlib.sha256(b"hits").hexdigest()
DIGEST_OF_GOOD = hashlib.sha256(b"good").hexdigest()

_HITS = Source(
    number=1,
    list="national.json",
    name="national.json",
    format="VICS",
    sha256="ab" * 32,
    size=9,
    revision=1,
    added="2026-11-01T09:00:00Z",
    records=9,
    accepted=9,
    rejected=0,
    duplicates=0,
    unchanged=0,
    withdrawals=0,
)
_GOOD = Source(
    number=1,
    list="system.csv",
    name="system.csv",
    format="delimited",
    sha256="cd" * 32,
    size=9,
    revision=1,
    added="2026-11-01T09:00:00Z",
    records=9,
    accepted=9,
    rejected=0,
    duplicates=0,
    unchanged=0,
    withdrawals=0,
)
_UTC = Moment(1_700_000_000_123_456_700, "utc", 100)
_LOCAL = Moment(1_700_000_000 * 10**9, "unknown", 2 * 10**9)


@dataclass
class Built:
    """The case file, and how many things were put into its first run."""

    path: Path
    places: dict[str, list[str]] = field(default_factory=dict)
    entries: int = 0


def digests(content: bytes) -> Digests:
    return Digests(hashlib.md5(content).digest(), hashlib.sha1(content).digest(), hashlib.sha256(content).digest())


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A case file with two runs: the first whole and eventful, the second unfinished."""
    case = Built(tmp_path_factory.mktemp("case") / "op-1.case")
    with CaseFile.create_or_open(case.path) as case_file, case_file.changing() as db:
        for digest, name, kind in ((DIGEST_OF_SET, "national", "hits"), (DIGEST_OF_GOOD, "system", "known-good")):
            source = {"name": f"{name} <b>.json", "format": "VICS", "sha256": "ab" * 32}
            description = as_json({"counts": {"md5": 1234}, "sources": [source]})
            db.execute("INSERT INTO known_set VALUES (?,?,?,?,?)", (digest, name, kind, f"lists/{name}", description))
        opened = Opened(
            "raw",
            2**40,
            (Segment("exhibit-7.dd", 2**40, 1_700_000_000_123_456_789),),
            Digests(md5=bytes(16)),
            _volumes(),
            "fingerprint",
            (),
        )
        evidence_id = record.evidence(db, "exhibit-7.dd", "exhibit 7 <b>.dd", opened)
        sets = [DIGEST_OF_SET, DIGEST_OF_GOOD]
        run_id = record.run(db, evidence_id, "key 1", sets, as_json({"radius": 31, "exact_only": False}))
        assert run_id == 1
        record.session(db, run_id, as_json({"understone": "0.1.0", "workers": 2, "workers_hold": ["no network"]}))
        session = record.session(
            db,
            run_id,
            as_json(
                {
                    "understone": "0.1.0",
                    "python": "3.11.2",
                    "system": "Linux",
                    "libraries": {"pytsk3": "1"},
                    "workers": 2,
                    "workers_hold": ["no network", "no new privileges", "memory limited", "ends with its parent"],
                }
            ),
        )
        record.volumes(db, run_id, opened.volumes)
        volumes = {row["ordinal"]: row["id"] for row in db.execute("SELECT id, ordinal FROM volume")}
        _walk(db, case, run_id, volumes[0])
        record.walk_complete(db, volumes[0])
        _annotate(db)
        db.execute("UPDATE run SET stored_digest_check='agrees', evidence_unchanged=1 WHERE id=1")
        digest = export_digest(db, run_id)
        db.execute("UPDATE run SET state='complete', export_digest=? WHERE id=1", (digest,))
        record.session_end(db, session, "complete")
        second = record.run(db, evidence_id, "key 2", [DIGEST_OF_SET], as_json({"radius": 20, "exact_only": True}))
        record.session(db, second, as_json({}))
        record.volumes(db, second, opened.volumes)
    return case


def _volumes() -> tuple[Volume, ...]:
    return (
        Volume(0, "mbr 1", "EVIL\u202e<i>", "NTFS", 1_048_576, 500_000_000, "open"),
        Volume(1, "unallocated", "", "", 501_048_576, 1_000, "empty"),
        Volume(2, "mbr 2", "", "BitLocker", 501_049_576, 1_200_000_000, "locked", "BitLocker: no key was given"),
    )


def _walk(db, case: Built, run_id: int, volume_id: int) -> None:
    """List every entry, then give each its end."""
    things: list[tuple[Entry | WalkFault, object]] = []

    def add(
        path: str,
        then: object,
        *,
        size: int = 100,
        stream: str = "",
        allocation="allocated",
        kind="file",
        runs=((2048, 4096),),
        local=False,
    ) -> None:
        moment = _LOCAL if local else _UTC
        number = str(len(things) + 40)
        things.append(
            (
                Entry(
                    path, stream, f"{number}-128-1", number, kind, allocation, size, moment, moment, None, moment, runs
                ),
                then,
            )
        )

    hit = _hit(
        EXACT, Match("exact", "sha256", 0, "national", DIGEST_OF_SET, _HITS, _listing(7, EXACT, 2), ("md5", "sha1"), ())
    )
    near = _hit(NEAR, Match("near", "pdq", 12, "national", DIGEST_OF_SET, _HITS, _listing(8, b"other", 1)))
    forged = _hit(
        FORGED,
        Match("exact", "md5", 0, "national", DIGEST_OF_SET, _HITS, _listing(9, b"third", 2), (), ("sha1", "sha256")),
        Match("exact", "sha256", 0, "system", DIGEST_OF_GOOD, _GOOD, Listing(5), ("md5",), ()),
    )
    size = {"size": len(EXACT)}
    add(HOSTILE["script"], hit, **size)
    add(HOSTILE["bidi"], hit, allocation="deleted", **size)
    add(HOSTILE["escape"], hit, runs=((-1, 4), (10**9, 4096)), **size)
    add(HOSTILE["formula"], hit, stream="secret:$DATA", runs=(), local=True, **size)
    add(CHANGING, hit, **size)
    add(HOSTILE["bytes"], near, size=len(NEAR))
    add(HOSTILE["long"], forged, size=len(FORGED))
    add(
        "DCIM/broken.jpg",
        _read(b"broken", "undecodable", picture=PictureRead(None, None, None, None, "truncated", "ends early")),
    )
    add(
        "DCIM/broken-again.jpg",
        _read(b"broken", "undecodable", picture=PictureRead(None, None, None, None, "truncated", "ends early")),
    )
    add("DCIM/flat.png", _read(b"flat", "low quality", picture=PictureRead(640, 480, bytes(31) + b"\1", 3, "", "")))
    for number in range(3):
        add(f"DCIM/unknown-{number}.jpg", _read(b"unknown %d" % number, "checked", picture=_picture(number)))
    add("DCIM/film.mp4", _read(b"film", "not decoded", family="video", picture=None))
    add("Windows/icon.png", _read(GOOD, "checked", picture=_picture(9), recognised="known-good"))
    add("Windows/notes.txt", _read(b"notes", "not decoded", family="", picture=None))
    add("DCIM", None, kind="folder", size=0)
    add("DCIM/empty.jpg", None, size=0)
    add("DCIM/reused.jpg", None, allocation="reallocated")
    add("DCIM/bad-sector.jpg", ("unreadable", "10 of 100 bytes could be read"))
    add("DCIM/hang.jpg", ("failed", "reading it took over 60 s"))
    add("pagefile.sys", None, size=2**41, runs=((-1, 2**40), (0, 2**40)))
    case.entries = len(things)
    items = [entry for entry, _ in things]
    fault = WalkFault("lost+found", "11", "the folder is damaged")
    record.walked(db, run_id, volume_id, 0, 0, [*items, fault])
    for number, (entry, then) in enumerate(things):
        row = db.execute("SELECT id FROM entry WHERE volume_id=? AND sequence=?", (volume_id, number)).fetchone()
        if isinstance(then, tuple) and isinstance(then[0], str):
            record.entry_unread(db, run_id, row["id"], *then)
        elif isinstance(then, tuple):
            read, recognition = then
            own = EntryRead(
                row["id"], "read", "", read.size, read.digests, read.family, read.format, read.mime, read.picture
            )
            record.entry_read(db, run_id, own, recognition)
            if recognition.recognised == "hit":
                if entry.path == CHANGING:  # what is read the second time is something else
                    again = digests(b"other content")
                    own = EntryRead(row["id"], "read", "", 1, again, "", "", "", None)
                record.finding_confirmed(db, run_id, own)
                case.places.setdefault(read.digests.sha256.hex(), []).append(entry.path)


def _picture(number: int) -> PictureRead:
    return PictureRead(640, 480, hashlib.sha256(b"pdq %d" % number).digest(), 100, "", "")


def _read(
    content: bytes,
    near: NearState,
    *,
    picture: PictureRead | None,
    family: str = "picture",
    recognised: Recognised = "unrecognised",
    matches: tuple[Match, ...] = (),
) -> tuple[EntryRead, Recognition]:
    format_, mime = {"picture": ("JPEG", "image/jpeg"), "video": ("MP4", "video/mp4"), "": ("", "")}[family]
    read = EntryRead(0, "read", "", len(content), digests(content), family, format_, mime, picture)
    return read, Recognition(recognised, near, matches)


def _hit(content: bytes, *matches: Match) -> tuple[EntryRead, Recognition]:
    return _read(content, "checked", picture=_picture(len(content)), recognised="hit", matches=matches)


def _listing(number: int, content: bytes, category: int) -> Listing:
    given = digests(content)
    return Listing(
        number,
        given.md5,
        given.sha1,
        given.sha256,
        category=category,
        scheme=UK,
        media_id="1413617112501850121",
        detail=(("Series", "<i>Kettles</i>\u202e"),),
    )


def _annotate(db) -> None:
    at = "2026-11-02T10:00:00Z"
    note = "Looked at it.\nA kettle, <b>harmless</b>."
    db.execute("INSERT INTO note (finding_id, at, author, text) VALUES (1,?,?,?)", (at, "DC <Jones>", note))
    db.execute("INSERT INTO tag VALUES (1, 'for court', ?, 'DC Jones')", (at,))
    db.execute("INSERT INTO tag VALUES (2, '=1+1', ?, 'DC Jones')", (at,))
