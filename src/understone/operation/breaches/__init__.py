"""Breaches: facts that happened outside a guard. They are recorded at once, and page people (guard G0)."""
