"""The keys that the commands on packages are given: whose, unlocked for this one command."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from understone.cli.key_options import DIRECTORY, PASSPHRASE
from understone.cli.passphrases import passphrase
from understone.cli.paths import NAMED_PATH

if TYPE_CHECKING:
    from understone.operation.packages.signing import Signing

_Command = TypeVar("_Command", bound=Callable[..., Any])
_KEY = click.option(
    "--key", "key_file", metavar="FILE", type=NAMED_PATH, required=True, help="Your private signing key."
)
SEAL_KEY = click.option(
    "--seal-key",
    metavar="FILE",
    type=NAMED_PATH,
    required=True,
    help="The force's key that opens what is sealed to it.",
)


def signed(command: _Command) -> _Command:
    """Add the options that say who signs: key file, its passphrase, directory of public keys."""
    for option in (PASSPHRASE, DIRECTORY, _KEY):
        command = option(command)
    return command


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
