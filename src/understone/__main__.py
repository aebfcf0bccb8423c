"""`python -m understone` is `understone`."""

from understone.cli import main

if __name__ == "__main__":
    main()
