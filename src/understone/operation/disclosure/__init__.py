"""Disclosure: what may be relevant to a case, listed item by item for the prosecutor (specification §14)."""
