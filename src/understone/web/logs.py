"""A line of JSON a record, without personal data: no address of a page with its query, no name, no form."""

import json
import logging
from datetime import UTC, datetime


class Lines(logging.Formatter):
    """Formats a record as one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line. Of an exception its kind and place are told, never its text, which may quote a record."""
        said: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": getattr(record, "event", None) or str(record.msg).split("%")[0].strip(),
        }
        for name in ("incident", "page", "status", "ms"):
            if hasattr(record, name):
                said[name] = getattr(record, name)
        if record.exc_info and record.exc_info[0] is not None:
            trace = record.exc_info[2]
            while trace is not None and trace.tb_next is not None:
                trace = trace.tb_next
            said["error"] = record.exc_info[0].__name__
            if trace is not None:
                said["place"] = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"
        return json.dumps(said, ensure_ascii=False)
