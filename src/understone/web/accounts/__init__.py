"""Who may sign in. A person of the operation is known by pseudonym; what proves who they are is kept apart from it."""
