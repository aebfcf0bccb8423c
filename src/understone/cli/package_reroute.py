"""`understone package reroute|complete-reroute|rule-reroute|countersign`: what a force returned goes to another."""

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from understone.cli import answers
from understone.cli.operating import JSON, REASON, by_user, calling
from understone.cli.signing_keys import signed
from understone.exit_codes import ExitCode

if TYPE_CHECKING:
    from understone.operation.packages.signing import Signing

_KEY = click.argument("key", metavar="DISSEMINATION", type=click.UUID)
_TO = click.option("--to", metavar="CODE", required=True, help="The force that should have it.")


@click.command(
    epilog="Example: `understone package reroute 0192… --to E23000032 --reason 'he moved' --key an-3.key "
    "--directory keys.json --as AN-3`."
)
@_KEY
@_TO
@REASON
@signed
@by_user
@JSON
def reroute(
    key: UUID,
    to: str,
    reason: str,
    by: "Signing",
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Propose to send what was returned to another force; an approver completes it."""
    with calling(folder, reason, **who) as call:
        from understone.operation.packages import rerouting

        proposal = rerouting.propose(call, key, to, by)
    line = f"{key}: proposal {proposal.pk}, for an approver (`understone package complete-reroute`)"
    return answers.give("package-reroute/1", {"proposal": str(proposal.pk)}, line, as_json=as_json)


@click.command(
    name="complete-reroute",
    epilog="Example: `understone package complete-reroute 0192… --revision 1 --reason 'agreed' --key ap-1.key "
    "--directory keys.json --as AP-1`.",
)
@click.argument("key", metavar="PROPOSAL", type=click.UUID)
@click.option("--revision", type=int, required=True, help="The revision that you were shown (`proposal show`).")
@REASON
@signed
@by_user
@JSON
def complete_reroute(
    key: UUID,
    revision: int,
    reason: str,
    by: "Signing",
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Sign it as the second person: it is sealed anew, and the first force is asked to destroy its copies."""
    with calling(folder, reason, expected=revision, signing_in=True, **who) as call:
        from understone.operation.packages import rerouting

        made = rerouting.complete(call, key, by)
    return _sent(made.pk, as_json=as_json)


@click.command(
    name="rule-reroute",
    epilog="Example: `understone package rule-reroute 0192… --to E23000032 --reason 'it is theirs' --key co-1.key "
    "--directory keys.json --as CO-1`.",
)
@_KEY
@_TO
@REASON
@signed
@by_user
@JSON
def rule_reroute(
    key: UUID,
    to: str,
    reason: str,
    by: "Signing",
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Rule as the commander to which force it goes; an approver countersigns, and then it is sealed."""
    with calling(folder, reason, **who) as call:
        from understone.operation.packages import rerouting

        made = rerouting.rule(call, key, to, by)
    data = {"dissemination": str(made.dissemination), "rev": made.rev}
    line = f"ruled: {made.dissemination}, to be countersigned (`understone package countersign`, revision {made.rev})"
    return answers.give("package-ruling/1", data, line, as_json=as_json)


@click.command(
    epilog="Example: `understone package countersign 0192… --revision 1 --reason 'seen' --key ap-1.key "
    "--directory keys.json --as AP-1`."
)
@_KEY
@click.option("--revision", type=int, required=True, help="The revision that you were shown.")
@REASON
@signed
@by_user
@JSON
def countersign(
    key: UUID,
    revision: int,
    reason: str,
    by: "Signing",
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Sign what the commander ruled, so that it can be sealed and sent."""
    with calling(folder, reason, expected=revision, signing_in=True, **who) as call:
        from understone.operation.packages import rerouting

        made = rerouting.countersign(call, key, by)
    return _sent(made.pk, as_json=as_json)


def _sent(key: UUID, *, as_json: bool) -> ExitCode:
    return answers.give("package-rerouted/1", {"dissemination": str(key)}, f"sent: {key}", as_json=as_json)


COMMANDS = (reroute, complete_reroute, rule_reroute, countersign)
