"""`understone check`: which records were asked about a subject, and what they answered."""

from pathlib import Path
from typing import Any
from uuid import UUID

import click

from understone.cli import answers
from understone.cli.inputs import named_content
from understone.cli.operating import JSON, REASON, by_user, calling, moment, subject_key
from understone.cli.paths import NAMED_PATH
from understone.exchange.package_terms import Bool3, CheckKind, CheckResult, Prior, TrustKind
from understone.exit_codes import ExitCode
from understone.shown import plain

_CODE = click.argument("code", metavar="CODE")


@click.group()
def command() -> None:
    """Record what records answered about a subject; compare files of nominals; positions of trust."""


@command.command(
    epilog="Examples: `understone check add S-118 register match --registered yes --as AN-3`, "
    "`understone check add S-118 pnc unknown --as AN-3`."
)
@_CODE
@click.argument("kind", type=click.Choice([each.value for each in CheckKind]))
@click.argument("result", type=click.Choice([each.value for each in CheckResult]))
@click.option("--registered", type=click.Choice([each.value for each in Bool3]), help="What the register says.")
@click.option("--prior", type=click.Choice([each.value for each in Prior]), help="The gravest that it holds.")
@click.option("--evidence", metavar="TEXT", help="What it rests on; needed of public office.")
@click.option("--second", metavar="USER", help="Who looked at it too; needed of public office.")
@click.option("--asked", metavar="TIME", help="When it was asked, with its offset from UTC; now if not given.")
@by_user
@JSON
def add(
    code: str,
    kind: str,
    result: str,
    registered: str | None,
    prior: str | None,
    evidence: str | None,
    second: str | None,
    asked: str | None,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Record a check of a subject: unknown is no answer of none. The risk is computed anew."""
    at = None if asked is None else moment(asked, "--asked")
    with calling(folder, None, **who) as call:
        from understone.operation.checks import services
        from understone.operation.checks.recording import Asked

        said = Asked(
            CheckKind(kind),
            CheckResult(result),
            None if registered is None else Bool3(registered),
            None if prior is None else Prior(prior),
            evidence,
            second,
            at,
        )
        row = services.record(call, subject_key(call, code), said)
    data = {"id": str(row.pk), "code": code, "kind": kind, "result": row.result}
    return answers.give("check/1", data, f"{code}: {kind} {row.result}", as_json=as_json)


@command.command(name="list", epilog="Examples: `understone check list --as AN-3`, `… list S-118 --as AN-3`.")
@click.argument("code", metavar="[CODE]", required=False)
@click.option("--purpose", default="its checks", show_default=True, help="What for: it stands in the ledger.")
@by_user
@JSON
def list_(code: str | None, purpose: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """List the checks of a subject and what was not asked; without CODE, nominals that wait for a decision."""
    with calling(folder, None, **who) as call:
        from understone.operation.checks import reading

        if code is None:
            count, rows = reading.waiting(call)
            return _waiting(count, rows, as_json=as_json)
        data = reading.of_subject(call, code, purpose)
    if as_json:
        answers.give_json("checks/1", data)
        return ExitCode.DONE
    columns = ("kind", "asked_at", "result", "registered", "prior", "evidence", "second_by")
    lines = [tuple(plain(each[name] or "") for name in columns) for each in data["checks"]]
    answers.table(lines, [name.replace("_", " ") for name in columns])
    for each in data["trust"]:
        checked = f"verified {each['verified_at']}" if each["verified_at"] else "not verified"
        print(plain(f"trust: {each['kind']} at {each['employer']}, current {each['current']}, {checked}"))
    print(f"not asked: {', '.join(data['not_asked']) or 'none, all five were'}")
    return ExitCode.DONE


def _waiting(count: int, rows: list[dict[str, Any]], *, as_json: bool) -> ExitCode:
    if as_json:
        answers.give_json("nominals/1", {"count": count, "nominals": rows})
        return ExitCode.DONE
    lines = [
        (
            row["id"],
            row["subject"],
            plain(row["nominal"]["name"]),
            row["nominal"]["born"] or "",
            plain("; ".join(row["reasons"])),
            row["owner"],
            row["due"],
        )
        for row in rows
    ]
    answers.table(lines, ("match", "subject", "name", "born", "why", "owner", "due"))
    answers.left_out(len(rows), count)
    return ExitCode.DONE


@command.command(
    name="import", epilog="Example: `understone check import nominals.csv --as-of 2026-11-01T00:00+00:00 --as AN-3`."
)
@click.argument("file", metavar="FILE", type=NAMED_PATH)
@click.option("--as-of", metavar="TIME", help="Of when the file is, with its offset from UTC; now if not given.")
@by_user
@JSON
def import_(file: Path, as_of: str | None, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Compare a CSV file of existing nominals with the subjects: each likeness waits for a person to decide.

    Columns: name, date_of_birth, addresses, emails, phones, registered, prior; name is needed. Several in a cell are
    parted by |. Dates like 1981-03-02, telephone numbers with their country code.
    """
    at = None if as_of is None else moment(as_of, "--as-of")
    data = named_content(file)
    with calling(folder, None, **who) as call:
        from understone.operation.checks import services

        done = services.import_nominals(call, data, at)
    told = {
        "lines": done.lines,
        "matched": done.matched,
        "unmatched": done.unmatched,
        "rejected": [{"line": each.line, "why": each.why} for each in done.rejected],
        "suggested": [str(key) for key in done.suggested],
        "known": done.known,
    }
    if as_json:
        answers.give_json("nominals-imported/1", told)
        return ExitCode.DONE
    for each in done.rejected:
        print(plain(f"line {each.line} rejected: {each.why}"))
    print(
        f"{done.lines:,} lines: {done.matched:,} like a subject, {done.unmatched:,} like none, "
        f"{len(done.rejected):,} rejected; {len(done.suggested):,} to decide, {done.known:,} known already"
    )
    return ExitCode.DONE


@command.command(epilog="Example: `understone check decide 0192… same --reason 'same birth place' --as AN-3`.")
@click.argument("key", metavar="MATCH", type=click.UUID)
@click.argument("verdict", type=click.Choice(["same", "other"]))
@REASON
@by_user
@JSON
def decide(key: UUID, verdict: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Say whether a nominal is the subject (same) or somebody else (other). The same makes checks of it."""
    with calling(folder, reason, **who) as call:
        from understone.operation.checks import services

        if verdict == "same":
            made = [f"{row.kind} {row.result}" for row in services.confirm_match(call, key)]
        else:
            services.decline_match(call, key)
            made = []
    data = {"match": str(key), "verdict": verdict, "checks": made}
    return answers.give("nominal-decided/1", data, f"{key}: {', '.join(made) or 'declined'}", as_json=as_json)


@command.command(
    epilog="Example: `understone check trust S-118 teacher 'Example School' yes "
    "--verified 2026-11-02T10:00+00:00 --as AN-3`."
)
@_CODE
@click.argument("kind", type=click.Choice([each.value for each in TrustKind]))
@click.argument("employer", metavar="EMPLOYER")
@click.argument("current", type=click.Choice([each.value for each in Bool3]))
@click.option("--verified", metavar="TIME", help="When that was verified, with its offset from UTC.")
@click.option("--lado", metavar="TIME", help="When the authority's designated officer was told.")
@by_user
@JSON
def trust(
    code: str,
    kind: str,
    employer: str,
    current: str,
    verified: str | None,
    lado: str | None,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Record work with children or vulnerable people, and whether the subject still does it."""
    seen, told = (None if text is None else moment(text, "TIME") for text in (verified, lado))
    with calling(folder, None, **who) as call:
        from understone.operation.trust import services

        key = subject_key(call, code)
        row = services.record(call, key, TrustKind(kind), employer, Bool3(current), verified_at=seen, lado_at=told)
    data = {"id": str(row.pk), "code": code, "kind": kind, "employer": employer, "current": row.current}
    return answers.give("trust/1", data, f"{code}: {kind} at {employer}, current {row.current}", as_json=as_json)
