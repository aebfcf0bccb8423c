"""Searches of premises by a force: warrants, plans, the eight-part gate, and what came of them (specification §5)."""
