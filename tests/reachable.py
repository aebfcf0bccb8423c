"""What Understone is made of, where another account can import it.

A clone under a home or a temporary folder that is closed to others (mode 0700) cannot be read by the accounts that
some tests work as. Then a copy is made for them, once a worker; hard links where the file system lets us.
"""

import atexit
import functools
import shutil
import stat
import subprocess
import sysconfig
import tempfile
from pathlib import Path

import understone


@functools.cache
def import_paths() -> tuple[str, ...]:
    """Return what belongs on the PYTHONPATH of another account."""
    ours = Path(understone.__file__).parents[1]
    paths = sorted({ours, *(Path(sysconfig.get_path(name)) for name in ("purelib", "platlib"))})
    if all(_open_to_others(path) for path in paths):
        return tuple(map(str, paths))
    folder = Path(tempfile.mkdtemp(prefix="understone-for-others-", dir="/tmp"))
    atexit.register(shutil.rmtree, folder)
    folder.chmod(0o755)
    return tuple(str(_copied(path, folder / str(number))) for number, path in enumerate(paths))


def _open_to_others(path: Path) -> bool:
    return all(each.stat().st_mode & stat.S_IXOTH for each in (path, *path.parents))


def _copied(path: Path, target: Path) -> Path:
    linked = subprocess.run(["cp", "-al", str(path), str(target)], capture_output=True)
    if linked.returncode:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(path, target, symlinks=True)
    target.chmod(0o755)
    return target
