"""`understone subject`: who the referrals are believed to be about."""

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from understone.cli import answers
from understone.cli.operating import JSON, LIMIT, REASON, STATE, by_user, calling, moment, subject_key
from understone.exit_codes import ExitCode
from understone.shown import plain

if TYPE_CHECKING:
    from understone.operation.proposals.models import Proposal
    from understone.operation.subjects.models import Subject


@click.group()
def command() -> None:
    """See subjects; open one, join two, take one apart, restrict one."""


@command.command(name="list", epilog="Example: `understone subject list --state open --as AN-3`.")
@STATE
@LIMIT
@by_user
@JSON
def list_(state: str | None, limit: int, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """List subjects, what is due first in front."""
    with calling(folder, None, **who) as call:
        from understone.operation.subjects import reading

        count, rows = reading.listed(call, state=state, limit=limit)
    lines = [
        (
            row.code,
            row.state,
            row.referrals,
            ", ".join(row.flags),
            row.alias_of,
            row.owner,
            row.due and row.due.isoformat(),
        )
        for row in rows
    ]
    headings = ("code", "state", "referrals", "flags", "alias of", "owner", "due")
    if as_json:
        names = [each.replace(" ", "_") for each in headings]
        data = {"count": count, "subjects": [dict(zip(names, line, strict=True)) for line in lines]}
        answers.give_json("subjects/1", data)
        return ExitCode.DONE
    answers.table([tuple("" if cell is None else cell for cell in line) for line in lines], headings)
    answers.left_out(len(rows), count)
    return ExitCode.DONE


@command.command(epilog="Example: `understone subject show S-118 --purpose 'new tip' --as AN-3`.")
@click.argument("code", metavar="CODE")
@click.option("--purpose", required=True, help="What for: it stands in the ledger before anything is shown.")
@by_user
@JSON
def show(code: str, purpose: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Show a subject with its referrals. That you saw it stands in the ledger."""
    with calling(folder, None, **who) as call:
        from understone.operation.subjects import reading

        data = reading.opened(call, code, purpose)
    if as_json:
        answers.give_json("subject/1", data)
        return ExitCode.DONE
    also = f", also {', '.join(data['aliases'])}" if data["aliases"] else ""
    print(plain(f"{data['code']}{also}: {data['state']}, owner {data['owner']}, due {data['due']}"))
    if data["flags"]:
        print(f"blocked from submission: {', '.join(data['flags'])}")
    if data["lead_force"]:
        print(f"led by {data['lead_force']}: {data['lead_rule']}")
    answers.table(
        [
            (
                each["id"],
                each["source"],
                plain(each["source_ref"] or ""),
                each["received_at"],
                each["grade"] or "not graded",
            )
            for each in data["referrals"]
        ],
        ("referral", "source", "its number", "received", "grade"),
    )
    return ExitCode.DONE


@command.command(name="open", epilog="Example: `understone subject open 0192… --as AN-3`.")
@click.argument("referral", metavar="REFERRAL", type=click.UUID)
@by_user
@JSON
def open_(referral: UUID, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Open a subject for a graded REFERRAL that nothing ties to another."""
    with calling(folder, None, **who) as call:
        from understone.operation.subjects import services

        subject = services.open_from(call, referral)
    return _done(subject, f"{subject.code}: opened", as_json=as_json)


@command.command(epilog="Example: `understone subject merge S-118 S-204 --reason 'same face, same room' --as AN-3`.")
@click.argument("first", metavar="CODE")
@click.argument("second", metavar="CODE")
@REASON
@by_user
@JSON
def merge(first: str, second: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Say that two subjects are one person: the oldest is kept, the other becomes its alias."""
    with calling(folder, reason, **who) as call:
        from understone.operation.subjects import services

        subject = services.merge(call, subject_key(call, first), subject_key(call, second))
    return _done(subject, f"{first} and {second} are {subject.code}", as_json=as_json)


@command.command(epilog="Example: `understone subject split S-118 0192… 0193… --reason 'two brothers' --as AN-3`.")
@click.argument("code", metavar="CODE")
@click.argument("referrals", metavar="REFERRAL...", type=click.UUID, nargs=-1, required=True)
@REASON
@by_user
@JSON
def split(
    code: str, referrals: tuple[UUID, ...], reason: str, folder: Path | None, as_json: bool, **who: Any
) -> ExitCode:
    """Say that these referrals of a subject are about another person."""
    with calling(folder, reason, **who) as call:
        from understone.operation.subjects import services

        subject = services.split(call, subject_key(call, code), referrals)
    return _done(subject, f"{len(referrals)} referrals of {code} are of {subject.code}", as_json=as_json)


@command.command(
    epilog="Example: `understone subject restrict S-118 police --reader AN-3 --reader AP-1 --reader CO-1 "
    "--until 2027-02-01T09:00+00:00 --reason 'a serving officer' --as CO-1`."
)
@click.argument("code", metavar="CODE")
@click.argument("kind", type=click.Choice(["police", "public_figure", "agency_staff"]))
@click.option("--reader", "readers", metavar="USER", multiple=True, required=True, help="Who may read it; 1 to 12.")
@click.option("--until", metavar="TIME", required=True, help="Until when, within 90 days, with its offset from UTC.")
@REASON
@by_user
@JSON
def restrict(
    code: str,
    kind: str,
    readers: tuple[str, ...],
    until: str,
    reason: str,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Propose that these people alone read a subject and all that descends from it; an approver completes it.

    Among them an analyst, an approver and a commander. For a restricted subject they replace those it has.
    """
    end = moment(until, "--until")
    with calling(folder, reason, **who) as call:
        from understone.operation.subjects import restricting

        proposal = restricting.propose(
            call, subject_key(call, code), restricting.Kind(kind), dict.fromkeys(readers, end)
        )
    return _proposed(code, proposal, as_json=as_json)


@command.command(
    name="lift-restriction",
    epilog="Example: `understone subject lift-restriction S-118 --reason 'convicted' --as CO-1`.",
)
@click.argument("code", metavar="CODE")
@REASON
@by_user
@JSON
def lift_restriction(code: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Propose that a restricted subject is for everybody again who may read subjects; an approver completes it."""
    with calling(folder, reason, **who) as call:
        from understone.operation.subjects import restricting

        proposal = restricting.propose_to_lift(call, subject_key(call, code))
    return _proposed(code, proposal, as_json=as_json)


@command.command(
    name="review-basis", epilog="Example: `understone subject review-basis S-118 --reason 'same line' --as AN-3`."
)
@click.argument("code", metavar="CODE")
@REASON
@by_user
@JSON
def review_basis(code: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Say that you looked at what changed under a subject: it may be submitted again."""
    with calling(folder, reason, **who) as call:
        from understone.operation.subjects import flags

        row = flags.review_basis(call, subject_key(call, code))
    return _done(row, f"{row.code}: reviewed", as_json=as_json)


@command.command(
    name="accept-size",
    epilog="Example: `understone subject accept-size S-118 --reason 'all of one man' --as AN-3`.",
)
@click.argument("code", metavar="CODE")
@REASON
@by_user
@JSON
def accept_size(code: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Propose to accept a subject with more referrals than the rules allow; an approver completes it."""
    with calling(folder, reason, **who) as call:
        from understone.operation.subjects import flags

        proposal = flags.propose_size(call, subject_key(call, code))
    return _proposed(code, proposal, as_json=as_json)


@command.command(epilog="Example: `understone subject eliminate S-118 --reason 'his neighbour's line' --as AN-3`.")
@click.argument("code", metavar="CODE")
@REASON
@by_user
@JSON
def eliminate(code: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Propose to eliminate a subject: the wrong person. An approver completes it; then nobody finds it."""
    with calling(folder, reason, **who) as call:
        from understone.operation.subjects import eliminating

        proposal = eliminating.propose(call, subject_key(call, code))
    return _proposed(code, proposal, as_json=as_json)


@command.command(
    epilog="Examples: `understone subject close S-118 --reason 'tried and sentenced' --as AN-3`; an investigator of "
    "the force that leads: `… --as IN-4`."
)
@click.argument("code", metavar="CODE")
@REASON
@by_user
@JSON
def close(code: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Propose to close a subject; an approver completes it, or a supervisor of the force that leads (guard G8)."""
    with calling(folder, reason, **who) as call:
        from understone.operation.subjects import cases, closing

        proposal = closing.propose(call, cases.key_of(call, code, "subject"))
    line = f"{code}: proposal {proposal.pk}, for a second person (`understone proposal show`)"
    return answers.give("subject-proposed/1", {"code": code, "proposal": str(proposal.pk)}, line, as_json=as_json)


@command.command(epilog="Example: `understone subject reopen S-118 --fact 'his neighbour called' --as AN-3`.")
@click.argument("code", metavar="CODE")
@click.option("--fact", metavar="TEXT", required=True, help="What came to be known: it stands in the ledger.")
@by_user
@JSON
def reopen(code: str, fact: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Open a closed subject again, since something new is known. A new tip does so by itself."""
    with calling(folder, None, **who) as call:
        from understone.operation.subjects import closing

        row = closing.reopen(call, subject_key(call, code), fact)
    return _done(row, f"{row.code}: open again", as_json=as_json)


@command.command(
    epilog="Examples: `understone subject lead S-118 E23000032 --reason 'the child is there' --as CO-1` rules; "
    "`--as AN-3` proposes, and an approver completes it."
)
@click.argument("code", metavar="CODE")
@click.argument("force", metavar="FORCE")
@REASON
@by_user
@JSON
def lead(code: str, force: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Say which of the forces that have a package of a subject leads: the commander rules, an analyst proposes."""
    with calling(folder, reason, **who) as call:
        from understone.operation.packages import leading

        if call.actor.role != "CO":
            return _proposed(code, leading.propose(call, subject_key(call, code), force), as_json=as_json)
        row = leading.rule(call, subject_key(call, code), force)
    return _done(row, f"{row.code}: led by {plain(force)}", as_json=as_json)


def _proposed(code: str, proposal: "Proposal", *, as_json: bool) -> ExitCode:
    line = f"{code}: proposal {proposal.pk}, for an approver (`understone proposal show`)"
    return answers.give("subject-proposed/1", {"code": code, "proposal": str(proposal.pk)}, line, as_json=as_json)


def _done(subject: "Subject", line: str, *, as_json: bool) -> ExitCode:
    data = {"id": str(subject.pk), "code": subject.code, "state": subject.state}
    return answers.give("subject-changed/1", data, line, as_json=as_json)
