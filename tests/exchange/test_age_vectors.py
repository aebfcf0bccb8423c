"""The age files of C2SP's CCTV suite (github.com/C2SP/CCTV, age 0.2.0; 0BSD, CC0 or Unlicense), through our own doors.

`vectors/age.json` holds the suite's files for X25519 as it ships them, base64: everything but armor, passphrases and
hybrid keys, which a sealed package has not, and three files of 16 MB. Each opens, or is refused as it must be.
"""

import base64
import hashlib
import json
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pyrage
import pytest

from understone.errors import ExchangeError
from understone.exchange import directory, opening, sealing
from understone.exchange.errors import Tampered, WrongRecipient

VECTORS = json.loads((Path(__file__).parent / "vectors" / "age.json").read_text("ascii"))
# The Rust library still reads a stanza without its last, short line, as early versions wrote it. The header's MAC holds
# all the same, and the second test shows that such a file is no package.
READ_ALL_THE_SAME = {"stanza_missing_body", "stanza_missing_final_line"}
ANYONE = pyrage.x25519.Identity.generate()


def parts(name: str) -> tuple[dict[str, str], list[str], bytes]:
    """Return what a vector says of itself, its identities, and the age file."""
    head, _, content = base64.b64decode(VECTORS[name]).partition(b"\n\n")
    lines = [line.split(": ", 1) for line in head.decode().splitlines()]
    told = {key: value for key, value in lines if key != "identity"}
    if told.get("compressed") == "zlib":
        content = zlib.decompress(content)
    return told, [value for key, value in lines if key == "identity"], content


@pytest.mark.parametrize("name", sorted(VECTORS.keys() - READ_ALL_THE_SAME))
def test_what_should_open_opens_and_nothing_else(name: str) -> None:
    told, identities, content = parts(name)
    identity = pyrage.x25519.Identity.from_str(identities[0]) if identities else ANYONE
    if told["expect"] == "success":
        again = sealing.reseal(content, identity, str(ANYONE.to_public()))
        assert hashlib.sha256(pyrage.decrypt(again, [ANYONE])).hexdigest() == told["payload"]
    else:
        with pytest.raises(ExchangeError, match="does not open this file"):
            sealing.reseal(content, identity, str(ANYONE.to_public()))


@pytest.mark.parametrize("name", [name for name in VECTORS if parts(name)[0]["expect"] != "success"])
def test_a_force_is_told_why_such_a_file_is_no_package(tmp_path: Path, name: str) -> None:
    told, identities, content = parts(name)
    identity = pyrage.x25519.Identity.from_str(identities[0]) if identities else ANYONE
    path = tmp_path / "d.age"
    path.write_bytes(content)
    told_of: list[str] = []
    kind = WrongRecipient if told["expect"] == "no match" else Tampered
    with pytest.raises(kind):
        opening.open_sealed(
            path,
            identity,
            directory.Directory(directory.SCHEMA, "AGENCY", ()),
            me="E23000001",
            now=datetime(2026, 11, 25, tzinfo=UTC),
            seen=NothingSeen(),
            standing=opening.Standing(),
            record=lambda event, payload, about=None: told_of.append(event),
        )
    assert told_of == ["package.refused"]


class NothingSeen:
    """A store that has seen nothing."""

    def seen(self, dissemination: str) -> None:
        """Return None."""
