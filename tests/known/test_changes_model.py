"""Whatever sequence of changes: a known set answers as plain Python would, and as a set built afresh."""

import shutil
import tempfile
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from known.made_deliveries import MD5S, PDQS, SHA1S, Model, Record, deliveries, listings, words, write_delivery
from understone.digests import Digests
from understone.known.build import build
from understone.known.compact import compact
from understone.known.disable import disable, enable
from understone.known.errors import EditionTooSmall, NoUsableRecord
from understone.known.history import returnable
from understone.known.known_set import KnownSet
from understone.known.listings import HASH_KINDS, Listing
from understone.known.log import read_log
from understone.known.rollback import rollback
from understone.known.update import update


def held_by(known: KnownSet) -> list[tuple[str, int, Listing]]:
    return [(source.list, source.number, words(each)) for source, each in known.live_listings()]


def in_order(items: list[tuple[str, int, Listing]]) -> list[tuple[str, int, Listing]]:
    return sorted(items, key=repr)


def counted(model: Model) -> dict[str, int]:
    stored = [each for _, _, each in model.stored()]
    distinct = {kind: len({value for each in stored if (value := getattr(each, kind))}) for kind in HASH_KINDS}
    return {"listings": len(stored), **distinct}


def check_answers(known: KnownSet, model: Model) -> None:
    """Ask by every hash that there is, one by one and all at once."""
    alive = model.alive()
    assert in_order(held_by(known)) == in_order(alive)
    assert known.counts == counted(model)
    assert known.answers == {kind for kind in ("md5", "sha1", "sha256") if counted(model)[kind]}
    for kind, values in (("md5", MD5S), ("sha1", SHA1S)):
        expected = [[item for item in alive if getattr(item[2], kind) == value] for value in values]
        found = known.lookup([Digests(**{kind: value}) for value in values])
        assert [
            in_order([(match.source.list, match.source.number, words(match.listing)) for match in matches])
            for matches in found
        ] == [in_order(items) for items in expected]
        keys = np.frombuffer(b"".join(values), dtype=np.uint8).reshape(len(values), -1)
        assert known.holds(kind, keys).tolist() == [bool(items) for items in expected]  # type: ignore[arg-type]
    queries = np.frombuffer(b"".join(PDQS), dtype=np.uint8).reshape(-1, 32)
    for value, matches in zip(PDQS, known.near(queries, 0), strict=True):
        assert in_order([(m.source.list, m.source.number, words(m.listing)) for m in matches]) == in_order(
            [item for item in alive if item[2].pdq == value]
        )


class Changes(RuleBasedStateMachine):
    """A set is changed in every way there is, while one reader refreshes and another stays on the first revision."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="understone-changes-"))
        self.set = self.folder / "set"
        self.files = 0
        self.model = Model()
        self.past: dict[int, tuple[Model, str]] = {}

    def _file(self, records: list[Record]) -> Path:
        self.files += 1
        return write_delivery(self.folder / f"delivery {self.files}.csv", records)

    def _changed(self, revision: int, digest: str) -> None:
        self.past[revision] = (self.model.copy(), digest)

    @initialize(records=st.lists(listings, min_size=1, max_size=5))
    def first(self, records: list[Record]) -> None:
        result = build(self.set, [self._file(records)], kind="hits", list_name="national")
        self.model.deliver("national", records)
        self._changed(result.revision, result.digest)
        self.reader = KnownSet.open(self.set)
        self.stayed = KnownSet.open(self.set)
        self.stayed_model = self.model.copy()

    @rule(records=deliveries, of_list=st.sampled_from(["national", "other"]), complete=st.booleans())
    def deliver(self, records: list[Record], of_list: str, complete: bool) -> None:
        wanted = self.model.copy()
        held = len(self.model.held.get(of_list, []))
        try:
            result = update(self.set, [self._file(records)], list_name=of_list, complete=complete)
        except EditionTooSmall:
            assert 2 * wanted.deliver(of_list, records, complete=True) > held
            return
        left_out = wanted.deliver(of_list, records, complete=complete)
        assert not complete or 2 * left_out <= held
        assert sum(result.counts[name] for name in _BECAME) == result.counts["records"] == len(records)
        assert result.counts["left_out"] == left_out
        self.model = wanted
        self._changed(result.revision, result.digest)

    @rule(records=st.lists(listings, min_size=1, max_size=2), of_list=st.sampled_from([None, "national"]))
    def withdraw(self, records: list[Listing], of_list: str | None) -> None:
        try:
            result = update(self.set, [self._file([*records])], list_name=of_list, withdraw_reason="wrong")
        except NoUsableRecord:
            return
        self.model.withdraw(records, of_list)
        self._changed(result.revision, result.digest)

    @rule(value=st.sampled_from([*MD5S, *PDQS]))
    def disable(self, value: bytes) -> None:
        kind = "md5" if len(value) == 16 else "pdq"
        result = disable(self.set, kind, value, until=None, reason="asked")  # type: ignore[arg-type]
        self.model.disabled.add((kind, value))
        self._changed(result.revision, result.digest)

    @precondition(lambda self: self.model.disabled)
    @rule(data=st.data())
    def enable(self, data: st.DataObject) -> None:
        kind, value = data.draw(st.sampled_from(sorted(self.model.disabled)))
        result = enable(self.set, kind, value, reason="settled")  # type: ignore[arg-type]
        self.model.disabled.discard((kind, value))
        self._changed(result.revision, result.digest)

    @rule(keep=st.sampled_from([0, 1, 10]))
    def compact(self, keep: int) -> None:
        before = KnownSet.open(self.set).digest
        result = compact(self.set, keep=keep)
        assert result.digest == before
        assert result.segments_after <= 1
        assert len(result.returnable) <= keep
        self._changed(result.revision, result.digest)

    @rule(data=st.data())
    def rollback(self, data: st.DataObject) -> None:
        manifest = KnownSet.open(self.set).manifest
        kept = returnable(self.set, manifest)
        if not kept:
            return
        to = data.draw(st.sampled_from(kept))
        result = rollback(self.set, to, reason="oops")
        former, digest = self.past[to]
        assert result.digest == digest
        number = self.model.next_number
        self.model = former.copy()
        self.model.next_number = number
        self._changed(result.revision, result.digest)

    @invariant()
    def the_set_answers_as_the_model(self) -> None:
        if not self.past:
            return
        with KnownSet.open(self.set) as known:
            check_answers(known, self.model)
            known.verify(kept=True)
            revision = known.revision
        self.reader.refresh()
        assert self.reader.revision == revision
        check_answers(self.reader, self.model)
        check_answers(self.stayed, self.stayed_model)
        assert [entry.revision for entry in read_log(self.set)] == list(range(1, revision + 1))

    def teardown(self) -> None:
        shutil.rmtree(self.folder)


_BECAME = ("added", "superseding", "unchanged", "withdrawing", "withdrew_nothing", "duplicates", "rejected")

Changes.TestCase.settings = settings(
    max_examples=40, stateful_step_count=12, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestChanges = Changes.TestCase


@given(sequence=st.lists(deliveries, min_size=1, max_size=5))
@settings(max_examples=120, deadline=None)
def test_updates_one_by_one_equal_a_build_of_all(sequence: list[list[Record]]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="understone-updates-"))
    try:
        files = [write_delivery(folder / f"{number}.csv", records) for number, records in enumerate(sequence)]
        model = Model()
        for records in sequence:
            model.deliver("national", records)
        build(folder / "built", files, kind="hits", list_name="national", name="set")
        build(folder / "updated", files[:1], kind="hits", list_name="national", name="set")
        for path in files[1:]:
            update(folder / "updated", [path], list_name="national")
        for name in ("built", "updated"):
            with KnownSet.open(folder / name) as known:
                check_answers(known, model)
    finally:
        shutil.rmtree(folder)
