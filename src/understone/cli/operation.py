"""`understone operation`: install it, say how it is, and let two persons add people, organisations, compartments."""

from pathlib import Path
from typing import Any

import click

from understone.cli import answers, operation_clock, operation_table
from understone.cli.operating import JSON, OPERATION, REASON, SECOND, by_user, calling, person, text_of
from understone.cli.paths import NAMED_PATH
from understone.exit_codes import ExitCode
from understone.shown import plain

_DAYS = click.option(
    "--days", type=click.IntRange(1, 366), default=365, show_default=True, help="How long they hold the key."
)
_FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["cybertip-json", "cybertip-xml", "mapped"]),
    help="How its tips are written; seen by content if not given.",
)
_MAPPING = click.option("--mapping", metavar="FILE", type=NAMED_PATH, help="Its mapping (docs/how-to/map-a-source.md).")
_COUNTRY = click.option("--country", metavar="XX", help="Of its national telephone numbers, two letters.")
_TEST = click.option(
    "--test", is_flag=True, help="It only tries out its way to us: nothing that comes of its tips goes to a force."
)


@click.group()
def command() -> None:
    """Install the operation; let two persons add people, organisations, sources, compartments."""


@command.command(
    epilog="Example: `understone operation install --operation /var/lib/understone --agency 'Example Agency' "
    "--administrator AD-1 --commander CO-1`."
)
@OPERATION
@click.option("--agency", metavar="NAME", required=True, help="The agency that runs the operation.")
@click.option("--code", metavar="CODE", default="AGENCY", show_default=True, help="Its short name, in every entry.")
@click.option("--administrator", metavar="USER", required=True, help="The pseudonym of the first administrator.")
@click.option("--commander", metavar="USER", required=True, help="The pseudonym of the first commander, who seconds.")
@click.option(
    "--forces",
    "table",
    metavar="FILE",
    type=NAMED_PATH,
    help="A table of forces (pfa_code, force_name, nation); the 45 that come along if not given.",
)
@JSON
def install(
    folder: Path | None,
    agency: str,
    code: str,
    administrator: str,
    commander: str,
    table: Path | None,
    as_json: bool,
) -> ExitCode:
    """Make the operation's database, or bring it up to date; add the agency, its first two people and the forces."""
    from understone.errors import UsageError
    from understone.operation.running import opened

    text = None if table is None else text_of(table)
    with opened(folder, make=True) as addresses:
        from understone.operation.organisations import bootstrap, forces

        if addresses.owner is None:
            raise UsageError("the owner's address is missing", "UNDERSTONE_DATABASE_URL", "name it, then install")
        chosen = forces.shipped() if text is None else forces.read(text, str(table))
        began = bootstrap.begin(
            addresses.owner, code=code, name=agency, administrator=administrator, commander=commander, forces=chosen
        )
    if as_json:
        answers.give_json("operation-install/1", {"began": began, "forces": len(chosen) if began else None})
    else:
        print(f"installed: {plain(agency)}, {len(chosen)} forces" if began else "up to date; it had begun already")
    return ExitCode.DONE


command.add_command(operation_clock.clock)
command.add_command(operation_table.table)


@command.command(epilog="Example: `understone operation status --operation /var/lib/understone`.")
@OPERATION
@JSON
def status(folder: Path | None, as_json: bool) -> ExitCode:
    """Say how many organisations and people there are, whose keys end soon, and how long the ledger is."""
    from understone.operation.running import opened

    with opened(folder):
        from understone.operation.organisations.overview import overview

        found: dict[str, Any] = overview()
    if as_json:
        answers.give_json("operation-status/1", found)
        return ExitCode.DONE
    for name, value in found.items():
        print(f"{name.replace('_', ' '):<24} {plain(str(value))}")
    return ExitCode.DONE


@command.group(epilog="Example: `understone operation organisation list`.")
def organisation() -> None:
    """The agency, the forces, and the partners that send tips."""


@organisation.command(name="list", epilog="Example: `understone operation organisation list`.")
@OPERATION
@JSON
def list_organisations(folder: Path | None, as_json: bool) -> ExitCode:
    """List organisations, with how the tips of a partner are read."""
    from understone.operation.running import opened

    with opened(folder):
        from understone.operation.organisations.overview import organisations

        rows = organisations()
    _listing("operation-organisations/1", rows, as_json=as_json)
    return ExitCode.DONE


@organisation.command(
    name="add",
    epilog="Examples: `understone operation organisation add partner example-hotline 'Example Hotline' --format mapped "
    "--mapping hotline.toml --country GB --as AD-1 --second CO-1 --reason 'agreement of 1 October'`, "
    "`understone operation organisation add force E23000999 'Example Police' --jurisdiction EW --as AD-1 --second CO-1 "
    "--reason merger`.",
)
@click.argument("kind", type=click.Choice(["force", "partner"]))
@click.argument("code")
@click.argument("name")
@click.option("--jurisdiction", type=click.Choice(["EW", "SC", "NI"]), help="Of a force.")
@_FORMAT
@_MAPPING
@_COUNTRY
@_TEST
@by_user
@SECOND
@REASON
def add_organisation(
    kind: str,
    code: str,
    name: str,
    jurisdiction: str | None,
    form: str | None,
    mapping: Path | None,
    country: str | None,
    test: bool,
    second: str,
    reason: str,
    folder: Path | None,
    **who: Any,
) -> ExitCode:
    """Add a force, or a partner and how its tips are read. An administrator proposes, a commander seconds."""
    text = None if mapping is None else text_of(mapping)
    with calling(folder, reason, **who) as call:
        from understone.operation.organisations import services
        from understone.operation.referrals import sources

        seconding = person(second, "CO")
        if kind == "force":
            services.add_force(call, seconding, code, name, jurisdiction or "")
        else:
            stored = sources.as_stored(code, format=form, mapping=text, country=country, test=test)
            services.add_partner(call, seconding, code, name, stored)
    print(f"added: {plain(code)}")
    return ExitCode.DONE


@organisation.command(
    name="source",
    epilog="Example: `understone operation organisation source example-hotline --format mapped --mapping hotline.toml "
    "--country GB --as AD-1 --second CO-1 --reason 'version 2 of the mapping'`.",
)
@click.argument("code")
@_FORMAT
@_MAPPING
@_COUNTRY
@_TEST
@by_user
@SECOND
@REASON
def set_source(
    code: str,
    form: str | None,
    mapping: Path | None,
    country: str | None,
    test: bool,
    second: str,
    reason: str,
    folder: Path | None,
    **who: Any,
) -> ExitCode:
    """Say anew how a partner's tips are read: all of it, as it is to be from now on."""
    text = None if mapping is None else text_of(mapping)
    with calling(folder, reason, **who) as call:
        from understone.operation.organisations import services
        from understone.operation.referrals import sources

        stored = sources.as_stored(code, format=form, mapping=text, country=country, test=test)
        services.set_source(call, person(second, "CO"), code, stored)
    print(f"changed: {plain(code)}")
    return ExitCode.DONE


@command.group(name="person", epilog="Example: `understone operation person list`.")
def person_() -> None:
    """The people of the agency and the forces, by pseudonym."""


@person_.command(name="list", epilog="Example: `understone operation person list`.")
@OPERATION
@JSON
def list_people(folder: Path | None, as_json: bool) -> ExitCode:
    """List people with roles, supervisor, and the compartments that they hold."""
    from understone.operation.running import opened

    with opened(folder):
        from understone.operation.organisations.overview import people

        rows = people()
    _listing("operation-people/1", rows, as_json=as_json)
    return ExitCode.DONE


@person_.command(
    name="add",
    epilog="Example: `understone operation person add IO-7 --of AGENCY --holds IO --supervisor CO-1 --as AD-1 "
    "--second CO-1 --reason 'joined the desk'`.",
)
@click.argument("new", metavar="USER")
@click.option("--of", "code", metavar="CODE", required=True, help="Their organisation.")
@click.option("--holds", "roles", metavar="ROLE", multiple=True, required=True, help="A role; may be repeated.")
@click.option("--rank", help="Needed of a supervisor (SV).")
@click.option("--supervisor", metavar="USER", help="A colleague.")
@_DAYS
@by_user
@SECOND
@REASON
def add_person(
    new: str,
    code: str,
    roles: tuple[str, ...],
    rank: str | None,
    supervisor: str | None,
    days: int,
    second: str,
    reason: str,
    folder: Path | None,
    **who: Any,
) -> ExitCode:
    """Add a person with the common compartment and their force's. An administrator proposes, a commander seconds."""
    with calling(folder, reason, **who) as call:
        from understone.operation.organisations import services

        services.add_person(call, person(second, "CO"), code, new, roles, rank=rank, supervisor=supervisor, days=days)
    print(f"added: {plain(new)}")
    return ExitCode.DONE


@person_.command(
    name="change",
    epilog="Example: `understone operation person change IO-7 --holds IO --holds AN --as AD-1 --second CO-1 "
    "--reason 'trained as analyst'`.",
)
@click.argument("whom", metavar="USER")
@click.option(
    "--holds", "roles", metavar="ROLE", multiple=True, required=True, help="Every role that they are to hold."
)
@click.option("--rank", help="Their rank.")
@click.option("--supervisor", metavar="USER", help="A colleague.")
@by_user
@SECOND
@REASON
def change_person(
    whom: str,
    roles: tuple[str, ...],
    rank: str | None,
    supervisor: str | None,
    second: str,
    reason: str,
    folder: Path | None,
    **who: Any,
) -> ExitCode:
    """Give a person other roles, another rank or supervisor: all of it, as it is to be."""
    with calling(folder, reason, **who) as call:
        from understone.operation.organisations import services

        services.change_person(call, person(second, "CO"), whom, roles, rank=rank, supervisor=supervisor)
    print(f"changed: {plain(whom)}")
    return ExitCode.DONE


@person_.command(
    name="end", epilog="Example: `understone operation person end IO-7 --as AD-1 --reason 'left the service'`."
)
@click.argument("whom", metavar="USER")
@by_user
@REASON
def end_person(whom: str, reason: str, folder: Path | None, **who: Any) -> ExitCode:
    """End a person's access at once; what is open moves to their supervisor. An administrator does it alone."""
    with calling(folder, reason, **who) as call:
        from understone.operation.tasks.leaving import deactivate

        moved = deactivate(call, whom)
    print(f"ended: {plain(whom)}; {moved:,} open things were handed over")
    return ExitCode.DONE


@command.group(
    name="compartment",
    epilog="Example: `understone operation compartment end op-heron AN-2 --as CO-1 --reason 'moved on'`.",
)
def compartment_() -> None:
    """The walls inside the operation, and who holds a key."""


@compartment_.command(
    name="add",
    epilog="Example: `understone operation compartment add op-heron --as AD-1 --second CO-1 --reason sensitive`.",
)
@click.argument("code")
@by_user
@SECOND
@REASON
def add_compartment(code: str, second: str, reason: str, folder: Path | None, **who: Any) -> ExitCode:
    """Add a compartment. An administrator proposes, a commander seconds."""
    with calling(folder, reason, **who) as call:
        from understone.operation.organisations import services

        services.add_compartment(call, person(second, "CO"), code)
    print(f"added: {plain(code)}")
    return ExitCode.DONE


@compartment_.command(
    epilog="Example: `understone operation compartment grant op-heron AN-2 --days 90 --as CO-1 --second AP-1 "
    "--reason 'works on it'`."
)
@click.argument("code")
@click.argument("whom", metavar="USER")
@_DAYS
@by_user
@SECOND
@REASON
def grant(code: str, whom: str, days: int, second: str, reason: str, folder: Path | None, **who: Any) -> ExitCode:
    """Give a person the key to a compartment, or renew it. A commander proposes, an approver seconds."""
    with calling(folder, reason, **who) as call:
        from understone.operation.organisations import services

        services.grant_compartment(call, person(second, "AP"), whom, code, days=days)
    print(f"granted: {plain(code)} to {plain(whom)}")
    return ExitCode.DONE


@compartment_.command(
    epilog="Example: `understone operation compartment end op-heron AN-2 --as CO-1 --reason 'moved on'`."
)
@click.argument("code")
@click.argument("whom", metavar="USER")
@by_user
@REASON
def end(code: str, whom: str, reason: str, folder: Path | None, **who: Any) -> ExitCode:
    """Take a key back at once. A commander does it alone."""
    with calling(folder, reason, **who) as call:
        from understone.operation.organisations import services

        services.end_compartment(call, whom, code)
    print(f"ended: {plain(code)} of {plain(whom)}")
    return ExitCode.DONE


def _listing(schema: str, rows: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        answers.give_json(schema, rows)
    elif rows:
        answers.table([["" if cell is None else cell for cell in row.values()] for row in rows], list(rows[0]))
