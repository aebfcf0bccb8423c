"""`understone known`: build, describe, verify and ask a known set."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from understone import digests
from understone.cli import answers, known_change, known_lists, known_refusals
from understone.cli.paths import NAMED_PATH
from understone.cli.progress_line import ProgressLine
from understone.digests import KINDS, DigestError, Digests
from understone.errors import UsageError
from understone.exit_codes import ExitCode, foremost
from understone.known import history
from understone.known.build import BuildResult
from understone.known.build import build as build_set
from understone.known.explain import category_text
from understone.known.formats.draft import parse_hash
from understone.known.known_set import KnownSet
from understone.known.listings import EXACT_KINDS, HASH_KINDS, HashKind, SetKind
from understone.known.manifest import Disabled
from understone.known.matches import Match, WithdrawnMatch
from understone.known.profile import read_profile
from understone.shown import plain, size

_BLOCK = 1 << 20
_MEANT_AS_HASH = re.compile(r"[0-9A-Fa-f]{8,}")
_DIRECTORY = click.argument("directory", metavar="DIR", type=NAMED_PATH)
_JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


@click.group()
def command() -> None:
    """Build a known set from hash lists, describe it, verify it, ask it."""


@command.command(
    epilog="Examples: `understone known build hits/ national.json --kind hits`, "
    "`understone known build good/ NSRLFile.txt --kind known-good`, "
    "`understone known build hits/ national.json extra.csv --kind hits --replace`."
)
@_DIRECTORY
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=NAMED_PATH)
@click.option("--kind", required=True, type=click.Choice(["hits", "known-good"]), help="What the lists are for.")
@click.option("--name", help="The name of the set in findings and reports; the folder's if not given.")
@click.option("--list", "list_name", metavar="NAME", help="The SOURCEs are deliveries of this one list, in order.")
@click.option(
    "--profile", "profile_path", metavar="FILE", type=NAMED_PATH, help="What categories mean to this agency (TOML)."
)
@click.option("--replace", is_flag=True, help="Put the new set in the place of the one that stands there.")
@click.option(
    "--kind-checked", is_flag=True, help="You have checked the kind of a list that looks like the other kind."
)
@_JSON
def build(
    directory: Path,
    sources: tuple[Path, ...],
    kind: SetKind,
    name: str | None,
    list_name: str | None,
    profile_path: Path | None,
    replace: bool,
    kind_checked: bool,
    as_json: bool,
) -> ExitCode:
    """Build a known set in DIR from hash lists of any format in docs/reference/list-formats.md.

    A list is recognised by its content. What cannot be used is refused record by record, counted, and shown with its
    place; the exit code is then 4. If anything fails, the set that stood in DIR stands there still.
    """
    profile = None if profile_path is None else read_profile(profile_path)
    with ProgressLine(quiet=as_json) as line:
        result = build_set(
            directory,
            sources,
            kind=kind,
            name=name,
            list_name=list_name,
            replace=replace,
            kind_checked=kind_checked,
            profile=profile,
            report=line,
        )
    if as_json:
        answers.give_json("known-build/1", _build_data(result))
    else:
        _show_build(result)
    return ExitCode.WITH_ERRORS if result.refused else ExitCode.DONE


@command.command(epilog="Example: `understone known info hits/`.")
@_DIRECTORY
@_JSON
def info(directory: Path, as_json: bool) -> ExitCode:
    """Say what a known set holds: its kind, its lists, its digests, what is disabled. Reads none of its listings."""
    with KnownSet.open(directory) as known:
        if as_json:
            answers.give_json("known-info/2", _info_data(known))
            return ExitCode.DONE
        _show_info(known)
    return ExitCode.DONE


@command.command(epilog="Example: `understone known verify hits/`.")
@_DIRECTORY
@_JSON
def verify(directory: Path, as_json: bool) -> ExitCode:
    """Digest every file of a known set again and compare with what was recorded. Exit code 6 if one differs.

    Checked too: the chain of its log, and the earlier revisions that it can return to.
    """
    with KnownSet.open(directory) as known:
        known.verify(kept=True)
        files = [stored for segment in known.manifest.segments for stored in segment.files]
        files += known.manifest.withdrawn_files()
        total = sum(stored.size for stored in files)
        if as_json:
            answers.give_json("known-verify/1", {"digest": known.digest, "files": len(files), "bytes": total})
        else:
            print(f"{plain(known.name)}: all {len(files)} files ({size(total)}) are as they were written")
            print(f"digest {known.digest}")
    return ExitCode.DONE


@dataclass(frozen=True, slots=True)
class _Asked:
    """One thing asked and its answer: `match`, `no match`, or `cannot say` with the reason."""

    asked: str
    meant: str
    state: str
    reason: str = ""
    matches: tuple[Match, ...] = ()
    withdrawn: tuple[WithdrawnMatch, ...] = ()


@command.command(
    epilog="Examples: `understone known lookup hits/ 94c191b1127f0ae83ac1ae8f78acf66b`, "
    "`understone known lookup hits/ picture.jpg`, `understone known lookup hits/ pdq:HEX`. "
    "Exit code 10 if something of a hit list matched, 4 if something could not be answered, else 0."
)
@_DIRECTORY
@click.argument("asked", metavar="HASH|FILE...", nargs=-1, required=True)
@click.option(
    "--radius", default=31, show_default=True, type=click.IntRange(0, 256), help="Bits that a PDQ may differ."
)
@_JSON
def lookup(directory: Path, asked: tuple[str, ...], radius: int, as_json: bool) -> ExitCode:
    """Ask a known set for digests (MD5, SHA-1, SHA-256), `pdq:` and a PDQ, `photodna:` and a PhotoDNA, or for files.

    A file is looked up by its three digests alone; near matching of pictures is part of `understone examine`.
    """
    with KnownSet.open(directory) as known:
        replies = [_answer(known, text, radius) for text in asked]
        if as_json:
            answers.give_json(
                "known-lookup/1",
                {
                    "set": known.name,
                    "digest": known.digest,
                    "kind": known.kind,
                    "asked": [_reply_data(r) for r in replies],
                },
            )
        else:
            for reply in replies:
                _show_reply(reply, known)
        hit = known.kind == "hits" and any(reply.matches for reply in replies)
        unanswered = any(reply.state == "cannot say" for reply in replies)
    return foremost(ExitCode.FINDINGS if hit else ExitCode.DONE, ExitCode.WITH_ERRORS if unanswered else ExitCode.DONE)


def _answer(known: KnownSet, text: str, radius: int) -> _Asked:
    """Answer one thing asked. A digest goes before a file of the same name (`./NAME` means the file)."""
    prefix, colon, rest = text.partition(":")
    if colon and prefix.lower() == "pdq":
        return _near(known, text, rest, radius)
    if colon and prefix.lower() == "photodna":
        return _same_look(known, text, rest)
    try:
        kind, value = digests.parse(text)
    except DigestError as error:
        path = Path(text)
        if path.exists():
            return _file(known, path)
        reason = str(error) if _MEANT_AS_HASH.fullmatch(text) else "it is no digest, and no file of this name exists"
        raise UsageError(
            f"{text[:80]!r} cannot be looked up: {reason}",
            "HASH|FILE",
            "give an MD5, SHA-1 or SHA-256 in hexadecimal, pdq: or photodna: and the hash, or a file that exists",
        ) from None
    return _exact(known, text, kind, Digests(**{kind: value}))


def _exact(known: KnownSet, asked: str, meant: str, content: Digests) -> _Asked:
    if content.is_of_nothing():
        return _Asked(asked, meant, "no match", "these are zero bytes, which never match")
    if not any(kind in known.answers for kind, _ in content.given()):
        held = ", ".join(sorted(known.answers)) or "no digest to look up by"
        return _Asked(asked, meant, "cannot say", f"this set holds {held}")
    return _looked_up(known, asked, meant, content)


def _looked_up(known: KnownSet, asked: str, meant: str, content: Digests) -> _Asked:
    (matches,) = known.lookup([content])
    (gone,) = known.withdrawn([content])
    asked_for = {(kind, value.hex()) for kind in EXACT_KINDS if (value := getattr(content, kind)) is not None}
    off = [each for each in known.disables if (each.kind, each.hash) in asked_for]
    state = "match" if matches else "cannot say" if off else "no match"
    return _Asked(asked, meant, state, _why_not(off), matches, () if matches else _told(gone))


def _why_not(disabled: Sequence[Disabled]) -> str:
    """Say that a hash is disabled: no match then says nothing of the content."""
    said = [
        f"{each.kind} is disabled{f' until {each.until}' if each.until else ''}: {each.reason}" for each in disabled
    ]
    return "; ".join(said)


def _told(gone: Sequence[WithdrawnMatch]) -> tuple[WithdrawnMatch, ...]:
    """Return withdrawn listings worth telling: one that a list says anew since then is not."""
    return tuple(each for each in gone if each.cause.action != "superseded")


def _parsed(asked: str, kind: HashKind, text: str, remedy: str) -> bytes:
    try:
        return parse_hash(kind, text.strip())
    except DigestError as error:
        raise UsageError(f"{asked[:80]!r} cannot be looked up: {error}", "HASH|FILE", remedy) from None


def _same_look(known: KnownSet, asked: str, text: str) -> _Asked:
    value = _parsed(asked, "photodna", text, "give photodna: and 288 hexadecimal digits or 192 characters of base64")
    if not known.counts["photodna"]:
        return _Asked(asked, "photodna", "cannot say", "this set holds no PhotoDNA")
    return _looked_up(known, asked, "photodna", Digests(photodna=value))


def _near(known: KnownSet, asked: str, text: str, radius: int) -> _Asked:
    value = _parsed(asked, "pdq", text, "give pdq: and 64 digits")
    if not known.has_pdq:
        return _Asked(asked, "pdq", "cannot say", "this set holds no PDQ")
    import numpy as np

    (matches,) = known.near(np.frombuffer(value, dtype=np.uint8).reshape(1, 32), radius)
    return _Asked(asked, f"pdq within {radius} bits", "match" if matches else "no match", matches=matches)


def _file(known: KnownSet, path: Path) -> _Asked:
    hashers = {kind: hashlib.new(kind, usedforsecurity=False) for kind in KINDS}
    try:
        with path.open("rb") as source:
            while block := source.read(_BLOCK):
                for hasher in hashers.values():
                    hasher.update(block)
    except OSError as error:
        return _Asked(str(path), "file", "cannot say", error.strerror or str(error))
    content = Digests(**{kind: hasher.digest() for kind, hasher in hashers.items()})
    return _exact(known, str(path), "file, by its digests alone", content)


def _info_data(known: KnownSet) -> dict[str, object]:
    manifest = known.manifest
    return {
        "name": known.name,
        "kind": known.kind,
        "digest": known.digest,
        "revision": known.revision,
        "created": manifest.created,
        "tool": manifest.tool,
        "counts": known.counts,
        "answers": sorted(known.answers),
        "near": known.has_pdq,
        "sources": [asdict(source) for source in known.sources],
        "disabled": [asdict(disabled) for disabled in known.disables],
        "profile": None if known.profile is None else {"name": known.profile.name, "edition": known.profile.edition},
        "segments": len(manifest.segments),
        "returnable": history.returnable(known.path, manifest),
    }


def _show_info(known: KnownSet) -> None:
    manifest = known.manifest
    print(f"{plain(known.name)}: {known.kind}, revision {known.revision}")
    print(f"digest   {known.digest}")
    print(f"created  {plain(manifest.created)} by {plain(manifest.tool)}")
    profile = known.profile
    said = "none: no category has a meaning" if profile is None else f"{profile.name} {profile.edition}"
    print(f"profile  {plain(said)}")
    print()
    answers.table(
        [
            (source.number, source.list, source.name, source.format, f"{source.accepted:,}", source.sha256)
            for source in known.sources
        ],
        ("source", "list", "file", "format", "listings taken", "SHA-256"),
    )
    print()
    counts = known.counts
    answers.table([(kind, f"{counts[kind]:,}", _use(kind)) for kind in HASH_KINDS], ("digest", "distinct", "used for"))
    print(f"{counts['listings']:,} listings that can match")
    for disabled in known.disables:
        until = f"until {disabled.until}" if disabled.until else "until it is enabled"
        print(f"disabled {until}: {disabled.kind} {disabled.hash} ({plain(disabled.reason)})")


def _show_reply(reply: _Asked, known: KnownSet) -> None:
    print(f"{plain(reply.asked)} ({reply.meant}): {reply.state}{f': {plain(reply.reason)}' if reply.reason else ''}")
    for match in reply.matches:
        listing = match.listing
        by = f"exact by {match.digest}" if match.how == "exact" else f"near by pdq, distance {match.distance},"
        print(f"  {by} in {plain(known.name)} ({known.kind})")
        rows = [
            ("list", f"{match.source.name} ({match.source.format}), record {listing.record}"),
            ("category", category_text(match, known.profile)),
            ("media id", listing.media_id or "none"),
            ("agrees", ", ".join(match.agrees)),
            ("CONTRADICTS", ", ".join(match.contradicts)),
            *listing.detail,
            *(("not used", fault) for fault in listing.faults),
        ]
        for name, value in rows:
            if value:
                print(f"    {plain(name)}: {plain(value)}")
    for gone in reply.withdrawn:
        cause = gone.cause
        why = cause.reason or cause.action
        print(
            f"  {cause.action} {cause.time} by {plain(cause.source or 'a person')} (list {plain(gone.source.list)}, "
            f"record {gone.listing.record} of {plain(gone.source.name)}): {plain(why)}"
        )


def _reply_data(reply: _Asked) -> dict[str, object]:
    return {
        "asked": plain(reply.asked),
        "meant": reply.meant,
        "state": reply.state,
        "reason": reply.reason,
        "matches": [_match_data(match) for match in reply.matches],
        "withdrawn": [
            {
                "digest": gone.digest,
                "source": asdict(gone.source),
                "record": gone.listing.record,
                "cause": asdict(gone.cause),
                "cause_record": gone.record,
            }
            for gone in reply.withdrawn
        ],
    }


def _match_data(match: Match) -> dict[str, object]:
    listing = match.listing
    return {
        "how": match.how,
        "digest": match.digest,
        "distance": match.distance,
        "source": asdict(match.source),
        "record": listing.record,
        "category": listing.category,
        "scheme": listing.scheme,
        "meaning": None if match.meaning is None else asdict(match.meaning),
        "reference": listing.reference,
        "media_id": listing.media_id,
        "size": listing.size,
        **{kind: None if (value := getattr(listing, kind)) is None else value.hex() for kind in HASH_KINDS},
        "agrees": list(match.agrees),
        "contradicts": list(match.contradicts),
        "detail": [list(pair) for pair in listing.detail],
        "faults": list(listing.faults),
    }


def _show_build(result: BuildResult) -> None:
    answers.table(
        [
            (s.number, s.name, s.format, f"{s.records:,}", f"{s.accepted:,}", f"{s.rejected:,}", f"{s.duplicates:,}")
            for s in result.sources
        ],
        ("source", "name", "format", "records", "accepted", "rejected", "duplicates"),
    )
    print()
    print(f"{plain(result.name)} ({result.kind}): {result.listings:,} listings in {plain(str(result.path))}")
    if result.merged:
        print(f"{result.merged:,} of them share a digest with an earlier one; each is kept with its list")
    print(", ".join(f"{kind} {count:,}" for kind, count in result.keys.items() if count) + " distinct")
    print(f"digest {result.digest}")
    known_refusals.show(result.refused, {source.number: source.name for source in result.sources})


def _build_data(result: BuildResult) -> dict[str, object]:
    return {
        "path": plain(str(result.path)),
        "name": result.name,
        "kind": result.kind,
        "digest": result.digest,
        "listings": result.listings,
        "merged": result.merged,
        "distinct": result.keys,
        "sources": [asdict(source) for source in result.sources],
        **known_refusals.data(result.refused),
    }


def _use(kind: str) -> str:
    return {"pdq": "near look-ups", "photodna": "exact look-ups, never computed"}.get(kind, "exact look-ups")


for _verb in (*known_change.COMMANDS, *known_lists.COMMANDS):
    command.add_command(_verb)
