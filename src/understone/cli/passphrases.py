"""Passphrases on the command line: asked for without echo, or read from a file that only its owner can read."""

import os
from pathlib import Path

import click

from understone.errors import UsageError


def passphrase(file: Path | None, prompt: str, *, confirm: bool = False) -> str:
    """Return the first line of `file`, or what the person types. Raises `UsageError` if others can read the file."""
    if file is None:
        return str(click.prompt(prompt, hide_input=True, confirmation_prompt=confirm, err=True))
    try:
        mode = file.stat().st_mode
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the passphrase cannot be read: {error}", str(file), "give a text file") from None
    if os.name == "posix" and mode & 0o077:
        raise UsageError("others can read this passphrase", str(file), "run `chmod 600` on it")
    return lines[0] if lines else ""
