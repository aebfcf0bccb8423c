"""Private key files: Ed25519 for signing, age X25519 for opening; each encrypted with a passphrase, mode 0600.

Both kinds are age files encrypted with a passphrase (scrypt, memory-hard, authenticated), not PKCS#8 with a password:
one format for both, `age -d` opens it without us, and `age -d -i` takes a sealing key as it stands. Inside lies a
PKCS#8 PEM (signing) or an `AGE-SECRET-KEY-1…` line. A key that exists is never overwritten: what was sealed to it
would be lost.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from understone.exchange.errors import KeyFileError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PASSPHRASE_AT_LEAST = 12


def new_signing_key() -> "Ed25519PrivateKey":
    """Make an Ed25519 key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate()


def new_identity() -> Any:
    """Make an age X25519 identity (`pyrage.x25519.Identity`)."""
    import pyrage

    return pyrage.x25519.Identity.generate()


def public_of(key: Any) -> str:
    """Return the public part as a directory holds it: hexadecimal (Ed25519) or an age recipient."""
    if hasattr(key, "to_public"):
        return str(key.to_public())
    return str(key.public_key().public_bytes_raw().hex())


def store_signing_key(path: Path, key: "Ed25519PrivateKey", passphrase: str) -> None:
    """Write a signing key to a new file. Raises `KeyFileError` if the file exists or the passphrase is too short."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    _store(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), passphrase)


def store_identity(path: Path, identity: Any, passphrase: str) -> None:
    """Write an age identity to a new file. Raises `KeyFileError` as `store_signing_key` does."""
    _store(path, f"{identity}\n".encode("ascii"), passphrase)


def load_signing_key(path: Path, passphrase: str) -> "Ed25519PrivateKey":
    """Read a signing key. Raises `KeyFileError`."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(_load(path, passphrase), None)
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError("this is no signing key", str(path), "give the file of an Ed25519 signing key")
    return key


def load_identity(path: Path, passphrase: str) -> Any:
    """Read an age identity (`pyrage.x25519.Identity`). Raises `KeyFileError`."""
    import pyrage

    try:
        return pyrage.x25519.Identity.from_str(_load(path, passphrase).decode("ascii").strip())
    except (pyrage.IdentityError, UnicodeDecodeError):
        raise KeyFileError("this is no sealing key", str(path), "give the file of an age key") from None


def _store(path: Path, content: bytes, passphrase: str) -> None:
    import pyrage

    if len(passphrase) < PASSPHRASE_AT_LEAST:
        raise KeyFileError(
            f"the passphrase is shorter than {PASSPHRASE_AT_LEAST} characters", str(path), "choose four or more words"
        )
    sealed = pyrage.passphrase.encrypt(content, passphrase)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyFileError(
            "a file of this name exists", str(path), "choose another name: no key is overwritten"
        ) from None
    with os.fdopen(handle, "wb") as sink:
        sink.write(sealed)
        sink.flush()
        os.fsync(sink.fileno())


def _load(path: Path, passphrase: str) -> bytes:
    import pyrage

    try:
        mode = path.stat().st_mode
        sealed = path.read_bytes()
    except OSError as error:
        raise KeyFileError(error.strerror or str(error), str(path), "give the file of a private key") from None
    if os.name == "posix" and mode & 0o077:
        raise KeyFileError(
            f"others can read this key file (mode {mode & 0o777:o})",
            str(path),
            "run `chmod 600` on it; if others may have copied it, revoke the key",
        )
    try:
        opened: bytes = pyrage.passphrase.decrypt(sealed, passphrase)
    except pyrage.DecryptError:
        raise KeyFileError(
            "the passphrase does not open this key file, or the file is damaged", str(path), "try the passphrase again"
        ) from None
    return opened
