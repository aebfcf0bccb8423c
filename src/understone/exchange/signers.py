"""Who signed a package: two different persons of the agency, each with a key of their own."""

from dataclasses import dataclass
from datetime import datetime

from understone.exchange import directory, dsse
from understone.exchange.directory import Directory
from understone.exchange.errors import Tampered, ThresholdUnmet, UnknownSigner
from understone.exchange.manifest import PAYLOAD_TYPE


@dataclass(frozen=True, slots=True)
class Signer:
    """A person (pseudonym) and the key they signed with."""

    person: str
    key_id: str


def package_signers(
    envelope: bytes, keys: Directory, *, created: datetime, now: datetime, vouched: datetime | None, where: str
) -> tuple[Signer, ...]:
    """Verify every signature of a package's envelope; return the two signers.

    Author and approver sign between `created` and `now`; a key counts if it was in effect at some moment of that time.
    Raises `Tampered`, `UnknownSigner`, `RevokedKey`, `ThresholdUnmet`.
    """
    payload, signed = dsse.read(envelope, PAYLOAD_TYPE, where)
    signers = []
    for signature in signed.signatures:
        entry = directory.signer(keys, signature.keyid, where, earliest=created, latest=now, vouched=vouched)
        if entry.person is None or entry.organisation != keys.agency:
            raise UnknownSigner(where, entry.key_id, f"which is of no person of {keys.agency}")
        if not dsse.holds(payload, PAYLOAD_TYPE, signature, bytes.fromhex(entry.public), where):
            raise Tampered(where, f"the signature by key {entry.key_id} does not hold")
        signers.append(Signer(entry.person, entry.key_id))
    persons = {signer.person for signer in signers}
    if len(persons) < 2:
        who = "nobody signed" if not signers else f"only {signers[0].person} signed"
        raise ThresholdUnmet(where, f"{who}, with {len(signers)} key(s)")
    return tuple(signers)
