"""Paths as the command line takes them: an empty name is refused, since it would mean the folder one stands in."""

from pathlib import Path

import click


class NamedPath(click.ParamType[Path]):
    """A path that need not exist, named by at least one character."""

    name = "path"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path. An empty name is a usage error."""
        if not str(value):
            self.fail("an empty name", param, ctx)
        return Path(value)


NAMED_PATH = NamedPath()
