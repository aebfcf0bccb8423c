"""Back an operation up while people work on it, restore it elsewhere, and hold the two against each other.

    .venv/bin/python scripts/restore_drill.py [--tips 300] [--seed 1]

A process takes in and grades tips, votes on pictures, and decides and acts for children, while `understone db backup`
runs; then `understone db restore` makes the operation anew in another folder. There the ledger must verify, by us and
by docs/verify_ledger.py, and be the beginning of the original's, entry for entry; all thirteen figures as of the backup
and their digest must be the same in both, and so must the bulletins that were published before. Exits 1 if anything
differs.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from understone.operation import connecting  # noqa: E402

connecting.prepare()  # before any model is imported

from database.clusters import reachable_folder  # noqa: E402
from ledger.made_ledgers import LOG  # noqa: E402
from operation.force_work import Desk, decide, grade, prepare, publish  # noqa: E402
from operation.invented import deliveries  # noqa: E402
from operation.killing_force_work import child, connected, ended  # noqa: E402
from operation.world import as_, settle  # noqa: E402
from understone.ledger.export import export  # noqa: E402
from understone.ledger.ledger import Ledger  # noqa: E402
from understone.ledger.postgres_store import PostgresStore  # noqa: E402
from understone.operation import running  # noqa: E402
from understone.operation.bulletin import figures, publishing  # noqa: E402
from understone.operation.bulletin.definitions import ENTITY  # noqa: E402
from understone.operation.bulletin.models import Bulletin  # noqa: E402
from understone.operation.models import Organisation, Referral  # noqa: E402
from understone.operation.referrals import services  # noqa: E402
from understone.operation.referrals.intake import take_in  # noqa: E402
from understone.operation.referrals.storing import Source  # noqa: E402
from understone.operation.service import Call, looking  # noqa: E402

_BATCH, _BEFORE, _BESIDE = 5, 40, 10  # tips in a batch; entries before the backup begins, and at least during and after
_ENTRIES = "SELECT seq, leaf, payload FROM ledger.ledger_entry LEFT JOIN ledger.ledger_payload USING (seq)"


@dataclass(frozen=True, slots=True)
class Told:
    """What an operation says of itself as of a time: its figures, their digest, and whether its bulletins stand."""

    figures: list[dict[str, Any]]
    digest: str
    bulletins: list[tuple[UUID, str, bool]]


def main() -> int:
    """Run the drill once."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--tips", type=int, default=300)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    os.environ.pop("UNDERSTONE_DATABASE_URL", None)
    above = reachable_folder(on_disk=True)
    try:
        wrong = drill(above, asked.tips, asked.seed)
    finally:
        shutil.rmtree(above)
    print("the restored operation is the original as of the backup" if not wrong else f"{len(wrong)} things wrong:")
    for line in wrong:
        print(f"    {line}")
    return 1 if wrong else 0


def drill(above: Path, tips: int, seed: int) -> list[str]:
    """Run it in a folder; return what differs."""
    here, there, backup = above / "operation", above / "restored", above / "backup"
    with running.opened(here, make=True, turnable=True) as opened:
        assert opened.owner is not None
        owner = opened.owner
        settle(owner)
        desk = prepare(owner, Path("none.case"))
        publish(desk, lambda: None)
        with Ledger(PostgresStore.open(owner), lambda: _now(owner)) as ledger:
            note = ledger.checkpoint(LOG)
        began, stop = _size(owner), above / "stop"
        pid = child(lambda: work(desk, tips, seed, stop))
        _reached(owner, began + _BEFORE)
        at = _size(owner)
        took = _timed("backup", ["db", "backup", str(here / "database"), str(backup)])
        after = _size(owner)
        _reached(owner, after + _BESIDE)
        stop.touch()
        wrong = [] if ended(pid) == 0 else ["the work did not come to its end"]
        if after < at + _BESIDE:
            wrong.append(f"only {after - at} entries were written while the backup ran")
        kept = above / "kept.checkpoint"
        kept.write_text(note)
        restoring = ["db", "restore", str(backup), str(there / "database"), "--checkpoint", str(kept)]
        back = _timed("restore", [*restoring, "--trust", LOG.verifier().text()])
        entries = _entries(owner)
    with running.opened(there) as opened:
        assert opened.owner is not None
        size, as_of = _size(opened.owner), _as_of(opened.owner)
        restored = _told(as_of)
        wrong += _ledger(opened.owner, entries, note, above)
    with running.opened(here):
        original, now = _told(as_of), _told(_now(owner))
    wrong += _compared(original, restored)
    if now.digest == original.digest:
        wrong.append("the original's figures are still those of the backup: that they are equal shows nothing")
    print(
        f"{began} entries before work, {at} as the backup began, {size} in it, {after} as it ended, {len(entries)} now"
    )
    print(f"backup {took:.1f} s, {_bytes(backup) / 1e6:.1f} MB; restore {back:.1f} s, {_bytes(there) / 1e6:.0f} MB")
    told = ", ".join(f"{each['code']} {each['value']}" for each in restored.figures)
    print(f"as of {as_of.isoformat()}: {told}; digest {restored.digest[:16]}…, the original's now {now.digest[:16]}…")
    return wrong


def work(desk: Desk, tips: int, seed: int, stop: Path) -> None:
    """Work until told to stop: tips by the batch, and between them votes and children, each step a commit."""
    source = Source(Organisation.objects.get(code="examplechat"), documentation=True)
    call, batches = Call(as_("IO-1")), iter(range(0, tips, _BATCH))
    made = deliveries(tips, seed)

    def between() -> None:
        first = next(batches)  # ends the work where all are in
        if stop.exists():
            raise StopIteration
        take_in(call, source, made[first : first + _BATCH])
        with looking(call, "referral"):
            keys = list(Referral.objects.filter(state="received", source_eval=None).values_list("pk", flat=True)[:2])
        for key in keys:
            services.triage(call, key, 2, "B", "P")

    try:
        decide(desk, between)
        grade(desk, between)
        while True:
            between()
    except StopIteration:
        return


def _now(owner: str) -> datetime:
    """Return what the operation's clock shows; it was turned."""
    with connected(owner) as db:
        ((now,),) = db.execute("SELECT us_now()").fetchall()
    assert isinstance(now, datetime)
    return now


def _size(owner: str) -> int:
    with Ledger(PostgresStore.open(owner)) as ledger:
        return ledger.size()


def _reached(owner: str, size: int) -> None:
    for _ in range(1200):
        if _size(owner) >= size:
            return
        Event().wait(0.05)
    raise AssertionError(f"nobody works: the ledger never came to {size} entries")


def _timed(what: str, arguments: Sequence[str]) -> float:
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-m", "understone", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{what}: {done.stdout}{done.stderr}"
    return time.monotonic() - began


def _entries(owner: str) -> list[tuple[Any, ...]]:
    with connected(owner) as db:
        return list(db.execute(f"{_ENTRIES} ORDER BY seq".encode()))


def _ledger(owner: str, original: Sequence[tuple[Any, ...]], note: str, above: Path) -> list[str]:
    """Return what is wrong with the restored ledger, which is to be how the original began."""
    with Ledger(PostgresStore.open(owner)) as ledger:
        wrong = [str(fault) for fault in ledger.verify(note, (LOG.verifier(),)).faults]
        size = ledger.size()
    found = _entries(owner)
    if found != list(original[: len(found)]) or not 0 < len(found) == size < len(original):
        wrong.append(f"its {len(found)} entries are not the first of the original's {len(original)}")
    with Ledger(PostgresStore.open(owner), lambda: _now(owner)) as ledger:
        ledger.checkpoint(LOG)  # the script goes as far as the newest
        export(ledger, above / "export")
    script = [sys.executable, "-I", "-S", str(ROOT / "docs" / "verify_ledger.py")]
    script += [str(above / "export"), LOG.verifier().text()]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    print(f"docs/verify_ledger.py: {done.stdout.strip()}")
    if done.returncode != 0:
        wrong.append(f"docs/verify_ledger.py: {done.stdout}{done.stderr}")
    return wrong


def _as_of(owner: str) -> datetime:
    """Return when the newest change of the backup was recorded.

    Not when the backup was made: what was recorded a moment before, and not yet committed then, is in the original only
    (a bulletin's time lies five minutes back for that). The one worker's next change was recorded after this one.
    """
    with connected(owner) as db:
        tables = [name for (name,) in db.execute(_HISTORY)]
        query = " UNION ALL ".join(f"SELECT max(recorded_at) AS at FROM {name}" for name in tables)
        ((at,),) = db.execute(f"SELECT max(at) FROM ({query}) AS all_of_them".encode()).fetchall()
    assert isinstance(at, datetime)
    return at


_HISTORY = (
    "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'recorded_at'"
    " AND table_name ~ '^operation_.*event$'"
)


def _told(as_of: datetime) -> Told:
    call = Call(as_("AN-1"))
    with looking(call, ENTITY):
        found = [each.told() for each in figures.compute(as_of)]
        rows = [(row.pk, row.figures_digest, publishing.compared(row).equal) for row in Bulletin.objects.order_by("pk")]
    return Told(found, figures.digest(found), rows)


def _compared(original: Told, restored: Told) -> list[str]:
    pairs = zip(original.figures, restored.figures, strict=True)
    wrong = [f"{a['code']}: {a['value']} in the original, {b['value']} restored" for a, b in pairs if a != b]
    if len(restored.figures) != 13:
        wrong.append(f"{len(restored.figures)} figures")
    if original.digest != restored.digest:
        wrong.append("the digests of the figures differ")
    if original.bulletins != restored.bulletins or len(restored.bulletins) != len(publishing.AUDIENCES):
        wrong.append("the bulletins differ")
    return wrong + [f"bulletin {key} is not what history says" for key, _, equal in restored.bulletins if not equal]


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    sys.exit(main())
