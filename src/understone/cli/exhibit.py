"""`understone exhibit seize|move|take|correct|list|show|label`: what was seized, and whose hands it goes through."""

import csv
import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from understone.cli import answers, exhibit_ending, exhibit_examining
from understone.cli.exhibit_named import REFS, key_of, keys_of
from understone.cli.operating import JSON, REASON, by_user, calling, moment, text_of
from understone.cli.paths import NAMED_PATH
from understone.exit_codes import ExitCode

if TYPE_CHECKING:
    from understone.operation.exhibits.seizing import Seized

_SEAL = click.option("--seal", metavar="NUMBER", required=True, help="The seal as you find it.")
_COLUMNS = ("ref", "device", "seal", "place", "description", "parent", "at")


@click.group()
def command() -> None:
    """Seize, hand over, queue, examine, report and dispose of exhibits; print labels; see the queue."""


@command.command(
    epilog="Examples: `understone exhibit seize AB/1 --search 0192… --device smartphone --seal M000123 "
    "--place 'the kitchen' --as IN-3`, `… seize --search 0192… --file seized.csv --as IN-3`: a table with the columns "
    f"{', '.join(_COLUMNS[:4])}, and if you like {', '.join(_COLUMNS[4:])}."
)
@click.argument("ref", metavar="[REF]", required=False)
@click.option("--search", type=click.UUID, metavar="KEY", help="The search that it comes from.")
@click.option("--arrest", type=click.UUID, metavar="KEY", help="The arrest that it comes from.")
@click.option("--device", metavar="CODE", help="What it is, by the operator's table: laptop, smartphone, usb_stick.")
@click.option("--seal", metavar="NUMBER", help="The number of its seal.")
@click.option("--place", metavar="TEXT", help="Where it is.")
@click.option("--description", metavar="TEXT")
@click.option("--parent", metavar="REF", help="The exhibit that it was found in, as a card in a phone.")
@click.option("--at", metavar="TIME", help="When it was seized, with its offset; now if not given.")
@click.option("--file", "file", type=NAMED_PATH, help="A table (CSV) of everything that was seized there.")
@by_user
@JSON
def seize(
    ref: str | None,
    search: UUID | None,
    arrest: UUID | None,
    file: Path | None,
    folder: Path | None,
    as_json: bool,
    device: str | None,
    seal: str | None,
    place: str | None,
    description: str | None,
    parent: str | None,
    at: str | None,
    **who: Any,
) -> ExitCode:
    """Record what was seized at one search, or with one arrest: one thing, or all of a table at once."""
    with calling(folder, None, **who) as call:
        from understone.operation.exhibits import seizing

        row: dict[str, str | None] = dict(
            zip(_COLUMNS, (ref, device, seal, place, description, parent, at), strict=True)
        )
        rows = [row] if file is None else _table(file)
        made = seizing.seize_all(call, [_seized(each, search, arrest) for each in rows])
        told = [{"id": str(each.pk), "ref": each.ref, "kind": each.kind, "seal": each.seal} for each in made]
    line = f"{len(told)} recorded: {', '.join(str(each['ref']) for each in told)}"
    return answers.give("exhibits-seized/1", {"exhibits": told}, line, as_json=as_json)


def _table(file: Path) -> list[dict[str, str | None]]:
    from understone.errors import UsageError

    rows = list(csv.DictReader(io.StringIO(text_of(file))))
    columns = set(rows[0]) if rows else set()
    if not columns >= set(_COLUMNS[:4]) or not columns <= set(_COLUMNS):
        raise UsageError("it lacks a column, or has one too many", str(file), f"the columns are {', '.join(_COLUMNS)}")
    return rows


def _seized(row: Mapping[str, str | None], search: UUID | None, arrest: UUID | None) -> "Seized":
    from understone.operation.exhibits.seizing import Seized

    at: datetime | None = moment(row["at"], "at") if row.get("at") else None  # type: ignore[arg-type]
    return Seized(
        row.get("ref") or "",
        row.get("device") or "",
        row.get("seal") or "",
        row.get("place") or "",
        search,
        arrest,
        row.get("description") or None,
        row.get("parent") or None,
        at,
    )


@command.command(
    epilog="Examples: `understone exhibit move AB/1 --to DE-7 --place 'laboratory' --seal M000123 --as IN-3`, "
    "`… move AB/1 AB/2 --to DE-7 --place laboratory --seal M000123 --seal M000124 --as IN-3`: a seal for each."
)
@REFS
@click.option("--to", metavar="USER", required=True, help="Who takes it over; they confirm it with `take`.")
@click.option("--place", metavar="TEXT", required=True, help="Where it then is.")
@click.option("--seal", "seals", metavar="NUMBER", required=True, multiple=True, help="The seal as you find it.")
@click.option("--new-seal", metavar="NUMBER", help="The seal that you put on it; with --reason.")
@click.option("--reason", metavar="TEXT", help="Why: it stands in the ledger.")
@by_user
@JSON
def move(
    refs: tuple[str, ...],
    to: str,
    place: str,
    seals: tuple[str, ...],
    new_seal: str | None,
    reason: str | None,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Hand exhibits over to somebody. You hold them until they have taken them."""
    with calling(folder, reason, **who) as call:
        from understone.operation.exhibits import moving

        found = _with_seals(keys_of(call, refs), seals)
        new = {} if new_seal is None else dict.fromkeys(_one(found), new_seal)
        rows = moving.hand_over_all(call, found, moving.To(to, place), new)
        data = {"exhibits": [{"ref": row.ref, "seal": row.seal} for row in rows], "to": to, "place": place}
    line = f"{', '.join(refs)}: handed over to {to}, who takes it with `understone exhibit take`"
    return answers.give("exhibits-handed-over/1", data, line, as_json=as_json)


@command.command(epilog="Example: `understone exhibit take AB/1 --seal M000123 --as DE-7`.")
@REFS
@click.option("--seal", "seals", metavar="NUMBER", required=True, multiple=True, help="The seal as you find it.")
@by_user
@JSON
def take(refs: tuple[str, ...], seals: tuple[str, ...], folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Confirm that you took over what was handed to you, each under the seal that you find."""
    with calling(folder, None, **who) as call:
        from understone.operation.exhibits import moving

        rows = moving.take_all(call, _with_seals(keys_of(call, refs), seals))
        data = {"exhibits": [{"ref": row.ref, "seal": row.seal} for row in rows], "holder": call.actor.pseudonym}
    return answers.give("exhibits-taken/1", data, f"{', '.join(refs)}: you hold it", as_json=as_json)


@command.command(
    epilog="Example: `understone exhibit correct AB/1 --holder DE-7 --place laboratory --seal M000123 "
    "--reason 'she took it on the day and forgot to confirm' --as SV-2`."
)
@click.argument("ref", metavar="REF")
@click.option("--holder", metavar="USER", required=True, help="Who has it in fact; they confirm it with `take`.")
@click.option("--place", metavar="TEXT", required=True, help="Where it is.")
@_SEAL
@REASON
@by_user
@JSON
def correct(
    ref: str, holder: str, place: str, seal: str, reason: str, folder: Path | None, as_json: bool, **who: Any
) -> ExitCode:
    """Add to an exhibit's continuity who has it in fact. What stands there stays."""
    with calling(folder, reason, **who) as call:
        from understone.operation.exhibits import moving

        row = moving.correct(call, key_of(call, ref), moving.To(holder, place), seal)
        data = {"ref": row.ref, "seal": row.seal, "to": holder, "place": place}
    return answers.give("exhibit-corrected/1", data, f"{ref}: {holder} confirms it", as_json=as_json)


@command.command(name="list", epilog="Examples: `understone exhibit list --as DE-7`, `… list --to-take --as DE-7`.")
@click.option("--state", metavar="STATE", help="Only those in this state, like seized.")
@click.option("--from", "source", type=click.UUID, metavar="KEY", help="Only those of this search or arrest.")
@click.option("--to-take", is_flag=True, help="Only those that wait for you to take them over.")
@by_user
@JSON
def list_(
    state: str | None, source: UUID | None, to_take: bool, folder: Path | None, as_json: bool, **who: Any
) -> ExitCode:
    """List exhibits by due time: who holds them, where, and who waits to take them over."""
    with calling(folder, None, **who) as call:
        from understone.operation.exhibits import reading

        to = call.actor.pseudonym if to_take else None
        count, rows = reading.listed(call, state=state, source=source, to=to)
    if as_json:
        from dataclasses import asdict

        told = [{**asdict(row), "id": str(row.id), "due": row.due and row.due.isoformat()} for row in rows]
        answers.give_json("exhibits/1", {"count": count, "exhibits": told})
        return ExitCode.DONE
    lines = [
        (
            row.ref,
            row.kind,
            row.subtype,
            row.state,
            row.seal,
            row.holder or "",
            row.place or "",
            row.handed_to or "",
            row.owner or "",
            "" if row.due is None else f"{row.due:%Y-%m-%d %H:%M}",
        )
        for row in rows
    ]
    names = ("ref", "kind", "what", "state", "seal", "holder", "place", "handed to", "owner", "due (UTC)")
    answers.table(lines, names)
    answers.left_out(len(rows), count)
    return ExitCode.DONE


@command.command(epilog="Example: `understone exhibit show AB/1 --as DE-7`.")
@click.argument("ref", metavar="REF")
@by_user
@JSON
def show(ref: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Show an exhibit: every hand that it went through, and its examinations."""
    with calling(folder, None, **who) as call:
        from understone.operation.exhibits import reading

        data = reading.standing(call, key_of(call, ref))
    line = f"{data['ref']}: {data['state']}, {data['kind']} ({data['subtype']}), seal {data['seal']}, {data['from']}"
    more = [
        f"{each['n']}. {each['what']}: {each['from'] or each['said_by']} to {each['to']}, {each['place']}, "
        f"seal {each['seal']}, {each['to_confirmed_at'] or 'not yet taken'}"
        for each in data["continuity"]
    ]
    more += [
        f"examination {each['status']}: {each['counts']['exact']} exact, {each['counts']['near']} near, "
        f"{each['counts']['none']} that no list knows; case file {each['case_file_digest'][:16]}…"
        for each in data["examinations"]
    ]
    return answers.give("exhibit/1", data, line, as_json=as_json, more=more)


@command.command(epilog="Example: `understone exhibit label AB/1 AB/2 --out labels.pdf --as IN-3`.")
@REFS
@click.option("--out", type=NAMED_PATH, required=True, metavar="FILE", help="The PDF to write.")
@by_user
@JSON
def label(refs: tuple[str, ...], out: Path, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Write labels with barcodes, ten on a page of A4. They say nothing about the suspect."""
    with calling(folder, None, **who) as call:
        from understone.operation.exhibits.labels import labels

        content = labels(call, keys_of(call, refs))
    out.write_bytes(content)
    data = {"path": str(out), "labels": len(refs)}
    return answers.give("exhibit-labels/1", data, f"{out}: {len(refs)} labels", as_json=as_json)


def _with_seals(keys: list[UUID], seals: tuple[str, ...]) -> dict[UUID, str]:
    from understone.errors import UsageError

    if len(keys) != len(seals):
        why = f"{len(keys)} exhibits are named, {len(seals)} seals"
        raise UsageError(why, "--seal", "give a seal for each, in the same order")
    return dict(zip(keys, seals, strict=True))


def _one(found: dict[UUID, str]) -> list[UUID]:
    from understone.errors import UsageError

    if len(found) != 1:
        raise UsageError("a new seal is for one exhibit", "--new-seal", "hand each over by itself")
    return list(found)


for _more in (*exhibit_examining.COMMANDS, *exhibit_ending.COMMANDS):
    command.add_command(_more)
