"""The ledger in PostgreSQL, in the same database as what it records, so that rows and entries commit together.

Appending is the last step of the caller's transaction: constraints at once, one advisory lock, the last seq, the rows,
the nodes; the caller commits (specification §12). The isolation is READ COMMITTED, so that what is read after the lock
sees the last commit. Tables, rights and the server's own checks: postgres_schema.sql.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from understone.errors import DatabaseError, LedgerError
from understone.ledger.entries import Entry
from understone.ledger.errors import NoSuchEntry, NoTransaction
from understone.ledger.store import Head, RawRow, Row, Stored
from understone.ledger.tree import Node

if TYPE_CHECKING:
    import psycopg

ADVISORY_LOCK = 0x554E4445524C4544  # "UNDERLED"
_MIGRATION_LOCK = ADVISORY_LOCK + 1
_BATCH = 1000
_LOCK = (
    f"SET CONSTRAINTS ALL IMMEDIATE; SELECT pg_advisory_xact_lock({ADVISORY_LOCK});"
    " SELECT current_setting('transaction_isolation')"
)
# Scalar subqueries, since nothing but an index look-up a node can be planned for them; a join was planned as a scan.
_HEAD = (
    "SELECT last.seq + 1, last.leaf, last.leaf_hash, bit, ((last.seq + 1) >> bit) - 1,"
    " (SELECT n.hash FROM ledger.ledger_node AS n WHERE n.level = bit AND n.idx = ((last.seq + 1) >> bit) - 1)"
    " FROM (SELECT seq, leaf, leaf_hash FROM ledger.ledger_entry ORDER BY seq DESC LIMIT 1) AS last"
    " LEFT JOIN generate_series(1, 62) AS bit ON ((last.seq + 1) >> bit) & 1 = 1"
)
_NODES = (
    "SELECT level, idx, CASE level"
    " WHEN 0 THEN (SELECT e.leaf_hash FROM ledger.ledger_entry AS e WHERE e.seq = asked.idx)"
    " ELSE (SELECT n.hash FROM ledger.ledger_node AS n WHERE n.level = asked.level AND n.idx = asked.idx) END"
    " FROM unnest(%b::integer[], %b::bigint[]) AS asked (level, idx)"
)


@dataclass(frozen=True, slots=True)
class Roles:
    """The group roles (no login) that hold the ledger's rights; a login role is made a member of them."""

    owner: str = "understone_ledger_owner"
    application: str = "understone_application"
    eraser: str = "understone_ledger_eraser"


class WrongIsolation(LedgerError):
    """A transaction whose snapshot is older than the lock would not see the last entry."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"the transaction is {found}: it would not see the last entry",
            "PostgreSQL",
            "append in a READ COMMITTED transaction",
        )


class StoreRefused(DatabaseError):
    """PostgreSQL refused a statement of the ledger, or was lost; the transaction is to be rolled back."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"the database refuses: {why}", "ledger in PostgreSQL", "roll back, check the role's rights, then try again"
        )


def migrate(db: "psycopg.Connection", roles: Roles | None = None) -> None:
    """Make the schema `ledger` and its roles, or bring them up to this version; idempotent, one transaction.

    Run by a superuser or a role with CREATEROLE and CREATE on the database. Raises `StoreRefused`.
    """
    import psycopg
    from psycopg import sql

    roles = roles or Roles()
    names = {name: sql.Identifier(getattr(roles, name)) for name in ("owner", "application", "eraser")}
    schema = files("understone.ledger").joinpath("postgres_schema.sql").read_text(encoding="utf-8")
    try:
        with db.transaction():
            db.execute("SELECT pg_advisory_xact_lock(%s)", (_MIGRATION_LOCK,))
            for name, role in names.items():
                if not _role_exists(db, getattr(roles, name)):
                    db.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(role))
            db.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(names["owner"]))
            (database,) = db.execute("SELECT current_database()").fetchone() or ("",)
            db.execute(sql.SQL("GRANT CREATE ON DATABASE {} TO {}").format(sql.Identifier(database), names["owner"]))
            db.execute(sql.SQL("SET LOCAL ROLE {}").format(names["owner"]))
            db.execute(sql.SQL(schema).format(**names))
            db.execute("RESET ROLE")
            db.execute(sql.SQL("REVOKE CREATE ON DATABASE {} FROM {}").format(sql.Identifier(database), names["owner"]))
    except psycopg.Error as error:
        raise StoreRefused(_first_line(error)) from error


def _role_exists(db: "psycopg.Connection", name: str) -> bool:
    return db.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).fetchone() is not None


class PostgresStore:
    """The store over one connection of the caller's; see `store.Store` for what each method promises."""

    def __init__(self, db: "psycopg.Connection") -> None:
        self._db = db
        self._peaks: dict[tuple[int, int], bytes] = {}

    @classmethod
    def open(cls, url: str) -> "PostgresStore":
        """Return a store over a connection of its own, for a `Ledger`. Raises `database.errors.Unreachable`."""
        from understone.database import connect

        return cls(connect(url, autocommit=True))

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the block as one writing transaction: all of it, or nothing."""
        with self._db.transaction():
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Run the block on one state of the database, whatever others write meanwhile."""
        if self._in_transaction():  # the caller's own; its state is what there is to read
            yield
            return
        with self._db.transaction():
            self._run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield

    def lock(self) -> None:
        """Wait for the advisory lock, constraints checked. Raises `NoTransaction`, `WrongIsolation`."""
        if self._db.autocommit and not self._in_transaction():
            raise NoTransaction("PostgreSQL")
        waited = self._run(_LOCK, prepare=False)
        while waited.nextset():
            pass
        (isolation,) = waited.fetchone() or ("unknown",)
        if isolation != "read committed":
            raise WrongIsolation(isolation)

    def head(self) -> Head:
        """Return where the log ends."""
        # One reading gives the last entry and the roots of the complete subtrees, which are all that appending needs.
        rows = self._rows(_HEAD)
        if not rows:
            return Head(0, None)
        size, leaf, leaf_hash = rows[0][:3]
        self._peaks = {(level, index): value for *_, level, index, value in rows if value is not None}
        self._peaks[0, size - 1] = leaf_hash
        last = Entry.from_leaf(leaf.encode())
        return Head(size, last.at, last.event)

    def insert(self, rows: Sequence[Row]) -> None:
        """Store new entries with their payloads; the server checks them."""
        self._run(
            "WITH entries AS (INSERT INTO ledger.ledger_entry"
            " SELECT * FROM unnest(%(seq)b::bigint[], %(leaf)b::text[], %(hash)b::bytea[]))"
            " INSERT INTO ledger.ledger_payload"
            " SELECT * FROM unnest(%(seq)b::bigint[], %(salt)b::bytea[], %(payload)b::text[])",
            {
                "seq": [row.entry.seq for row in rows],
                "leaf": [row.leaf.decode() for row in rows],
                "hash": [row.leaf_hash for row in rows],
                "salt": [row.salt for row in rows],
                "payload": [row.payload.decode() for row in rows],
            },
        )

    def insert_nodes(self, nodes: Sequence[Node]) -> None:
        """Store nodes; the server checks each against its children."""
        if nodes:
            self._run(
                "INSERT INTO ledger.ledger_node SELECT * FROM unnest(%b::integer[], %b::bigint[], %b::bytea[])",
                ([n.level for n in nodes], [n.index for n in nodes], [n.hash for n in nodes]),
            )

    def erase(self, seqs: Sequence[int]) -> None:
        """Remove payload and salt of these entries; the role needs that of the eraser."""
        self._run("SELECT ledger.erase_payloads(%s::bigint[])", (list(seqs),))

    def empty_journal(self) -> None:
        """Do nothing: dead rows go with VACUUM, the write-ahead log and backups with their own retention (docs)."""

    def insert_checkpoint(self, size: int, note: str) -> None:
        """Keep a signed checkpoint."""
        self._run("INSERT INTO ledger.ledger_checkpoint VALUES (%s, %s)", (size, note))

    def insert_cosignature(self, size: int, line: str) -> None:
        """Keep a witness's line."""
        self._run("INSERT INTO ledger.cosignature VALUES (%s, %s)", (size, line))

    def insert_key(self, vkey: str) -> None:
        """Keep a verifier key."""
        self._run("INSERT INTO ledger.verifier_key VALUES (%s) ON CONFLICT DO NOTHING", (vkey,))

    def size(self) -> int:
        """Return the number of entries."""
        count: int = self._rows("SELECT coalesce(max(seq) + 1, 0) FROM ledger.ledger_entry")[0][0]
        return count

    def entry(self, seq: int) -> Stored:
        """Return one entry. Raises `NoSuchEntry`."""
        for stored in self.entries(seq, seq):
            return stored
        raise NoSuchEntry(f"entry {seq}", self.size())

    def entries(self, first: int, last: int) -> Iterator[Stored]:
        """Yield the entries first … last, read in batches."""
        for raw in self._raw(first, last):
            yield Stored(Entry.from_leaf(raw.leaf), raw.leaf_hash, raw.payload, raw.salt)

    def node(self, level: int, index: int) -> bytes:
        """Return one node's hash. Raises `NoSuchEntry`."""
        held = self._peaks.get((level, index))
        if held is not None:
            return held
        return self.nodes_at([(level, index)])[level, index]

    def nodes_at(self, places: Sequence[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
        """Return the nodes at (level, index); level 0 gives leaf hashes. Raises `NoSuchEntry` if one lacks."""
        rows = self._rows(_NODES, ([level for level, _ in places], [index for _, index in places]))
        found = {(level, index): value for level, index, value in rows if value is not None}
        for level, index in places:
            if (level, index) not in found:
                raise NoSuchEntry(f"node {index} of level {level}", self.size())
        return found

    def checkpoints(self) -> list[tuple[int, str]]:
        """Return (size, note) by size."""
        return self._rows("SELECT size, note FROM ledger.ledger_checkpoint ORDER BY size")

    def cosignatures(self) -> list[tuple[int, str]]:
        """Return (size, line)."""
        return self._rows('SELECT size, line FROM ledger.cosignature ORDER BY size, line COLLATE "C"')

    def keys(self) -> list[str]:
        """Return the verifier keys."""
        return [row[0] for row in self._rows('SELECT vkey FROM ledger.verifier_key ORDER BY vkey COLLATE "C"')]

    def raw_rows(self) -> Iterator[RawRow]:
        """Yield every entry row by seq, as it lies there."""
        return self._raw(-(2**63), 2**63 - 1)

    def nodes(self, level: int, first: int, last: int) -> dict[int, bytes]:
        """Return the stored nodes of a level by index."""
        return dict(
            self._rows(
                "SELECT idx, hash FROM ledger.ledger_node WHERE level = %s AND idx BETWEEN %s AND %s",
                (level, first, last),
            )
        )

    def stray_rows(self, size: int) -> list[str]:
        """Name rows that no log of `size` has."""
        nodes = self._rows(
            "SELECT level, idx FROM ledger.ledger_node WHERE level NOT BETWEEN 1 AND 62 OR idx < 0"
            " OR idx >= (%s::bigint >> level) LIMIT 1000",
            (size,),
        )
        payloads = self._rows(
            "SELECT seq FROM ledger.ledger_payload AS p"
            " WHERE NOT EXISTS (SELECT 1 FROM ledger.ledger_entry AS e WHERE e.seq = p.seq) LIMIT 1000"
        )
        return [
            *(f"node {index} of level {level}" for level, index in nodes),
            *(f"payload {seq}" for (seq,) in payloads),
        ]

    def erased(self) -> set[int]:
        """Return the seqs that are noted as erased."""
        return {row[0] for row in self._rows("SELECT seq FROM ledger.ledger_erased")}

    def _in_transaction(self) -> bool:
        from psycopg.pq import TransactionStatus

        return self._db.info.transaction_status != TransactionStatus.IDLE

    def _raw(self, first: int, last: int) -> Iterator[RawRow]:
        while True:
            rows = self._rows(
                "SELECT seq, convert_to(leaf, 'UTF8'), leaf_hash, convert_to(payload, 'UTF8'), salt"
                " FROM ledger.ledger_entry LEFT JOIN ledger.ledger_payload USING (seq)"
                " WHERE seq BETWEEN %s::bigint AND %s::bigint ORDER BY seq LIMIT %s",
                (first, last, _BATCH),
            )
            for row in rows:
                yield RawRow(*row)
            if len(rows) < _BATCH:
                return
            first = rows[-1][0] + 1

    def _rows(self, query: str, values: Any = None) -> list[Any]:
        return self._run(query, values).fetchall()

    def _run(self, query: str, values: Any = None, *, prepare: bool | None = None) -> "psycopg.Cursor[Any]":
        import psycopg
        import psycopg.rows

        self._peaks = {}  # only what `head` read a moment ago is believed: a rollback may have come between
        try:
            # Results as text where there are no values: a query of several statements has no binary form.
            # A cursor of psycopg's own kind: what the caller's connection makes may bind on the client's side.
            cursor = psycopg.Cursor(self._db, row_factory=psycopg.rows.tuple_row)
            return cursor.execute(query, values, prepare=prepare, binary=values is not None)
        except psycopg.Error as error:
            raise StoreRefused(_first_line(error)) from error


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
