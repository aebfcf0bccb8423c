"""Selectors believed to be one person: opened, merged, split."""
