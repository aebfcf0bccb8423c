"""Which database this process works on. Called once by the command line, and by each test that has a fresh one."""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SETTINGS = "understone.operation.settings"


def prepare() -> None:
    """Make the models importable. Called before the first of them is; again it does nothing."""
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if not apps.ready:
        django.setup()


def use(url: str, alias: str = "default") -> None:
    """Let the operation's models work on the database at `url` (postgresql://…)."""
    prepare()
    from django.db import connections

    if alias in connections.databases:
        connections[alias].close()
        del connections[alias]
    connections.databases[alias] = connections.configure_settings({"default": {}, alias: parameters(url)})[alias]


def parameters(url: str) -> dict[str, Any]:
    """Return an address as Django has it."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": None,
    }
