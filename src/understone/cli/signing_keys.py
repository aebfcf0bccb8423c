"""The keys that the commands on packages are given: whose, unlocked for this one command."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from understone.cli.key_options import DIRECTORY, PASSPHRASE
from understone.cli.passphrases import passphrase
from understone.cli.paths import NAMED_PATH
from understone.exit_codes import ExitCode

if TYPE_CHECKING:
    from understone.operation.packages.signing import Signing

_KEY = click.option(
    "--key", "key_file", metavar="FILE", type=NAMED_PATH, required=True, help="Your private signing key."
)
_SEAL_KEY = click.option(
    "--seal-key",
    metavar="FILE",
    type=NAMED_PATH,
    required=True,
    help="The force's key that opens what is sealed to it.",
)
_Command = Callable[..., ExitCode]


def signed(command: _Command) -> _Command:
    """Add the options that say who signs, and hand the command `by`: that key, unlocked, with the directory."""

    @wraps(command)
    def with_key(*, key_file: Path, directory: Path, passphrase_file: Path | None, **more: Any) -> ExitCode:
        return command(by=signing(key_file, directory, passphrase_file), **more)

    for option in (PASSPHRASE, DIRECTORY, _KEY):
        with_key = option(with_key)
    return with_key


def opened(command: _Command) -> _Command:
    """Add the option for the key that opens, and hand the command `identity`. Stands above `signed`: one passphrase."""

    @wraps(command)
    def with_key(*, seal_key: Path, passphrase_file: Path | None, **more: Any) -> ExitCode:
        identity = opening(seal_key, passphrase_file)
        return command(identity=identity, passphrase_file=passphrase_file, **more)

    return _SEAL_KEY(with_key)


def signing(key: Path, directory: Path, passphrase_file: Path | None) -> "Signing":
    """Unlock a signing key. Raises `KeyFileError`, `DirectoryError`."""
    from understone.exchange import directory as directories
    from understone.exchange import keys
    from understone.operation.packages.signing import Signing

    private = keys.load_signing_key(key, passphrase(passphrase_file, f"Passphrase of {key}"))
    return Signing(private, directories.load(directory))


def opening(key: Path, passphrase_file: Path | None) -> Any:
    """Unlock a key that opens what is sealed to it. Raises `KeyFileError`."""
    from understone.exchange import keys

    return keys.load_identity(key, passphrase(passphrase_file, f"Passphrase of {key}"))
