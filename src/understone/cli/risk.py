"""`understone risk`: how urgent a subject is, why, and who said so."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from understone.cli import answers
from understone.cli.operating import JSON, REASON, by_user, calling, moment, subject_key
from understone.exchange.package_terms import Band
from understone.exit_codes import ExitCode
from understone.shown import plain

if TYPE_CHECKING:
    from understone.operation.risk.models import RiskAssessment

_CODE = click.argument("code", metavar="CODE")
_BAND = click.argument("band", type=click.Choice([each.value for each in Band if each is not Band.UNKNOWN]))
_SEEN = click.option("--seen", metavar="N", type=int, help="The assessment that you looked at: a newer one is refused.")


@click.group()
def command() -> None:
    """See how urgent a subject is and why; state facts; confirm the band, or propose a lower one."""


@command.command(epilog="Example: `understone risk show S-118 --as AN-3`.")
@_CODE
@click.option("--purpose", default="its risk", show_default=True, help="What for: it stands in the ledger.")
@by_user
@JSON
def show(code: str, purpose: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Show every factor with its points and what it rests on, the unknowns, the sum, and who confirmed the band."""
    with calling(folder, None, **who) as call:
        from understone.operation.risk import reading

        data = reading.opened(call, code, purpose)
    if as_json:
        answers.give_json("risk/1", data)
        return ExitCode.DONE
    print(f"{data['code']}: {_people_read(data['band'])}, act by {_minute(data['act_by'])} (assessment {data['n']})")
    lines = [
        (
            each["code"],
            each["name"],
            f"at least {each['value']}" if each["at_least"] else each["value"],
            each["points"],
            plain("; ".join([*each["evidence"], *_capped(each)])) or "nothing recorded",
        )
        for each in data["factors"]
    ]
    lines.append(("", "sum", "", data["score"], f"computed: {_people_read(data['computed'])}, model {data['model']}"))
    answers.table(lines, ("code", "factor", "value", "points", "rests on"))
    print(f"unknown: {', '.join(data['unknowns']) or 'nothing'}")
    if data["blocking"]:
        print(f"not low or medium while unknown: {', '.join(data['blocking'])}")
    if data["changed_since"]:
        print(f"facts changed since: {', '.join(each['code'] for each in data['changed_since'])}; recompute it")
    print(plain(_decided(data)))
    return ExitCode.DONE


def _capped(line: dict[str, Any]) -> list[str]:
    """Say where a factor counts less than its own points, because two together have a cap."""
    if line["points"] == line["uncapped"]:
        return []
    return [f"counts {line['points']} of {line['uncapped']}: capped together with another"]


def _people_read(band: str) -> str:
    return "not assessed" if band == Band.UNKNOWN else band.replace("_", " ")


def _decided(data: dict[str, Any]) -> str:
    if data["confirmed"] is None:
        return "no person has confirmed the band"
    who = f"{data['confirmed_by']} and {data['second_by']}" if data["second_by"] else data["confirmed_by"]
    return f"{_people_read(data['confirmed'])} said {who} on {_minute(data['confirmed_at'])}: {data['reason']}"


def _minute(at: str) -> str:
    return f"{at[:10]} {at[11:16]} UTC"


@command.command(epilog="Example: `understone risk recompute S-118 --as AN-3`.")
@_CODE
@by_user
@JSON
def recompute(code: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Compute the risk from the facts as they are; where none changed, nothing is."""
    with calling(folder, None, **who) as call:
        from understone.operation.risk import services

        row = services.recompute_for(call, subject_key(call, code))
    return _done(code, row, as_json=as_json)


@command.command(
    epilog="Examples: `understone risk fact S-118 R1 yes --evidence 'two children, the school says' --as AN-3`, "
    "`understone risk fact S-118 immediate no --evidence 'she lives with her aunt' --as AN-3`."
)
@_CODE
@click.argument("factor", metavar="FACTOR")
@click.argument("value", metavar="VALUE")
@click.option("--evidence", metavar="TEXT", required=True, help="Who or what says so.")
@click.option("--stated", metavar="TIME", help="Since when it is known, with its offset from UTC; now if not given.")
@by_user
@JSON
def fact(
    code: str,
    factor: str,
    value: str,
    evidence: str,
    stated: str | None,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """State what is known of a factor (R1 to R12, or immediate); the risk is computed anew.

    R5 and R6 follow from checks, R9 from the tips, R3 from positions of trust (here: none, or unknown).
    """
    at = None if stated is None else moment(stated, "--stated")
    with calling(folder, None, **who) as call:
        from understone.operation.risk import services

        row = services.state(call, subject_key(call, code), factor, value, evidence, at)
    return _done(code, row, as_json=as_json)


@command.command(epilog="Example: `understone risk confirm S-118 high --reason 'as computed' --as AN-3`.")
@_CODE
@_BAND
@_SEEN
@REASON
@by_user
@JSON
def confirm(
    code: str, band: str, seen: int | None, reason: str, folder: Path | None, as_json: bool, **who: Any
) -> ExitCode:
    """Confirm the band, or set one that leaves less time."""
    with calling(folder, reason, **who) as call:
        from understone.operation.risk import services

        row = services.confirm(call, subject_key(call, code), Band(band), seen=seen)
    return _done(code, row, as_json=as_json)


@command.command(epilog="Example: `understone risk lower S-118 medium --reason 'she moved out in May' --as AN-3`.")
@_CODE
@_BAND
@click.option("--act-by", metavar="TIME", help="By when to act; counted from the first computation if not given.")
@_SEEN
@REASON
@by_user
@JSON
def lower(
    code: str,
    band: str,
    act_by: str | None,
    seen: int | None,
    reason: str,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Propose a lower band, or a later time to act by; a second person decides (`understone proposal`)."""
    until = None if act_by is None else moment(act_by, "--act-by")
    with calling(folder, reason, **who) as call:
        from understone.operation.risk import lowering

        proposal = lowering.propose(call, subject_key(call, code), Band(band), until, seen=seen)
    line = f"{code}: proposal {proposal.pk}, for a second person (`understone proposal show`)"
    return answers.give("risk-proposed/1", {"code": code, "proposal": str(proposal.pk)}, line, as_json=as_json)


def _done(code: str, row: "RiskAssessment", *, as_json: bool) -> ExitCode:
    data = {
        "code": code,
        "n": row.n,
        "band": row.band,
        "computed": row.computed,
        "score": row.score,
        "act_by": row.act_by.isoformat(),
        "diff": row.diff,
        "unknowns": row.unknowns,
    }
    line = f"{code}: {_people_read(row.band)}, score {row.score}, act by {row.act_by.isoformat(timespec='minutes')}"
    return answers.give("risk-changed/1", data, line, as_json=as_json)
