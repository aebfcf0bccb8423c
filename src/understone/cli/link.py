"""`understone link`: what ties referrals, what is suggested, and what people judge."""

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from understone.cli import answers
from understone.cli.operating import JSON, OPERATION, REASON, by_user, calling, person
from understone.exit_codes import ExitCode
from understone.shown import plain

if TYPE_CHECKING:
    from understone.operation.linking.reading import Seen


@click.group()
def command() -> None:
    """See what ties referrals, and judge: one person, two persons, not sure."""


@command.command(
    name="list",
    epilog="Examples: `understone link list --as AN-3`, `understone link list --referral 0192… --as AN-3 --json`.",
)
@click.option(
    "--referral", metavar="KEY", type=click.UUID, help="Everything that ties this one; suggestions if not given."
)
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="How many to show.")
@by_user
@JSON
def list_(referral: UUID | None, limit: int, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """List the suggestions that wait for a judgement, the best first, each with its reasons."""
    with calling(folder, None, **who) as call:
        from understone.operation.linking import reading

        if referral is None:
            count, rows = reading.offered(call, limit=limit)
        else:
            count, rows = reading.around(call, referral, limit=limit)
    if as_json:
        answers.give_json("links/1", {"count": count, "links": [_data(row) for row in rows]})
        return ExitCode.DONE
    answers.table(
        [
            (str(row.id), row.kind, row.state, row.score, str(row.referral_a), str(row.referral_b), plain(_why(row)))
            for row in rows
        ],
        ("link", "kind", "state", "score", "referral", "referral", "why"),
    )
    answers.left_out(len(rows), count)
    return ExitCode.DONE


@command.command(
    epilog="Example: `understone link decide 0192… 0193… positive --reason 'the same room in both' --as AN-3`."
)
@click.argument("first", metavar="REFERRAL", type=click.UUID)
@click.argument("second", metavar="REFERRAL", type=click.UUID)
@click.argument("judgement", type=click.Choice(["positive", "negative", "unsure"]))
@REASON
@by_user
@JSON
def decide(
    first: UUID, second: UUID, judgement: str, reason: str, folder: Path | None, as_json: bool, **who: Any
) -> ExitCode:
    """Judge two referrals: one person (positive), two persons (negative), not sure. Subjects follow at once."""
    with calling(folder, reason, **who) as call:
        from understone.exchange.package_terms import Judgement
        from understone.operation.linking import judging

        row = judging.judge(call, first, second, Judgement(judgement))
    return answers.give("link/1", {"link": str(row.pk), "state": row.state}, f"{row.pk}: {row.state}", as_json=as_json)


@command.command(epilog="Example: `understone link withdraw 0192… --reason 'another room after all' --as AN-3`.")
@click.argument("link", metavar="LINK", type=click.UUID)
@REASON
@by_user
@JSON
def withdraw(link: UUID, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Undo a judgement; it stays readable, and says when and why it was undone."""
    with calling(folder, reason, **who) as call:
        from understone.operation.linking import judging

        row = judging.withdraw(call, link)
    return answers.give("link/1", {"link": str(row.pk), "state": row.state}, f"{row.pk}: {row.state}", as_json=as_json)


@command.command(epilog="Example: `understone link reconsider --as AN-3`, after `understone link rules`.")
@by_user
@JSON
def reconsider(folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Let what is linked already follow rules that were changed. Stopped and run again, it goes on."""
    total = 0
    with calling(folder, None, **who) as call:
        from understone.operation.linking import reconsidering

        while done := reconsidering.reconsider(call):
            total += done
    line = f"{total:,} selectors and components follow the rules now" if total else "everything follows the rules"
    return answers.give("links-reconsidered/1", {"reconsidered": total}, line, as_json=as_json)


@command.command(
    epilog="Examples: `understone link rules`, `understone link rules --set cap_medium=8 --as AD-1 --second CO-1 "
    "--reason 'one school, one network'`.",
)
@OPERATION
@click.option("--set", "numbers", metavar="NAME=NUMBER", multiple=True, help="A number to change; needs two persons.")
@click.option("--as", "pseudonym", metavar="USER", help="The administrator who changes it.")
@click.option("--second", metavar="USER", help="The commander, who was shown this.")
@click.option("--reason", metavar="TEXT", help="Why: it stands in the ledger.")
@JSON
def rules(
    folder: Path | None,
    numbers: tuple[str, ...],
    pseudonym: str | None,
    second: str | None,
    reason: str | None,
    as_json: bool,
) -> ExitCode:
    """Show the numbers that linking goes by, or let two persons change them; then `reconsider`."""
    from dataclasses import asdict, replace

    from understone.errors import UsageError
    from understone.operation.running import opened

    changed = _numbers(numbers)
    if changed and (pseudonym is None or second is None or reason is None):
        raise UsageError("it takes two persons and a reason", "--set", "name them: --as, --second, --reason")
    with opened(folder):
        from understone.operation.linking import local_rules
        from understone.operation.organisations import services
        from understone.operation.service import Call

        if pseudonym is not None and second is not None:
            wanted = replace(local_rules.current().rules, **changed)
            services.set_link_rules(Call(person(pseudonym), reason=reason), person(second), wanted)
        now = local_rules.current()
    data = {"version": now.number, **asdict(now.rules)}
    line = ", ".join(f"{name} {value}" for name, value in data.items())
    return answers.give("link-rules/1", data, line, as_json=as_json)


def _numbers(pairs: tuple[str, ...]) -> dict[str, int]:
    from dataclasses import fields

    from understone.errors import UsageError
    from understone.operation.linking.rules import Rules

    names = [field.name for field in fields(Rules)]
    found = {}
    for pair in pairs:
        name, _, number = pair.partition("=")
        if name not in names or not number.isdecimal():
            raise UsageError(f"{pair} is no rule with its number", "--set", f"name one of {', '.join(names)}")
        found[name] = int(number)
    return found


def _why(row: "Seen") -> str:
    if row.reasons:
        return "; ".join(f"{code} {points:+d} {selector}".strip() for code, points, selector, _ in row.reasons)
    return row.via or f"{row.by}: {row.reason}"


def _data(row: "Seen") -> dict[str, object]:
    return {
        "id": str(row.id),
        "rev": row.rev,
        "kind": row.kind,
        "state": row.state,
        "referral_a": str(row.referral_a) if row.referral_a else None,
        "referral_b": str(row.referral_b) if row.referral_b else None,
        "via": row.via,
        "score": row.score,
        "reasons": [
            {"code": code, "points": points, "selector": selector or None, "degree": degree}
            for code, points, selector, degree in row.reasons
        ],
        "by": row.by,
        "reason": row.reason,
        "at": row.at.isoformat(),
    }
