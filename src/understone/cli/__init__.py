"""The command line: `understone NOUN VERB`, thin over the rooms. One module a verb group, imported when it is called.

`main` is the only way in and out: it turns every error into what, where and remedy, and every end into an exit code.
"""

from understone.cli.entry import main

__all__ = ["main"]
