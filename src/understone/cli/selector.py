"""`understone selector`: identifiers in normal form, and who carries them."""

from pathlib import Path
from typing import Any
from uuid import UUID

import click

from understone.cli import answers
from understone.cli.operating import JSON, by_user, calling
from understone.exit_codes import ExitCode
from understone.shown import plain


@click.group()
def command() -> None:
    """See identifiers in normal form, and who carries them."""


@command.command(name="list", epilog="Example: `understone selector list 0192… --as AN-3`.")
@click.argument("referral", metavar="REFERRAL", type=click.UUID)
@by_user
@JSON
def list_(referral: UUID, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """List what REFERRAL identifies: each capture as received, its selector, or why it has none."""
    with calling(folder, None, **who) as call:
        from understone.operation.selectors import reading

        rows = reading.of_referral(call, referral)
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
def show(kind: str, normal: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Show a selector by its KIND and NORMAL form: every spelling received, and the referrals that carry it."""
    with calling(folder, None, **who) as call:
        from understone.operation.selectors import reading

        data = reading.opened(call, kind, normal)
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
