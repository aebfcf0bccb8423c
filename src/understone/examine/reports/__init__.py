"""Reports: what a case file says of one run, in one file each. They read it through `examine.queries`, the
canonical export through `examine.export`.

A report is one module with four names:

- `NAME`: what `--format` calls it, and `SUFFIX`: the ending of its file;
- `LINE`: what it is for, in one line;
- `write(db, run_id, sink)`: write the report of a run to a binary file, contents one by one as they are read.

`MODULES` lists them; a contract test runs over all. A new report is a new module and its line here.
"""

import importlib
import sqlite3
from typing import BinaryIO, Protocol, cast

MODULES: dict[str, str] = {
    "html": "understone.examine.reports.html_page",
    "csv": "understone.examine.reports.csv_table",
    "json": "understone.examine.reports.json_document",
    "vics": "understone.examine.reports.vics_case",
    "export": "understone.examine.reports.canonical_export",
}
"""Name of each report and the module that writes it, imported only when it is asked for."""


class ReportFormat(Protocol):
    """What a report's module offers."""

    @property
    def NAME(self) -> str:
        """What `--format` calls it."""

    @property
    def SUFFIX(self) -> str:
        """The ending of its file, with the dot."""

    @property
    def LINE(self) -> str:
        """What it is for, in one line."""

    def write(self, db: sqlite3.Connection, run_id: int, sink: BinaryIO) -> None:
        """Write the report of a run. Raises `OSError` if the sink cannot take it."""


def named(name: str) -> ReportFormat:
    """Return the module of a report. Raises `KeyError` for a name that is not in `MODULES`."""
    return cast(ReportFormat, importlib.import_module(MODULES[name]))
