"""`understone exchange`: build, sign and seal a package; open one; answer with receipts and verify them."""

import hashlib
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from understone.cli import answers
from understone.cli.exclusive import write_new
from understone.cli.inputs import content_of
from understone.cli.key_options import DIRECTORY, JSON, PASSPHRASE
from understone.cli.keys import time_given
from understone.cli.own_ledger import recorder
from understone.cli.passphrases import passphrase
from understone.cli.paths import NAMED_PATH
from understone.errors import UsageError
from understone.exit_codes import ExitCode
from understone.shown import plain

if TYPE_CHECKING:
    from understone.exchange.directory import Directory
    from understone.exchange.opening import Opened

_KEY = click.option("--key", metavar="FILE", type=NAMED_PATH, required=True, help="Your private key.")
_FORCE = click.option("--force", metavar="CODE", required=True, help="The force's code, such as E23000001.")
_INBOX = click.option("--inbox", metavar="FILE", type=NAMED_PATH, required=True, help="The force's inbox.")
_ACTOR = click.option("--actor", metavar="PSEUDONYM", required=True, help="Who does this, for the force's ledger.")
_LEDGER = click.option(
    "--ledger", metavar="FILE", type=NAMED_PATH, help="The force's own ledger; beside the inbox if not given."
)
_NOW = click.option("--at", metavar="TIME", help="The time to judge by; now if not given.")


@click.group()
def command() -> None:
    """Send a package to one force so that only it can open it, and bring its receipts back."""


@command.command(
    epilog="Example: `understone exchange build body.json draft/ --recipient E23000001 --attach log.csv`. "
    "docs/how-to/send-and-receive-a-package.md."
)
@click.argument("body", metavar="BODY", type=NAMED_PATH)
@click.argument("draft", metavar="DRAFT", type=NAMED_PATH)
@click.option("--recipient", metavar="CODE", required=True, help="The force's code, such as E23000001.")
@click.option("--dissemination", metavar="UUID", help="The number of this sending; a new one if not given.")
@click.option("--attach", metavar="FILE", type=NAMED_PATH, multiple=True, help="Text, CSV, JSON or PDF; repeatable.")
@click.option("--at", metavar="TIME", help="When approval was asked; now if not given.")
@JSON
def build(
    body: Path,
    draft: Path,
    recipient: str,
    dissemination: str | None,
    attach: tuple[Path, ...],
    at: str | None,
    as_json: bool,
) -> ExitCode:
    """Build a DRAFT folder from BODY (package.json in any spelling), with both views and the attachments."""
    from understone.cli import draft_folder
    from understone.exchange import package, rendering, sealing, typed_json

    made = package.from_json(typed_json.parse(content_of(body), str(body)), str(body))
    by_name = {path.name: content_of(path) for path in attach}
    if len(by_name) != len(attach):
        raise UsageError("two attachments have one name", "--attach", "rename one of them")
    built = sealing.build(
        made,
        by_name,
        views={"view.html": rendering.html(made), "view.pdf": rendering.pdf(made)},
        dissemination=dissemination or str(uuid.uuid4()),
        recipient=recipient,
        created=time_given(at),
    )
    draft_folder.write(draft, built)
    data = {
        "draft": plain(str(draft)),
        "dissemination": built.manifest.dissemination,
        "manifest_sha256": hashlib.sha256(built.manifest_bytes).hexdigest(),
        "files": [typed_json.to_json(each) for each in built.manifest.files],
    }
    return answers.give(
        "exchange-draft/1", data, f"{draft}: dissemination {built.manifest.dissemination}", as_json=as_json
    )


@command.command(epilog="Example: `understone exchange sign draft/ --key an-07.key`.")
@click.argument("draft", metavar="DRAFT", type=NAMED_PATH)
@_KEY
@PASSPHRASE
@JSON
def sign(draft: Path, key: Path, passphrase_file: Path | None, as_json: bool) -> ExitCode:
    """Sign the manifest of DRAFT: first its author, then the person who approves it, each with their own key."""
    from understone.cli import draft_folder
    from understone.exchange import keys, sealing
    from understone.exchange.directory import key_id

    private = keys.load_signing_key(key, passphrase(passphrase_file, f"Passphrase of {key}"))
    signature = sealing.sign(draft_folder.read(draft), private, key_id(keys.public_of(private)))
    path = draft_folder.add_signature(draft, signature)
    return answers.give("exchange-signature/1", {"key_id": signature.keyid}, f"{path}", as_json=as_json)


@command.command(epilog="Example: `understone exchange seal draft/ d1.age --directory keys.json`.")
@click.argument("draft", metavar="DRAFT", type=NAMED_PATH)
@click.argument("out", metavar="OUT", type=NAMED_PATH)
@DIRECTORY
@_NOW
@JSON
def seal(draft: Path, out: Path, directory: Path, at: str | None, as_json: bool) -> ExitCode:
    """Seal a DRAFT that two persons signed into OUT, which only the force named in it can open."""
    from understone.cli import draft_folder
    from understone.exchange import directory as directories
    from understone.exchange import sealing

    made = sealing.seal(
        draft_folder.read(draft), draft_folder.signatures(draft), directories.load(directory), at=time_given(at)
    )
    write_new(out, made.content)
    data = {"out": str(out), "sealed_digest": made.sealed_digest, "envelope_digest": made.envelope_digest}
    return answers.give("exchange-sealed/1", data, f"{out}: SHA-256 {made.sealed_digest}", as_json=as_json)


@command.command(
    epilog="Example: `understone exchange inspect d1.age --key seal.key --directory keys.json --force E23000001`."
)
@click.argument("sealed", metavar="SEALED", type=NAMED_PATH)
@_KEY
@DIRECTORY
@_FORCE
@_NOW
@PASSPHRASE
@JSON
def inspect(
    sealed: Path,
    key: Path,
    directory: Path,
    force: str,
    at: str | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> ExitCode:
    """Verify SEALED and say what it is, storing nothing."""
    from understone.exchange import directory as directories
    from understone.exchange import keys
    from understone.exchange.opening import Standing, open_sealed

    opened = open_sealed(
        sealed,
        keys.load_identity(key, passphrase(passphrase_file, f"Passphrase of {key}")),
        directories.load(directory),
        me=force,
        now=time_given(at),
        seen=_NothingSeen(),
        standing=Standing(),
        record=_record_nothing,
    )
    _tell(opened, as_json=as_json)
    return ExitCode.DONE


@command.command(
    name="open",
    epilog="Example: `understone exchange open d1.age --key seal.key --directory keys.json --force E23000001 "
    "--inbox inbox.sqlite --actor SP-01 --out d1/`.",
)
@click.argument("sealed", metavar="SEALED", type=NAMED_PATH)
@_KEY
@DIRECTORY
@_FORCE
@_INBOX
@click.option("--out", metavar="FOLDER", type=NAMED_PATH, help="Write the files into a new folder too.")
@_ACTOR
@_LEDGER
@_NOW
@PASSPHRASE
@JSON
def open_(
    sealed: Path,
    key: Path,
    directory: Path,
    force: str,
    inbox: Path,
    out: Path | None,
    actor: str,
    ledger: Path | None,
    at: str | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> ExitCode:
    """Verify SEALED and take it into the inbox. A refusal stores nothing; it is recorded, and so is the opening."""
    from understone.cli import draft_folder
    from understone.exchange import directory as directories
    from understone.exchange import keys
    from understone.exchange.inbox import Inbox
    from understone.exchange.opening import open_sealed

    held: Directory = directories.load(directory)
    identity = keys.load_identity(key, passphrase(passphrase_file, f"Passphrase of {key}"))
    now = time_given(at)
    with Inbox(inbox) as store, recorder(ledger or inbox.with_suffix(".ledger"), force, actor) as record:
        opened = open_sealed(
            sealed,
            identity,
            held,
            me=force,
            now=now,
            seen=store,
            standing=store.standing(),
            record=record,
        )
        why = {"entity": "package", "id": opened.manifest.package, "purpose": "opened from its sealed file"}
        record("view.record", why, opened.manifest.dissemination)
        store.take(opened, now, record=record)
    if out is not None:
        draft_folder.write_files(out, dict(opened.files))
    _tell(opened, as_json=as_json)
    return ExitCode.DONE


@command.command(
    epilog="Example: `understone exchange receipt DISSEMINATION d1-1.receipt --state received --inbox inbox.sqlite "
    "--key force.key --actor SP-01`."
)
@click.argument("dissemination", metavar="DISSEMINATION")
@click.argument("out", metavar="OUT", type=NAMED_PATH)
@click.option(
    "--state",
    required=True,
    type=click.Choice(["received", "accepted", "returned", "actioned"]),
    help="What the force says.",
)
@click.option("--investigator", help="Who takes it, for accepted.")
@click.option(
    "--reason",
    type=click.Choice(["area", "insufficient", "duplicate", "conflict", "other"]),
    help="Why, for returned.",
)
@click.option("--suggested-force", metavar="CODE", help="Who should have it, for returned.")
@click.option(
    "--action", type=click.Choice(["search", "arrest", "no_further_action"]), help="What was done, for actioned."
)
@_INBOX
@_KEY
@_ACTOR
@_LEDGER
@_NOW
@PASSPHRASE
@JSON
def receipt(
    dissemination: str,
    out: Path,
    state: str,
    investigator: str | None,
    reason: str | None,
    suggested_force: str | None,
    action: str | None,
    inbox: Path,
    key: Path,
    actor: str,
    ledger: Path | None,
    at: str | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> ExitCode:
    """Sign the next receipt for DISSEMINATION and write it to OUT, to be sent to the agency."""
    from understone.exchange import keys
    from understone.exchange import receipt as receipts
    from understone.exchange.directory import key_id
    from understone.exchange.inbox import Inbox

    private = keys.load_signing_key(key, passphrase(passphrase_file, f"Passphrase of {key}"))
    with (
        Inbox(inbox) as store,
        recorder(ledger or inbox.with_suffix(".ledger"), store.force(dissemination), actor) as record,
    ):
        envelope = store.answer(
            dissemination,
            receipts.State(state),
            private,
            key_id(keys.public_of(private)),
            at=time_given(at),
            record=record,
            reason=receipts.ReturnReason(reason) if reason else None,
            suggested_force=suggested_force,
            investigator=investigator,
            action=receipts.Action(action) if action else None,
        )
    write_new(out, envelope)
    data = {"out": str(out), "digest": receipts.digest(envelope)}
    return answers.give("exchange-receipt/1", data, f"{out}: {state}, SHA-256 {data['digest']}", as_json=as_json)


@command.command(
    epilog="Example: `understone exchange verify d1-1.receipt d1-2.receipt --dissemination … --force E23000001 "
    "--envelope-digest … --directory keys.json`."
)
@click.argument("receipts", metavar="RECEIPT...", type=NAMED_PATH, nargs=-1, required=True)
@click.option("--dissemination", metavar="UUID", required=True, help="The sending that they answer.")
@click.option("--envelope-digest", metavar="SHA256", required=True, help="What `seal` said.")
@_FORCE
@DIRECTORY
@JSON
def verify(
    receipts: tuple[Path, ...], dissemination: str, envelope_digest: str, force: str, directory: Path, as_json: bool
) -> ExitCode:
    """Verify the receipts of one sending, first to last: signatures, chain, order."""
    from understone.exchange import directory as directories
    from understone.exchange.receipt import verify_chain
    from understone.exchange.typed_json import to_json

    chain = verify_chain(
        [content_of(path) for path in receipts],
        directories.load(directory),
        dissemination=dissemination,
        force=force,
        envelope_digest=envelope_digest,
    )
    if as_json:
        answers.give_json("exchange-receipts/1", [to_json(each) for each in chain])
    else:
        answers.table([(each.seq, each.state, each.at, each.force) for each in chain], ("seq", "state", "at", "force"))
    return ExitCode.DONE


@command.command(
    epilog="Example: `understone exchange withdraw PACKAGE --inbox inbox.sqlite --force E23000001 --actor SP-01 "
    "--reason 'told by the duty officer: wrong person'`."
)
@click.argument("package", metavar="PACKAGE")
@_INBOX
@_FORCE
@_ACTOR
@_LEDGER
@click.option("--reason", required=True, help="Who told it, and why.")
@_NOW
@JSON
def withdraw(
    package: str,
    inbox: Path,
    force: str,
    actor: str,
    ledger: Path | None,
    reason: str,
    at: str | None,
    as_json: bool,
) -> ExitCode:
    """Note that the agency took PACKAGE (its UUID) back: it can be neither opened nor answered from now on."""
    from understone.exchange.inbox import Inbox

    with Inbox(inbox) as store, recorder(ledger or inbox.with_suffix(".ledger"), force, actor) as record:
        record("package.withdrawn", {"reason": reason})
        store.withdraw(package, time_given(at))
    return answers.give("exchange-withdrawn/1", {"package": package}, f"{package}: withdrawn", as_json=as_json)


def _record_nothing(event: str, payload: Mapping[str, object], about: str | None = None) -> None:
    """Look without a trace; what was sealed is not shown."""


class _NothingSeen:
    """A store that remembers nothing, for looking without taking."""

    def seen(self, dissemination: str) -> None:
        """Return None."""


def _tell(opened: "Opened", *, as_json: bool) -> None:
    from understone.exchange.typed_json import to_json

    made, head = opened.manifest, opened.body.package
    data = {
        "manifest": to_json(made),
        "version": head.version,
        "kind": str(head.kind),
        "valid_until": head.valid_until,
        "signers": [{"person": each.person, "key_id": each.key_id} for each in opened.signers],
        "sealed_digest": opened.sealed_digest,
        "envelope_digest": opened.envelope_digest,
        "seen_before": opened.seen is not None,
        "superseded_by": opened.superseded_by,
    }
    if as_json:
        answers.give_json("exchange-package/1", data)
        return
    print(f"dissemination {made.dissemination} to {made.recipient}, made {made.created}")
    print(f"package {made.package}, version {head.version}, {head.kind}, valid until {head.valid_until or 'recalled'}")
    print("signed by " + " and ".join(f"{plain(each.person)} (key {each.key_id})" for each in opened.signers))
    print(f"envelope SHA-256 {opened.envelope_digest}")
    if opened.seen is not None:
        print(f"opened before, {opened.seen.opened_at:%Y-%m-%d %H:%M:%SZ}")
    if opened.superseded_by is not None:
        print(f"SUPERSEDED by version {opened.superseded_by}: it may be read, not accepted")
    answers.table([(each.path, f"{each.size:,}", each.type) for each in made.files], ("file", "bytes", "type"))
