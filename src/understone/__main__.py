"""`python -m understone` is `understone`."""

from understone.cli import main

main()
