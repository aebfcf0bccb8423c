"""Django's settings for the operation. The database is named by `database.use`, never here."""

from typing import Any

import pghistory

INSTALLED_APPS: list[str] = ["pgtrigger", "pghistory", "understone.operation"]
DATABASES: dict[str, dict[str, Any]] = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "none"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "operation.User"
USE_TZ = True
TIME_ZONE = "UTC"
SECRET_KEY = "no session and no form is signed here"  # noqa: S105 — pages have their own settings

PGHISTORY_APPEND_ONLY = True
PGHISTORY_CONTEXT_FIELD = None
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)  # history is looked up by its row alone
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_index=True)
PGHISTORY_CREATED_AT_FUNCTION = "us_now()"
PGTRIGGER_SCHEMA_EDITOR = True
