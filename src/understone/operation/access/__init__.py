"""Who may do and see what: permissions.csv, the context of a transaction, and the database's own rules."""
