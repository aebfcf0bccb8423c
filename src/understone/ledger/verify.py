"""Reading the whole ledger back: every row that does not hold is named, and the first does not hide the rest.

What holds together: a leaf and its hash; hashes and the nodes above them; payload, salt and the leaf's commitment; the
entries that tell of erasures, checkpoints and cosignatures, and the rows that these left; signatures and their keys.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from understone.ledger.entries import Entry, LeafUnreadable, as_text, commitment
from understone.ledger.errors import NoteUnreadable
from understone.ledger.hashing import EMPTY_ROOT, leaf_hash, node_hash
from understone.ledger.notes import Checkpoint, Note, Verifier
from understone.ledger.signatures import Signed, check_signatures
from understone.ledger.store import RawRow, Verifiable

_WINDOW = 4096
_LONGEST_GAP = 100_000


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that does not hold: `entry 5`, `node 2 of level 1`, `payload 7`, `checkpoint 12` … and why."""

    row: str
    what: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was read, and what of it does not hold. `root` is None where the entries give none."""

    size: int
    root: bytes | None
    payloads: int
    erased: int
    nodes: int
    checkpoints: int
    cosignatures: int
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        """Tell whether everything holds."""
        return not self.faults


@dataclass(slots=True)
class _Told:
    """What the entries themselves say was done."""

    faults: list[Fault] = field(default_factory=list)
    erased: set[int] = field(default_factory=set)
    absent: set[int] = field(default_factory=set)
    signed: set[tuple[int, str]] = field(default_factory=set)
    cosigned: list[tuple[int, str]] = field(default_factory=list)
    payloads: int = 0
    nodes: int = 0
    last_at: str = ""

    def fault(self, row: str, what: str) -> None:
        self.faults.append(Fault(row, what))


@dataclass(frozen=True, slots=True)
class _Peak:
    """A complete subtree: its hash as stored, and as the leaves below it give it. None where entries are missing."""

    level: int
    index: int
    stored: bytes | None
    computed: bytes | None


def verify(
    store: Verifiable, checkpoint: str | None = None, trusted: Sequence[Verifier] = (), *, with_nodes: bool = True
) -> Report:
    """Read everything and return what does not hold.

    `checkpoint` is a note from outside, which a witness kept: the ledger must still lead to its root. `trusted` are
    keys from outside: the ledger's own checkpoints must be signed by one of them. An export has neither nodes nor
    notes of erasure: it is read without (`with_nodes`).
    """
    told = _Told()
    held: list[tuple[str, Checkpoint]] = []
    signed: list[Signed] = []
    for size, text in store.checkpoints():
        row = f"checkpoint {size}"
        try:
            note = Note.parse(text)
            head = Checkpoint.parse(note.text)
        except NoteUnreadable as error:
            told.fault(row, error.what)
            continue
        if head.size != size:
            told.fault(row, f"its note is about {head.size} entries")
        signed.append(Signed(row, size, note, head))
        held.append((row, head))
    if checkpoint is not None:
        note = Note.parse(checkpoint)
        held.append(("the checkpoint given", Checkpoint.parse(note.text)))
        if trusted and not any(note.signed_by(key) for key in trusted):
            told.fault("the checkpoint given", f"it is not signed by {' or '.join(key.name for key in trusted)}")
    size, root = _walk(store, told, held, with_nodes=with_nodes)
    _check_erasures(store.erased() if with_nodes else told.erased, told)
    cosignatures = list(store.cosignatures())
    for row, what in check_signatures(signed, cosignatures, list(store.keys()), trusted):
        told.fault(row, what)
    _check_told(told, signed, cosignatures)
    for row in store.stray_rows(size):
        told.fault(row, "no entry stands under it")
    return Report(
        size,
        root,
        told.payloads,
        len(told.erased),
        told.nodes,
        len(signed),
        len(cosignatures),
        tuple(dict.fromkeys(told.faults)),
    )


def _walk(
    store: Verifiable, told: _Told, held: Sequence[tuple[str, Checkpoint]], *, with_nodes: bool
) -> tuple[int, bytes | None]:
    """Go through the entries in order; return the size and the root that they give."""
    stored_node = _reader(store) if with_nodes else None
    waiting = sorted(held, key=lambda each: each[1].size)
    peaks: list[_Peak] = []
    size = 0

    def settle() -> None:
        while waiting and waiting[0][1].size == size:
            row, head = waiting.pop(0)
            if head.root not in _roots(peaks):
                told.fault(row, f"the first {size} entries do not lead to its root: the history is not the one signed")

    def place(stored: bytes | None, computed: bytes | None) -> None:
        nonlocal size
        settle()
        _grow(peaks, _Peak(0, size, stored, computed), stored_node, told)
        size += 1

    for raw in store.raw_rows():
        if not 0 <= raw.seq - size <= _LONGEST_GAP:
            told.fault(f"entry {raw.seq}", f"it is out of place: entry {size} should stand here")
            continue
        while size < raw.seq:
            told.fault(f"entry {size}", "it is missing")
            place(None, None)
        _check_row(raw, told)
        place(raw.leaf_hash, leaf_hash(raw.leaf))
    settle()
    for row, head in waiting:
        told.fault(row, f"it is about {head.size} entries; the ledger has {size}")
    roots = _roots(peaks)
    return size, roots[1]


def _check_row(raw: RawRow, told: _Told) -> None:
    """Check an entry by itself, and take up what it says was done."""
    row = f"entry {raw.seq}"
    if leaf_hash(raw.leaf) != raw.leaf_hash:
        told.fault(row, "leaf and leaf hash do not belong together")
    try:
        entry = Entry.from_leaf(raw.leaf)
    except LeafUnreadable as error:
        told.fault(row, error.what)
        return
    if entry.seq != raw.seq:
        told.fault(row, f"its leaf is that of entry {entry.seq}")
    at = as_text(entry.at)
    if at < told.last_at:
        told.fault(row, f"its time {at} lies before that of the entry before it, {told.last_at}")
    told.last_at = max(at, told.last_at)
    if raw.payload is None or raw.salt is None:
        told.absent.add(raw.seq)
        return
    told.payloads += 1
    if commitment(raw.salt, raw.payload) != entry.commit:
        told.fault(f"payload {raw.seq}", "payload and salt are not what the leaf commits to")
        return
    _take_up(entry, raw.payload, told)


def _take_up(entry: Entry, text: bytes, told: _Told) -> None:
    """Remember what an entry about the ledger itself says."""
    if entry.event not in ("payload.erased", "checkpoint.signed", "checkpoint.cosigned"):
        return
    try:
        payload = json.loads(text)
        if entry.event == "payload.erased":
            told.erased.update(int(seq) for seq in payload["seq"])
        elif entry.event == "checkpoint.signed":
            told.signed.add((int(payload["size"]), str(payload["root"])))
        else:
            told.cosigned.append((int(payload["size"]), str(payload["force"])))
    except (ValueError, TypeError, KeyError) as error:
        told.fault(f"payload {entry.seq}", f"{entry.event} cannot be read: {error}")


def _grow(peaks: list[_Peak], peak: _Peak, stored_node: Callable[[int, int], bytes | None] | None, told: _Told) -> None:
    """Add a leaf, and every subtree that it completes, checking each against the node that is stored."""
    while peaks and peaks[-1].level == peak.level:
        left = peaks.pop()
        level, index = peak.level + 1, peak.index // 2
        computed = _joined(left.computed, peak.computed)
        stored = _joined(left.stored, peak.stored)
        if stored_node is not None:
            told.nodes += 1
            lying = stored_node(level, index)
            if lying is None:
                told.fault(f"node {index} of level {level}", "it is missing")
            elif computed is not None and lying not in (computed, stored):
                told.fault(f"node {index} of level {level}", "it is not the hash of what lies under it")
                lying = None  # its parent is judged by what should stand here
            stored = lying or stored
            computed = computed or lying  # where entries are missing, the node speaks for them
        peak = _Peak(level, index, stored, computed)
    peaks.append(peak)


def _joined(left: bytes | None, right: bytes | None) -> bytes | None:
    return None if left is None or right is None else node_hash(left, right)


def _roots(peaks: Sequence[_Peak]) -> tuple[bytes | None, bytes | None]:
    """Return the root by the hashes as stored, and by the leaves."""
    if not peaks:
        return EMPTY_ROOT, EMPTY_ROOT
    stored, computed = peaks[-1].stored, peaks[-1].computed
    for peak in reversed(peaks[:-1]):
        stored, computed = _joined(peak.stored, stored), _joined(peak.computed, computed)
    return stored, computed


def _reader(store: Verifiable) -> Callable[[int, int], bytes | None]:
    """Return a reader of nodes that fetches a window at a time: they are asked for in order."""
    windows: dict[int, tuple[int, dict[int, bytes]]] = {}

    def node(level: int, index: int) -> bytes | None:
        width = max(_WINDOW >> level, 1)
        first, window = windows.get(level, (-1, {}))
        if first != index - index % width:
            first = index - index % width
            window = store.nodes(level, first, first + width - 1)
            windows[level] = (first, window)
        return window.get(index)

    return node


def _check_erasures(noted: set[int], told: _Told) -> None:
    for seq in sorted(told.absent - told.erased):
        told.fault(f"payload {seq}", "it is missing, and no payload.erased names it")
    for seq in sorted(told.erased - told.absent):
        told.fault(f"payload {seq}", "it is there, although a payload.erased names it")
    for seq in sorted(told.erased ^ noted):
        told.fault(f"erased {seq}", "the note of the erasure and the entry about it do not belong together")


def _check_told(told: _Told, signed: Sequence[Signed], cosignatures: Sequence[tuple[int, str]]) -> None:
    """Hold checkpoints and cosignatures to the entries that tell of them, both ways."""
    have = {(each.size, each.head.root.hex()) for each in signed}
    for size, _ in sorted(told.signed - have):
        told.fault(f"checkpoint {size}", "an entry tells of it, and it is missing or another")
    for size, _ in sorted(have - told.signed):
        told.fault(f"checkpoint {size}", "no entry tells of it")
    lines, entries = Counter(_witnesses(cosignatures)), Counter(told.cosigned)
    for size, force in sorted((entries - lines).elements()):
        told.fault(f"cosignature {size} of {force}", "an entry tells of it, and it is missing or another")
    for size, force in sorted((lines - entries).elements()):
        told.fault(f"cosignature {size} of {force}", "no entry tells of it")


def _witnesses(cosignatures: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for size, line in cosignatures:
        parts = line.split(" ")
        yield size, parts[1] if len(parts) == 3 else "an unreadable line"
