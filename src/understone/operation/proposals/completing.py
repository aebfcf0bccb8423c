"""Completing a proposal of whatever kind: each action has the service that does what was proposed."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from understone.operation.access.context import working
from understone.operation.bulletin import publishing
from understone.operation.children import closing
from understone.operation.disclosure import listing, making
from understone.operation.errors import NoSuchRecord
from understone.operation.exhibits import disposing, reporting
from understone.operation.identity import services as identity
from understone.operation.outcomes import concluding
from understone.operation.packages import leading, rerouting
from understone.operation.proposals.models import Proposal
from understone.operation.referrals import services as referrals
from understone.operation.risk import lowering
from understone.operation.service import Call
from understone.operation.subjects import closing as subject_closing
from understone.operation.subjects import eliminating, flags, restricting


def _close_or_accept(call: Call, key: UUID) -> Any:
    """Close a subject or accept its size: both are proposed under one action, and the proposal says which."""
    with working(call.actor):
        said = Proposal.objects.filter(pk=key).values_list("payload", flat=True).first()
    closes = said is not None and said["do"] == subject_closing.CLOSE
    return subject_closing.complete(call, key) if closes else flags.accept_size(call, key)


SERVICES: Mapping[str, Callable[[Call, UUID], Any]] = {
    referrals.CHILD_NAMED: referrals.second_the_close,
    restricting.ACTION: restricting.complete,
    identity.OVERRIDE: identity.override,
    eliminating.ACTION: eliminating.complete,
    subject_closing.ACTION: _close_or_accept,
    lowering.ACTION: lowering.complete,
    closing.ACTION: closing.complete,
    listing.ACTION: making.complete,
    concluding.ACTION: concluding.complete,
    leading.ACTION: leading.complete,
    publishing.PUBLISH: publishing.publish,
    rerouting.ACTION: rerouting.refuse_without_key,
    reporting.ACTION: reporting.complete,
    disposing.ACTION: disposing.complete,
}


def complete(call: Call, key: UUID) -> str:
    """Do what a proposal says, as its second person; return its action. Raises as `proposals.taken_up`."""
    action = action_of(call, key)
    SERVICES[action](call, key)
    return action


def action_of(call: Call, key: UUID) -> str:
    """Return what a proposal proposes. Raises `NoSuchRecord`."""
    with working(call.actor):
        action = Proposal.objects.filter(pk=key).values_list("action", flat=True).first()
    if action is None:
        raise NoSuchRecord("proposal", str(key))
    return action
