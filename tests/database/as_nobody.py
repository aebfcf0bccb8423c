"""Running a piece of Python as an account that may do little, in a home of its own."""

import os
import pwd
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

from reachable import import_paths

NOBODY = pwd.getpwnam("nobody")


def home_in(folder: Path) -> Path:
    """Return a new folder that is nobody's own."""
    home = folder / "home"
    home.mkdir()
    os.chown(home, NOBODY.pw_uid, NOBODY.pw_gid)
    return home


def run(code: str) -> subprocess.CompletedProcess[str]:
    """Run the code as nobody. Our own interpreter may lie where it cannot go; any of the same version does."""
    python = shutil.which(f"python3.{sys.version_info.minor}", path="/usr/local/bin:/usr/bin") or sys.executable
    return subprocess.run(
        [python, "-c", textwrap.dedent(code)],
        env={"PYTHONPATH": os.pathsep.join(import_paths()), "PATH": os.defpath},
        user=NOBODY.pw_uid,
        group=NOBODY.pw_gid,
        extra_groups=[],
        cwd="/",
        capture_output=True,
        text=True,
    )
