"""What the commands of the operation share: which operation, and who acts in which role."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from understone.cli.paths import NAMED_PATH

if TYPE_CHECKING:
    from uuid import UUID

    from understone.operation.access.context import Actor
    from understone.operation.service import Call

_Command = TypeVar("_Command", bound=Callable[..., Any])
JSON = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
OPERATION = click.option(
    "--operation",
    "folder",
    metavar="FOLDER",
    type=NAMED_PATH,
    help="The operation's folder; UNDERSTONE_OPERATION if not given.",
)
SECOND = click.option("--second", metavar="USER", required=True, help="The second person, who was shown this.")
STATE = click.option("--state", metavar="STATE", help="Those in this state alone.")
LIMIT = click.option("--limit", type=click.IntRange(1, 1000), default=100, show_default=True, help="How many to show.")
REASON = click.option("--reason", metavar="TEXT", required=True, help="Why: it stands in the ledger.")


def by_user(command: _Command) -> _Command:
    """Add the options that say which operation, and who acts: folder, pseudonym, role, compartment."""
    for option in (
        OPERATION,
        click.option("--compartment", metavar="CODE", help="Where to write; the common one if not given."),
        click.option("--role", metavar="ROLE", help="The role to act in, if they hold several."),
        click.option("--as", "pseudonym", metavar="USER", required=True, help="Who acts, by pseudonym."),
    ):
        command = option(command)
    return command


@contextmanager
def calling(
    folder: Path | None,
    reason: str | None,
    *,
    pseudonym: str,
    role: str | None,
    compartment: str | None,
    expected: int | None = None,
    signing_in: bool = False,
) -> Iterator["Call"]:
    """Open the operation and give the call that a service is asked with. Raises `NotPermitted`, as `running.opened`.

    `signing_in`: whoever runs the command proves by that who they are, as a second person has to.
    """
    from understone.operation.running import opened

    with opened(folder):
        from understone.operation.access.context import us_now
        from understone.operation.service import Call

        actor = person(pseudonym, role, compartment)
        yield Call(actor, reason=reason, expected=expected, signed_in_at=us_now() if signing_in else None)


def person(pseudonym: str, role: str | None = None, compartment: str | None = None) -> "Actor":
    """Return who acts, in an open operation. Raises `NotPermitted`."""
    from understone.operation.access.context import actor

    return actor(pseudonym, role, compartment)


def subject_key(call: "Call", code: str) -> "UUID":
    """Return the key of the subject of a spoken reference. Raises `NoSuchRecord`, `NotPermitted`."""
    from understone.operation.subjects import reading

    return reading.key_of(call, code)


def moment(text: str, option: str) -> datetime:
    """Return a time that was typed with its offset. Raises `UsageError`."""
    from understone.errors import UsageError

    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        why = f"{text} is no time with its offset from UTC"
        raise UsageError(why, option, "write it like 2027-02-01T09:00+00:00")
    return found


def text_of(file: Path) -> str:
    """Return a file as text. Raises `UsageError`."""
    from understone.errors import UsageError

    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the file cannot be read: {error}", str(file), "give a text file in UTF-8") from None
