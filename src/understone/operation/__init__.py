"""The operation: from a tip to a safeguarded child, on PostgreSQL. Every write is a service call and on the ledger.

One Django app; each concept is a sub-package with models (what is stored), rules (pure functions) and services (what
may be done, by whom).
"""
