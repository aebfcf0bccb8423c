"""A backup is one state of an operation at work; a restore is there only once its ledger has proved it whole."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

import understone
from database import as_nobody
from database.clusters import reachable_folder
from ledger.made_ledgers import LOG, OTHER_FORCE
from ledger.on_postgres import BY, view
from operation.installed import PASSWORD
from operation.referrals.test_intake import take, tip
from operation.world import settle
from understone.cli.db import command
from understone.database import binaries, connect
from understone.database.backup import DUMP, MANIFEST, SUMS
from understone.database.embedded import Server
from understone.database.errors import BackupDamaged, BackupTooNew, NoCluster, RestoreNotProved, ToolFailed, Unreachable
from understone.database.staging import staged
from understone.errors import OutputError, UsageError
from understone.exit_codes import ExitCode
from understone.ledger.appending import append
from understone.ledger.ledger import Ledger
from understone.ledger.notes import Checkpoint, Note
from understone.ledger.postgres_store import PostgresStore
from understone.operation import connecting, running
from understone.operation.backups import back_up, restore
from understone.operation.installing import install, with_login
from understone.operation.referrals.intake import Fate
from understone.progress import Progress

ROOT = Path(understone.__file__).parents[2]
TIPS = 40
_TABLES = (
    "SELECT nspname::text, relname::text FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace"
    " WHERE relkind = 'r' AND nspname IN ('public', 'ledger', 'deconf') ORDER BY 1, 2"
)


@dataclass(frozen=True)
class Made:
    """An operation at work, its newest checkpoint, and a backup of it with what was true when it was made."""

    server: Server
    checkpoint: str
    backup: Path
    size: int
    rows: dict[str, str]
    above: Path

    @property
    def url(self) -> str:
        return self.server.url


@pytest.fixture(scope="module")
def made() -> Iterator[Made]:
    """Return an operation with some tips, and its backup; in the middle of the backup somebody commits."""
    above = reachable_folder()
    server = Server.start(above / "operation" / "database", fast=True)
    connecting.use(install(server.url, PASSWORD, turnable=True).url)
    settle(server.url)
    take(*(tip(number) for number in range(TIPS)))
    from django.db import connections

    connections["default"].close()
    with Ledger(PostgresStore.open(server.url)) as ledger:
        note = ledger.checkpoint(LOG)
        size = ledger.size()
    before = rows(server.url)
    told: list[Progress] = []

    def commits_once(progress: Progress) -> None:
        if not told:
            record(server.url)
        told.append(progress)

    out = above / "backup"
    with psycopg.connect(server.url) as unfinished:  # work that is not committed is not in the backup
        unfinished.execute("UPDATE organisation SET name = 'Example that was never committed'")
        back_up(server.folder, out, commits_once)
        unfinished.rollback()
    assert {"counting", "writing"} <= {each.stage for each in told}
    yield Made(server, note, out, size, before, above)
    server.stop()
    shutil.rmtree(above)


@pytest.fixture(scope="module")
def restored(made: Made) -> Iterator[Path]:
    """Return the folder of an operation restored by the command, after an attempt that was killed midway."""
    folder = made.above / "restored" / "database"
    killed = killing_itself(f"restore(Path({str(made.backup)!r}), Path({str(folder)!r}), die)", "restoring")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert not folder.exists()
    checkpoint = made.above / "kept.checkpoint"
    checkpoint.write_text(made.checkpoint)
    trusted = LOG.verifier().text()
    assert run("restore", str(made.backup), str(folder), "--checkpoint", str(checkpoint), "--trust", trusted) == 0
    assert [path.name for path in folder.parent.iterdir()] == ["database"]
    yield folder


def run(*arguments: str) -> int:
    return int(command.main(list(arguments), standalone_mode=False))


def record(url: str) -> None:
    """Commit an entry of somebody at work."""
    with psycopg.connect(url) as db:
        append(PostgresStore(db), [view(1)], BY, uuid.uuid4(), lambda: datetime.now(UTC))


def rows(url: str) -> dict[str, str]:
    """Return a digest of every table's content, as PostgreSQL writes its rows out."""
    with psycopg.connect(url) as db:
        found = {}
        for schema, table in db.execute(_TABLES).fetchall():
            lines = [row[0] for row in db.execute(f'SELECT t::text FROM "{schema}"."{table}" AS t')]
            found[f"{schema}.{table}"] = (
                f"{len(lines)} {hashlib.sha256(chr(10).join(sorted(lines)).encode()).hexdigest()}"
            )
        return found


def killing_itself(call: str, stage: str, limit: int | None = None) -> "subprocess.CompletedProcess[str]":
    """Run a call of `backups` in a process that is killed with SIGKILL as it reports this stage."""
    code = f"""
        import os, resource, signal
        from pathlib import Path
        from understone.operation.backups import back_up, restore
        def die(progress):
            if progress.stage == {stage!r}:
                os.kill(os.getpid(), signal.SIGKILL)
        if {limit!r}:
            resource.setrlimit(resource.RLIMIT_FSIZE, ({limit!r}, {limit!r}))
        {call}
    """
    return subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True)


def copy(made: Made, reachable: Path, change: Callable[[dict[str, Any]], None] | None = None) -> Path:
    """Return a copy of the backup; `change` forges its manifest, digests and all."""
    folder = reachable / "copy"
    shutil.copytree(made.backup, folder)
    if change is not None:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        change(manifest)
        (folder / MANIFEST).write_text(json.dumps(manifest))
        digest = hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
        first = (folder / SUMS).read_text().splitlines()[0]
        (folder / SUMS).write_text(f"{first}\n{digest}  {MANIFEST}\n")
    return folder


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_manifest_tells_the_one_state_that_was_backed_up(made: Made) -> None:
    """What was committed in the middle, and what was not committed at all, is not in it."""
    manifest = json.loads((made.backup / MANIFEST).read_bytes())
    head = Checkpoint.parse(Note.parse(made.checkpoint).text)
    assert manifest["ledger"]["size"] == made.size
    assert manifest["ledger"]["checkpoint"] == made.checkpoint
    assert manifest["ledger"]["checkpoint_size"] == head.size == made.size - 1
    assert manifest["tables"] == {name: int(told.split()[0]) for name, told in made.rows.items()}
    assert manifest["tables"]["public.referral"] == TIPS


def test_a_backup_is_closed_to_others_and_holds_no_password(made: Made) -> None:
    assert made.backup.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in made.backup.iterdir()} == {0o600}
    with psycopg.connect(made.url) as db:
        verifiers = [row[0] for row in db.execute("SELECT rolpassword FROM pg_authid WHERE rolpassword IS NOT NULL")]
    assert len(verifiers) >= 2
    held = b"".join(path.read_bytes() for path in made.backup.iterdir())
    assert not any(verifier.encode() in held for verifier in verifiers)


def test_sha256sum_and_pg_restore_read_it_without_us(made: Made) -> None:
    done = subprocess.run(["sha256sum", "--check", "--strict", SUMS], cwd=made.backup, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, f"{DUMP}: OK\n{MANIFEST}: OK\n")
    listing = subprocess.run(
        [binaries.installed().pg_restore, "--list", made.backup / DUMP], capture_output=True, text=True, check=True
    )
    assert "TABLE DATA ledger ledger_entry" in listing.stdout


def test_a_restored_operation_holds_every_row_that_was_there(made: Made, restored: Path) -> None:
    with Server.start(restored, fast=True) as server:
        assert rows(server.url) == made.rows
        with Ledger(PostgresStore.open(server.url)) as ledger:
            assert ledger.size() == made.size
            assert ledger.verify(made.checkpoint, (LOG.verifier(),)).holds


def test_a_restored_operation_has_the_same_rights_walls_and_triggers(made: Made, restored: Path) -> None:
    queries = (
        "SELECT relname::text, relacl::text, relrowsecurity, relforcerowsecurity, pg_get_userbyid(relowner)::text"
        " FROM pg_class WHERE relnamespace IN ('public'::regnamespace, 'ledger'::regnamespace, 'deconf'::regnamespace)"
        " ORDER BY 1, 2",
        "SELECT schemaname::text, tablename::text, policyname::text, roles::text, cmd, qual, with_check"
        " FROM pg_policies ORDER BY 1, 2, 3",
        "SELECT tgrelid::regclass::text, tgname::text, tgenabled::text, pg_get_triggerdef(oid) FROM pg_trigger"
        " WHERE NOT tgisinternal ORDER BY 1, 2",
        "SELECT oid::regprocedure::text, proacl::text, prosecdef, pg_get_functiondef(oid) FROM pg_proc"
        " WHERE pronamespace IN ('public'::regnamespace, 'ledger'::regnamespace) ORDER BY 1",
        "SELECT nspname::text, nspacl::text FROM pg_namespace WHERE nspname IN ('public', 'ledger', 'deconf')"
        " ORDER BY 1",
        "SELECT rolname::text, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication,"
        " rolbypassrls, rolconfig::text FROM pg_roles ORDER BY 1",
        "SELECT roleid::regrole::text, member::regrole::text FROM pg_auth_members ORDER BY 1, 2",
    )
    with (
        Server.start(restored, fast=True) as server,
        psycopg.connect(server.url) as new,
        psycopg.connect(made.url) as old,
    ):
        for query in queries:
            found = new.execute(query).fetchall()
            assert found == old.execute(query).fetchall()
            assert len(found) > 1


def test_a_restored_operation_works_on_under_a_new_password(made: Made, restored: Path) -> None:
    with Server.start(restored, fast=True) as server:
        with pytest.raises(Unreachable):
            connect(with_login(server.url, PASSWORD))
        with running.opened(restored.parent) as opened:
            assert take(tip(TIPS - 1), tip(TIPS)) == {Fate.SEEN_AGAIN: 1, Fate.IMPORTED: 1}
            with connect(opened.session) as outside_a_service:
                assert outside_a_service.execute("SELECT count(*) FROM referral").fetchone() == (0,)
        with Ledger(PostgresStore.open(server.url)) as ledger:
            assert ledger.size() > made.size
            assert ledger.verify(made.checkpoint, (LOG.verifier(),)).holds
    assert (restored.parent / "session-password").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", [SUMS, MANIFEST, DUMP])
def test_a_damaged_byte_is_refused_by_the_files_name(made: Made, reachable: Path, name: str) -> None:
    folder = copy(made, reachable)
    whole = (folder / name).read_bytes()
    places = range(len(whole)) if name == SUMS else range(0, len(whole), max(1, len(whole) // 200))
    for place in places:
        (folder / name).write_bytes(whole[:place] + bytes([whole[place] ^ 1 << place % 8]) + whole[place + 1 :])
        with pytest.raises(BackupDamaged) as refused:
            restore(folder, reachable / "new")
        # A damaged SHA256SUMS may still read as one, of another content: then that content is what does not fit.
        assert refused.value.where in {
            str(folder / other) for other in ((SUMS, MANIFEST, DUMP) if name == SUMS else (name,))
        }
    assert refused.value.exit_code == ExitCode.VERIFICATION
    assert left_in(reachable) == ["copy"]


@pytest.mark.parametrize("name", [SUMS, MANIFEST, DUMP])
def test_a_file_that_is_cut_longer_or_missing_is_refused_by_its_name(made: Made, reachable: Path, name: str) -> None:
    folder = copy(made, reachable)
    whole = (folder / name).read_bytes()
    for content in (b"", whole[:-1], whole + b"\n", None):
        if content is None:
            (folder / name).unlink()
        else:
            (folder / name).write_bytes(content)
        with pytest.raises(BackupDamaged) as refused:
            restore(folder, reachable / "new")
        assert refused.value.where == str(folder / name)
    assert left_in(reachable) == ["copy"]


def test_a_backup_whose_ledger_has_another_root_is_refused_and_removed(made: Made, reachable: Path) -> None:
    """As a forger leaves it: the digests are made anew, but the root is not what the entries give."""
    folder = copy(made, reachable, lambda manifest: manifest["ledger"].update(root="00" * 32))
    with pytest.raises(RestoreNotProved, match="0000"):
        restore(folder, reachable / "new")
    assert left_in(reachable) == ["copy"]


def test_a_checkpoint_from_outside_that_does_not_hold_refuses_a_whole_backup(made: Made, reachable: Path) -> None:
    text = Checkpoint("log.example.org", made.size - 1, b"\1" * 32).text()
    foreign = Note(text, (LOG.sign(text),)).render()
    with pytest.raises(RestoreNotProved):
        restore(made.backup, reachable / "new", checkpoint=foreign, trusted=(LOG.verifier(), OTHER_FORCE.verifier()))
    assert left_in(reachable) == []


def test_lost_rows_are_named_by_their_table(made: Made, reachable: Path) -> None:
    folder = copy(made, reachable, lambda manifest: manifest["tables"].update({"public.referral": TIPS + 1}))
    with pytest.raises(RestoreNotProved, match=f"public.referral has {TIPS} rows, the manifest says {TIPS + 1}"):
        restore(folder, reachable / "new")
    assert left_in(reachable) == ["copy"]


def test_a_backup_of_a_newer_postgresql_is_refused_before_anything_is_made(made: Made, reachable: Path) -> None:
    folder = copy(made, reachable, lambda manifest: manifest.update(postgresql="99.1"))
    with pytest.raises(BackupTooNew):
        restore(folder, reachable / "new")
    assert left_in(reachable) == ["copy"]


def test_a_dump_that_pg_restore_refuses_leaves_nothing(made: Made, reachable: Path) -> None:
    def forge(manifest: dict[str, Any]) -> None:
        nonsense = b"PGDMP but nothing behind it"
        (reachable / "copy" / DUMP).write_bytes(nonsense)
        digest = hashlib.sha256(nonsense).hexdigest()
        manifest["dump"] = {"length": len(nonsense), "sha256": digest}
        (reachable / "copy" / SUMS).write_text(f"{digest}  {DUMP}\n")

    folder = copy(made, reachable, forge)
    with pytest.raises(ToolFailed, match="pg_restore failed: pg_restore: error"):
        restore(folder, reachable / "new")
    assert left_in(reachable) == ["copy"]


def test_a_killed_backup_leaves_no_backup_and_the_next_one_clears_up(made: Made, reachable: Path) -> None:
    out = reachable / "out"
    killed = killing_itself(f"back_up(Path({str(made.server.folder)!r}), Path({str(out)!r}), die)", "writing")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert left_in(reachable) == [".out.unfinished"]
    assert run("backup", str(made.server.folder), str(out), "--quiet") == 0
    assert left_in(reachable) == ["out"]
    assert left_in(out) == sorted([DUMP, MANIFEST, SUMS])


def test_an_interrupted_backup_leaves_nothing(made: Made, reachable: Path) -> None:
    def interrupt(progress: Progress) -> None:
        if progress.stage == "writing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(made.server.folder, reachable / "out", interrupt)
    assert left_in(reachable) == []


def test_a_full_disk_leaves_neither_half_a_backup_nor_half_a_restore(made: Made, reachable: Path) -> None:
    """A limit on the size of files stands for the full disk: the same write fails."""
    limit = (made.backup / DUMP).stat().st_size // 2
    out = killing_itself(
        f"back_up(Path({str(made.server.folder)!r}), Path({str(reachable / 'out')!r}))", "no stage", limit
    )
    assert "OutputError: File too large" in out.stderr
    new = killing_itself(f"restore(Path({str(made.backup)!r}), Path({str(reachable / 'new')!r}))", "no stage", limit)
    assert "File too large" in new.stderr.splitlines()[-1]
    assert left_in(reachable) == []


def test_what_stands_there_already_is_left_alone(made: Made, reachable: Path) -> None:
    (reachable / "mine").mkdir()
    (reachable / "mine" / "letter.txt").write_text("not ours")
    with pytest.raises(OutputError):
        back_up(made.server.folder, reachable / "mine")
    with pytest.raises(OutputError):
        restore(made.backup, reachable / "mine")
    assert left_in(reachable / "mine") == ["letter.txt"]


def test_two_runs_of_one_name_do_not_mix(made: Made, reachable: Path) -> None:
    with staged(reachable / "out") as first:
        (first / "its work").touch()
        with pytest.raises(OutputError, match="another run"):
            back_up(made.server.folder, reachable / "out")
        assert left_in(first) == ["its work"]
    assert left_in(reachable / "out") == ["its work"]


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a second account")
def test_a_folder_that_another_account_put_in_the_way_gets_nothing(made: Made, reachable: Path) -> None:
    """In a folder where all may write, somebody else's `.out.unfinished` would be read by its owner."""
    trap = reachable / ".out.unfinished"
    trap.mkdir()
    os.chown(trap, 65534, 65534)
    with pytest.raises(OutputError, match="another account"):
        back_up(made.server.folder, reachable / "out")
    assert left_in(trap) == []


def test_a_folder_without_a_database_is_refused_and_none_is_made(reachable: Path) -> None:
    with pytest.raises(NoCluster):
        back_up(reachable / "nothing", reachable / "out")
    assert left_in(reachable) == []


def test_beside_a_named_server_both_are_refused(reachable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNDERSTONE_DATABASE_URL", "postgresql://db.example.org/understone")
    for arguments in (
        ("backup", str(reachable / "db"), str(reachable / "out")),
        ("restore", "b", str(reachable / "db")),
    ):
        with pytest.raises(UsageError):
            run(*arguments)
    assert left_in(reachable) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="as an ordinary user every other test here shows it")
def test_an_ordinary_account_backs_up_and_restores_its_own(made: Made, reachable: Path) -> None:
    home = as_nobody.home_in(reachable)
    code = f"""
        import os, uuid
        from datetime import UTC, datetime
        from pathlib import Path
        from understone.database import connect
        from understone.database.embedded import Server
        from understone.ledger.ledger import Ledger
        from understone.ledger.postgres_store import PostgresStore, migrate
        from understone.ledger.entries import Author, Draft
        from understone.operation.backups import back_up, restore
        home = Path({str(home)!r})
        with Server.start(home / "db", fast=True) as server:
            with connect(server.url) as db:
                migrate(db)
            with Ledger(PostgresStore.open(server.url)) as ledger:
                draft = Draft("session.started", None, None, {{"method": "key"}})
                ledger.append([draft], Author("example.org", "p", "AN"))
                root = ledger.root().hex()
            back_up(home / "db", home / "backup")
        told = restore(home / "backup", home / "new")
        print(told.manifest.ledger.size, told.manifest.ledger.root == root, sorted(p.name for p in home.iterdir()))
        print({{os.stat(p).st_uid for p in home.rglob("*")}} == {{os.getuid()}})
    """
    done = as_nobody.run(code)
    assert done.stdout == "1 True ['backup', 'db', 'new']\nTrue\n", done.stderr
