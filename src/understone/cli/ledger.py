"""`understone ledger`: show, prove, verify, sign, witness and export the history that no one can rewrite."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from understone.cli import answers
from understone.cli.exclusive import write_new
from understone.cli.inputs import named_content
from understone.cli.paths import NAMED_PATH
from understone.errors import UsageError
from understone.exit_codes import ExitCode
from understone.shown import plain

if TYPE_CHECKING:
    from understone.ledger.ledger import Ledger
    from understone.ledger.notes import Signer, Verifier
    from understone.ledger.store import Stored
    from understone.ledger.verify import Report

_URLS = ("postgresql://", "postgres://")
_JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
_LEDGER = click.option(
    "--ledger", "name", metavar="PATH|URL", required=True, help="The ledger: a SQLite file, or a postgresql:// address."
)
_OUT = click.option("--out", metavar="FILE", type=NAMED_PATH, required=True, help="Write it to this new file.")
_KEY = click.option("--key", metavar="FILE", type=NAMED_PATH, required=True, help="The signing key (`keys new`).")
_PASSPHRASE = click.option(
    "--passphrase-file", metavar="FILE", type=NAMED_PATH, help="Read the key's passphrase from FILE, mode 0600."
)
_TRUSTED = click.option(
    "--trust", "trusted", metavar="KEY", multiple=True, help="A key that you hold on paper, name+hash+base64."
)


@click.group()
def command() -> None:
    """Show, prove, verify, sign, witness and export a ledger."""


@command.command(
    epilog="Examples: `understone ledger show --ledger op.ledger --from 100 --to 120`, "
    "`understone ledger show --ledger op.ledger --event view.image --payloads`."
)
@_LEDGER
@click.option("--from", "first", type=click.IntRange(0), default=0, help="The first entry; 0 if not given.")
@click.option("--to", "last", type=click.IntRange(0), help="The last entry; the newest if not given.")
@click.option("--event", metavar="NAME", help="Entries of this event alone.")
@click.option("--payloads", is_flag=True, help="Show payloads too: they hold personal data.")
@_JSON
def show(name: str, first: int, last: int | None, event: str | None, payloads: bool, as_json: bool) -> ExitCode:
    """Show entries in order; what they hold about persons only with --payloads."""
    if event is not None:
        from understone.ledger.events import event_named

        event_named(event)
    with _opened(name) as ledger:
        chosen = [each for each in ledger.entries(first, last) if event in (None, each.entry.event)]
    if as_json:
        answers.give_json("ledger-show/1", [_entry_data(each, payloads=payloads) for each in chosen])
        return ExitCode.DONE
    headings = ["seq", "at", "organisation", "actor", "role", "event", "object", "kind"]
    if payloads:
        headings.append("payload")
    answers.table([_cells(each, payloads=payloads) for each in chosen], headings)
    return ExitCode.DONE


@command.group(
    epilog="Examples: `understone ledger prove inclusion 117 --ledger op.ledger --out proof.json`, "
    "`understone ledger prove consistency 1000 --ledger op.ledger --out proof.json`."
)
def prove() -> None:
    """Write a proof as a file that a stranger can check (docs/verify_ledger.py)."""


@prove.command(epilog="Example: `understone ledger prove inclusion 117 --ledger op.ledger --out proof.json`.")
@click.argument("seq", type=click.IntRange(0))
@_LEDGER
@_OUT
@_JSON
def inclusion(seq: int, name: str, out: Path, as_json: bool) -> ExitCode:
    """Prove that entry SEQ stands under the newest signed checkpoint. The file holds no payload."""
    from understone.ledger import proof_file

    with _opened(name) as ledger:
        proof = proof_file.prove_inclusion(ledger, seq)
    write_new(out, proof_file.dumps(proof))
    data = {"file": plain(str(out)), "seq": seq, "size": proof.proof.size}
    return answers.give(
        "ledger/1", data, f"{out}: entry {seq} in the checkpoint over {proof.proof.size:,} entries", as_json=as_json
    )


@prove.command(epilog="Example: `understone ledger prove consistency 1000 2000 --ledger op.ledger --out proof.json`.")
@click.argument("old", type=click.IntRange(0))
@click.argument("new", type=click.IntRange(0))
@_LEDGER
@_OUT
@_JSON
def consistency(old: int, new: int, name: str, out: Path, as_json: bool) -> ExitCode:
    """Prove that the first OLD entries are the beginning of the first NEW ones."""
    from understone.ledger import proof_file

    with _opened(name) as ledger:
        proof = proof_file.prove_consistency(ledger, old, new)
    write_new(out, proof_file.dumps(proof))
    signed = [size for size, note in ((old, proof.old_checkpoint), (new, proof.new_checkpoint)) if note is not None]
    data = {"file": plain(str(out)), "old": old, "new": new, "signed": signed}
    return answers.give("ledger/1", data, f"{out}: {old:,} entries are the beginning of {new:,}", as_json=as_json)


@command.command(
    epilog="Examples: `understone ledger verify op.ledger --trust log.example.org+…`, "
    "`understone ledger verify proof.json --trust log.example.org+…`, `understone ledger verify export/`."
)
@click.argument("things", metavar="LEDGER|EXPORT|PROOF...", nargs=-1, required=True)
@_TRUSTED
@click.option("--checkpoint", metavar="FILE", type=NAMED_PATH, help="A checkpoint from outside that must still hold.")
@_JSON
def verify(things: tuple[str, ...], trusted: tuple[str, ...], checkpoint: Path | None, as_json: bool) -> ExitCode:
    """Read everything back and name each row that does not hold; the exit code is then 6.

    Without --trust, signatures are held against the keys that the ledger itself keeps, which whoever rewrites it
    could change too; a proof's signatures are then not checked at all, and the answer says so.
    """
    keys = tuple(_key(text) for text in trusted)
    note = None if checkpoint is None else named_content(checkpoint).decode("utf-8", "replace")
    results = [_verified(thing, keys, note) for thing in things]
    if as_json:
        answers.give_json("ledger-verify/1", results)
    else:
        for result in results:
            print(f"{result['name']}: {'holds' if result['holds'] else 'DOES NOT HOLD'} ({result['read']})")
            for fault in _listed(result["faults"]):
                print(f"  {plain(fault['row'])}: {plain(fault['what'])}")
    return ExitCode.DONE if all(result["holds"] for result in results) else ExitCode.VERIFICATION


@command.command(
    epilog="Example: `understone ledger checkpoint --ledger op.ledger --origin log.example.org --key log.key "
    "--out today.checkpoint`."
)
@_LEDGER
@click.option("--origin", metavar="NAME", required=True, help="The log's name, such as log.example.org.")
@_KEY
@_PASSPHRASE
@_OUT
@click.option("--time-offset", metavar="SECONDS", help="The time server's offset; unknown if not given.")
@click.option("--clock-turnable", is_flag=True, help="This ledger's clock can be turned (test or demonstration).")
@_JSON
def checkpoint(
    name: str,
    origin: str,
    key: Path,
    passphrase_file: Path | None,
    out: Path,
    time_offset: str | None,
    clock_turnable: bool,
    as_json: bool,
) -> ExitCode:
    """Sign the ledger as it stands (C2SP checkpoint), keep it there, and write it for the witnesses."""
    _refuse_existing(out)
    signer = _signer(origin, key, passphrase_file)
    with _opened(name) as ledger:
        size = ledger.size()
        note = ledger.checkpoint(signer, time_offset=time_offset, turnable=clock_turnable)
    write_new(out, note.encode())
    data = {"file": plain(str(out)), "size": size, "key": signer.verifier().text(), "checkpoint": note}
    return answers.give(
        "ledger/1", data, f"{out}: signed; the key to give out is {signer.verifier().text()}", as_json=as_json
    )


@command.command(
    epilog="Example: `understone ledger witness today.checkpoint proof.json --state witness.db --log log.example.org+… "
    "--name force-1.example.org --key force.key --out cosigned.checkpoint`."
)
@click.argument("note", metavar="CHECKPOINT", type=NAMED_PATH)
@click.argument("proof", metavar="[PROOF]", type=NAMED_PATH, required=False)
@click.option("--state", metavar="FILE", type=NAMED_PATH, required=True, help="Where this witness remembers.")
@click.option("--log", "log_key", metavar="KEY", required=True, help="The log's key, name+hash+base64.")
@click.option("--name", "witness_name", metavar="NAME", required=True, help="The witness's own name.")
@_KEY
@_PASSPHRASE
@_OUT
@_JSON
def witness(
    note: Path,
    proof: Path | None,
    state: Path,
    log_key: str,
    witness_name: str,
    key: Path,
    passphrase_file: Path | None,
    out: Path,
    as_json: bool,
) -> ExitCode:
    """Cosign a checkpoint if its history goes on from the one seen last; else refuse, keep both, and exit with 6.

    PROOF is a consistency proof from the checkpoint seen last; the first checkpoint needs none.
    """
    from understone.ledger import proof_file
    from understone.ledger import witness as witnessing
    from understone.ledger.notes import COSIGNATURE

    _refuse_existing(out)
    log, signer = _key(log_key), _signer(witness_name, key, passphrase_file)
    given = None if proof is None else proof_file.loads(named_content(proof))
    if isinstance(given, proof_file.InclusionFile):
        raise UsageError("this is a proof of inclusion", str(proof), "ask for `understone ledger prove consistency`")
    at = int(datetime.now(UTC).timestamp())
    text = named_content(note).decode("utf-8", "replace")
    cosigned = witnessing.witness(state, text, None if given is None else given.proof, log, signer, at)
    write_new(out, cosigned.encode())
    vkey = signer.verifier(COSIGNATURE).text()
    data: dict[str, object] = {"file": plain(str(out)), "key": vkey, "checkpoint": cosigned}
    return answers.give("ledger/1", data, f"{out}: cosigned; the witness's key to give out is {vkey}", as_json=as_json)


@command.command(
    epilog="Example: `understone ledger cosigned cosigned.checkpoint --ledger op.ledger "
    "--witness force-1.example.org+…`."
)
@click.argument("note", metavar="CHECKPOINT", type=NAMED_PATH)
@_LEDGER
@click.option("--witness", "vkey", metavar="KEY", required=True, help="The witness's key, name+hash+base64.")
@_JSON
def cosigned(note: Path, name: str, vkey: str, as_json: bool) -> ExitCode:
    """Keep a witness's signature in the ledger whose checkpoint it is."""
    key = _key(vkey)
    with _opened(name) as ledger:
        entry = ledger.cosigned(named_content(note).decode("utf-8", "replace"), key)
    return answers.give(
        "ledger/1", {"seq": entry.seq}, f"kept as entry {entry.seq}: {key.name} cosigned", as_json=as_json
    )


@command.command(epilog="Example: `understone ledger export audit-2026-11/ --ledger op.ledger`.")
@click.argument("folder", metavar="TO", type=NAMED_PATH)
@_LEDGER
@_JSON
def export(folder: Path, name: str, as_json: bool) -> ExitCode:
    """Write the whole ledger into a new folder, with payloads, for an auditor to check offline."""
    from understone.ledger.export import export as export_to

    with _opened(name) as ledger:
        count = export_to(ledger, folder)
    data = {"folder": plain(str(folder)), "entries": count}
    return answers.give("ledger/1", data, f"{folder}: {count:,} entries; it holds personal data", as_json=as_json)


@contextmanager
def _opened(name: str) -> Iterator["Ledger"]:
    from understone.ledger.ledger import Ledger

    if name.startswith(_URLS):
        from understone.ledger.postgres_store import PostgresStore

        ledger = Ledger(PostgresStore.open(name))
    else:
        ledger = Ledger.open(Path(name), create=False)
    with ledger:
        yield ledger


def _verified(thing: str, keys: tuple["Verifier", ...], note: str | None) -> dict[str, object]:
    from understone.ledger import proof_file
    from understone.ledger import verify as verifying
    from understone.ledger.export import Export

    if thing.startswith(_URLS):
        with _opened(thing) as ledger:
            return _report_data("postgresql", ledger.verify(note, keys))
    path = Path(thing)
    if path.is_dir():
        return _report_data(thing, verifying.verify(Export.open(path), note, keys, with_nodes=False))
    if named_content(path, 16).startswith(b"SQLite format 3\0"):
        with _opened(thing) as ledger:
            return _report_data(thing, ledger.verify(note, keys))
    proof = proof_file.loads(named_content(path))
    faults = proof_file.check(proof, keys)
    kind = "inclusion" if isinstance(proof, proof_file.InclusionFile) else "consistency"
    return {
        "name": plain(thing),
        "holds": not faults,
        "read": f"proof of {kind}" + ("" if keys else "; NO SIGNATURE CHECKED: give --trust"),
        "signatures_checked": bool(keys),
        "faults": [{"row": "proof", "what": what} for what in faults],
    }


def _report_data(name: str, report: "Report") -> dict[str, object]:
    return {
        "name": plain(name),
        "holds": report.holds,
        "read": f"{report.size:,} entries, {report.payloads:,} payloads, {report.erased:,} erased, "
        f"{report.nodes:,} nodes, {report.checkpoints:,} checkpoints, {report.cosignatures:,} cosignatures",
        "size": report.size,
        "root": None if report.root is None else report.root.hex(),
        "payloads": report.payloads,
        "erased": report.erased,
        "nodes": report.nodes,
        "checkpoints": report.checkpoints,
        "cosignatures": report.cosignatures,
        "faults": [{"row": fault.row, "what": fault.what} for fault in report.faults],
    }


def _listed(faults: object) -> list[dict[str, str]]:
    assert isinstance(faults, list)
    return faults


def _entry_data(stored: "Stored", *, payloads: bool) -> dict[str, object]:
    import json

    data: dict[str, object] = {**json.loads(stored.entry.leaf()), "erased": stored.payload is None}
    if payloads:
        data["payload"] = None if stored.payload is None else json.loads(stored.payload)
    return data


def _cells(stored: "Stored", *, payloads: bool) -> list[object]:
    from understone.ledger.entries import as_text

    entry = stored.entry
    cells: list[object] = [
        entry.seq,
        as_text(entry.at),
        entry.org,
        entry.actor,
        entry.role,
        entry.event,
        entry.object or "",
        entry.op,
    ]
    if payloads:
        cells.append("erased" if stored.payload is None else stored.payload.decode("utf-8", "replace"))
    return cells


def _key(text: str) -> "Verifier":
    from understone.ledger.notes import Verifier

    return Verifier.parse(text)


def _signer(name: str, key: Path, passphrase_file: Path | None) -> "Signer":
    from understone.cli.passphrases import passphrase
    from understone.exchange.keys import load_signing_key
    from understone.ledger.notes import Signer

    return Signer(name, load_signing_key(key, passphrase(passphrase_file, f"passphrase of {key}")))


def _refuse_existing(out: Path) -> None:
    """Refuse before anything is signed or recorded, not after."""
    if out.exists():
        raise UsageError("a file of this name exists", str(out), "choose another name, or move the file away")
