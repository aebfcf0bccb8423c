"""The first stage: volumes are walked and their entries read, side by side, until every entry has its final state.

Each batch that a worker reports is committed at once. An entry or a folder that kills or hangs a worker is written
down with its place and gone round; the run goes on.
"""

import json
from collections import Counter, deque
from collections.abc import Iterator, Sequence

from understone.digests import Digests
from understone.examine import record
from understone.examine.findings import recognise
from understone.examine.pool import Loss, Lost, Said
from understone.examine.protocol import EntriesRead, EntryRead, ReadEntry, Walked, WalkVolume
from understone.examine.work import POLL_SECONDS, Work
from understone.known.matches import Match
from understone.progress import Progress
from understone.shown import plain

_CHUNK_ENTRIES = 64
_CHUNK_BYTES = 32 << 20
_BLAME: dict[Loss, str] = {
    "died": "it ended two workers",
    "hung": "it hung the worker",
    "memory": "it outgrew the worker",
}


def walk_and_read(work: Work) -> None:
    """Walk every volume to its end and bring every entry to its final state."""
    stage = _Reading(work)
    while True:
        stage.start_walk()
        stage.feed()
        stage.handle(work.pool.poll(POLL_SECONDS))
        stage.tell()
        if stage.finished():
            return


def split_loss(lost: Lost, lost_once: set[int]) -> tuple[list[ReadEntry], list[tuple[ReadEntry, str]]]:
    """Return the entries of a lost worker that are to be read again, and those that are to blame, with the reason.

    A worker that died may have been killed from outside: an entry is blamed only when it ends a second one.
    """
    again, blamed = [], []
    for task in lost.entries:
        in_hand = task.entry_id == lost.place.entry_id
        if not in_hand or (lost.why == "died" and task.entry_id not in lost_once):
            again.append(task)
            if in_hand:
                lost_once.add(task.entry_id)
        else:
            blamed.append((task, f"{_BLAME[lost.why]}: {lost.detail}"))
    return again, blamed


def category_label(match: Match) -> str:
    """Return the category of a match as the list states it, for counting."""
    return "no category" if match.listing.category is None else f"category {match.listing.category}"


class _Reading:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._db = work.case_file.db
        self._again: deque[ReadEntry] = deque()
        self._lost_once: set[int] = set()
        self._walk_died_at: dict[int, str] = {}
        self._cursors = dict.fromkeys(work.volume_ids.values(), 0)
        self._categories: Counter[str] = Counter()
        self._errors = work.count("error")
        row = self._db.execute(
            "SELECT count(*) AS total, coalesce(sum(e.state != 'pending'), 0) AS done, "
            "coalesce(sum(CASE WHEN e.state IN ('pending','read','unreadable','failed') THEN size END), 0) AS bytes, "
            "coalesce(sum(CASE WHEN e.state IN ('read','unreadable','failed') THEN size END), 0) AS bytes_done "
            "FROM entry e JOIN volume v ON v.id = e.volume_id WHERE v.run_id = ?",
            (work.run_id,),
        ).fetchone()
        self._total, self._done = row["total"], row["done"]
        self._total_bytes, self._done_bytes = row["bytes"], row["bytes_done"]
        for category, count in self._db.execute(
            "SELECT l.category, count(*) FROM finding f JOIN finding_listing l ON l.finding_id = f.id AND l.rank = 1 "
            "WHERE f.run_id = ? GROUP BY l.category",
            (work.run_id,),
        ):
            self._categories["no category" if category is None else f"category {category}"] += count

    # ---- giving work

    def start_walk(self) -> None:
        """Walk one volume at a time; the other workers read meanwhile."""
        if self._work.pool.walking:
            return
        row = self._next_walk()
        if row is not None:
            volume_id, ordinal, not_entered = row
            stored = self._db.execute("SELECT max(sequence) FROM entry WHERE volume_id = ?", (volume_id,)).fetchone()[0]
            start = 0 if stored is None else stored + 1
            self._work.pool.walk(WalkVolume(ordinal, start, tuple(json.loads(not_entered))))

    def _next_walk(self) -> tuple[int, int, str] | None:
        row = self._db.execute(
            "SELECT id, ordinal, not_entered FROM volume WHERE run_id=? AND walk='pending' ORDER BY ordinal LIMIT 1",
            (self._work.run_id,),
        ).fetchone()
        return None if row is None else (row["id"], row["ordinal"], row["not_entered"])

    def feed(self) -> None:
        """Give entries to the workers that run short of them."""
        for worker in self._work.pool.hungry():
            chunk = tuple(self._chunk())
            if not chunk:
                return
            self._work.pool.feed(worker, chunk)

    def _chunk(self) -> Iterator[ReadEntry]:
        """Yield the next entries to read: those that came back from a lost worker first, then in walking order."""
        if self._again:
            yield self._again.popleft()
            return
        for volume_id, cursor in self._cursors.items():
            rows = self._db.execute(
                "SELECT e.id, v.ordinal, e.address, e.size FROM entry e JOIN volume v ON v.id = e.volume_id "
                "WHERE e.volume_id = ? AND e.state = 'pending' AND e.id > ? ORDER BY e.id LIMIT ?",
                (volume_id, cursor, _CHUNK_ENTRIES),
            ).fetchall()
            size = 0
            for row in rows:
                self._cursors[volume_id] = row["id"]
                yield ReadEntry(row["id"], row["ordinal"], row["address"], row["size"])
                size += row["size"]
                if size > _CHUNK_BYTES:
                    return
            if rows:
                return

    def finished(self) -> bool:
        """Tell whether every volume is walked and every entry has its final state."""
        if not self._work.pool.idle or self._again or self._next_walk() is not None:
            return False
        pending = [
            volume_id
            for volume_id in self._cursors
            if self._db.execute("SELECT 1 FROM entry WHERE volume_id=? AND state='pending'", (volume_id,)).fetchone()
        ]
        # Nobody has these in hand: begin again from the start of their volume, and never wait for ever.
        self._cursors.update(dict.fromkeys(pending, 0))
        return not pending

    # ---- taking reports

    def handle(self, events: Sequence[Said | Lost]) -> None:
        """Write what the workers said, in one transaction."""
        if not events:
            return
        with self._work.case_file.changing():
            for event in events:
                if isinstance(event, Lost):
                    self._lost(event)
                elif isinstance(event.report, Walked):
                    self._walked(event.report)
                elif isinstance(event.report, EntriesRead):
                    self._read(event.report.items)

    def _walked(self, walked: Walked) -> None:
        volume_id = self._work.volume_ids[walked.ordinal]
        record.walked(self._db, self._work.run_id, volume_id, walked.ordinal, walked.start, walked.items)
        if walked.last:
            record.walk_complete(self._db, volume_id)
        row = self._db.execute(
            "SELECT count(*) AS total, coalesce(sum(state != 'pending'), 0) AS done, "
            "coalesce(sum(CASE WHEN state = 'pending' THEN size END), 0) AS bytes "
            "FROM entry WHERE volume_id = ? AND sequence >= ?",
            (volume_id, walked.start),
        ).fetchone()
        self._total += row["total"]
        self._done += row["done"]
        self._total_bytes += row["bytes"]
        self._errors = self._work.count("error")

    def _read(self, reads: Sequence[EntryRead]) -> None:
        good = [read for read in reads if read.state == "read"]
        run_id = self._work.run_id
        for read, recognition in zip(good, recognise(good, self._work.sets, self._work.options.radius), strict=True):
            record.entry_read(self._db, run_id, read, recognition)
            if recognition.recognised == "hit":
                self._categories[category_label(recognition.matches[0])] += 1
            if recognition.near == "undecodable":
                self._errors = self._work.count("error")
        if any(read.state == "unreadable" for read in reads):
            self._work.check_present()
        for read in reads:
            if read.state != "read":
                record.entry_unread(self._db, run_id, read.entry_id, read.state, read.reason)
                self._errors += 1
            self._done += 1
            self._done_bytes += read.size

    def _lost(self, lost: Lost) -> None:
        again, blamed = split_loss(lost, self._lost_once)
        self._again += again
        for task, reason in blamed:
            record.entry_unread(self._db, self._work.run_id, task.entry_id, "failed", reason)
            self._done += 1
            self._errors += 1
        if lost.walking is not None:
            self._walk_lost(lost, lost.walking)

    def _walk_lost(self, lost: Lost, walk: WalkVolume) -> None:
        """Go round the folder in which a walk hung at once, and round one in which it died twice."""
        place, ordinal = lost.place, walk.ordinal
        volume_id = self._work.volume_ids[ordinal]
        if lost.why == "died" and self._walk_died_at.get(ordinal) != place.address:
            self._walk_died_at[ordinal] = place.address
            return
        if place.address and place.address not in walk.skip:
            record.not_entered(self._db, volume_id, (*walk.skip, place.address))
            return
        record.walk_complete(self._db, volume_id)
        what = f"listing stopped here, the rest of this volume was not examined: {lost.detail}"
        key = f"walk {ordinal} end"
        record.error(self._db, self._work.run_id, key, "walk", what, volume=ordinal, path=plain(place.path))
        self._errors += 1

    def tell(self) -> None:
        """Report how far the run is."""
        walking = self._next_walk() is not None
        counts = (*sorted(self._categories.items()), ("errors", self._errors))
        total, total_bytes = (None, None) if walking else (self._total, self._total_bytes)
        self._work.report(Progress("examining", self._done, total, "entries", self._done_bytes, total_bytes, counts))


NOTHING_READ = (Digests(), "", "", "", None)
"""The fields of an `EntryRead` whose content could not be had, after `size`."""
