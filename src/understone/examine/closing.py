"""The later stages of a run: findings read a second time, the container's digest, the evidence unchanged."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path

from understone.examine import record
from understone.examine.pool import Lost
from understone.examine.protocol import CheckProgress, EntriesRead, EntryRead, ReadEntry, Refused, StoredChecked
from understone.examine.reading import NOTHING_READ, split_loss
from understone.examine.work import POLL_SECONDS, Work
from understone.progress import Progress
from understone.shown import plain

_FINDINGS_AT_ONCE = 8


def confirm_findings(work: Work) -> None:
    """Read every finding a second time, from the evidence, with all digests; write whether it is the same content."""
    db = work.case_file.db
    total = work.count("finding")
    again: deque[ReadEntry] = deque()
    lost_once: set[int] = set()
    cursor = 0

    def chunk() -> Iterator[ReadEntry]:
        nonlocal cursor
        if again:
            yield again.popleft()
            return
        rows = db.execute(
            "SELECT e.id, v.ordinal, e.address, e.size FROM finding f JOIN entry e ON e.id = f.entry_id "
            "JOIN volume v ON v.id = e.volume_id WHERE f.run_id = ? AND f.confirmed = '' AND e.id > ? "
            "ORDER BY e.id LIMIT ?",
            (work.run_id, cursor, _FINDINGS_AT_ONCE),
        ).fetchall()
        for row in rows:
            cursor = row["id"]
            yield ReadEntry(row["id"], row["ordinal"], row["address"], row["size"], every_digest=True)

    while left := work.count("finding", "confirmed = ''"):
        work.report(Progress("reading each finding a second time", total - left, total, "findings"))
        for worker in work.pool.hungry():
            if tasks := tuple(chunk()):
                work.pool.feed(worker, tasks)
        with work.case_file.changing():
            for event in work.pool.poll(POLL_SECONDS):
                if isinstance(event, Lost):
                    returned, blamed = split_loss(event, lost_once)
                    again += returned
                    for task, reason in blamed:
                        failed = EntryRead(task.entry_id, "failed", reason, 0, *NOTHING_READ)
                        record.finding_confirmed(db, work.run_id, failed)
                elif isinstance(event.report, EntriesRead):
                    for read in event.report.items:
                        record.finding_confirmed(db, work.run_id, read)


def check_stored_digest(work: Work) -> None:
    """Compare the whole medium with the digest that its container states; write the answer, also if there is none."""
    answer, fault = "none stored", ""
    if any(True for _ in work.opened.stored.given()):
        answer, fault = _answer_of(work)
    with work.case_file.changing() as db:
        db.execute("UPDATE run SET stored_digest_check = ? WHERE id = ?", (answer, work.run_id))
        if fault:
            record.error(db, work.run_id, "stored digest", "stored digest", plain(fault))


def _answer_of(work: Work) -> tuple[str, str]:
    given = False
    while True:
        given = given or work.pool.check_stored()
        for event in work.pool.poll(POLL_SECONDS):
            if isinstance(event, Lost):
                if event.checking:
                    return "could not be checked", f"the check was lost: {event.detail}"
                continue
            match event.report:
                case StoredChecked(agrees=True):
                    return "agrees", ""
                case StoredChecked(agrees=False):
                    return "differs", "the medium does not have the digest that its container states"
                case StoredChecked():
                    return "none stored", ""
                case Refused() as refused:
                    return "could not be checked", f"{refused.what} ({refused.where})"
                case CheckProgress(done=done):
                    size = work.opened.size
                    work.report(Progress("checking the stored digest", done, size, "bytes", done, size))
                case _:
                    pass


def check_something_was_read(work: Work) -> None:
    """Write an error if the evidence holds no content at all: an empty folder may be a mount that failed."""
    query = "SELECT 1 FROM entry e JOIN volume v ON v.id = e.volume_id WHERE v.run_id = ? AND e.state = 'read' LIMIT 1"
    if work.case_file.db.execute(query, (work.run_id,)).fetchone() is None:
        what = "not one file with content was read in this evidence: look whether it is the right one"
        with work.case_file.changing() as db:
            record.error(db, work.run_id, "nothing read", "evidence", what, path="the whole evidence")


def check_unchanged(work: Work) -> None:
    """Compare size and modification time of each evidence file with what they were when it was opened."""
    changed = []
    for segment in work.opened.segments:
        try:
            status = Path(segment.path).stat()
        except OSError:
            changed.append(segment.path)
            continue
        # A block device has no size of its own here; its content is what `verify` is for.
        if status.st_mtime_ns != segment.modified_ns or status.st_size not in (segment.size, 0):
            changed.append(segment.path)
    with work.case_file.changing() as db:
        db.execute("UPDATE run SET evidence_unchanged = ? WHERE id = ?", (not changed, work.run_id))
        for path in changed:
            what = "this evidence file changed while it was examined"
            name = plain(Path(path).name)  # not the whole path: the export must not depend on where the image lies
            record.error(db, work.run_id, f"changed {name}", "evidence", what, path=name)
