"""`understone selector`: identifiers in normal form, and who carries them."""

from pathlib import Path
from uuid import UUID

import click

from understone.cli import answers
from understone.cli.operating import JSON, by_user, person
from understone.exit_codes import ExitCode
from understone.shown import plain


@click.group()
def command() -> None:
    """See identifiers in normal form, and who carries them."""


@command.command(name="list", epilog="Example: `understone selector list 0192… --as AN-3`.")
@click.argument("referral", metavar="REFERRAL", type=click.UUID)
@by_user
@JSON
def list_(
    referral: UUID,
    folder: Path | None,
    pseudonym: str,
    role: str | None,
    compartment: str | None,
    as_json: bool,
) -> ExitCode:
    """List what REFERRAL identifies: each capture as received, its selector, or why it has none."""
    from understone.operation.running import opened

    with opened(folder):
        from understone.operation.selectors import reading
        from understone.operation.service import Call

        rows = reading.of_referral(Call(person(pseudonym, role, compartment)), referral)
    if as_json:
        answers.give_json("selectors/1", rows)
        return ExitCode.DONE
    answers.table(
        [
            (
                each["capture"],
                plain(each["value"]),
                plain(each["selector"] or f"none: {each['refused']}"),
                each["strength"] or "",
                each["degree"] if each["degree"] is not None else "",
                "capped" if each["capped"] else "",
            )
            for each in rows
        ],
        ("kind", "as received", "selector", "strength", "referrals", ""),
    )
    return ExitCode.DONE


@command.command(epilog="Example: `understone selector show email a.k+x@example.org --as AN-3`.")
@click.argument("kind", metavar="KIND")
@click.argument("normal", metavar="NORMAL")
@by_user
@JSON
def show(
    kind: str,
    normal: str,
    folder: Path | None,
    pseudonym: str,
    role: str | None,
    compartment: str | None,
    as_json: bool,
) -> ExitCode:
    """Show a selector by its KIND and NORMAL form: every spelling received, and the referrals that carry it."""
    from understone.operation.running import opened

    with opened(folder):
        from understone.operation.selectors import reading
        from understone.operation.service import Call

        data = reading.opened(Call(person(pseudonym, role, compartment)), kind, normal)
    if as_json:
        answers.give_json("selector/1", data)
        return ExitCode.DONE
    odd = ", looks like another: never links by itself" if data["confusable"] else ""
    capped = ", capped: it makes no automatic link" if data["capped"] else ""
    print(
        plain(f"{data['kind']}:{data['normal']} strength {data['strength']}, verified {data['verified']}{odd}{capped}")
    )
    print(plain(f"received as {', '.join(data['raw'])}"))
    answers.table([(each,) for each in data["referrals"]], ("referral",))
    return ExitCode.DONE
