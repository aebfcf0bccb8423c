"""`understone keys`: make, list, rotate and revoke keys; get back what was sealed to a lost one."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from understone.cli import answers
from understone.cli.exclusive import alone, write_new, write_over
from understone.cli.inputs import content_of
from understone.cli.key_options import DIRECTORY, JSON, PASSPHRASE
from understone.cli.passphrases import passphrase
from understone.cli.paths import NAMED_PATH
from understone.errors import UsageError
from understone.exit_codes import ExitCode
from understone.shown import plain

if TYPE_CHECKING:
    from understone.exchange.directory import Directory, Entry

_AT = click.option("--at", metavar="TIME", help="From when, such as 2026-11-25T09:00:00Z; now if not given.")


@click.group()
def command() -> None:
    """Make, list, rotate and revoke keys; recover what was sealed to a lost one."""


def time_given(text: str | None) -> datetime:
    """Return the time that an option says, to the second; now if it says none. Raises `UsageError`."""
    if text is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        time = None
    if time is None or time.tzinfo is None:
        raise UsageError(f"{text!r} is no time with a zone", "--at", "write it as 2026-11-25T09:00:00Z")
    return time.astimezone(UTC)


@command.command(
    epilog="Example: `understone keys new an-07.key --kind sign --owner AN-07 --organisation AGENCY --person AN-07 "
    "--directory keys.json --agency AGENCY`."
)
@click.argument("file", metavar="FILE", type=NAMED_PATH)
@click.option("--kind", required=True, type=click.Choice(["sign", "seal", "recover"]), help="What the key is for.")
@click.option("--owner", required=True, help="Whose key it is, in words.")
@click.option("--organisation", required=True, help="The agency's name, or the force's code.")
@click.option("--person", help="The pseudonym of the one person who holds it; none for an organisation's key.")
@click.option("--agency", help="Begin a new directory, for this agency.")
@DIRECTORY
@_AT
@PASSPHRASE
@JSON
def new(
    file: Path,
    kind: str,
    owner: str,
    organisation: str,
    person: str | None,
    agency: str | None,
    directory: Path,
    at: str | None,
    passphrase_file: Path | None,
    as_json: bool,
) -> ExitCode:
    """Make a private key in FILE (a new file, mode 0600, under a passphrase) and enter its public part."""
    from understone.exchange import directory as directories

    secret = passphrase(passphrase_file, "New passphrase", confirm=True)
    with alone(directory):
        if agency is not None and not directory.exists():
            held = directories.Directory(directories.SCHEMA, agency, ())
        else:
            held = directories.load(directory)
            if agency not in (None, held.agency):
                raise UsageError(f"this is the directory of {held.agency}", str(directory), "leave out --agency")
        entry = _enter(held, directory, file, secret, kind, owner, organisation, person, time_given(at))
    _answer([entry], as_json=as_json)
    return ExitCode.DONE


@command.command(name="list", epilog="Example: `understone keys list keys.json`.")
@click.argument("file", metavar="FILE", type=NAMED_PATH)
@JSON
def list_(file: Path, as_json: bool) -> ExitCode:
    """List the keys of a directory, and the digest to compare by telephone."""
    import hashlib

    from understone.exchange import directory as directories

    held = directories.load(file)
    if not as_json:
        print(f"agency {plain(held.agency)}; SHA-256 {hashlib.sha256(directories.to_bytes(held)).hexdigest()}")
    _answer(list(held.entries), as_json=as_json)
    return ExitCode.DONE


@command.command(
    epilog="Example: `understone keys rotate 5d1f… force-2027.key --directory keys.json --at 2027-01-01T00:00:00Z`."
)
@click.argument("key_id", metavar="KEY")
@click.argument("file", metavar="FILE", type=NAMED_PATH)
@DIRECTORY
@_AT
@PASSPHRASE
@JSON
def rotate(
    key_id: str, file: Path, directory: Path, at: str | None, passphrase_file: Path | None, as_json: bool
) -> ExitCode:
    """Make a new key in FILE in the place of KEY, from a time on. Keep the old file: it opens what came before."""
    from understone.exchange import directory as directories

    when = time_given(at)
    secret = passphrase(passphrase_file, "New passphrase", confirm=True)
    with alone(directory):
        ended = directories.end(directories.load(directory), key_id, when)
        old = ended.find(key_id)
        assert old is not None  # `end` has found it
        entry = _enter(ended, directory, file, secret, old.kind, old.owner, old.organisation, old.person, when)
    _answer([old, entry], as_json=as_json)
    return ExitCode.DONE


@command.command(
    epilog="Example: `understone keys revoke 5d1f… --directory keys.json --cause 'laptop stolen'`. Then send keys.json."
)
@click.argument("key_id", metavar="KEY")
@click.option("--cause", required=True, help="Why: lost, stolen, person left.")
@DIRECTORY
@_AT
@JSON
def revoke(key_id: str, cause: str, directory: Path, at: str | None, as_json: bool) -> ExitCode:
    """Revoke KEY: what it signed is refused from now on, except what was received before."""
    from understone.exchange import directory as directories

    with alone(directory):
        held = directories.revoke(directories.load(directory), key_id, time_given(at), cause)
        write_over(directory, directories.to_bytes(held))
    _answer([entry for entry in held.entries if entry.key_id == key_id], as_json=as_json)
    return ExitCode.DONE


@command.command(
    epilog="Example: `understone keys recover d1.age d1-again.age --recovery recovery.key --to age1… `. docs/how-to/"
    "keys-and-what-to-do-when-one-is-lost.md."
)
@click.argument("sealed", metavar="SEALED", type=NAMED_PATH)
@click.argument("out", metavar="OUT", type=NAMED_PATH)
@click.option("--recovery", metavar="FILE", type=NAMED_PATH, required=True, help="The recovery key of the force.")
@click.option("--to", metavar="RECIPIENT", required=True, help="The force's new public sealing key, age1….")
@PASSPHRASE
@JSON
def recover(sealed: Path, out: Path, recovery: Path, to: str, passphrase_file: Path | None, as_json: bool) -> ExitCode:
    """Seal SEALED anew to another key of the force, after its sealing key was lost."""
    from understone.exchange import keys, sealing

    identity = keys.load_identity(recovery, passphrase(passphrase_file, f"Passphrase of {recovery}"))
    write_new(out, sealing.reseal(content_of(sealed), identity, to))
    line = f"{out}: the same package, sealed to the new key"
    return answers.give("keys-recovered/1", {"out": plain(str(out))}, line, as_json=as_json)


def _enter(
    held: "Directory",
    directory: Path,
    file: Path,
    secret: str,
    kind: str,
    owner: str,
    organisation: str,
    person: str | None,
    at: datetime,
) -> "Entry":
    """Make a key, its file and its entry: both or neither. The caller holds the directory alone."""
    from understone.exchange import directory as directories
    from understone.exchange import keys
    from understone.exchange.typed_json import moment_text

    key = keys.new_signing_key() if kind == "sign" else keys.new_identity()
    public = keys.public_of(key)
    entry = directories.Entry(
        directories.key_id(public),
        directories.KeyKind(kind),
        owner,
        organisation,
        person,
        public,
        moment_text(at),
        None,
        None,
        None,
    )
    content = directories.to_bytes(directories.add(held, entry))
    (keys.store_signing_key if kind == "sign" else keys.store_identity)(file, key, secret)
    try:
        write_over(directory, content)
    except BaseException:
        file.unlink()
        raise
    return entry


def _answer(entries: "list[Entry]", *, as_json: bool) -> None:
    from understone.exchange.typed_json import to_json

    if as_json:
        answers.give_json("keys/1", [to_json(entry) for entry in entries])
        return
    answers.table(
        [
            (
                entry.key_id,
                entry.kind,
                entry.owner,
                entry.organisation,
                entry.effective,
                entry.until or "",
                f"{entry.revoked_at}: {entry.cause}" if entry.revoked_at else "",
                entry.public,
            )
            for entry in entries
        ],
        ("key", "kind", "owner", "organisation", "from", "until", "revoked", "public"),
    )
