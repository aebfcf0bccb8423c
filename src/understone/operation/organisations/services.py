"""Organisations, people and compartments: two persons change them, and each change stands on the ledger.

An administrator proposes people, organisations and sources and a commander seconds; a commander proposes compartments
and an approver seconds (permissions.csv: access.role, config.change, access.compartment). What only takes access away
needs one of them; who leaves: `tasks.leaving`. The database looks at both persons again (access/administration.sql).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, connection

from understone.canonical_json import Value
from understone.operation.access import permissions
from understone.operation.access.context import Actor
from understone.operation.access.permissions import Level
from understone.operation.errors import InputRefused, NotPermitted
from understone.operation.identifiers import new_id
from understone.operation.linking import local_rules
from understone.operation.linking.rules import Rules
from understone.operation.organisations import operator_tables
from understone.operation.organisations.models import Compartment, Membership, Organisation, User
from understone.operation.referrals import sources
from understone.operation.service import Act, Call, acting

ROLES: Mapping[str, tuple[str, ...]] = {
    Organisation.Kind.AGENCY: ("IO", "AN", "AP", "CO", "AU", "AD"),
    Organisation.Kind.FORCE: ("SP", "IN", "DE", "GR", "SL", "SV"),
    Organisation.Kind.PARTNER: (),
}
_ALONE = {"AU", "AD"}
_Found = TypeVar("_Found", Organisation, User, Compartment)
_CONFIG, _ROLE, _COMPARTMENT = "config.change", "access.role", "access.compartment"


def add_force(call: Call, second: Actor, code: str, name: str, jurisdiction: str) -> UUID:
    """Add a force and its own compartment. Raises `InputRefused`, `NotPermitted`, `ReasonMissing`."""
    if jurisdiction not in Organisation.Jurisdiction.values:
        raise InputRefused(code, f"no jurisdiction is called {jurisdiction}", "choose EW, SC or NI")
    with acting(call, _CONFIG, Level.PROPOSE) as act:
        by = seconded(act, second, _CONFIG)
        key, wall = new_id(), new_id()
        _free(Organisation, code=code)
        _call("us_add_organisation", key, "force", code, name, jurisdiction, None, second.user)
        _call("us_add_compartment", wall, f"force-{code}", key, second.user)
        _config(act, f"organisation/{key}", "organisation", None, {"code": code, "name": name}, by)
        _config(act, f"compartment/{wall}", "compartment", None, {"code": f"force-{code}"}, by)
    return key


def add_partner(call: Call, second: Actor, code: str, name: str, source: Mapping[str, Any]) -> UUID:
    """Add a source with its settings (`sources.as_stored`). Raises as `add_force`."""
    with acting(call, _CONFIG, Level.PROPOSE) as act:
        by = seconded(act, second, _CONFIG)
        key = new_id()
        _free(Organisation, code=code)
        _call("us_add_organisation", key, "partner", code, name, None, _json(source), second.user)
        after: dict[str, Value] = {"code": code, "name": name, "source": dict(source)}
        _config(act, f"organisation/{key}", "organisation", None, after, by)
    return key


def set_source(call: Call, second: Actor, code: str, source: Mapping[str, Any]) -> None:
    """Change how a source's tips are read from now on. Raises as `add_force`."""
    with acting(call, _CONFIG, Level.PROPOSE) as act:
        by = seconded(act, second, _CONFIG)
        partner = sources.named(code)
        _call("us_set_source", partner.pk, _json(source), second.user)
        _config(
            act, f"organisation/{partner.pk}", "organisation", {"source": partner.source}, {"source": dict(source)}, by
        )


def set_link_rules(call: Call, second: Actor, rules: Rules) -> int:
    """Change the numbers that linking goes by from now on; return the version. Raises as `add_force`.

    What is linked already follows when an analyst has it reconsidered (`linking.reconsidering`).
    """
    with acting(call, _CONFIG, Level.PROPOSE) as act:
        by = seconded(act, second, _CONFIG)
        wrong = rules.wrong()
        if wrong is not None:
            raise InputRefused("link rules", wrong, "give other numbers")
        before = local_rules.current()
        if rules == before.rules:
            raise InputRefused("link rules", "they are these already", "nothing needs changing")
        _call("us_set_link_rules", _json(asdict(rules)), second.user)
        after = local_rules.current()
        was, now = ({"version": each.number, **asdict(each.rules)} for each in (before, after))
        _config(act, f"link_rules/{after.number}", "link_rules", was, now, by)
    return after.number


def set_operator_table(call: Call, second: Actor, name: str, rows: operator_tables.Rows) -> int:
    """Change a table of law or kit from now on, every row of it; return the version. Raises as `add_force`."""
    with acting(call, _CONFIG, Level.PROPOSE) as act:
        by = seconded(act, second, _CONFIG)
        if name not in operator_tables.NAMES:
            raise InputRefused(name, "there is no such table", f"say one of {', '.join(operator_tables.NAMES)}")
        wrong = operator_tables.wrong(name, rows)
        if wrong is not None:
            raise InputRefused(name, wrong, "give every row with the columns of the table that is there")
        before = operator_tables.current(name)
        if rows == before.rows:
            raise InputRefused(name, "it says this already", "nothing needs changing")
        _call("us_set_operator_table", name, _json_rows(rows), second.user)
        after = operator_tables.current(name)
        was, now = ({"version": each.number, "rows": [dict(row) for row in each.rows]} for each in (before, after))
        _config(act, f"operator_table/{name}/{after.number}", name, was, now, by)
    return after.number


def add_compartment(call: Call, second: Actor, code: str) -> UUID:
    """Add a wall for sensitive work; nobody holds it yet. Raises as `add_force`."""
    with acting(call, _CONFIG, Level.PROPOSE) as act:
        by = seconded(act, second, _CONFIG)
        key = new_id()
        _free(Compartment, code=code)
        _call("us_add_compartment", key, code, None, second.user)
        _config(act, f"compartment/{key}", "compartment", None, {"code": code}, by)
    return key


def add_person(
    call: Call,
    second: Actor,
    organisation: str,
    pseudonym: str,
    roles: Sequence[str],
    *,
    rank: str | None = None,
    supervisor: str | None = None,
    days: int = 365,
) -> UUID:
    """Add a person with the common compartment, and with their force's own, for a number of days.

    Raises `InputRefused`, `NotPermitted`, `ReasonMissing`.
    """
    with acting(call, _ROLE, Level.PROPOSE) as act:
        by = seconded(act, second, _ROLE)
        org = _one(Organisation, "organisation", organisation, code=organisation)
        _check_roles(org, pseudonym, roles, rank)
        _free(User, pseudonym=pseudonym)
        above = _supervisor(org, pseudonym, supervisor)
        until = _until(act, pseudonym, days)
        key = new_id()
        _call("us_add_person", key, org.pk, pseudonym, list(roles), rank, above, until, second.user)
        for role in roles:
            _granted(act, key, pseudonym, f"role {role}", None, by)
        for held in Membership.objects.filter(user=key).select_related("comp").order_by("comp__code"):
            _granted(act, key, pseudonym, f"compartment {held.comp.code}", until, by)
    return key


def change_person(
    call: Call, second: Actor, pseudonym: str, roles: Sequence[str], *, rank: str | None, supervisor: str | None
) -> None:
    """Give a person other roles, another rank or supervisor: all three as they are to be. Raises as `add_person`."""
    with acting(call, _ROLE, Level.PROPOSE) as act:
        by = seconded(act, second, _ROLE)
        person = _one(User, "person", pseudonym, pseudonym=pseudonym)
        _not_their_own(person, call.actor, second)
        _check_roles(person.org, pseudonym, roles, rank)
        above = _supervisor(person.org, pseudonym, supervisor)
        _call("us_change_person", person.pk, list(roles), rank, above, second.user)
        for role in sorted(set(roles) - set(person.roles)):
            _granted(act, person.pk, pseudonym, f"role {role}", None, by)
        for role in sorted(set(person.roles) - set(roles)):
            _revoked(act, person.pk, pseudonym, f"role {role}")
        before = {"rank": person.rank, "supervisor": person.supervisor.pseudonym if person.supervisor else None}
        after = {"rank": rank, "supervisor": supervisor}
        if before != after:
            _config(act, f"person/{person.pk}", "person", before, after, by)


def grant_compartment(call: Call, second: Actor, pseudonym: str, compartment: str, *, days: int) -> None:
    """Give a person the key to a compartment for a number of days from now. Raises as `add_person`."""
    with acting(call, _COMPARTMENT, Level.PROPOSE) as act:
        by = seconded(act, second, _COMPARTMENT)
        person = _one(User, "person", pseudonym, pseudonym=pseudonym)
        _not_their_own(person, call.actor, second)
        wall = _one(Compartment, "compartment", compartment, code=compartment)
        until = _until(act, pseudonym, days)
        _call("us_grant_compartment", person.pk, wall.pk, until, second.user)
        _granted(act, person.pk, pseudonym, f"compartment {compartment}", until, by)


def end_compartment(call: Call, pseudonym: str, compartment: str) -> None:
    """Take back a key at once; a commander does it alone. Raises as `add_person`."""
    with acting(call, _COMPARTMENT, Level.PROPOSE) as act:
        act.reason(pseudonym)
        person = _one(User, "person", pseudonym, pseudonym=pseudonym)
        wall = _one(Compartment, "compartment", compartment, code=compartment)
        if not Membership.objects.filter(user=person, comp=wall, until__gt=act.now).exists():
            raise InputRefused(pseudonym, f"they do not hold {compartment}", "see `understone operation person list`")
        _call("us_end_compartment", person.pk, wall.pk)
        _revoked(act, person.pk, pseudonym, f"compartment {compartment}")


def seconded(act: Act, second: Actor, action: str) -> str:
    """Hold the second person to the table and to being another one; return their pseudonym. A reason is needed."""
    permissions.demand(action, second.role, Level.SECOND)
    if second.user == act.actor.user:
        raise NotPermitted(f"{action} alone", second.role)
    act.reason(action)
    return second.pseudonym


def _not_their_own(person: User, *both: Actor) -> None:
    if person.pk in {each.user for each in both}:
        raise NotPermitted("change what they hold themselves", person.pseudonym)


def _check_roles(org: Organisation, pseudonym: str, roles: Sequence[str], rank: str | None) -> None:
    fitting = ROLES[org.kind]
    foreign = [role for role in roles if role not in fitting]
    if not roles or foreign or len(set(roles)) != len(roles):
        raise InputRefused(
            pseudonym,
            f"{', '.join(roles) or 'no role'}: not what a person of {org.code} can hold",
            f"choose from {', '.join(fitting)}" if fitting else "a partner is only a source and has no people",
        )
    if len(roles) > 1 and _ALONE.intersection(roles):
        raise InputRefused(pseudonym, "an auditor or administrator holds no other role", "name two persons")
    if "SV" in roles and not (rank or "").strip():
        raise InputRefused(pseudonym, "a supervisor carries a rank", "give their rank")


def _supervisor(org: Organisation, pseudonym: str, supervisor: str | None) -> UUID | None:
    """Return the supervisor's key: of the same organisation, active, and nobody above of whom the person is."""
    if supervisor is None:
        return None
    found = _one(User, "person", supervisor, pseudonym=supervisor)
    if found.org_id != org.pk or not found.active:
        raise InputRefused(supervisor, f"they are no active person of {org.code}", "choose a colleague of theirs")
    above: User | None = found
    while above is not None:
        if above.pseudonym == pseudonym:
            raise InputRefused(pseudonym, "they would supervise themselves", "choose somebody who is not beneath them")
        above = above.supervisor
    return found.pk


def _until(act: Act, pseudonym: str, days: int) -> datetime:
    if not 1 <= days <= 366:
        raise InputRefused(pseudonym, f"{days} days is no span for a compartment", "give 1 to 366: it is then renewed")
    return act.now + timedelta(days=days)


def _one(model: type[_Found], what: str, name: str, **by: str) -> _Found:
    found = model._default_manager.filter(**by).first()
    if found is None:
        raise InputRefused(name, f"there is no {what} of this name", f"see `understone operation {what} list`")
    return found


def _free(model: type[Organisation | User | Compartment], **by: str) -> None:
    if model._default_manager.filter(**by).exists():
        (name,) = by.values()
        raise InputRefused(name, "this is there already", "choose another name, or change the one that is there")


def _json_rows(rows: operator_tables.Rows) -> Any:
    from psycopg.types.json import Jsonb

    return Jsonb([dict(row) for row in rows])


def _json(value: Mapping[str, Any]) -> Any:
    from psycopg.types.json import Jsonb

    return Jsonb(dict(value))


def _call(function: str, *arguments: Any) -> None:
    """Call a function of access/administration.sql."""
    places = ", ".join(["%s"] * len(arguments))
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}({places})", arguments)
    except IntegrityError as error:
        raise InputRefused(
            function, str(error).splitlines()[0], "look at what is there: somebody was faster"
        ) from error


def _config(act: Act, about: str, table: str, before: Any, after: Any, by: str) -> None:
    act.record("config.changed", about, {"table": table, "before": before, "after": after, "second_by": by}, naming=[])


def _granted(act: Act, person: UUID, pseudonym: str, grant: str, until: datetime | None, by: str) -> None:
    told: dict[str, Value] = {
        "user": pseudonym,
        "grant": grant,
        "until": None if until is None else until.isoformat(),
        "second_by": by,
    }
    act.record("access.granted", f"person/{person}", told, naming=[])


def _revoked(act: Act, person: UUID, pseudonym: str, grant: str) -> None:
    told: dict[str, Value] = {"user": pseudonym, "grant": grant, "cause": act.call.reason}
    act.record("access.revoked", f"person/{person}", told, naming=[])
