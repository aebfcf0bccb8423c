"""`understone deconflict`: whether somebody else works on the same person, without telling who that is."""

from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from understone.cli import answers
from understone.cli.operating import JSON, LIMIT, REASON, SECOND, by_user, calling, person
from understone.exit_codes import ExitCode

_KINDS = ("account", "email", "phone", "device", "handle", "wallet")
_HIT = click.argument("hit", metavar="HIT", type=click.UUID)
_OUTCOME = click.argument("outcome", metavar="OUTCOME", type=click.Choice(["same", "different", "joint"]))
_PURPOSE = click.option("--purpose", required=True, help="What for: it stands in the ledger.")


@click.group()
def command() -> None:
    """Find out that somebody else works on the same, and agree with them."""


@command.command(epilog="Example: `understone deconflict offer email a.k@example.org --purpose 'new tip' --as AN-3`.")
@click.argument("kind", type=click.Choice(_KINDS))
@click.argument("value", metavar="VALUE")
@click.option("--service", metavar="SERVICE", help="Whose account or handle it is, by the code of the service.")
@click.option("--country", metavar="CODE", help="Of a national telephone number, as the source states it.")
@_PURPOSE
@by_user
@JSON
def offer(
    kind: str,
    value: str,
    service: str | None,
    country: str | None,
    purpose: str,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Store an identifier that you work on; who else holds it is told to the duty contacts, never here.

    The answer is the same with and without a match. At most 20 a day.
    """
    with calling(folder, None, **who) as call:
        from understone.operation.deconfliction import offering
        from understone.operation.selectors.kinds import SelectorKind

        made = offering.offer(call, SelectorKind(kind), value, purpose, service=service, country=country)
    line = f"{made.kind} {made.normal}: stored; {made.left_today} more today"
    return answers.give("deconfliction-offered/1", asdict(made), line, as_json=as_json)


@command.command(epilog="Example: `understone deconflict ask S-118 --purpose 'package' --as AN-3`.")
@click.argument("code", metavar="CODE")
@_PURPOSE
@by_user
@JSON
def ask(code: str, purpose: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Ask anew for every identifier of a subject: a package or a search wants it within the 24 hours before."""
    with calling(folder, None, **who) as call:
        from understone.operation.deconfliction import offering

        count = offering.ask(call, _subject(call, code), purpose)
    line = f"{code}: asked for {count} identifiers"
    return answers.give("deconfliction-asked/1", {"code": code, "identifiers": count}, line, as_json=as_json)


@command.command(epilog="Example: `understone deconflict check S-118 --as AN-3`.")
@click.argument("code", metavar="CODE")
@by_user
@JSON
def check(code: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Say what still stands between a subject and its package or search (guard G9)."""
    with calling(folder, None, **who) as call:
        from understone.operation.deconfliction import reading

        wrong = reading.missing(call, _subject(call, code))
    line = f"{code}: {'; '.join(wrong) or 'nothing is missing'}"
    return answers.give("deconfliction-check/1", {"code": code, "missing": wrong}, line, as_json=as_json)


@command.command(name="list", epilog="Example: `understone deconflict list --state open --as AN-3`.")
@click.option("--state", type=click.Choice(["open", "resolved"]), help="Those in this state alone.")
@LIMIT
@by_user
@JSON
def list_(state: str | None, limit: int, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """List hits, what is due first in front: whom to talk to, and how far the two sides are."""
    with calling(folder, None, **who) as call:
        from understone.operation.deconfliction import reading

        count, rows = reading.listed(call, state=state, limit=limit)
    if as_json:
        data = [
            {**asdict(row), "key": str(row.key), "hit": str(row.hit), "due": row.due and row.due.isoformat()}
            for row in rows
        ]
        answers.give_json("deconfliction-hits/1", {"count": count, "hits": data})
        return ExitCode.DONE
    seen = ("not yet", "seen")
    answers.table(
        [
            (
                row.hit,
                row.outcome or row.state,
                row.other_contact or "",
                seen[row.acked],
                seen[row.other_acked],
                row.said or "",
                row.other_said or "",
                row.due or "",
            )
            for row in rows
        ],
        ("hit", "state", "talk to", "our side", "theirs", "we say", "they say", "due"),
    )
    answers.left_out(len(rows), count)
    return ExitCode.DONE


@command.command(epilog="Example: `understone deconflict acknowledge 5f0c… --as AN-3`.")
@_HIT
@by_user
@JSON
def acknowledge(hit: UUID, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Say that your side has seen a hit: within 4 hours."""
    with calling(folder, None, **who) as call:
        from understone.operation.deconfliction import answering

        answering.acknowledge(call, hit)
    data = {"hit": str(hit), "acknowledged": True}
    return answers.give("deconfliction-acknowledged/1", data, f"{hit}: acknowledged", as_json=as_json)


@command.command(epilog="Example: `understone deconflict answer 5f0c… joint --reason 'one inquiry' --as AN-3`.")
@_HIT
@_OUTCOME
@REASON
@by_user
@JSON
def answer(hit: UUID, outcome: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Say for your side what a hit is, once both have acknowledged it. It ends when both sides say the same."""
    with calling(folder, reason, **who) as call:
        from understone.operation.deconfliction import answering

        state = answering.answer(call, hit, answering.Outcome(outcome)).state
    return _answered(hit, outcome, state, as_json=as_json)


@command.command(epilog="Example: `understone deconflict rule 5f0c… different --reason 'two brothers' --as CO-1`.")
@_HIT
@_OUTCOME
@REASON
@by_user
@JSON
def rule(hit: UUID, outcome: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Decide as commander what a hit is, where the two sides do not agree."""
    with calling(folder, reason, **who) as call:
        from understone.operation.deconfliction import answering

        answering.rule(call, hit, answering.Outcome(outcome))
    return _answered(hit, outcome, "resolved", as_json=as_json)


@command.command(epilog="Example: `understone deconflict rotate --second CO-1 --reason 'a year' --as AD-1`.")
@SECOND
@REASON
@by_user
@JSON
def rotate(second: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Change the key under which identifiers are compared; the one before stays until the next change."""
    with calling(folder, reason, **who) as call:
        from understone.operation.deconfliction import rotating

        live = rotating.rotate(call, person(second, "CO"))
    line = f"keys in use: {', '.join(map(str, live))}"
    return answers.give("deconfliction-keys/1", {"live": live}, line, as_json=as_json)


def _answered(hit: UUID, outcome: str, state: str, *, as_json: bool) -> ExitCode:
    data = {"hit": str(hit), "outcome": outcome, "state": state}
    return answers.give("deconfliction-answered/1", data, f"{hit}: {outcome}, {state}", as_json=as_json)


def _subject(call: Any, code: str) -> UUID:
    from understone.operation.service import looking
    from understone.operation.subjects import reading

    with looking(call, reading.ENTITY) as act:
        key = reading.named(act, code).pk
        assert isinstance(key, UUID)
        return key
