"""Where the command line records `package.refused`: a file of JSON lines beside the inbox, one event a line, synced."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from understone.exchange.opening import Record


@contextmanager
def recorder(path: Path, organisation: str) -> Iterator[Record]:
    """Give a function that writes one event. It raises OSError where it cannot: then the act does not happen."""

    def record(event: str, payload: Mapping[str, Any]) -> None:
        at = datetime.now(UTC).isoformat(timespec="seconds")
        line = json.dumps({"at": at, "org": organisation, "event": event, "payload": dict(payload)}, sort_keys=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as sink:
            sink.write(line + "\n")
            sink.flush()
            os.fsync(sink.fileno())

    yield record
