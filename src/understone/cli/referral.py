"""`understone referral`: list, open, grade and close referrals, and repair what could not be read."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from understone.cli import answers
from understone.cli.exclusive import write_new
from understone.cli.inputs import named_content
from understone.cli.operating import JSON, REASON, STATE, by_user, calling
from understone.cli.paths import NAMED_PATH
from understone.exit_codes import ExitCode
from understone.shown import plain

_SOURCE = click.option("--source", metavar="CODE", help="Those of this source alone.")
_LIMIT = click.option(
    "--limit", type=click.IntRange(1, 100_000), default=100, show_default=True, help="At most so many."
)

_WHY = click.option(
    "--why",
    type=click.Choice(["insufficient", "no nexus", "other"]),
    default="other",
    show_default=True,
    help="The kind of reason that the bulletin counts.",
)


@click.group()
def command() -> None:
    """List, open, grade and close referrals; repair what could not be read."""


@command.command(
    name="list",
    epilog="Examples: `understone referral list --as AN-2`, `understone referral list --as AN-2 --state received`.",
)
@by_user
@STATE
@_SOURCE
@_LIMIT
@JSON
def list_(
    folder: Path | None, state: str | None, source: str | None, limit: int, as_json: bool, **who: Any
) -> ExitCode:
    """List the referrals that the person may see, the most pressing first."""
    with calling(folder, None, **who) as call:
        from understone.operation.referrals import reading

        count, lines = reading.listed(call.actor, state=state, source=source, limit=limit)
    rows = [
        {
            "id": str(each.id),
            "received_at": _time(each.received_at),
            "source": each.source,
            "source_ref": each.source_ref,
            "state": each.state,
            "urgent": each.urgent,
            "owner": each.owner,
            "due": _time(each.due),
        }
        for each in lines
    ]
    _listing("referral-list/1", count, rows, as_json=as_json)
    return ExitCode.DONE


@command.command(
    epilog="Example: `understone referral show 019ab000-0000-7000-8000-000000000001 --as AN-2 --reason triage`."
)
@click.argument("key", metavar="ID", type=click.UUID)
@by_user
@REASON
@JSON
def show(key: UUID, folder: Path | None, reason: str, as_json: bool, **who: Any) -> ExitCode:
    """Open a referral. That it was opened, and why, is on the ledger before anything is shown."""
    with calling(folder, reason, **who) as call:
        from understone.operation.referrals import reading

        found = reading.opened(call, key)
    if as_json:
        answers.give_json("referral/1", found)
    else:
        _show(found)
    return ExitCode.DONE


@command.command(epilog="Example: `understone referral grade 0192… 2 B P --as IO-7`.")
@click.argument("key", metavar="ID", type=click.UUID)
@click.argument("source_eval", metavar="SOURCE", type=click.IntRange(1, 3))
@click.argument("intel", metavar="INTELLIGENCE", type=click.Choice(list("ABCDE")))
@click.argument("handling", metavar="HANDLING", type=click.Choice(["P", "C"]))
@click.option("--conditions", metavar="TEXT", help="With handling code C: who may have it, and for what.")
@click.option("--revision", type=int, help="The revision that you looked at: a later one is refused.")
@by_user
@JSON
def grade(
    key: UUID,
    source_eval: int,
    intel: str,
    handling: str,
    conditions: str | None,
    revision: int | None,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Set the 3x5x2 grade of a referral: what ties it to others links it at once.

    SOURCE 1 reliable, 2 untested, 3 not reliable; INTELLIGENCE A known directly, B known indirectly and corroborated,
    C known indirectly, D not known, E suspected false; HANDLING P lawful sharing permitted, C with conditions.
    """
    with calling(folder, None, expected=revision, **who) as call:
        from understone.operation.referrals import services

        row = services.triage(call, key, source_eval, intel, handling, conditions)
    data = {"id": str(key), "state": row.state, "grade": f"{source_eval}{intel}{handling}", "revision": row.rev}
    return answers.give("referral-graded/1", data, f"{key}: {data['grade']}, {row.state}", as_json=as_json)


@command.command(
    epilog="Example: `understone referral close 0192… --why 'no nexus' --reason 'he lives abroad' --as IO-7`."
)
@click.argument("key", metavar="ID", type=click.UUID)
@click.option("--revision", type=int, help="The revision that you looked at: a later one is refused.")
@_WHY
@by_user
@REASON
@JSON
def close(
    key: UUID, revision: int | None, why: str, folder: Path | None, reason: str, as_json: bool, **who: Any
) -> ExitCode:
    """Close a referral that nothing follows from. One that names a child needs two persons: `propose-close`."""
    with calling(folder, reason, expected=revision, **who) as call:
        from understone.operation.referrals import services
        from understone.operation.referrals.models import Closing

        row = services.close(call, key, Closing(why))
    return answers.give("referral-closed/1", {"id": str(key), "state": row.state}, f"{key}: closed", as_json=as_json)


@command.command(
    name="propose-close",
    epilog="Example: `understone referral propose-close 0192… --reason 'the child is an adult' --as AN-3`.",
)
@click.argument("key", metavar="ID", type=click.UUID)
@click.option("--revision", type=int, help="The revision that you looked at: a later one is refused.")
@_WHY
@by_user
@REASON
@JSON
def propose_close(
    key: UUID, revision: int | None, why: str, folder: Path | None, reason: str, as_json: bool, **who: Any
) -> ExitCode:
    """Propose to close a referral that names a child; an approver decides (`understone proposal`)."""
    with calling(folder, reason, expected=revision, **who) as call:
        from understone.operation.referrals import services
        from understone.operation.referrals.models import Closing

        proposal = services.propose_to_close(call, key, Closing(why))
    data = {"id": str(key), "proposal": str(proposal.pk)}
    return answers.give("referral-close-proposed/1", data, f"proposal {proposal.pk}", as_json=as_json)


@command.command(epilog="Example: `understone referral quarantine --as IO-7`.")
@by_user
@click.option("--state", metavar="STATE", default="quarantined", show_default=True, help="`received`: those repaired.")
@_SOURCE
@_LIMIT
@JSON
def quarantine(folder: Path | None, state: str, source: str | None, limit: int, as_json: bool, **who: Any) -> ExitCode:
    """List what could not be read, why, and who is to repair it."""
    with calling(folder, None, **who) as call:
        from understone.operation.referrals import reading

        count, lines = reading.quarantined(call.actor, state=state, source=source, limit=limit)
    rows = [
        {
            "id": str(each.id),
            "received_at": _time(each.received_at),
            "source": each.source,
            "state": each.state,
            "place": each.place,
            "error": each.code,
            "text": each.text,
            "owner": each.owner,
            "due": _time(each.due),
            "repaired_as": None if each.repaired_as is None else str(each.repaired_as),
        }
        for each in lines
    ]
    _listing("referral-quarantine/1", count, rows, as_json=as_json)
    return ExitCode.DONE


@command.command(
    epilog="Example: `understone referral original 019ab000-0000-7000-8000-000000000001 --as IO-7 --out tip.json "
    "--reason 'to repair it'`."
)
@click.argument("key", metavar="ID", type=click.UUID)
@by_user
@REASON
@click.option("--out", metavar="FILE", type=NAMED_PATH, required=True, help="Write it to this new file.")
@JSON
def original(key: UUID, folder: Path | None, reason: str, out: Path, as_json: bool, **who: Any) -> ExitCode:
    """Take out the untouched bytes of a referral or of a quarantined tip; the ledger tells so first."""
    with calling(folder, reason, **who) as call:
        from understone.operation.referrals import reading

        content = reading.original(call, key)
    write_new(out, content)
    data = {"file": plain(str(out)), "bytes": len(content)}
    return answers.give("referral-original/1", data, f"{out}: {len(content):,} bytes", as_json=as_json)


@command.command(
    epilog="Example: `understone referral repair 019ab000-0000-7000-8000-000000000001 corrected.json --as IO-7 "
    "--reason 'a quotation mark was missing'`."
)
@click.argument("key", metavar="ID", type=click.UUID)
@click.argument("corrected", metavar="FILE", type=NAMED_PATH)
@by_user
@REASON
@JSON
def repair(key: UUID, corrected: Path, folder: Path | None, reason: str, as_json: bool, **who: Any) -> ExitCode:
    """Take in FILE, a corrected copy of what could not be read. The original stays as it came."""
    content = named_content(corrected)
    with calling(folder, reason, **who) as call:
        from understone.operation.referrals.repairing import repair as do

        made = do(call, key, content)
    if as_json:
        answers.give_json("referral-repair/1", {"quarantined": str(key), "referrals": [str(each) for each in made]})
    else:
        print("\n".join(f"referral {each}" for each in made))
    return ExitCode.DONE


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")


def _listing(schema: str, count: int, rows: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        answers.give_json(schema, {"count": count, "rows": rows})
        return
    if rows:
        answers.table([[_cell(value) for value in row.values()] for row in rows], list(rows[0]))
    print(f"{count:,} in all" + (f", the first {len(rows):,} shown" if count > len(rows) else ""))


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _show(found: dict[str, Any]) -> None:
    for name in (
        "id",
        "state",
        "source",
        "source_ref",
        "received_at",
        "urgent",
        "child_named",
        "owner",
        "due",
        "subject",
    ):
        print(f"{name.replace('_', ' '):<12} {plain(_cell(found[name]))}")
    print(f"{'original':<12} SHA-256 {found['original_digest']}")
    columns = ("kind", "value", "port", "occurred_at", "event", "selector", "no_selector", "place")
    answers.table([[_cell(each[name]) for name in columns] for each in found["captures"]], columns)
    for note in found["notes"]:
        print(f"note: {plain(note['place'])}: {plain(note['text'])}")
    if found["supplements"]:
        print(f"{len(found['supplements'])} supplements; all that was said: --json")
