"""The options that the commands about keys and packages share."""

import click

from understone.cli.paths import NAMED_PATH

JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
DIRECTORY = click.option(
    "--directory", metavar="FILE", type=NAMED_PATH, required=True, help="The directory of public keys, keys.json."
)
PASSPHRASE = click.option(
    "--passphrase-file", metavar="FILE", type=NAMED_PATH, help="Read the passphrase from FILE, mode 0600."
)
