"""Backing up an embedded operation while people work on it, and restoring it so that its ledger proves it whole.

A backup is one state of the database: pg_dump and what the manifest says of it see the same exported snapshot. A
restore goes into a new folder, which is there only once every byte, the rows of every table, the whole ledger and its
root have been held against the manifest.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from understone import __version__
from understone.database import backup as files
from understone.database import binaries, connect, dumping, roles
from understone.database.backup import LedgerHead, Manifest
from understone.database.embedded import Server
from understone.database.errors import (
    BackupDamaged,
    BackupTooNew,
    NoCluster,
    RestoreNotProved,
    ServerNotStarted,
    ToolFailed,
)
from understone.database.layout import ROLE, Layout
from understone.database.staging import staged
from understone.ledger.ledger import Ledger
from understone.ledger.notes import Verifier
from understone.ledger.postgres_store import PostgresStore
from understone.progress import Progress, Report, silent

if TYPE_CHECKING:
    import psycopg

_SHOWN_FAULTS = 3


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and the logins that have no password until they are given a new one."""

    manifest: Manifest
    logins: tuple[str, ...]


def back_up(folder: Path, out: Path, report: Report = silent) -> Manifest:
    """Write a backup of the embedded database in `folder` into the new folder `out`, whole or not at all.

    The server may run or not, and people may work. Raises `NoCluster`, `ToolFailed`, `OutputError`, `LedgerError`
    (where the ledger's own nodes are gone: what could not be restored is no backup).
    """
    if not Layout(folder.absolute()).data.is_dir():
        raise NoCluster(folder)
    with staged(out) as staging, Server.start(folder) as server, connect(server.url) as db:
        snapshot = _snapshot(db)
        head, tables, held = _ledger_head(db), _count(db, report), roles.read(db)
        version, made_at = _one(
            db, "SELECT current_setting('server_version'), to_json(now() AT TIME ZONE 'UTC') #>> '{}'"
        )

        def told(dumped: dumping.Content) -> Manifest:
            return Manifest(f"{made_at}Z", __version__, version.split(" ")[0], head, tables, held, dumped)

        def dump(sink: BinaryIO) -> dumping.Content:
            return dumping.dump(server.url, snapshot, sink, _passed("writing", report))

        return files.write(staging, dump, told)


def restore(
    backup: Path,
    folder: Path,
    report: Report = silent,
    *,
    checkpoint: str | None = None,
    trusted: Sequence[Verifier] = (),
) -> Restored:
    """Make the new folder `folder` with an embedded database that holds what `backup` does, proved before it is there.

    `checkpoint`, kept outside, must still hold, and `trusted` have signed it: only that tells of a forged backup.
    Raises `BackupDamaged`, `BackupTooNew`, `RestoreNotProved`, `ToolFailed`, `OutputError`, `DatabaseError`.
    """
    manifest = files.check(backup, _passed("reading", report))
    here = binaries.installed().major()
    if manifest.major() > here:
        raise BackupTooNew(backup, manifest.postgresql, here)
    with staged(folder) as staging, _started(staging) as server:
        with connect(server.url, autocommit=True) as db:
            roles.make(db, manifest.roles)
        with (backup / files.DUMP).open("rb") as source:
            passed = _passed("restoring", report, manifest.dump.length)
            if dumping.fill(server.url, source, passed) != manifest.dump:
                raise BackupDamaged(backup / files.DUMP, "it changed while it was read")
        with connect(server.url, autocommit=True) as db:
            db.execute("ANALYZE")
            _prove(db, manifest, backup, report)
            _prove_ledger(server.url, manifest, backup, report, checkpoint, trusted)
    return Restored(manifest, tuple(r.name for r in manifest.roles if "LOGIN" in r.words and r.name != ROLE))


def _started(staging: Path) -> Server:
    """Start the new server; what its log says of a failure is gone with its folder, so the error carries it."""
    try:
        return Server.start(staging)
    except ServerNotStarted as error:
        raise ToolFailed("the new server", error.what) from None


def _snapshot(db: "psycopg.Connection") -> str:
    """Begin the transaction that reads one state of the database, and return its name for pg_dump."""
    from psycopg import IsolationLevel

    db.isolation_level = IsolationLevel.REPEATABLE_READ
    db.read_only = True
    db.execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
    return str(_one(db, "SELECT pg_export_snapshot()")[0])


def _ledger_head(db: "psycopg.Connection") -> LedgerHead | None:
    """Return where the ledger ends; None if the database holds none."""
    if _one(db, "SELECT to_regclass('ledger.ledger_entry') IS NULL")[0]:
        return None
    ledger = Ledger(PostgresStore(db))
    size = ledger.size()
    return LedgerHead(size, ledger.root(size).hex(), *_newest(ledger))


def _newest(ledger: Ledger) -> tuple[int, str] | tuple[None, None]:
    """Return the newest signed checkpoint and its size."""
    signed = ledger.checkpoints()
    return signed[-1] if signed else (None, None)


def _count(db: "psycopg.Connection", report: Report) -> dict[str, int]:
    """Count the rows of every table, by name with its schema."""
    from psycopg import sql

    names = db.execute(
        "SELECT nspname::text, relname::text FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
        " WHERE relkind = 'r' AND relpersistence <> 't' AND nspname !~ '^pg_' AND nspname <> 'information_schema'"
        " ORDER BY 1, 2"
    ).fetchall()
    counts: dict[str, int] = {}
    for name in names:
        counts[".".join(name)] = _one(db, sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(*name)))[0]
        report(Progress("counting", len(counts), len(names), "tables"))
    return counts


def _prove(db: "psycopg.Connection", manifest: Manifest, backup: Path, report: Report) -> None:
    """Hold the restored tables against the manifest's counts. Raises `RestoreNotProved`."""
    counts = _count(db, report)
    for name in sorted(counts.keys() | manifest.tables.keys()):
        if counts.get(name) != manifest.tables.get(name):
            raise RestoreNotProved(
                backup, f"{name} has {counts.get(name)} rows, the manifest says {manifest.tables.get(name)}"
            )


def _prove_ledger(
    url: str, manifest: Manifest, backup: Path, report: Report, checkpoint: str | None, trusted: Sequence[Verifier]
) -> None:
    """Read the whole restored ledger back and hold it against the manifest's head. Raises `RestoreNotProved`."""
    expected = manifest.ledger
    if expected is None:
        if checkpoint is not None:
            raise RestoreNotProved(backup, "it holds no ledger, so the checkpoint cannot hold")
        return
    report(Progress("verifying the ledger", 0, expected.size, "entries"))
    with Ledger(PostgresStore.open(url)) as ledger:
        found = ledger.verify(checkpoint, trusted)
        newest = _newest(ledger)
    if not found.holds:
        faults = "; ".join(f"{fault.row}: {fault.what}" for fault in found.faults[:_SHOWN_FAULTS])
        more = len(found.faults) - _SHOWN_FAULTS
        raise RestoreNotProved(backup, faults + (f"; and {more} more" if more > 0 else ""))
    head = LedgerHead(found.size, "" if found.root is None else found.root.hex(), *newest)
    if head != expected:
        raise RestoreNotProved(
            backup,
            f"its ledger has {head.size} entries, root {head.root}; the manifest says {expected.size}, {expected.root}",
        )


def _one(db: "psycopg.Connection", query: "psycopg.abc.QueryNoTemplate") -> tuple[Any, ...]:
    row = db.execute(query).fetchone()
    assert row is not None
    return row


def _passed(stage: str, report: Report, total: int | None = None) -> Callable[[int], None]:
    return partial(_tell, stage, report, total)


def _tell(stage: str, report: Report, total: int | None, count: int) -> None:
    report(Progress(stage, count, total, "bytes", bytes_done=count, bytes_total=total))
