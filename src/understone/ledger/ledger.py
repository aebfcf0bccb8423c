"""The ledger for a stranger: open a file, record, prove, sign, verify.

with Ledger.open(Path("history.ledger")) as ledger:
    with ledger.recording(Author("example.org", "p-1", "AN")) as record:
        record(Draft("session.started", None, None, {"method": "key"}))
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import UUID, uuid4

from understone.canonical_json import Value
from understone.ledger import tree
from understone.ledger.appending import append, record_clock_step
from understone.ledger.entries import Author, Draft, Entry
from understone.ledger.errors import AlreadyKept, ClockSteppedBack, NoSuchEntry, NotErasable, SignatureWrong
from understone.ledger.notes import COSIGNATURE, Checkpoint, Note, Signature, Signer, Verifier, clock_lines
from understone.ledger.proofs import ConsistencyProof, InclusionProof
from understone.ledger.sqlite_store import SqliteStore, connect
from understone.ledger.store import OwnedStore, Stored
from understone.ledger.verify import Report, verify

KEPT_FOR_GOOD = frozenset({"payload.erased", "checkpoint.signed", "checkpoint.cosigned", "clock.stepped"})
"""Events whose payload tells about the ledger itself and nobody else: it is never erased."""


def now() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)


class Recording:
    """What one request records; call it with each draft. `entries` are there once the block has ended."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.entries: tuple[Entry, ...] = ()

    def __call__(self, draft: Draft) -> None:
        """Take a draft."""
        self.drafts.append(draft)


class Ledger:
    """A ledger over a store of its own. Close it, or use it as a context manager.

    Roots and proofs are read without a transaction: a tree of a given size never changes, whatever is written later.
    """

    def __init__(self, store: OwnedStore, clock: Callable[[], datetime] = now) -> None:
        self.store = store
        self._clock = clock

    @classmethod
    def open(cls, path: Path, *, create: bool = True, clock: Callable[[], datetime] = now) -> "Ledger":
        """Open a SQLite file; make it if it is not there. Raises `NotALedger`."""
        return cls(SqliteStore(connect(path, create=create), str(path)), clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the store go."""
        self.store.close()

    @contextmanager
    def recording(self, by: Author, op_id: UUID | None = None) -> Iterator[Recording]:
        """Collect what a request records, and append it at the block's end in one step; nothing if the block fails."""
        record = Recording()
        yield record
        record.entries = self.append(record.drafts, by, op_id)

    def append(self, drafts: Sequence[Draft], by: Author, op_id: UUID | None = None) -> tuple[Entry, ...]:
        """Append drafts in one transaction. Raises what `appending.append` does; a clock's step back is recorded."""
        op_id = op_id or uuid4()
        with self._writing(by, op_id):
            return append(self.store, drafts, by, op_id, self._clock)

    def size(self) -> int:
        """Return the number of entries."""
        return self.store.size()

    def root(self, size: int | None = None) -> bytes:
        """Return the root of the first `size` entries (all of them if not given). Raises `NoSuchEntry`."""
        count = self._within(size)
        return tree.in_one_reading(lambda node: tree.root(count, node), self.store.nodes_at)

    def entries(self, first: int = 0, last: int | None = None) -> Iterator[Stored]:
        """Yield the entries first … last (both included) in order."""
        return self.store.entries(first, self.size() - 1 if last is None else last)

    def prove_inclusion(self, seq: int, size: int | None = None) -> InclusionProof:
        """Prove that entry `seq` is in the tree of `size`. Raises `NoSuchEntry`."""
        count = self._within(size)
        if not 0 <= seq < count:
            raise NoSuchEntry(f"entry {seq}", count)
        path = tree.in_one_reading(lambda node: tree.inclusion_path(seq, count, node), self.store.nodes_at)
        return InclusionProof(seq, count, tuple(path))

    def prove_consistency(self, old: int, new: int | None = None) -> ConsistencyProof:
        """Prove that the tree of `old` entries begins the tree of `new`. Raises `NoSuchEntry`."""
        count = self._within(new)
        if not 0 <= old <= count:
            raise NoSuchEntry(f"tree of {old} entries before that of {count}", count)
        path = tree.in_one_reading(lambda node: tree.consistency_path(old, count, node), self.store.nodes_at)
        return ConsistencyProof(old, count, tuple(path))

    def erase(self, seqs: Sequence[int], by: Author, reason: str, op_id: UUID | None = None) -> Entry:
        """Erase payload and salt of these entries, and record it as `payload.erased`. Proofs stay valid.

        Raises `NoSuchEntry`, `NotErasable`; `ErasureIncomplete` where a reader keeps old pages in the journal.
        """
        wanted = sorted(set(seqs))
        op_id = op_id or uuid4()
        with self._writing(by, op_id):
            self.store.lock()
            for seq in wanted:
                stored = self.store.entry(seq)
                if stored.entry.event in KEPT_FOR_GOOD:
                    raise NotErasable(seq, f"{stored.entry.event} tells what was done to the ledger itself")
                if stored.payload is None:
                    raise NotErasable(seq, "it is erased already")
            draft = Draft("payload.erased", None, None, {"seq": wanted, "reason": reason})
            (entry,) = append(self.store, [draft], by, op_id, self._clock)
            self.store.erase(wanted)
        self.store.empty_journal()
        return entry

    def checkpoint(
        self, signer: Signer, *, by: Author | None = None, time_offset: str | None = None, turnable: bool = False
    ) -> str:
        """Sign the tree as it stands, keep the note, record `checkpoint.signed`; return the note.

        `time_offset` is what the time server told, in seconds; None is written as unknown.
        """
        author, op_id = by or Author(signer.name, "system", "SYS"), uuid4()
        with self._writing(author, op_id):
            self.store.lock()
            size = self.store.head().size
            root = tree.in_one_reading(lambda node: tree.root(size, node), self.store.nodes_at)
            text = Checkpoint(signer.name, size, root, clock_lines(time_offset, turnable=turnable)).text()
            note = Note(text, (signer.sign(text),)).render()
            self.store.insert_key(signer.verifier().text())
            self.store.insert_checkpoint(size, note)
            payload: dict[str, Value] = {"size": size, "root": root.hex()}
            append(self.store, [Draft("checkpoint.signed", None, None, payload)], author, op_id, self._clock)
        return note

    def cosigned(self, note: str, witness: Verifier, by: Author | None = None) -> Entry:
        """Keep a witness's signature of a checkpoint of ours, and record `checkpoint.cosigned`.

        Raises `SignatureWrong` where it does not hold, `NoSuchEntry` where the checkpoint is none of ours,
        `AlreadyKept` the second time.
        """
        author, op_id = by or Author(witness.name, "system", "SYS"), uuid4()
        given = Note.parse(note)
        line = next((each.line() for each in given.signatures if each.is_of(witness)), None)
        if witness.kind != COSIGNATURE or line is None or not given.signed_by(witness):
            raise SignatureWrong(witness.name, "the note has no cosignature of this key that holds")
        size = Checkpoint.parse(given.text).size
        with self._writing(author, op_id):
            self.store.lock()
            if not any(Note.parse(ours).text == given.text for at, ours in self.store.checkpoints() if at == size):
                raise NoSuchEntry(f"checkpoint of ours over {size} entries with this text", self.size())
            if (size, line) in self.store.cosignatures():
                raise AlreadyKept(witness.name, size)
            self.store.insert_key(witness.text())
            self.store.insert_cosignature(size, line)
            payload: dict[str, Value] = {"size": size, "force": witness.name}
            (entry,) = append(
                self.store, [Draft("checkpoint.cosigned", None, None, payload)], author, op_id, self._clock
            )
        return entry

    def checkpoints(self) -> list[tuple[int, str]]:
        """Return (size, note) of every checkpoint by size, with the witnesses' signatures in the notes."""
        lines = list(self.store.cosignatures())
        notes = []
        for size, text in self.store.checkpoints():
            note = Note.parse(text)
            witnesses = tuple(Signature.parse(line) for at, line in lines if at == size)
            notes.append((size, Note(note.text, note.signatures + witnesses).render()))
        return notes

    def verify(self, checkpoint: str | None = None, trusted: Sequence[Verifier] = ()) -> Report:
        """Read everything back and name each row that does not hold; see `verify.verify`."""
        with self.store.reading():
            return verify(self.store, checkpoint=checkpoint, trusted=trusted)

    def _within(self, size: int | None) -> int:
        have = self.store.size()
        if size is None:
            return have
        if not 0 <= size <= have:
            raise NoSuchEntry(f"tree of {size} entries", have)
        return size

    @contextmanager
    def _writing(self, by: Author, op_id: UUID) -> Iterator[None]:
        """Run one writing transaction; where the clock stepped back, record that in one of its own."""
        try:
            with self.store.transaction():
                yield
        except ClockSteppedBack:
            with self.store.transaction():
                record_clock_step(self.store, by, op_id, self._clock())
            raise
