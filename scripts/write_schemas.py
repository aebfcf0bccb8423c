"""Write docs/schemas: a JSON Schema for each payload that leaves Understone, made from the types.

    python scripts/write_schemas.py           write them
    python scripts/write_schemas.py --check   say which are out of date, exit 1 if any

What the ledger writes has no records of its own in this form; they stand here, and a test holds real files to them.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from understone.exchange.schemas import EXCHANGE, schema
from understone.exchange.typed_json import Pattern, Range, Sha256, Uuid, Words
from understone.ledger.proof_file import SCHEMA as PROOF

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "schemas"

Micros = Annotated[
    str,
    Pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z", "a time in UTC with microseconds"),
]
Count = Annotated[int, Range(0, 2**53 - 1)]
Kind62 = Annotated[
    str,
    Pattern("collection|alteration|consultation|disclosure|combination|erasure|none", "the kind of DPA 2018 s62"),
]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf of the ledger: what the tree holds of one entry. `commit` is SHA-256(salt, payload)."""

    v: Annotated[int, Range(1, 1)]
    seq: Count
    op_id: Uuid
    at: Micros
    occurred_at: Micros | None
    org: Words
    actor: Words
    role: Words
    event: Words
    object: str | None
    rev: int | None
    op: Kind62
    commit: Sha256
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InclusionProofFile:
    """A proof that a leaf (its canonical JSON) stands under a signed checkpoint (a C2SP signed note)."""

    schema: Annotated[str, Pattern(PROOF, f"the schema {PROOF}")]
    kind: Annotated[str, Pattern("inclusion", "a proof of inclusion")]
    leaf: Words
    checkpoint: Words
    seq: Count
    size: Count
    path: tuple[Sha256, ...]


@dataclass(frozen=True, slots=True)
class ConsistencyProofFile:
    """A proof that one tree is the beginning of another; a checkpoint is null where nobody signed that tree."""

    schema: Annotated[str, Pattern(PROOF, f"the schema {PROOF}")]
    kind: Annotated[str, Pattern("consistency", "a proof of consistency")]
    old_root: Sha256
    new_root: Sha256
    old_checkpoint: Words | None
    new_checkpoint: Words | None
    old: Count
    new: Count
    path: tuple[Sha256, ...]


KINDS: dict[str, tuple[type[Any], str]] = {
    **EXCHANGE,
    "ledger-leaf": (Leaf, "understone/ledger-leaf/1"),
    "ledger-inclusion-proof": (InclusionProofFile, PROOF),
    "ledger-consistency-proof": (ConsistencyProofFile, PROOF),
}


def main() -> int:
    """Write or check the schemas."""
    texts = {
        f"{name}.schema.json": json.dumps(schema(kind, title), indent=2, ensure_ascii=False) + "\n"
        for name, (kind, title) in KINDS.items()
    }
    FOLDER.mkdir(parents=True, exist_ok=True)
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    stale = sorted(name for name in texts.keys() | there.keys() if texts.get(name) != there.get(name))
    if "--check" in sys.argv:
        print(f"out of date, run `make docs`: {', '.join(stale)}" if stale else f"docs/schemas: {len(texts)} hold")
        return 1 if stale else 0
    for name in stale:
        if name in texts:
            (FOLDER / name).write_text(texts[name], encoding="utf-8")
        else:
            (FOLDER / name).unlink()
    print(f"docs/schemas: {len(texts)} schemas, {len(stale)} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
