"""A force says, signed, that its copies of what was taken back are destroyed. It sees the sending itself no more."""

from typing import Any
from uuid import UUID

from understone import canonical_json
from understone.exchange import dsse
from understone.exchange.typed_json import moment_text
from understone.operation.errors import NoSuchRecord
from understone.operation.packages import signing
from understone.operation.packages.signing import Signing
from understone.operation.service import Call, acting
from understone.operation.tasks import setting
from understone.operation.tasks.models import Task

PAYLOAD_TYPE = "application/vnd.understone.destroyed+json"
SCHEMA = "understone/destroyed/1"
KIND = "confirm destruction"


def destroyed(call: Call, key: UUID, by: Signing) -> bytes:
    """Confirm that nothing is left of a sending that was taken back; return the signed statement (DSSE).

    Ledger: package.destroyed, task.done. Raises `NoSuchRecord` where nothing waits for that, `GuardRefused`.
    """
    with acting(call, "receipt.sign") as act:
        asked = Task.objects.select_for_update(of=("self",)).filter(org_id=act.actor.org, object=key, state="open")
        task = asked.filter(kind=KIND).first()
        if task is None:
            raise NoSuchRecord("request to destroy", str(key))
        signing.of_force(by, act.actor.org_code, f"dissemination {key}")
        said: dict[str, Any] = {
            "schema": SCHEMA,
            "dissemination": str(key),
            "force": act.actor.org_code,
            "at": moment_text(act.now),
        }
        payload = canonical_json.dumps(said)
        signature = dsse.sign(payload, PAYLOAD_TYPE, by.private, by.key_id)
        told: dict[str, Any] = {"dissemination": str(key), "signature": signature.sig}
        act.record("package.destroyed", f"dissemination/{key}", told, naming=[])
        act.change(task, **setting.ended(act))
        act.record("task.done", task, {"result": "destroyed"}, naming=[task], system=True)
        return dsse.envelope(payload, PAYLOAD_TYPE, (signature,))
