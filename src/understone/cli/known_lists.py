"""`understone known convert`, `validate` and `diff`: what one does with lists before they make up a known set."""

import itertools
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from understone.cli import answers
from understone.cli.paths import NAMED_PATH
from understone.cli.progress_line import ProgressLine
from understone.errors import UnderstoneError
from understone.exit_codes import ExitCode, foremost
from understone.known import convert as converting
from understone.known import diff as diffing
from understone.known import validate as validating
from understone.known.convert import Conversion
from understone.known.diff import Comparison, Difference, Side
from understone.known.listings import HASH_KINDS, Identity, Listing, Rejected, Withdrawal
from understone.known.profile import read_profile
from understone.known.validate import Found, Validation
from understone.shown import plain, size

_SHOWN = 10
_JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
_CLEAR_LINE = "\r\x1b[2K"


@click.command(
    epilog="Examples: `understone known convert national.json national.csv`, "
    "`understone known convert hits/ hits.txt --to plain:sha1`, "
    "`understone known convert list.csv list.json --to 'vics:2.0 UK'`. "
    "Exit code 4 if a record was refused or left out, or a field was lost."
)
@click.argument("source", metavar="SOURCE", type=NAMED_PATH)
@click.argument("target", metavar="TARGET", type=NAMED_PATH)
@click.option(
    "--to", "wanted", metavar="FORMAT[:DIALECT]", help="What to write; by TARGET's suffix if not given. See below."
)
@click.option("--replace", is_flag=True, help="Put the new list in the place of the file that stands there.")
@_JSON
def convert(source: Path, target: Path, wanted: str | None, replace: bool, as_json: bool) -> ExitCode:
    """Write a list, or the live listings of a known set, as a list of another format.

    Suffixes: .json is vics, .csv and .tsv are delimited, .xml is ncmec; .md5, .sha1 and .sha256 are what the coreutils
    write. What the format cannot carry is counted by field, and records that it cannot hold are named.
    """
    chosen = converting.target_named(wanted) if wanted else converting.target_of(target)
    with ProgressLine(quiet=as_json) as line:
        done = converting.convert(source, target, chosen, replace=replace, report=line)
    if as_json:
        answers.give_json("known-convert/1", _conversion_data(done))
    else:
        _show_conversion(done)
    return ExitCode.DONE if done.is_whole else ExitCode.WITH_ERRORS


@click.command(
    epilog="Examples: `understone known validate national.json`, "
    "`understone known validate list.csv --strict --profile agency.toml --json`. "
    "Exit code 0 if nothing is wrong with the list, 4 if something is, 3 if it is cut off or no list."
)
@click.argument("listed", metavar="FILE", type=NAMED_PATH)
@click.option("--strict", is_flag=True, help="Notes are faults too: other readers may stumble over them.")
@click.option("--profile", "profile_path", metavar="FILE", type=NAMED_PATH, help="Note categories that it leaves out.")
@click.option("--limit", type=click.IntRange(0), metavar="N", help="Show the first N things found; all are counted.")
@_JSON
def validate(listed: Path, strict: bool, profile_path: Path | None, limit: int | None, as_json: bool) -> ExitCode:
    """Name every fault of a list, with its record and place: nothing is built.

    Found are records refused, records kept without a field, withdrawals, records that stand twice, and where the list
    is cut off. Notes tell where stricter readers of the field stumble, and which categories have no meaning.
    """
    profile = None if profile_path is None else read_profile(profile_path)
    result = Validation(listed)
    with ProgressLine(quiet=as_json) as line:
        found = validating.validated(result, profile=profile, report=line)
        if as_json:
            code = _stream("known-validate/1", "found", _shown_of(found, limit), lambda: _validation_data(result))
        else:
            for number, one in enumerate(found):
                if limit is None or number < limit:
                    _print(f"{one.kind:<12}  {one.where:<14}  {one.reason}")
            code = ExitCode.DONE
    if not as_json:
        _show_validation(result, limit)
    return foremost(
        code,
        ExitCode.INPUT if result.error else ExitCode.DONE,
        ExitCode.WITH_ERRORS if result.has_faults(strict=strict) else ExitCode.DONE,
    )


@click.command(
    epilog="Examples: `understone known diff october.json november.json`, `understone known diff hits/ november.json "
    "--limit 20`. Exit code 4 if records on either side were refused and so could not be compared, else 0."
)
@click.argument("before", metavar="BEFORE", type=NAMED_PATH)
@click.argument("after", metavar="AFTER", type=NAMED_PATH)
@click.option("--limit", type=click.IntRange(0), metavar="N", help="Show at most N of each kind; all are counted.")
@_JSON
def diff(before: Path, after: Path, limit: int | None, as_json: bool) -> ExitCode:
    """Compare two lists, or a list and a known set: what is gone, added, re-categorised, changed otherwise.

    Records are the same if they have the same reference or, in formats without one, the same first hash.
    """
    with ProgressLine(quiet=as_json) as line:
        found = diffing.compare(before, after, report=line)
        each = diffing.differences(found, limit=limit, report=line)
        code = ExitCode.DONE
        if as_json:
            rows = (_difference_data(one) for one in each)
            code = _stream("known-diff/1", "differences", rows, lambda: _comparison_data(found))
        else:
            for one in each:
                _print(f"{one.kind:<14}  {_identity_text(one.identity)}  {_difference_text(one)}")
    if not as_json:
        _show_comparison(found, limit)
    refused = found.before.rejected or found.after.rejected
    return foremost(code, ExitCode.WITH_ERRORS if refused else ExitCode.DONE)


COMMANDS: tuple[click.Command, ...] = (convert, validate, diff)


def _stream(
    schema: str, name: str, rows: Iterable[Mapping[str, object]], rest: Callable[[], Mapping[str, object]]
) -> ExitCode:
    """Print the envelope with its rows as they come, since there may be millions; what `rest` gives stands behind them.

    An error midway closes the envelope, and stands in its errors.
    """
    errors: list[dict[str, str]] = []
    code = ExitCode.DONE
    opening = ""
    try:
        for row in rows:
            if not opening:
                opening = f'{{"schema": {json.dumps(f"understone.{schema}")}, "data": {{"{name}": ['
                print(opening)
            else:
                print(",")
            print(json.dumps(row, ensure_ascii=True), end="")
    except UnderstoneError as error:
        if not opening:
            raise
        errors.append(answers.error_fields(error))
        code = error.exit_code
    if not opening:
        answers.give_json(schema, {name: [], **rest()})
        return code
    behind = "".join(f",\n{json.dumps(key)}: {json.dumps(value, ensure_ascii=True)}" for key, value in rest().items())
    print(f'\n]{behind}}},\n"errors": {json.dumps(errors, ensure_ascii=True)}}}')
    return code


def _print(text: str) -> None:
    """Print a row while the progress line may stand on the same terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(_CLEAR_LINE)
        sys.stderr.flush()
    print(plain(text))


def _shown_of(found: Iterator[Found], limit: int | None) -> Iterator[dict[str, object]]:
    """Yield the first things found as data, and take the rest, so that they are counted."""
    yield from (asdict(one) for one in itertools.islice(found, limit))
    for _ in found:
        pass


def _show_conversion(done: Conversion) -> None:
    written = done.written
    answers.table(
        [
            ("records read", f"{done.records:,}"),
            ("refused", f"{done.rejected_count:,}"),
            ("read without a field", f"{done.faulty_count:,}"),
            ("left out", f"{written.left_out_count:,}"),
            ("written", f"{written.records:,}"),
        ],
        (f"{done.source.format} → {done.target.name}", "records"),
    )
    _show_refusals("refused", done.rejected, done.rejected_count)
    _show_refusals("read without a field", done.faulty, done.faulty_count)
    _show_refusals("left out", written.left_out, written.left_out_count)
    if written.lost:
        print()
        answers.table(
            [(name, f"{count:,}") for name, count in sorted(written.lost.items())], ("field lost", "of records")
        )
    print()
    print(f"{plain(str(done.path))}: {size(done.size)}, SHA-256 {done.sha256}")


def _show_refusals(what: str, first: Sequence[Rejected], count: int) -> None:
    if not count:
        return
    print()
    print(f"{what}: {count:,}" + (f", the first {_SHOWN}:" if count > _SHOWN else ":"))
    for one in first[:_SHOWN]:
        print(f"  {one.where}: {plain(one.reason)}")


def _conversion_data(done: Conversion) -> dict[str, object]:
    def refusals(items: Sequence[Rejected], count: int) -> dict[str, object]:
        return {"count": count, "first": [asdict(one) for one in items]}

    return {
        "source": plain(str(done.source.path)),
        "source_format": done.source.format,
        "path": plain(str(done.path)),
        "target": done.target.name,
        "sha256": done.sha256,
        "size": done.size,
        "records": done.records,
        "listings": done.listings,
        "withdrawals": done.withdrawals,
        "written": done.written.records,
        "rejected": refusals(done.rejected, done.rejected_count),
        "faulty": refusals(done.faulty, done.faulty_count),
        "left_out": refusals(done.written.left_out, done.written.left_out_count),
        "lost": dict(done.written.lost),
    }


def _show_validation(result: Validation, limit: int | None) -> None:
    total = sum(result.counts.values())
    if limit is not None and total > limit:
        print(f"the first {limit:,} are shown, {total:,} in all")
    if total:
        print()
    answers.table([(kind, f"{result.counts[kind]:,}") for kind in validating.KINDS], ("found", "count"))
    print()
    print(f"{plain(result.path.name)}: {result.format}, {result.records:,} records, {result.listings:,} listings")
    if result.error is None:
        print(f"SHA-256 {result.sha256}")
    else:
        answers.refuse(result.error, as_json=False)


def _validation_data(result: Validation) -> dict[str, object]:
    return {
        "path": plain(str(result.path)),
        "format": result.format,
        "size": result.size,
        "sha256": result.sha256 or None,
        "records": result.records,
        "listings": result.listings,
        "counts": {kind: result.counts[kind] for kind in validating.KINDS},
        "cut_off": None if result.error is None else answers.error_fields(result.error),
    }


def _show_comparison(found: Comparison, limit: int | None) -> None:
    if limit is not None and any(count > limit for count in found.counts.values()):
        print(f"of each kind the first {limit:,} are shown")
    if sum(found.counts.values()):
        print()
    counts = [*found.counts.items(), ("unchanged", found.unchanged)]
    answers.table([(kind, f"{count:,}") for kind, count in counts], ("difference", "records"))
    print()
    for word, side in (("before", found.before), ("after", found.after)):
        offered = side.offered
        print(f"{word:<6}  {plain(str(offered.path))}: {offered.format}, {side.records:,} records", end="")
        print(f", {side.rejected:,} of them refused and not compared" if side.rejected else "")
    if _unlike(found):
        print(
            f"The records go by {_ways(found.before)} on one side and by {_ways(found.after)} on the other: "
            "none of them can be the same"
        )


def _unlike(found: Comparison) -> bool:
    ways, others = set(found.before.identities), set(found.after.identities)
    return bool(ways and others) and not ways & others


def _ways(side: Side) -> str:
    return " and ".join(sorted(side.identities))


def _comparison_data(found: Comparison) -> dict[str, object]:
    def side_data(side: Side) -> dict[str, object]:
        return {
            "path": plain(str(side.offered.path)),
            "format": side.offered.format,
            "digest": side.digest,
            "records": side.records,
            "rejected": side.rejected,
            "identities": side.identities,
        }

    return {
        "before": side_data(found.before),
        "after": side_data(found.after),
        "counts": dict(found.counts),
        "unchanged": found.unchanged,
    }


def _difference_data(one: Difference) -> dict[str, object]:
    return {
        "kind": one.kind,
        "by": one.identity.by,
        "identity": _identity_value(one.identity),
        "fields": list(one.fields),
        "before": _record_data(one.before),
        "after": _record_data(one.after),
    }


def _record_data(record: Listing | Withdrawal | None) -> dict[str, object] | None:
    if record is None:
        return None
    if isinstance(record, Withdrawal):
        return {"record": record.record, "withdrawn": True, "reason": record.reason, "time": record.time}
    data = {
        "record": record.record,
        "category": record.category,
        "scheme": record.scheme,
        "media_id": record.media_id,
        "reference": record.reference,
        "size": record.size,
        "detail": [list(pair) for pair in record.detail],
    }
    return data | {kind: None if (value := getattr(record, kind)) is None else value.hex() for kind in HASH_KINDS}


def _identity_value(identity: Identity) -> str:
    return identity.value.decode() if identity.by == "reference" else identity.value.hex()


def _identity_text(identity: Identity) -> str:
    return f"{identity.by} {_identity_value(identity)[:64]}"


def _difference_text(one: Difference) -> str:
    before, after = one.before, one.after
    if before is None or after is None:
        return _stands(after or before)
    if isinstance(before, Withdrawal) or isinstance(after, Withdrawal):
        return f"{_stands(before)} → {_stands(after)}"
    return "; ".join(f"{name}: {_value(before, name, after)} → {_value(after, name, before)}" for name in one.fields)


def _stands(record: Listing | Withdrawal | None) -> str:
    if isinstance(record, Withdrawal):
        return f"{record.where}, withdrawn: {record.reason}"
    if record is None or record.category is None:
        return f"record {record.record}" if record else ""
    return f"record {record.record}, category {record.category} ({record.scheme or 'scheme not stated'})"


def _value(listing: Listing, name: str, other: Listing) -> str:
    """Return what a record says in a field; of its details those that the other does not have."""
    value = getattr(listing, name)
    if value in (None, "", ()):
        return "none"
    if isinstance(value, bytes):
        return value.hex()[:64]
    if name == "detail":
        return ", ".join(f"{key}={text}" for key, text in value if (key, text) not in other.detail) or "none"
    return str(value)
