"""A provider's answer as it came, read into tokens: a JSON object, nothing else is guessed from."""

import json
from typing import Any

from understone.operation.errors import InputRefused

LARGEST = 1_000_000


def read_reply(reply: bytes) -> dict[str, Any]:
    """Return the tokens of an answer. Raises `InputRefused`."""
    where = "the provider's answer"
    if len(reply) > LARGEST:
        raise InputRefused(where, f"it has more than {LARGEST:,} bytes", "give the answer to this request alone")
    try:
        tokens = json.loads(reply.decode("utf-8-sig"), parse_constant=lambda name: name)
    except (ValueError, RecursionError) as error:
        raise InputRefused(where, f"it is no JSON: {error}", "write it as a JSON object: docs/how-to") from None
    if not isinstance(tokens, dict) or not tokens:
        raise InputRefused(where, "it is no JSON object", "write it as one: docs/how-to/who-it-is.md")
    if "\\u0000" in reply.decode("utf-8", "replace") or "\x00" in json.dumps(tokens):
        raise InputRefused(where, "it holds a null character", "remove it: no database stores one")
    return tokens
