"""Which examinations this service can show from: case files, and the evidence that they were made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from understone.examine.casefile import CaseFile
from understone.examine.export import export_digest
from understone.showing.errors import NotHere
from understone.showing.tokens import Token

_FIND = (
    "SELECT v.ordinal, e.address FROM entry e JOIN volume v ON v.id = e.volume_id WHERE v.run_id = ? AND v.ordinal = ?"
    " AND e.inode = ? AND e.stream = ? AND e.path = ? AND e.sha256 = ? AND e.state = 'read'"
)


@dataclass(frozen=True, slots=True)
class Run:
    """One examination: its case file and number there, and what tells its evidence from another."""

    case: Path
    id: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Located:
    """A file in a piece of evidence: by volume, and the address that the reader of the volume knows it by."""

    evidence: Path
    ordinal: int
    address: str


def runs_of(cases: Sequence[Path]) -> Mapping[str, Run]:
    """Return every examination in these case files, by the digest of its export. Raises `CaseFileError`."""
    found = {}
    for case in cases:
        with CaseFile.open(case) as opened:
            rows = opened.db.execute(
                "SELECT r.id, r.export_digest, e.fingerprint FROM run r JOIN evidence e ON e.id = r.evidence_id"
            ).fetchall()
            for row in rows:
                digest = row["export_digest"] or export_digest(opened.db, row["id"])
                found[digest] = Run(case, row["id"], row["fingerprint"])
    return found


def locate(token: Token, runs: Mapping[str, Run], evidence: Mapping[str, Path]) -> Located:
    """Return where the file of a token lies. Raises `NotHere`."""
    run = runs.get(token.case)
    if run is None:
        raise NotHere("this service has no case file of that examination", "start it with the case file")
    place = evidence.get(run.fingerprint)
    if place is None:
        raise NotHere("this service has not the evidence of that examination", "start it with --evidence")
    with CaseFile.open(run.case) as opened:
        values = (run.id, token.volume, token.inode, token.stream, token.path, bytes.fromhex(token.sha256))
        row = opened.db.execute(_FIND, values).fetchone()
    if row is None:
        raise NotHere("the case file lists no such file", "ask the digital examiner to attach the case again")
    return Located(place, row["ordinal"], row["address"])
