"""Any interleaving of append, roll-back, checkpoint, proof, erasure and crash: what was once proved stays so."""

import os
import shutil
import signal
import tempfile
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ledger.made_ledgers import ANALYST, FORCE, LOG, ticking, view
from ledger.test_tree import mth
from understone.ledger.appending import append
from understone.ledger.ledger import KEPT_FOR_GOOD, Ledger
from understone.ledger.notes import COSIGNATURE, Checkpoint, Note
from understone.ledger.proofs import ConsistencyProof, InclusionProof, verify_consistency, verify_inclusion


class History(RuleBasedStateMachine):
    """The model is a plain list of leaves; roots come from the RFC's own recursion over it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = ticking()
        self.ledger = Ledger.open(self.folder / "l", clock=self.clock)
        self.leaves: list[bytes] = []
        self.inclusions: list[tuple[InclusionProof, bytes, bytes]] = []
        self.consistencies: list[tuple[ConsistencyProof, bytes, bytes]] = []
        self.notes: list[str] = []
        self.erased: set[int] = set()

    def teardown(self) -> None:
        self.ledger.close()
        shutil.rmtree(self.folder)

    def take_up(self, count: int) -> None:
        """Read what was appended; there is exactly that."""
        new = list(self.ledger.entries(len(self.leaves)))
        assert [each.entry.seq for each in new] == list(range(len(self.leaves), len(self.leaves) + count))
        self.leaves += [each.entry.leaf() for each in new]

    @rule(count=st.integers(1, 9))
    def append(self, count: int) -> None:
        with self.ledger.recording(ANALYST) as record:
            for number in range(count):
                record(view(number))
        self.take_up(count)

    @rule(count=st.integers(1, 5))
    def roll_back(self, count: int) -> None:
        with suppress(ZeroDivisionError), self.ledger.store.transaction():
            append(self.ledger.store, [view(n) for n in range(count)], ANALYST, _OP, self.clock)
            assert 1 / 0

    @rule(die_at=st.integers(0, 25))
    def crash(self, die_at: int) -> None:
        """A writer in another process is killed somewhere in a request of two entries."""
        pid = os.fork()
        if pid == 0:
            try:
                ledger = Ledger.open(self.folder / "l", clock=self.clock)
                steps = iter(range(10**6))
                ledger.store._db.set_progress_handler(  # type: ignore[attr-defined]
                    lambda: os.kill(os.getpid(), signal.SIGKILL) if next(steps) == die_at else 0, 20
                )
                ledger.append([view(1), view(2)], ANALYST)
            finally:
                os._exit(0)
        os.waitpid(pid, 0)
        self.clock()
        self.clock()
        grown = self.ledger.size() - len(self.leaves)
        assert grown in (0, 2)
        self.take_up(grown)

    @rule(cosign=st.booleans())
    def checkpoint(self, cosign: bool) -> None:
        text = self.ledger.checkpoint(LOG)
        note = Note.parse(text)
        head = Checkpoint.parse(note.text)
        assert (head.size, head.root) == (len(self.leaves), mth(self.leaves))
        self.notes.append(text)
        self.take_up(1)
        if cosign:
            signed = Note(note.text, (FORCE.cosign(note.text, 1),)).render()
            self.ledger.cosigned(signed, FORCE.verifier(COSIGNATURE))
            self.take_up(1)

    @precondition(lambda self: self.leaves)
    @rule(data=st.data())
    def prove(self, data: st.DataObject) -> None:
        size = data.draw(st.integers(1, len(self.leaves)))
        seq = data.draw(st.integers(0, size - 1))
        old = data.draw(st.integers(0, size))
        root = mth(self.leaves[:size])
        self.inclusions.append((self.ledger.prove_inclusion(seq, size), self.leaves[seq], root))
        self.consistencies.append((self.ledger.prove_consistency(old, size), mth(self.leaves[:old]), root))

    @precondition(lambda self: self.leaves)
    @rule(data=st.data())
    def erase(self, data: st.DataObject) -> None:
        wanted = data.draw(st.sets(st.integers(0, len(self.leaves) - 1), min_size=1, max_size=4)) - self.erased
        wanted = {seq for seq in wanted if self.ledger.store.entry(seq).entry.event not in KEPT_FOR_GOOD}
        if wanted:
            self.ledger.erase(sorted(wanted), ANALYST, "retention")
            self.erased |= wanted
            self.take_up(1)

    @invariant()
    def everything_proved_before_still_holds(self) -> None:
        assert self.ledger.size() == len(self.leaves)
        assert self.ledger.root() == mth(self.leaves)
        assert all(verify_inclusion(proof, leaf, root) for proof, leaf, root in self.inclusions)
        assert all(verify_consistency(proof, old, new) for proof, old, new in self.consistencies)
        for text in self.notes:
            head = Checkpoint.parse(Note.parse(text).opened_by([LOG.verifier()]))
            assert self.ledger.root(head.size) == head.root
            assert verify_consistency(self.ledger.prove_consistency(head.size), head.root, mth(self.leaves))
        report = self.ledger.verify()
        assert report.faults == ()
        assert report.erased == len(self.erased)


_OP = UUID(int=1)
TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
