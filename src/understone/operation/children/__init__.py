"""Children at risk: by code, never by name; the force's safeguarding lead owns each from the start (spec §4, §6)."""
