"""Exhibits: seized, sealed, moved, queued by risk to children, examined, reported (specification §5)."""
