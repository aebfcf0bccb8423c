"""Which database a table of the pages is in: accounts and sessions have a schema and a role of their own."""

from typing import Any

OPERATION = frozenset({"operation", "pghistory", "pgtrigger"})
WEB = "web"


class Router:
    """The operation's rows are read as a session of the operation, everything else as the pages themselves."""

    def db_for_read(self, model: Any, **_: Any) -> str:
        """Return the alias of a model's database."""
        return "default" if model._meta.app_label in OPERATION else WEB

    db_for_write = db_for_read

    def allow_relation(self, first: Any, second: Any, **_: Any) -> bool:
        """Allow relations inside of one database."""
        return self.db_for_read(first) == self.db_for_read(second)

    def allow_migrate(self, db: str, app_label: str, **_: Any) -> bool:
        """The operation migrates itself (`operation.installing`); the pages' tables go to theirs alone."""
        return (db == WEB) is (app_label not in OPERATION)
