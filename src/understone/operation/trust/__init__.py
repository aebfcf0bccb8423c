"""Positions of trust: work with children or vulnerable people."""
