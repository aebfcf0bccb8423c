"""Arrests, releases, charges and what came of them (specification §5, machine `outcome`)."""
