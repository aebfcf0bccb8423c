"""`understone welfare`: plans for a household, a subject, a release; first contact."""

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from understone.cli import answers
from understone.cli.operating import JSON, by_user, calling, moment
from understone.errors import UsageError
from understone.exit_codes import ExitCode

if TYPE_CHECKING:
    from understone.operation.service import Call


@click.group()
def command() -> None:
    """Plan for the welfare of a household, a subject, somebody released; say that contact was made."""


@command.command(
    epilog="Examples: `understone welfare record household 0192… --risk high --do 'family liaison there' --contact "
    "2026-12-01T12:00+00:00 --as IN-11`, `… self_harm S-118 …`, `… release 0192… --handover 'crisis team' …`."
)
@click.argument("kind", type=click.Choice(["household", "self_harm", "release"]))
@click.argument("about", metavar="PREMISES|SUBJECT|ARREST")
@click.option("--risk", type=click.Choice(["high", "medium", "low", "unknown"]), required=True)
@click.option("--do", "actions", metavar="TEXT", multiple=True, required=True, help="May be given several times.")
@click.option("--contact", metavar="TIME", required=True, help="By when contact is made, with its offset.")
@click.option("--handover", metavar="TEXT", help="Who has taken it over; a release needs it.")
@by_user
@JSON
def record(
    kind: str,
    about: str,
    risk: str,
    actions: tuple[str, ...],
    contact: str,
    handover: str | None,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Store a welfare plan: a household's is about premises, self-harm about a subject, a release about an arrest."""
    due = moment(contact, "--contact")
    with calling(folder, None, **who) as call:
        from understone.operation.welfare import services

        row = services.record(call, kind, _key(call, kind, about), services.Plan(risk, actions, due, handover))
    data = {"id": str(row.pk), "kind": kind, "n": row.n, "risk": risk, "contact_due": due.isoformat()}
    line = f"{kind} plan {row.n}, risk {risk}, contact by {due.isoformat(timespec='minutes')}: {row.pk}"
    return answers.give("welfare-plan/1", data, line, as_json=as_json)


@command.command(epilog="Example: `understone welfare contacted 0192… --said 'well, with his brother' --as IN-11`.")
@click.argument("plan", metavar="PLAN", type=click.UUID)
@click.option("--said", metavar="TEXT", required=True, help="What came of it.")
@by_user
@JSON
def contacted(plan: UUID, said: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Say that contact was made under a plan."""
    with calling(folder, None, **who) as call:
        from understone.operation.welfare import services

        row = services.contacted(call, plan, said)
    data = {"id": str(plan), "contacted_at": row.contacted_at and row.contacted_at.isoformat(timespec="seconds")}
    return answers.give("welfare-contact/1", data, f"plan {plan}: contact made", as_json=as_json)


@command.command(name="list", epilog="Example: `understone welfare list --as IN-11`.")
@by_user
@JSON
def list_(folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """List welfare plans by when contact is due."""
    with calling(folder, None, **who) as call:
        from understone.operation.welfare import services

        count, rows = services.listed(call)
    if as_json:
        data = [
            {"id": str(row.pk), "kind": row.kind, "about": f"{row.entity}/{row.about}", "n": row.n, "risk": row.risk}
            | {"actions": row.actions, "contact_due": row.contact_due.isoformat(timespec="seconds")}
            | {"handover_to": row.handover_to, "contacted": row.contacted_at is not None}
            for row in rows
        ]
        answers.give_json("welfare-plans/1", {"count": count, "plans": data})
        return ExitCode.DONE
    lines = [
        (
            str(row.pk),
            row.kind,
            f"{row.entity}/{row.about}",
            row.risk,
            "; ".join(row.actions),
            f"{row.contact_due:%Y-%m-%d %H:%M}",
            "yes" if row.contacted_at else "no",
        )
        for row in rows
    ]
    answers.table(lines, ("plan", "kind", "about", "risk", "actions", "contact due (UTC)", "contacted"))
    answers.left_out(len(rows), count)
    return ExitCode.DONE


def _key(call: "Call", kind: str, about: str) -> UUID:
    from understone.operation.searches import reading

    if kind == "self_harm":
        return reading.subject_of(call, about).id
    try:
        return UUID(about)
    except ValueError:
        raise UsageError(f"{about} is no key", "welfare record", "give that of the premises or of the arrest") from None
