"""`understone identity`: who it is: questions to providers, answers, what supports them, and who is named by them."""

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from understone.cli import answers
from understone.cli.inputs import named_content
from understone.cli.operating import JSON, REASON, by_user, calling, moment, subject_key
from understone.cli.paths import NAMED_PATH
from understone.exchange.package_terms import Bool3
from understone.exit_codes import ExitCode
from understone.shown import plain

if TYPE_CHECKING:
    from understone.operation.identity.models import IdentityResolution, Preservation

_CAPTURE = click.argument("capture", metavar="CAPTURE", type=click.UUID)
_KEY = click.argument("key", metavar="RESOLUTION", type=click.UUID)
_PROVIDER = click.option("--provider", metavar="NAME", required=True, help="Who is asked.")
_BOOL3 = click.Choice([each.value for each in Bool3])
_AUTHORITY = click.option("--authority", metavar="REF", required=True, help="The lawful authority's reference.")


@click.group()
def command() -> None:
    """Who it is: ask providers, store answers and what supports them; name a subject."""


@command.command(
    epilog="Example: `understone identity ask 0192… --provider 'Example Telecom' --authority RIPA-2027-114 --as AN-3`."
)
@_CAPTURE
@_PROVIDER
@_AUTHORITY
@by_user
@JSON
def ask(capture: UUID, provider: str, authority: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Ask about a capture (`referral show --json`): value, port and time are copied from it, and shown for sending."""
    with calling(folder, None, **who) as call:
        from understone.operation.identity import services

        row = services.ask(call, capture, provider, authority)
    data = {"resolution": str(row.pk), "request": row.request_tokens}
    if as_json:
        answers.give_json("identity-asked/1", data)
        return ExitCode.DONE
    print(f"resolution {row.pk}; send this, as it stands:")
    for name, value in row.request_tokens.items():
        print(plain(f"  {name:<14} {'' if value is None else value}"))
    return ExitCode.DONE


@command.command(epilog="Example: `understone identity answer 0192… reply.json --as AN-3`.")
@_KEY
@click.argument("reply", metavar="FILE", type=NAMED_PATH)
@by_user
@JSON
def answer(key: UUID, reply: Path, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Store a provider's answer, a JSON object, with its digest; findings and grade follow at once."""
    content = named_content(reply)
    with calling(folder, None, **who) as call:
        from understone.operation.identity import services

        row = services.answer(call, key, content)
    return _graded(row, as_json=as_json)


@command.command(
    epilog="Example: `understone identity corroborate 0192… occupancy --source 'electoral register' "
    "--observed 2027-01-12T10:00+00:00 --says 'one adult of this name' --as AN-3`."
)
@_KEY
@click.argument("kind", type=click.Choice(["occupancy", "verified_account", "payment", "observation"]))
@click.option("--source", required=True, help="Where it comes from.")
@click.option("--observed", metavar="TIME", required=True, help="When, with its offset from UTC.")
@click.option("--says", required=True, help="What it says.")
@by_user
@JSON
def corroborate(
    key: UUID, kind: str, source: str, observed: str, says: str, folder: Path | None, as_json: bool, **who: Any
) -> ExitCode:
    """Record something of another kind that supports an answer."""
    at = moment(observed, "--observed")
    with calling(folder, None, **who) as call:
        from understone.operation.identity import services
        from understone.operation.identity.models import Corroboration

        row = services.corroborate(call, key, Corroboration.Kind(kind), source, at, says)
    return _graded(row, as_json=as_json)


@command.command(epilog="Example: `understone identity show S-118 --reason 'to name him' --as AN-3`.")
@click.argument("code", metavar="CODE")
@by_user
@REASON
@JSON
def show(code: str, folder: Path | None, reason: str, as_json: bool, **who: Any) -> ExitCode:
    """Show every question about a subject, with findings in words, support and grade."""
    with calling(folder, reason, **who) as call:
        from understone.operation.identity import reading

        rows = reading.of_subject(call, code)
    if as_json:
        answers.give_json("identity/1", {"subject": code, "resolutions": [_plain(asdict(row)) for row in rows]})
        return ExitCode.DONE
    for row in rows:
        grade = "not answered" if row.confidence is None else f"confidence {row.confidence}, {row.verdict}"
        named = ", the name rests on it" if row.named_by_it else ""
        print(plain(f"{row.id}  {row.provider} about {row.value}: {row.subscriber or 'nobody named'}; {grade}{named}"))
        for finding, fields, said in row.findings:
            print(plain(f"    {finding}: {said} ({', '.join(fields)})"))
        if row.premises is not None:
            print(plain(f"    leads to {row.premises}"))
        if row.corroborators:
            print(f"    supported by {len(row.corroborators)} independent of it")
        if row.override_until is not None:
            print(f"    overridden until {row.override_until:%Y-%m-%d %H:%M} UTC")
    return ExitCode.DONE


@command.command(
    epilog="Example: `understone identity override 0192… --until 2027-02-01T09:00+00:00 --reason 'child at risk' "
    "--as AN-3`; an approver completes it (`understone proposal`)."
)
@_KEY
@click.option("--until", metavar="TIME", required=True, help="Within 14 days, with its offset from UTC.")
@by_user
@REASON
@JSON
def override(key: UUID, until: str, folder: Path | None, reason: str, as_json: bool, **who: Any) -> ExitCode:
    """Propose that an enforcement package may rest on an answer of confidence C. D and E stay closed."""
    end = moment(until, "--until")
    with calling(folder, reason, **who) as call:
        from understone.operation.identity import services

        proposal = services.propose_override(call, key, end)
    data = {"resolution": str(key), "proposal": str(proposal.pk)}
    return answers.give("identity-override/1", data, f"proposal {proposal.pk}, for an approver", as_json=as_json)


@command.command(epilog="Example: `understone identity name S-118 0192… --name 'Invented Person' --as AN-3`.")
@click.argument("code", metavar="CODE")
@_KEY
@click.option(
    "--name", "full_name", metavar="NAME", help="The person; the subscriber as the provider has it if not given."
)
@click.option("--born", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="Their date of birth.")
@by_user
@JSON
def name(
    code: str,
    key: UUID,
    full_name: str | None,
    born: datetime | None,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Name a subject by an answer of confidence A, B or C about one of its events."""
    dob: date | None = None if born is None else born.date()
    with calling(folder, None, **who) as call:
        from understone.operation.identity import services

        row = services.name(call, subject_key(call, code), key, full_name, dob)
    data = {"subject": row.code, "state": row.state, "name": row.name}
    return answers.give("identity-named/1", data, f"{row.code}: {row.name}, {row.state}", as_json=as_json)


@command.command(
    epilog="Examples: `understone identity premises 0192… --address '14 Example Street' --district E09000033 "
    "--as AN-3`, `… --uprn 10000000014 --children yes --source 'school roll' --as AN-3`."
)
@_KEY
@click.option("--uprn", metavar="NUMBER", help="Unique Property Reference Number.")
@click.option("--address", metavar="TEXT", help="The address; it is the key where there is no UPRN.")
@click.option("--unit", metavar="TEXT", help="Which flat or room.")
@click.option("--district", "lad", metavar="CODE", help="Local authority district: it gives the force.")
@click.option("--force", metavar="CODE", help="The force, where no district is known; needs --reason.")
@click.option("--several", "multi_unit", type=_BOOL3, default="unknown", show_default=True, help="Several units?")
@click.option("--children", type=_BOOL3, default="unknown", show_default=True, help="Do children live there or visit?")
@click.option("--source", "children_source", metavar="TEXT", help="Who or what says so; needed for yes and no.")
@click.option("--reason", metavar="TEXT", help="Why that force: it stands in the ledger.")
@by_user
@JSON
def premises(
    key: UUID,
    multi_unit: str,
    children: str,
    reason: str | None,
    folder: Path | None,
    as_json: bool,
    uprn: str | None,
    address: str | None,
    unit: str | None,
    lad: str | None,
    force: str | None,
    children_source: str | None,
    **who: Any,
) -> ExitCode:
    """Say to which premises an answer leads, or what is known of them now. What is left out stays as it was."""
    with calling(folder, reason, **who) as call:
        from understone.operation.premises import leading, services
        from understone.operation.premises.places import Place

        place = Place(address, uprn, unit, lad, force, Bool3(multi_unit), Bool3(children), children_source)
        data = leading.whole(services.record(call, key, place))
    if as_json:
        answers.give_json("premises/1", data)
        return ExitCode.DONE
    answers.table([(name.replace("_", " "), value or "not known") for name, value in data.items()], ("premises", ""))
    return ExitCode.DONE


@command.command(
    epilog="Example: `understone identity preserve 0192… --provider 'Example Telecom' --authority RIPA-2027-114 "
    "--expires 2027-02-01T00:00+00:00 --as AN-3`."
)
@_CAPTURE
@_PROVIDER
@_AUTHORITY
@click.option("--expires", metavar="TIME", required=True, help="When the provider's log ends, with its offset.")
@by_user
@JSON
def preserve(
    capture: UUID, provider: str, authority: str, expires: str, folder: Path | None, as_json: bool, **who: Any
) -> ExitCode:
    """Ask a provider to keep its data before they expire; a task runs until it confirms."""
    end = moment(expires, "--expires")
    with calling(folder, None, **who) as call:
        from understone.operation.identity import services

        row = services.preserve(call, capture, provider, authority, end)
    return _preservation(row, as_json=as_json)


@command.command(epilog="Example: `understone identity preserved 0192… --as AN-3`.")
@click.argument("key", metavar="PRESERVATION", type=click.UUID)
@by_user
@JSON
def preserved(key: UUID, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Record that the provider confirmed that it keeps the data."""
    with calling(folder, None, **who) as call:
        from understone.operation.identity import services

        row = services.preserved(call, key)
    return _preservation(row, as_json=as_json)


def _graded(row: "IdentityResolution", *, as_json: bool) -> ExitCode:
    data = {
        "resolution": str(row.pk),
        "verdict": row.verdict,
        "confidence": row.confidence,
        "findings": row.findings,
        "corroborators": [str(each) for each in row.corroborators],
    }
    if as_json:
        answers.give_json("identity-graded/1", data)
        return ExitCode.DONE
    print(f"{row.pk}: confidence {row.confidence or 'none yet'}, {row.verdict or 'not answered'}")
    for each in row.findings:
        print(plain(f"  {each['code']}: {each['said']} ({', '.join(each['fields'])})"))
    return ExitCode.DONE


def _preservation(row: "Preservation", *, as_json: bool) -> ExitCode:
    due = None if row.due is None else row.due.isoformat(timespec="seconds")
    data = {"preservation": str(row.pk), "state": row.state, "due": due}
    line = f"{row.pk}: {row.state}" + ("" if due is None else f", due {due}")
    return answers.give("identity-preservation/1", data, line, as_json=as_json)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return str(value) if isinstance(value, UUID) else value
