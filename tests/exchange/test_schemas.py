"""The schemas in docs are what the code says, what is sealed is valid by them, and they refuse what we refuse."""

import base64
import copy
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from exchange.example_package import contradictory, hostile, strong, thin
from exchange.invented import MET, NOW, SENDING, Force, contents, draft, world
from ledger.made_ledgers import LOG, made
from understone.exchange import directory, manifest, package, receipt
from understone.exchange.errors import SchemaUnknown
from understone.exchange.receipt import State
from understone.ledger import proof_file

ROOT = Path(__file__).resolve().parents[2]


def validator(name: str) -> jsonschema.Draft202012Validator:
    text = (ROOT / "docs" / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
    return jsonschema.Draft202012Validator(json.loads(text))


def test_the_schemas_in_docs_are_what_the_types_say() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/write_schemas.py", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "schemas").glob("*.json")), ids=lambda path: path.name)
def test_a_schema_is_a_schema_of_the_draft_that_it_names(path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("example", [strong, thin, contradictory, hostile])
def test_every_part_of_a_sealed_package_is_valid(example: Callable[[], dict[str, Any]]) -> None:
    known = world()
    files = contents(known, draft(package.from_json(example())), "author", "approver")
    validator("package").validate(json.loads(files[manifest.BODY]))
    validator("manifest").validate(json.loads(files[manifest.MANIFEST]))
    validator("dsse-envelope").validate(json.loads(files[manifest.SIGNATURES]))
    validator("key-directory").validate(json.loads(directory.to_bytes(known.directory)))


def test_a_receipt_is_valid(tmp_path: Path) -> None:
    known = world()
    opened = Force(tmp_path, known).open(known.seal(draft(), "author", "approver").content)
    chain: list[bytes] = []
    for state, named in ((State.RECEIVED, None), (State.ACCEPTED, "IN-03")):
        following = receipt.following(
            chain,
            state,
            dissemination=SENDING,
            envelope_digest=opened.envelope_digest,
            force=MET,
            at=NOW + timedelta(minutes=len(chain)),
            investigator=named,
        )
        chain.append(receipt.sign(following, known.private["met"], known.id("met")))
        payload = base64.b64decode(json.loads(chain[-1])["payload"])
        validator("receipt").validate(json.loads(payload))


def test_leaves_and_proofs_of_a_ledger_are_valid(tmp_path: Path) -> None:
    with made(tmp_path / "ledger.sqlite", 5) as ledger:
        ledger.checkpoint(LOG)
        size = ledger.checkpoints()[-1][0]
        for stored in ledger.entries():
            validator("ledger-leaf").validate(json.loads(stored.entry.leaf()))
        inclusion = json.loads(proof_file.dumps(proof_file.prove_inclusion(ledger, 2)))
        consistency = json.loads(proof_file.dumps(proof_file.prove_consistency(ledger, 3, size)))
    validator("ledger-inclusion-proof").validate(inclusion)
    validator("ledger-consistency-proof").validate(consistency)
    assert not validator("ledger-inclusion-proof").is_valid(consistency)


def broken(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Callable[[Any], None]]]:
    """Yield, for every object and value in a body, a way to break it: a field gone, one too many, another type."""
    if isinstance(value, dict):
        yield path, lambda holder: holder.update({"added": 1})
        for name, inner in value.items():
            yield path, lambda holder, name=name: holder.pop(name)
            yield path, lambda holder, name=name: holder.update({name: 1.5})
            yield from broken(inner, (*path, name))
    if isinstance(value, list) and value:
        yield from broken(value[0], (*path, 0))


def test_the_schema_refuses_what_the_reader_refuses() -> None:
    """Every field of the rich package removed, added beside, and given another type: both refuse each."""
    check, count = validator("package"), 0
    for path, breaking in broken(strong()):
        body = copy.deepcopy(strong())
        holder: Any = body
        for step in path:
            holder = holder[step]
        breaking(holder)
        with pytest.raises(SchemaUnknown):
            package.from_json(body)
        assert not check.is_valid(body), path
        count += 1
    assert count > 200
