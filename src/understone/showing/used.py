"""Which tokens were used: on disk, so that a restart forgets none. Nothing of what they showed."""

import sqlite3
import threading
from datetime import datetime
from pathlib import Path

from understone.exchange import typed_json
from understone.showing.errors import TokenRefused
from understone.showing.tokens import Token


class Used:
    """The used tokens of a service, until they have ended anyway."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it."""
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS used (nonce TEXT PRIMARY KEY, expires TEXT NOT NULL) WITHOUT ROWID"
        )

    def use(self, token: Token, now: datetime) -> None:
        """Use a token, once. Raises `TokenRefused`."""
        with self._lock:
            self._db.execute("DELETE FROM used WHERE expires < ?", (typed_json.moment_text(now),))
            try:
                self._db.execute("INSERT INTO used VALUES (?, ?)", (token.nonce, token.expires))
            except sqlite3.IntegrityError:
                raise TokenRefused("this token was used") from None

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
