"""Secrets of authenticators are kept encrypted, so that a copy of the database alone signs nobody in."""

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings


def encrypted(text: str) -> str:
    """Return text under the pages' secret."""
    return _key().encrypt(text.encode()).decode()


def decrypted(text: str) -> str:
    """Return what `encrypted` was given. Raises `cryptography.fernet.InvalidToken`."""
    return _key().decrypt(text.encode()).decode()


def _key() -> Fernet:
    digest = hashlib.sha256(b"understone: codes at rest\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
