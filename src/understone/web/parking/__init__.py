"""Forms that were sent when the session had ended: kept for their author, who sends them after signing in again."""
