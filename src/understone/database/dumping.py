"""PostgreSQL's own pg_dump and pg_restore, read and fed by us: what passes is counted and digested on its way.

The two speak through a pipe, so they end with us: if this process is killed, pg_dump's next write fails, and pg_restore
finds its input at an end.
"""

import hashlib
import os
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, BinaryIO

from understone.database import binaries
from understone.database.errors import ToolFailed

_PIECE = 1 << 20
Passed = Callable[[int], None]
"""Told the number of bytes so far."""


@dataclass(frozen=True, slots=True)
class Content:
    """A content's length in bytes and its SHA-256 in hexadecimal."""

    length: int
    sha256: str


def dump(url: str, snapshot: str, sink: BinaryIO, passed: Passed) -> Content:
    """Write the database at `url`, as the exported `snapshot` sees it, in pg_dump's custom format.

    Raises `ToolFailed`; `OSError` where the sink takes no more.
    """
    command = [str(binaries.installed().pg_dump), "--format=custom", f"--snapshot={snapshot}", "--no-password"]
    command += ["--lock-wait-timeout=60s"]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said, env=_environment(url)
        )
        with process:
            try:
                assert process.stdout is not None
                content = copy(process.stdout, sink.write, passed)
            except BaseException:
                process.kill()
                raise
        _demand_done("pg_dump", process, said)
    return content


def fill(url: str, source: BinaryIO, passed: Passed) -> Content:
    """Fill the empty database at `url` from what `dump` wrote; return what was read. Raises `ToolFailed`."""
    command = [str(binaries.installed().pg_restore), "--exit-on-error", "--single-transaction", "--no-password"]
    environment = _environment(url)
    command.append(f"--dbname={environment['PGDATABASE']}")
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said, env=environment
        )
        content = Content(0, "")
        try:
            assert process.stdin is not None
            content = copy(source, process.stdin.write, passed)
            process.stdin.close()
        except BrokenPipeError:
            pass  # it ended before its input did; its own word follows
        except BaseException:
            process.kill()
            raise
        finally:
            process.wait()
        _demand_done("pg_restore", process, said)
    return content


def copy(source: IO[bytes], write: Callable[[bytes], object], passed: Passed) -> Content:
    """Pass everything on, and return its length and digest."""
    digest = hashlib.sha256()
    length = 0
    while piece := source.read(_PIECE):
        write(piece)
        digest.update(piece)
        length += len(piece)
        passed(length)
    return Content(length, digest.hexdigest())


def _demand_done(tool: str, process: "subprocess.Popen[bytes]", said: IO[bytes]) -> None:
    if process.returncode:
        said.seek(0)
        lines = said.read(10_000).decode(errors="replace").strip().splitlines()
        raise ToolFailed(tool, lines[0] if lines else f"it ended with {process.returncode}")


def _environment(url: str) -> dict[str, str]:
    """Return where to connect, as libpq's variables: a command line would show the password."""
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(url)
    names = {"host": "PGHOST", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    given = {variable: str(parts[name]) for name, variable in names.items() if parts.get(name)}
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "PGAPPNAME": "understone", **given}
