"""`understone account`: who may sign in at the pages."""

from pathlib import Path

import click

from understone.cli import answers
from understone.cli.operating import JSON, OPERATION
from understone.exit_codes import ExitCode


@click.group()
def command() -> None:
    """Give people of the operation a sign-in for the pages, and take it away."""


@command.command(epilog="Example: `understone account add AN-7`; hand the password over in person.")
@click.argument("pseudonym")
@OPERATION
@JSON
def add(pseudonym: str, folder: Path | None, as_json: bool) -> ExitCode:
    """Make a sign-in, or a new password where one was lost: shown once, changed at the first sign-in."""
    from understone.web import serving

    with serving.prepared(folder, {}):
        from understone.web.accounts import keeping

        password = keeping.made(pseudonym)
    line = f"{pseudonym} signs in with {password}\nThey choose another at once, and set up their codes."
    return answers.give("account/1", {"pseudonym": pseudonym, "password": password}, line, as_json=as_json)


@command.command(epilog="Example: `understone account end AN-7`.")
@click.argument("pseudonym")
@OPERATION
@JSON
def end(pseudonym: str, folder: Path | None, as_json: bool) -> ExitCode:
    """Let somebody sign in no more; whoever is signed in is out with their next request."""
    from understone.web import serving

    with serving.prepared(folder, {}):
        from understone.web.accounts import keeping

        keeping.ended(pseudonym)
    return answers.give("account-ended/1", {"pseudonym": pseudonym}, f"{pseudonym} signs in no more", as_json=as_json)
