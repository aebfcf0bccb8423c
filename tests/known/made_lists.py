"""Lists made for tests, with what must come out of them taken from hashlib and from arithmetic, never from our code."""

import base64
import hashlib
import json
from collections.abc import Sequence
from typing import Any

DEFAULT = "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/Default/$metadata#Media"


def md5(content: bytes) -> bytes:
    return hashlib.md5(content).digest()


def sha1(content: bytes) -> bytes:
    return hashlib.sha1(content).digest()


def sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def pdq(seed: str) -> bytes:
    """32 bytes that pass for the PDQ of a picture: about half of the bits set."""
    return hashlib.sha256(f"picture {seed}".encode()).digest()


def photodna(seed: str) -> bytes:
    return (hashlib.sha512(seed.encode()).digest() * 3)[:144]


def media(content: bytes, **fields: Any) -> dict[str, Any]:
    """One VICS Media record of a content, in the key order of formats that insist on one."""
    record: dict[str, Any] = {
        "MediaID": 1,
        "Category": 2,
        "MD5": md5(content).hex().upper(),
        "SHA1": sha1(content).hex().upper(),
        "MediaSize": len(content),
    }
    return {**record, **fields}


def alternative(name: str, value: bytes | str) -> dict[str, str]:
    text = value if isinstance(value, str) else base64.b64encode(value).decode() if len(value) == 144 else value.hex()
    return {"HashName": name, "HashValue": text}


def vics_text(records: Sequence[Any], model: str = DEFAULT) -> str:
    key = "odata.metadata" if "ICMEC" in model else "@odata.context"
    return json.dumps({key: model, "value": list(records)}, indent=1)
