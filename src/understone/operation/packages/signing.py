"""Who signs with what: a private key that is in hand, and whether the directory says it is this person's.

The keys themselves are files of their holders (`exchange.keys`), each under a passphrase; the operation keeps none.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from understone.exchange import directory, dsse, keys, manifest
from understone.exchange.directory import Directory, KeyKind
from understone.operation.errors import GuardRefused

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from understone.operation.access.context import Actor


@dataclass(frozen=True, slots=True)
class Signing:
    """A private signing key, unlocked for this call alone, and the directory that both sides trust."""

    private: "Ed25519PrivateKey"
    directory: Directory

    @property
    def key_id(self) -> str:
        """Return the id of the key."""
        return directory.key_id(keys.public_of(self.private))


def personal(signing: Signing, actor: "Actor", where: str) -> None:
    """Let pass whoever signs with a key that the directory gives to them, of the agency. Raises `GuardRefused`."""
    entry = signing.directory.find(signing.key_id)
    held = entry is not None and (entry.kind, entry.person, entry.organisation, entry.revoked_at) == (
        KeyKind.SIGN,
        actor.pseudonym,
        signing.directory.agency,
        None,
    )
    if not held:
        raise _refused(where, f"the key is not the live signing key of {actor.pseudonym} in the directory")


def of_force(signing: Signing, force: str, where: str) -> None:
    """Let pass whoever signs with a key of their force. Raises `GuardRefused`."""
    entry = signing.directory.find(signing.key_id)
    held = entry is not None and (entry.kind, entry.organisation, entry.revoked_at) == (KeyKind.SIGN, force, None)
    if not held:
        raise _refused(where, f"the key is not a live signing key of {force} in the directory")


def signature(signing: Signing, content: str) -> dict[str, Any]:
    """Return a signature over a manifest's text, as it is stored."""
    made = dsse.sign(content.encode(), manifest.PAYLOAD_TYPE, signing.private, signing.key_id)
    return {"keyid": made.keyid, "sig": made.sig}


def _refused(where: str, why: str) -> GuardRefused:
    return GuardRefused("SEAL", where, why, "sign with your own key, or get the newest keys.json")
