"""An age file under a passphrase, written from the specification with little work (C2SP age.md, scrypt recipient).

Shares no code with pyrage: that Understone opens what this writes also says that its key files are plain age files.
"""

import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK = 64 * 1024


def encrypt(content: bytes, passphrase: str, work: int = 10) -> bytes:
    """Return the file; scrypt with N = 2^work. `content` must fit one chunk."""
    assert len(content) <= CHUNK
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    wrap = hashlib.scrypt(
        passphrase.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, n=2**work, r=8, p=1, dklen=32
    )
    body = ChaCha20Poly1305(wrap).encrypt(bytes(12), file_key, None)
    header = f"age-encryption.org/v1\n-> scrypt {_base64(salt)} {work}\n{_base64(body)}\n---".encode()
    mac = hmac.digest(_derived(file_key, b"", b"header"), header, "sha256")
    last_chunk = bytes(11) + b"\x01"
    sealed = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")).encrypt(last_chunk, content, None)
    return header + f" {_base64(mac)}\n".encode() + nonce + sealed


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(key)


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode().rstrip("=")
