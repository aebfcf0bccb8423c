"""Write the pages of docs/reference that come from the code: commands, exit codes, list formats, permissions, states.

    python scripts/write_reference.py           write them
    python scripts/write_reference.py --check   say which are out of date, exit 1 if any

A test runs the check, so that no command, option or exit code is without its line.
"""

import inspect
import sys
from pathlib import Path

import click

from understone.cli.entry import root
from understone.exit_codes import MEANINGS, PRECEDENCE, ExitCode
from understone.known import formats
from understone.operation import tables
from understone.operation.access import permissions

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"
NOTICE = "<!-- Written by `make docs` from the code. Change the code, not this page. -->\n"


def commands() -> str:
    """Return the page of all commands with their full help."""
    parts = [NOTICE, "# Commands\n", "Every command takes `--help`. Those that answer take `--json`: one envelope,"]
    parts.append('`{"schema", "data", "errors": [{"what", "where", "remedy"}]}`. [Exit codes](exit-codes.md).\n')
    parts += _command(root, "understone", None)
    return "\n".join(parts) + "\n"


def _command(command: click.Command, name: str, parent: click.Context | None) -> list[str]:
    context = click.Context(command, info_name=name.rsplit(maxsplit=1)[-1], parent=parent, max_content_width=100)
    parts = [f"## `{name}`\n", f"```text\n{command.get_help(context)}\n```\n"]
    if isinstance(command, click.Group):
        for verb in command.list_commands(context):
            below = command.get_command(context, verb)
            assert below is not None
            parts += _command(below, f"{name} {verb}", context)
    return parts


def exit_codes() -> str:
    """Return the page of exit codes with their precedence."""
    rows = "\n".join(f"| {int(code)} | {code.name.lower().replace('_', ' ')} | {MEANINGS[code]} |" for code in ExitCode)
    order = ", ".join(str(int(code)) for code in PRECEDENCE)
    return (
        f"{NOTICE}\n# Exit codes\n\n| code | name | meaning |\n|---|---|---|\n{rows}\n\n"
        f"Where several hold, the first of these is given: {order}.\n"
    )


def list_formats() -> str:
    """Return the page of list formats, each told by its module's docstring."""
    parts = [NOTICE, "# List formats\n", "A list is recognised by its content, never by its name.\n"]
    for module in formats.FORMATS:
        parts.append(f"## {module.NAME}\n\n{inspect.getdoc(module)}\n")
    return "\n".join(parts)


def roles_and_permissions() -> str:
    """Return the matrix of actions and roles, as the services go by it."""
    roles = permissions.roles()
    lines = [
        NOTICE,
        "# Who may do what\n",
        "`do` alone · `propose` waits for a second person · `second` completes · `read` · `metadata`: state, times and",
        "owner, no identifier · blank: nothing. A refusal stands in the ledger (`access.refused`).\n",
        f"| action | {' | '.join(roles)} |",
        f"|---{'|---' * len(roles)}|",
    ]
    for action in permissions.actions():
        levels = (permissions.level(action, role) for role in roles)
        cells = ("" if level is permissions.Level.NONE else level.value for level in levels)
        lines.append(f"| `{action}` | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def states() -> str:
    """Return every state machine, a table each."""
    parts = [
        NOTICE,
        "# States and what leads from one to the next\n",
        "What is not here is refused. `A+B`: A proposes, B seconds. Guards, in a sentence each, stand below.\n",
    ]
    for machine in dict.fromkeys(row["machine"] for row in tables.rows("states")):
        parts.append(f"## {machine}\n\n| from | event | to | who | guards | ledger |\n|---|---|---|---|---|---|")
        parts += [
            f"| {row['state']} | {row['event']} | {row['next_state']} | {row['roles']} | {row['guards']} "
            f"| `{row['ledger_event']}` |"
            for row in tables.rows("states")
            if row["machine"] == machine
        ]
        parts.append("")
    parts.append("## Guards\n\n| guard | rule | who may override it |\n|---|---|---|")
    parts += [f"| {row['code']} | {row['rule']} | {row['override_by']} |" for row in tables.rows("guards")]
    return "\n".join(parts) + "\n"


PAGES = {
    "commands.md": commands,
    "exit-codes.md": exit_codes,
    "list-formats.md": list_formats,
    "permissions.md": roles_and_permissions,
    "states.md": states,
}


def main() -> int:
    """Write or check the pages."""
    stale = []
    for name, page in PAGES.items():
        text, path = page(), REFERENCE / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    if "--check" in sys.argv and stale:
        print(f"out of date, run `make docs`: {', '.join(stale)}")
        return 1
    print(f"docs/reference: {len(PAGES)} pages, {len(stale)} {'stale' if '--check' in sys.argv else 'written'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
