"""One-use tokens: the operation says which file of which examination may be shown once, and until when.

A token is canonical JSON and its Ed25519 signature over the pre-authentication encoding of both kind and content, each
in URL-safe base64, with a dot between. The service verifies before it reads.
"""

import base64
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from understone import canonical_json
from understone.errors import ExchangeError
from understone.exchange import dsse, typed_json
from understone.showing.errors import TokenRefused

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KIND = "application/vnd.understone.view+json"
LIFE = timedelta(seconds=60)
LONGEST = 8192


class Size(StrEnum):
    """How large a picture is shown: reduced is small, grey and blurred."""

    REDUCED = "reduced"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Token:
    """What may be shown: `case` is the digest of the examination's export; `expires` a time in UTC."""

    nonce: str
    case: str
    volume: str
    inode: str
    stream: str
    path: str
    sha256: typed_json.Sha256
    size: Size
    expires: typed_json.Moment


def make(case: str, volume: str, inode: str, stream: str, path: str, sha256: str, size: Size, now: datetime) -> Token:
    """Return a new token, which ends a minute from now."""
    return Token(
        secrets.token_hex(16), case, volume, inode, stream, path, sha256, size, typed_json.moment_text(now + LIFE)
    )


def signed(token: Token, key: "Ed25519PrivateKey") -> str:
    """Return a token as text, signed."""
    content = canonical_json.dumps(cast(dict[str, canonical_json.Value], asdict(token)))
    return f"{_text(content)}.{_text(key.sign(dsse.pae(KIND, content)))}"


def verified(text: str, key: "Ed25519PublicKey", now: datetime) -> Token:
    """Return what a token says, if the operation signed it and it has not ended. Raises `TokenRefused`."""
    from cryptography.exceptions import InvalidSignature

    content, _, signature = text[:LONGEST].partition(".")
    try:
        raw = _bytes(content)
        key.verify(_bytes(signature), dsse.pae(KIND, raw))
        token = typed_json.read(Token, raw, "token")
    except (InvalidSignature, ValueError, ExchangeError):
        raise TokenRefused("the operation did not sign this token") from None
    if now >= typed_json.moment(token.expires):
        raise TokenRefused("this token has ended")
    return token


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def _bytes(text: str) -> bytes:
    content = base64.b64decode(text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4), validate=True)
    if _text(content) != text:
        raise ValueError("another spelling of the same bytes")
    return content
