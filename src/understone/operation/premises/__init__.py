"""Premises: where an answer leads to, which force serves the place, whether children live there (specification §4)."""
