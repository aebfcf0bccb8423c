"""The embedded server comes up, comes back, and is gone when its users are, however they ended."""

import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from database import as_nobody
from database.clusters import reachable_folder
from understone.database import connect, server
from understone.database.binaries import VARIABLE
from understone.database.embedded import Server
from understone.database.errors import BinariesMissing, FolderUnfit, ServerNotRunning, ServerNotStarted, Unreachable

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """Return the folder of a cluster of this module's own, stopped; one initdb for all its tests."""
    above = reachable_folder()
    folder = above / "of its own"
    Server.start(folder, fast=True).stop()
    yield folder
    with contextlib.suppress(ServerNotRunning):
        Server.join(folder).end()
    shutil.rmtree(above)


def living_in(folder: Path) -> list[int]:
    """Return every process of the cluster in `folder`, zombies aside."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                if (entry / "cwd").readlink() == folder / "data":
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def postmaster(folder: Path) -> int:
    return int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])


def guard_of(folder: Path) -> int:
    status = Path(f"/proc/{postmaster(folder)}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("PPid:")))


def await_gone(*pids: int) -> None:
    """Wait for processes that are not our children, by the kernel's word."""
    for pid in pids:
        try:
            handle = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        assert select.select([handle], [], [], 30)[0], f"process {pid} lives on"
        os.close(handle)


def held_by_a_process(folder: Path, then: str = "") -> subprocess.Popen[str]:
    """Start the server from another process, which says `up` and waits for its input to end."""
    code = f"""
        import sys
        from understone.database.embedded import Server
        held = Server.start({str(folder)!r}, fast=True)
        {then}
        print("up", flush=True)
        sys.stdin.read()
        held.stop()
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    return process


def one(url: str, query: str) -> object:
    with connect(url) as connection:
        row = connection.execute(query).fetchone()
        assert row is not None
        return row[0]


def test_it_speaks_over_a_socket_only_and_asks_for_a_password(running: Server) -> None:
    assert one(running.url, "SHOW listen_addresses") == ""
    with pytest.raises(Unreachable) as refused:
        connect(running.url.replace(":", ":wrong", 2).replace(":wrong//", "://"))
    assert "wrong" not in str(refused.value)
    hba = one(running.url, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules")
    assert hba == "scram-sha-256"


def test_nothing_of_it_is_open_to_other_accounts(running: Server) -> None:
    folder = running.folder
    closed = {name: (folder / name).stat().st_mode & 0o777 for name in ("data", "password", "run")}
    assert closed == {"data": 0o700, "password": 0o600, "run": 0o700}
    assert folder.stat().st_mode & 0o007 == 0


def test_it_never_runs_as_root(running: Server) -> None:
    assert Path(f"/proc/{postmaster(running.folder)}").stat().st_uid != 0


def test_fsync_is_on_unless_a_test_says_fast(made: Path) -> None:
    with Server.start(made) as held:
        assert one(held.url, "SHOW fsync") == "on"
        assert one(held.url, "SHOW synchronous_commit") == "on"
    with Server.start(made, fast=True) as held:
        assert one(held.url, "SHOW fsync") == "off"


def test_it_is_the_wheels_postgresql_18_or_the_one_that_is_named(running: Server) -> None:
    """`make test-postgresql-15` names Debian's; that the suite really ran on it is shown here."""
    found = one(running.url, "SELECT current_setting('server_version_num')::int / 10000")
    named = os.environ.get(VARIABLE) or None
    if named is None:
        assert found == 18
        assert (
            one(running.url, "SELECT datlocprovider::text FROM pg_database WHERE datname = current_database()") == "b"
        )
    else:
        told = subprocess.run([Path(named) / "postgres", "--version"], capture_output=True, text=True, check=True)
        assert f" {found}." in told.stdout


def test_it_sorts_by_code_point_and_knows_letters_on_every_machine(running: Server) -> None:
    query = "SELECT string_agg(word, ' ' ORDER BY word) FROM unnest(ARRAY['é', 'b', 'Z', 'a', '😀', '～']) AS word"
    assert one(running.url, query) == "Z a b é ～ 😀"
    assert one(running.url, "SELECT lower('ÉΣЖ')") == "éσж"


def test_binaries_that_are_not_there_are_named(reachable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(reachable / "no such"))
    with pytest.raises(BinariesMissing) as refused:
        Server.start(reachable / "cluster")
    assert refused.value.where == str(reachable / "no such")


@linux_only
def test_stopping_leaves_no_process(made: Path) -> None:
    held = Server.start(made, fast=True)
    guard = guard_of(made)
    assert postmaster(made) in living_in(made)
    held.stop()
    await_gone(guard)
    assert living_in(made) == []
    held.stop()


@linux_only
def test_rows_survive_a_killed_postmaster(made: Path) -> None:
    held = Server.start(made)
    with connect(held.url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 41 AS n")
        connection.execute("UPDATE kept SET n = n + 1")
    master = postmaster(made)
    os.kill(master, signal.SIGKILL)
    await_gone(master)
    with Server.start(made) as again:
        assert one(again.url, "SELECT n FROM kept") == 42
    held.stop()


@linux_only
def test_a_killed_backend_takes_no_row_and_not_the_server(made: Path) -> None:
    with Server.start(made, fast=True) as held:
        with connect(held.url) as connection:
            backend = connection.info.backend_pid
            os.kill(backend, signal.SIGKILL)
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT pg_sleep(30)")
        for _ in range(20_000):  # the others are put down and the server recovers: it refuses while it does
            try:
                answer = one(held.url, "SELECT 1")
                break
            except Unreachable:
                continue
        assert answer == 1


@linux_only
def test_a_killed_parent_leaves_no_orphan(made: Path) -> None:
    parent = held_by_a_process(made)
    left = [guard_of(made), postmaster(made)]
    parent.kill()
    parent.communicate()
    await_gone(*left)
    assert living_in(made) == []


@linux_only
def test_a_forked_child_that_kept_the_connection_does_not_keep_the_server(made: Path) -> None:
    parent = held_by_a_process(
        made,
        "import os; child = os.fork() or (os.close(1), sys.stdin.read(), os._exit(0))",
    )
    left = [guard_of(made), postmaster(made)]
    parent.kill()
    await_gone(*left)
    parent.communicate()  # closes its input, so that the child ends


@linux_only
def test_a_killed_guard_leaves_no_orphan_and_the_next_start_works(made: Path) -> None:
    held = Server.start(made, fast=True)
    master = postmaster(made)
    os.kill(guard_of(made), signal.SIGKILL)
    with Server.start(made, fast=True) as again:
        assert postmaster(made) != master
        assert one(again.url, "SELECT 1") == 1
    await_gone(master)
    held.stop()


@linux_only
def test_a_stale_pid_file_that_names_a_stranger_does_not_hold_the_server_up(made: Path) -> None:
    """After a crash the number in postmaster.pid may be another process's; it is neither believed nor signalled."""
    owner = (made / "data").stat()
    stranger = subprocess.Popen(["sleep", "600"], user=owner.st_uid if os.geteuid() == 0 else None)
    pid_file = made / "data" / "postmaster.pid"
    pid_file.write_text(f"{stranger.pid}\n{made / 'data'}\n1\n5432\n{made / 'run'}\n\n   5432001    1\nready   \n")
    os.chown(pid_file, owner.st_uid, owner.st_gid)
    with Server.start(made, fast=True) as held:
        assert one(held.url, "SELECT 1") == 1
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_many_starters_share_one_server(made: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        held = list(pool.map(lambda _: Server.start(made, fast=True), range(8)))
    assert len({one(each.url, "SELECT pg_postmaster_start_time()") for each in held}) == 1
    for each in held[:-1]:
        each.stop()
    assert one(held[-1].url, "SELECT 1") == 1
    held[-1].stop()
    with pytest.raises(ServerNotRunning):
        Server.join(made)


@linux_only
def test_processes_share_it_and_the_last_one_ends_it(made: Path) -> None:
    first = held_by_a_process(made)
    second = Server.start(made, fast=True)
    first.kill()
    first.communicate()
    assert one(second.url, "SELECT 1") == 1
    second.stop()
    assert living_in(made) == []


def test_a_server_that_stays_outlives_its_starter_until_it_is_ended(made: Path) -> None:
    with Server.start(made, fast=True) as held:
        held.stay()
    Server.join(made).end()
    with pytest.raises(ServerNotRunning):
        Server.join(made)


def test_a_long_path_gets_a_short_socket_and_keeps_it(reachable: Path) -> None:
    folder = reachable / ("long " * 20) / ("name, " * 10).strip()
    with Server.start(folder, fast=True) as held:
        assert one(held.url, "SELECT 1") == 1
        short = Path((folder / "socket-folder").read_text())
        assert short.stat().st_mode & 0o777 == 0o700
    with Server.start(folder, fast=True) as held:
        assert Path((folder / "socket-folder").read_text()) == short
        assert one(held.url, "SELECT 1") == 1
    short.rmdir()


def test_a_folder_with_other_things_is_refused_and_left_alone(reachable: Path) -> None:
    (reachable / "letter.txt").write_text("not ours")
    before = reachable.stat()
    with pytest.raises(FolderUnfit, match="it holds other things"):
        Server.start(reachable)
    after = reachable.stat()
    assert (before.st_mode, before.st_uid, before.st_gid) == (after.st_mode, after.st_uid, after.st_gid)
    assert [path.name for path in reachable.iterdir()] == ["letter.txt"]


@pytest.mark.skipif(os.geteuid() != 0, reason="as ourselves, every folder of ours can be reached")
def test_as_root_a_closed_parent_is_named_and_not_opened(reachable: Path) -> None:
    closed = reachable / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(FolderUnfit, match="may not pass through"):
        Server.start(closed / "cluster")
    assert closed.stat().st_mode & 0o777 == 0o700


def test_a_damaged_cluster_says_where_to_look(reachable: Path) -> None:
    folder = reachable / "cluster"
    Server.start(folder, fast=True).stop()
    (folder / "data" / "global" / "pg_control").unlink()
    with pytest.raises(ServerNotStarted) as refused:
        Server.start(folder)
    assert str(folder / "log") in refused.value.remedy
    assert "pg_control" in (folder / "log").read_text()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a second account")
def test_an_ordinary_account_runs_it_under_itself(reachable: Path) -> None:
    home = as_nobody.home_in(reachable)
    code = f"""
        import os
        from pathlib import Path
        from understone.database.embedded import Server
        from understone.database import connect
        with Server.start({str(home / "db")!r}, fast=True) as held, connect(held.url) as connection:
            pid = (Path({str(home / "db")!r}) / "data" / "postmaster.pid").read_text().split()[0]
            print(os.stat("/proc/" + pid).st_uid, connection.execute("SELECT 6 * 7").fetchone()[0])
    """
    done = as_nobody.run(code)
    assert done.stdout == f"{as_nobody.NOBODY.pw_uid} 42\n", done.stderr


def test_the_log_holds_no_statement_and_no_value(made: Path) -> None:
    with Server.start(made, fast=True) as held:
        with connect(held.url) as connection, pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("CREATE TEMP TABLE people (name text PRIMARY KEY)")
            connection.execute("INSERT INTO people VALUES ('Invented Person'), ('Invented Person')")
    log = (made / "log").read_text()
    assert "unique constraint" in log
    assert "Invented" not in log


def test_the_environment_names_another_server(
    running: Server, reachable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNDERSTONE_DATABASE_URL", running.url)
    with server(reachable / "unused") as url:
        assert url == running.url
    assert not (reachable / "unused").exists()
    monkeypatch.delenv("UNDERSTONE_DATABASE_URL")


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a second account")
def test_another_accounts_folder_is_refused_by_name(made: Path) -> None:
    with Server.start(made, fast=True):
        os.seteuid(65534)
        try:
            with pytest.raises(FolderUnfit, match="another account"):
                Server.join(made)
            with pytest.raises(FolderUnfit, match="another account"):
                Server.start(made)
        finally:
            os.seteuid(0)


def test_an_unreachable_server_is_named_without_its_password() -> None:
    with pytest.raises(Unreachable) as refused:
        connect("postgresql://someone:hunter2@/understone?host=/nowhere")
    assert "hunter2" not in f"{refused.value.what} {refused.value.where} {refused.value.remedy}"
    assert "/nowhere" in refused.value.where
