"""Who works in a transaction. The database's own rules read it; it ends with the transaction, whatever happens."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from understone.operation.access.permissions import SYSTEM
from understone.operation.errors import NotPermitted, OperationError
from understone.operation.identifiers import NIL
from understone.operation.organisations.models import Compartment, Organisation
from understone.operation.queries import fetched

# A person with their organisation, its own compartment, and the compartments to which they have a key now.
_STANDING = """
    SELECT p.id, p.org_id, o.code, p.roles, coalesce(own.code, 'common'), us_now(),
           (SELECT coalesce(json_object_agg(c.code, c.id), '{}')
            FROM membership AS m JOIN compartment AS c ON c.id = m.comp_id
            WHERE m.user_id = p.id AND m.until > us_now())
    FROM person AS p JOIN organisation AS o ON o.id = p.org_id
    LEFT JOIN compartment AS own ON own.force_id = o.id AND o.kind = 'force'
    WHERE p.pseudonym = %s AND p.active
"""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in the role in which they act, and the compartments open to them; `comp` is where they write."""

    user: UUID
    org: UUID
    org_code: str
    pseudonym: str
    role: str
    comps: tuple[UUID, ...]
    comp: UUID


def us_now() -> datetime:
    """Return the database's time, which only a database for tests and the demonstration lets turn."""
    ((now,),) = fetched("SELECT us_now()")
    assert isinstance(now, datetime)
    return now


def turnable() -> bool:
    """Tell whether the clock can be turned: a database for tests or the demonstration, where nothing is real."""
    ((answer,),) = fetched("SELECT us_turnable()")
    return bool(answer)


def actor(pseudonym: str, role: str | None = None, comp: str | None = None) -> Actor:
    """Return the person as they may act now: active, in a role they hold, with live compartments.

    `role` may be left out where they hold one; `comp` is the compartment's code, the common one if not given. Raises
    `NotPermitted`, `OperationError`.
    """
    return acting_now(pseudonym, role, comp)[0]


def acting_now(pseudonym: str, role: str | None = None, comp: str | None = None) -> tuple[Actor, datetime]:
    """Return as `actor`, and the database's time at which it is so: one question for who asks at each request."""
    found = fetched(_STANDING, (pseudonym,))
    if not found:
        raise NotPermitted("sign in", pseudonym)
    ((key, org, org_code, roles, own, now, codes),) = found
    if role is None and len(roles) == 1:
        role = roles[0]
    if role is None or role not in roles:
        raise NotPermitted(f"act as {role or 'no stated role'}", pseudonym)
    code = comp or own
    if code not in codes:
        raise NotPermitted(f"write into compartment {code}", pseudonym)
    live = {code: UUID(each) for code, each in codes.items()}
    return Actor(key, org, org_code, pseudonym, role, tuple(live.values()), live[code]), now


def system(org: Organisation, comp: str | None = None) -> Actor:
    """Return the system itself at work in one organisation: timers and imports. It is nobody, and holds every wall.

    What it may change is what states.csv gives it; rows of other organisations stay out of its reach.
    """
    codes = dict(Compartment.objects.values_list("code", "pk"))
    return Actor(NIL, org.pk, org.code, "system", SYSTEM, tuple(codes.values()), codes[comp or _common(org)])


def _common(org: Organisation) -> str:
    if org.kind == Organisation.Kind.FORCE:
        own = Compartment.objects.filter(force=org).first()
        if own is not None:
            return own.code
    return "common"


@contextmanager
def working(actor: Actor) -> Iterator[None]:
    """Open a transaction in which the database's rules know the actor. Nothing is readable outside of one."""
    with transaction.atomic():
        enter(actor)
        yield


def enter(actor: Actor) -> None:
    """Tell the open transaction who works in it."""
    if not connection.in_atomic_block:
        raise NoTransactionOpen
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('us.org', %s, true), set_config('us.user', %s, true),"
            " set_config('us.roles', %s, true), set_config('us.comps', %s, true)",
            (str(actor.org), str(actor.user), f"{{{actor.role}}}", "{" + ",".join(map(str, actor.comps)) + "}"),
        )


class NoTransactionOpen(OperationError):
    """A context was set outside a transaction: it would outlive its request."""

    code = "no_transaction"

    def __init__(self) -> None:
        super().__init__("no transaction is open", "operation", "open one first")
