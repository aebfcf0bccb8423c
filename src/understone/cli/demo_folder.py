"""The folder of a demonstration: made, or emptied if an earlier one made it; nothing else is ever emptied."""

import json
import shutil
from pathlib import Path

from understone.errors import OutputError

_MARK = ".understone-demo"


def emptied(folder: Path) -> None:
    """Make the folder, or empty it if an earlier demonstration made it; refuse any other that holds something.

    A database that still runs in it is ended first. Raises `OutputError`.
    """
    if folder.exists() and any(folder.iterdir()):
        if not (folder / _MARK).exists():
            raise OutputError("this folder holds something else", str(folder), "name a new folder")
        _end_database(folder / "database")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).write_text(json.dumps({"made by": "understone demo"}), encoding="utf-8")


def _end_database(folder: Path) -> None:
    if not folder.is_dir():
        return
    from understone.database.embedded import Server
    from understone.database.errors import ServerNotRunning

    try:
        Server.join(folder).end()
    except ServerNotRunning:
        return
