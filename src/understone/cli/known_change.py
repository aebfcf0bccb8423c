"""`understone known update`, `compact`, `log`, `rollback`, `disable`, `enable`, `profile`: a known set changes.

Each is one revision of the set: all of it or none, on the set's own log, and readers go on meanwhile.
"""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from understone import digests
from understone.cli import answers, known_refusals
from understone.cli.paths import NAMED_PATH
from understone.cli.progress_line import ProgressLine
from understone.digests import DigestError
from understone.errors import UsageError
from understone.exit_codes import ExitCode
from understone.known.disable import DisableResult
from understone.known.disable import disable as disable_hash
from understone.known.disable import enable as enable_hash
from understone.known.formats.draft import parse_hash
from understone.known.listings import HashKind
from understone.known.log import LogEntry, read_log
from understone.known.outcomes import LISTING_COUNTS, RECORD_COUNTS
from understone.known.profile import read_profile
from understone.known.update import UpdateResult
from understone.known.update import update as update_set
from understone.shown import plain, size

_DIRECTORY = click.argument("directory", metavar="DIR", type=NAMED_PATH)
_JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
_BY = click.option("--by", metavar="NAME", help="Who makes the change; the user of this system if not given.")
_REASON = click.option("--reason", required=True, metavar="TEXT", help="Why; it stands on the set's log.")


@click.command(
    epilog="Examples: `understone known update hits/ november.xml --list ncmec`, "
    "`understone known update hits/ edition-2026-11.json --list national --complete`, "
    "`understone known update hits/ wrong.txt --withdraw --reason 'not of a child, ref 118'`. "
    "Exit code 4 if a record was refused or a withdrawal found nothing, else 0."
)
@_DIRECTORY
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=NAMED_PATH)
@click.option(
    "--list",
    "list_name",
    metavar="NAME",
    help="The list of which SOURCE is a delivery, as `known info` names it; SOURCE's own name if not given.",
)
@click.option("--complete", is_flag=True, help="SOURCE is a whole edition: what it leaves out is withdrawn.")
@click.option("--expect-loss", is_flag=True, help="An edition may leave out more than half of its list.")
@click.option("--withdraw", is_flag=True, help="Withdraw every record of SOURCE, by any of its hashes; with --reason.")
@click.option("--reason", metavar="TEXT", help="Why the records are withdrawn.")
@click.option(
    "--kind-checked", is_flag=True, help="You have checked the kind of a list that looks like the other kind."
)
@_BY
@_JSON
def update(
    directory: Path,
    sources: tuple[Path, ...],
    list_name: str | None,
    complete: bool,
    expect_loss: bool,
    withdraw: bool,
    reason: str | None,
    kind_checked: bool,
    by: str | None,
    as_json: bool,
) -> ExitCode:
    """Take deliveries into the known set in DIR: what is new is added, what a list takes back is withdrawn.

    A record that the same list gave before, with another category or other hashes, takes the former one's place.
    Nothing is built again; readers that are open see the new revision when they look for it, and all of it at once.
    """
    if withdraw != (reason is not None and bool(reason.strip())):
        raise UsageError("--withdraw and --reason go together", "known update", "give both, or neither")
    if withdraw and complete:
        raise UsageError("an edition is no withdrawal", "known update", "give --complete or --withdraw")
    with ProgressLine(quiet=as_json) as line:
        result = update_set(
            directory,
            sources,
            list_name=list_name,
            complete=complete,
            expect_loss=expect_loss,
            withdraw_reason=reason,
            kind_checked=kind_checked,
            by=by,
            report=line,
        )
    if as_json:
        answers.give_json("known-update/1", _update_data(result))
    else:
        _show_update(result)
    return ExitCode.WITH_ERRORS if result.refused else ExitCode.DONE


@click.command(
    epilog="Examples: `understone known compact hits/`, `understone known compact hits/ --keep 0` (frees the most)."
)
@_DIRECTORY
@click.option(
    "--keep", default=10, show_default=True, type=click.IntRange(0), help="Earlier revisions to be able to return to."
)
@_BY
@_JSON
def compact(directory: Path, keep: int, by: str | None, as_json: bool) -> ExitCode:
    """Make a known set one segment again and let its older revisions go. It answers as before, a little faster."""
    from understone.known.compact import compact as compact_set

    with ProgressLine(quiet=as_json) as line:
        result = compact_set(directory, keep=keep, by=by, report=line)
    if as_json:
        answers.give_json("known-compact/1", {**asdict(result), "path": plain(str(result.path))})
        return ExitCode.DONE
    if result.made:
        print(
            f"{plain(result.name)}: {result.segments_before:,} segments are now {result.segments_after:,}, "
            f"revision {result.revision}, {result.listings:,} listings"
        )
    else:
        print(f"{plain(result.name)}: nothing to make compact at revision {result.revision}")
    print(f"{size(result.bytes_before)} on disk before, {size(result.bytes_after)} now")
    held = ", ".join(str(each) for each in result.returnable)
    print(f"it can return to revisions {held}" if held else "it can return to no earlier revision")
    return ExitCode.DONE


@click.command(epilog="Examples: `understone known log hits/`, `understone known log hits/ --json`.")
@_DIRECTORY
@_JSON
def log(directory: Path, as_json: bool) -> ExitCode:
    """Say what changed in a known set, when, by whom, from which deliveries. The chain is checked as it is read."""
    entries = list(read_log(directory))
    if as_json:
        answers.give_json("known-log/1", {"entries": [asdict(entry) for entry in entries]})
        return ExitCode.DONE
    answers.table(
        [(entry.revision, entry.time, entry.by, entry.action, _what(entry), entry.reason) for entry in entries],
        ("revision", "time (UTC)", "by", "action", "what", "reason"),
    )
    return ExitCode.DONE


@click.command(epilog="Example: `understone known rollback hits/ 17 --reason 'the November edition was cut off'`.")
@_DIRECTORY
@click.argument("revision", metavar="REVISION", type=click.IntRange(1))
@_REASON
@_BY
@_JSON
def rollback(directory: Path, revision: int, reason: str, by: str | None, as_json: bool) -> ExitCode:
    """Make a known set answer as it did at an earlier revision. That is a new revision; the log keeps all."""
    from understone.known.rollback import rollback as roll_back

    result = roll_back(directory, revision, reason=reason, by=by)
    if as_json:
        answers.give_json("known-rollback/1", {**asdict(result), "path": plain(str(result.path))})
    else:
        print(
            f"{plain(result.name)}: revision {result.revision} answers as revision {result.returned_to} did, "
            f"{result.listings:,} listings"
        )
        print(f"digest {result.digest}")
    return ExitCode.DONE


@click.command(
    epilog="Examples: `understone known disable hits/ 94c191b1127f0ae83ac1ae8f78acf66b --until 2027-01-31T00:00:00Z "
    "--reason 'matches a logo, asked NCMEC'`, `understone known disable hits/ pdq:HEX --until enabled --reason TEXT`."
)
@_DIRECTORY
@click.argument("named", metavar="HASH")
@click.option(
    "--until", required=True, metavar="TIME|enabled", help="When it is over: a time with its zone, or `enabled`."
)
@_REASON
@_BY
@_JSON
def disable(directory: Path, named: str, until: str, reason: str, by: str | None, as_json: bool) -> ExitCode:
    """Make every listing that carries HASH match nothing for a while: for a hash that is found to be wrong.

    HASH is an MD5, SHA-1 or SHA-256, `pdq:` and a PDQ, or `photodna:` and a PhotoDNA. It is over by itself on time.
    """
    kind, value = _hash(named)
    result = disable_hash(directory, kind, value, until=_time(until), reason=reason, by=by)
    return _show_disabled(result, as_json)


@click.command(
    epilog="Example: `understone known enable hits/ 94c191b1127f0ae83ac1ae8f78acf66b --reason 'confirmed by NCMEC'`."
)
@_DIRECTORY
@click.argument("named", metavar="HASH")
@_REASON
@_BY
@_JSON
def enable(directory: Path, named: str, reason: str, by: str | None, as_json: bool) -> ExitCode:
    """Let a hash that was disabled match again."""
    kind, value = _hash(named)
    return _show_disabled(enable_hash(directory, kind, value, reason=reason, by=by), as_json)


@click.command(
    epilog="Examples: `understone known profile hits/ agency.toml --reason 'edition of November'`, "
    "`understone known profile hits/ none --reason 'it was the wrong one'`."
)
@_DIRECTORY
@click.argument("profile_path", metavar="FILE|none", type=NAMED_PATH)
@_REASON
@_BY
@_JSON
def profile(directory: Path, profile_path: Path, reason: str, by: str | None, as_json: bool) -> ExitCode:
    """State what categories mean to this agency, by a profile (docs/reference/category-profile.md)."""
    from understone.known.reprofile import state_profile

    stated = None if str(profile_path) == "none" else read_profile(profile_path)
    manifest = state_profile(directory, stated, reason=reason, by=by)
    said = None if stated is None else {"name": stated.name, "edition": stated.edition, "sha256": stated.sha256}
    if as_json:
        data = {"revision": manifest.revision, "digest": manifest.identity, "profile": said}
        answers.give_json("known-profile/1", data)
        return ExitCode.DONE
    what = "no profile: no category has a meaning" if stated is None else f"{stated.name} {stated.edition}"
    print(f"{plain(manifest.name)}: revision {manifest.revision}, {plain(what)}")
    print(f"digest {manifest.identity}")
    return ExitCode.DONE


def _hash(named: str) -> tuple[HashKind, bytes]:
    """Read a hash as a person gives it. Raises `UsageError`."""
    prefix, colon, rest = named.partition(":")
    try:
        if colon and prefix.lower() == "pdq":
            return "pdq", parse_hash("pdq", rest.strip())
        if colon and prefix.lower() == "photodna":
            return "photodna", parse_hash("photodna", rest.strip())
        return digests.parse(named)
    except DigestError as error:
        raise UsageError(
            f"{named[:80]!r} is no hash: {error}", "HASH", "give an MD5, SHA-1 or SHA-256, pdq:HEX or photodna:BASE64"
        ) from None


def _time(text: str) -> datetime | None:
    """Read a time with its zone; None for `enabled`. Raises `UsageError`."""
    if text.strip().lower() == "enabled":
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        time = None
    if time is None or time.tzinfo is None:
        raise UsageError(
            f"{text[:40]!r} is no time with a zone", "--until", "give a time such as 2027-01-31T00:00:00Z, or `enabled`"
        )
    return time.astimezone(UTC)


def _show_disabled(result: DisableResult, as_json: bool) -> ExitCode:
    if as_json:
        data = {
            "revision": result.revision,
            "digest": result.digest,
            "disabled": [asdict(each) for each in result.disabled],
        }
        answers.give_json("known-disabled/1", data)
        return ExitCode.DONE
    print(f"{plain(result.name)}: revision {result.revision}, digest {result.digest}")
    answers.table(
        [
            (each.kind, each.hash[:64], each.since, each.until or "until enabled", each.by, each.reason)
            for each in result.disabled
        ],
        ("kind", "hash", "since", "until", "by", "reason"),
    )
    return ExitCode.DONE


def _what(entry: LogEntry) -> str:
    """Say in a few words what a revision changed."""
    counted = [
        f"{name.replace('_', ' ')} {entry.counts[name]:,}"
        for name in (*RECORD_COUNTS, *LISTING_COUNTS)
        if entry.counts.get(name) and name != "unchanged"
    ]
    files = [
        f"{source['name']} (list {source['list']})" if source["list"] else source["name"] for source in entry.sources
    ]
    stated = [
        f"{name} {value}" for name, value in entry.parameters.items() if value not in ("", False) and name != "replaces"
    ]
    return "; ".join(", ".join(part) for part in (files, counted, stated) if part)


def _show_update(result: UpdateResult) -> None:
    columns = ("added", "superseding", "unchanged", "withdrawing", "rejected", "duplicates")
    answers.table(
        [
            (
                each.source.number,
                each.source.list or "all",
                each.source.name,
                each.source.format,
                f"{each.records:,}",
                *(f"{each.counts[name]:,}" for name in columns),
            )
            for each in result.deliveries
        ],
        ("source", "list", "file", "format", "records", *columns),
    )
    print()
    took = [f"{result.counts[name]:,} {text}" for name, text in _TOOK.items() if result.counts[name]]
    print(f"{plain(result.name)} ({result.kind}): revision {result.revision}, {result.listings:,} listings")
    if took:
        print("of what it held before: " + ", ".join(took))
    for each in result.deliveries:
        if each.new_list:
            print(f"{plain(each.source.list)} is a new list in this set")
    print(f"digest {result.digest}")
    known_refusals.show(result.refused, {each.source.number: each.source.name for each in result.deliveries})


_TOOK = {"superseded": "superseded", "withdrawn": "withdrawn", "left_out": "not in the edition"}


def _update_data(result: UpdateResult) -> dict[str, object]:
    return {
        "path": plain(str(result.path)),
        "name": result.name,
        "kind": result.kind,
        "digest": result.digest,
        "revision": result.revision,
        "listings": result.listings,
        "counts": result.counts,
        "deliveries": [asdict(each) for each in result.deliveries],
        **known_refusals.data(result.refused),
    }


COMMANDS: tuple[click.Command, ...] = (update, compact, log, rollback, disable, enable, profile)
