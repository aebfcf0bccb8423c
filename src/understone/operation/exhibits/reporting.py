"""The report on an examined exhibit: its examiner signs it, a supervisor too (guards LABELLED and G4)."""

import tempfile
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from understone.operation import machines
from understone.operation.access.permissions import Level
from understone.operation.errors import GuardRefused, NoSuchRecord
from understone.operation.exhibits import duties, report_lines
from understone.operation.exhibits.models import Exhibit
from understone.operation.organisations.models import User
from understone.operation.proposals import services as proposals
from understone.operation.proposals.models import Proposal
from understone.operation.service import Call, acting, looking
from understone.operation.tasks import setting
from understone.operation.tasks.rota import Rota

ACTION, ENTITY = "examination.report", "examination"
_IN_MEMORY = 16 << 20


def written(call: Call, key: UUID) -> Iterator[bytes]:
    """Yield the report on an exhibit as it would be signed now, line by line, each with its line feed.

    Ledger: view.record. Raises `NoSuchRecord`, `NotPermitted`.
    """
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as kept:
        with looking(call, ENTITY) as act:
            row = Exhibit.objects.filter(pk=key).first()
            if row is None:
                raise NoSuchRecord("exhibit", str(key))
            act.record("view.record", row, {"entity": "exhibit", "id": str(row.pk), "purpose": "report"})
            for line in report_lines.lines(row):
                kept.write(line + b"\n")
        kept.seek(0)  # shown once its entry stands
        yield from kept


def propose(call: Call, key: UUID, digest: str | None = None) -> Proposal:
    """Sign the report on an examined exhibit, and propose it to a supervisor. `digest`: of the report that was read.

    Guards: LABELLED, G4. Ledger: task.set. Raises `GuardRefused`, `ReasonMissing`, `TransitionRefused`, `NoSuchRecord`,
    `Conflict`.
    """
    with acting(call, ACTION, Level.PROPOSE) as act:
        row = act.get(Exhibit, key, expected=call.expected)
        machines.transition(duties.MACHINE, row.state, "reported", act.actor.role, "SV")
        made = report_lines.summary(row)
        if digest is not None:
            _demand(row, digest, made)
        told = {"do": "report", "exhibit": row.ref, "report_digest": made.digest, "labels": made.labels}
        return proposals.propose(act, row, ACTION, "SV", told)


def complete(call: Call, key: UUID) -> Exhibit:
    """Sign the report as the second person: the exhibit is reported. Ledger: exhibit.reported, task.done, task.set.

    Refused where a finding is labelled otherwise than it stands by now. Raises as `propose`.
    """
    with acting(call, ACTION, Level.SECOND) as act:
        proposal = proposals.taken_up(act, key, ACTION)
        row = act.get(Exhibit, proposal.object)
        proposals.matched(proposal, row)
        step = machines.transition(duties.MACHINE, row.state, "reported", proposal.proposed_role, act.actor.role)
        digest = proposal.payload["report_digest"]
        _demand(row, digest, report_lines.summary(row))
        proposals.complete(act, proposal)
        duties.done(act, [row], "reported")
        act.change(
            row, state=step.next_state, report_digest=digest, owner_id=_investigator(row) or Rota(act, "IN").next(),
            due=duties.by_then(act),
        )  # fmt: skip
        told: dict[str, Any] = {"report_digest": digest, "second_by": act.actor.pseudonym}
        act.record("exhibit.reported", row, told, naming=[row, proposal])
        setting.set_for(act, [row], duties.DISPOSE)
        return row


def _demand(row: Exhibit, digest: str, made: report_lines.Summary) -> None:
    """LABELLED: the report that is signed labels every finding as it stands now."""
    if digest.lower() != made.digest:
        why = f"the report of digest {digest} does not label every finding as it stands now"
        raise GuardRefused("LABELLED", f"exhibit {row.ref}", why, "write the report anew, read it, and sign that")


def _investigator(row: Exhibit) -> UUID | None:
    """Return who seized it, if they are still there: what becomes of it is theirs to propose."""
    first = row.continuity[0]["to"] if row.continuity else None
    person = User.objects.filter(pseudonym=first, active=True, roles__contains=["IN"], org=row.org_id)
    return person.values_list("pk", flat=True).first()
