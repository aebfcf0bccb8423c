"""The log of what was looked at: an entry stands before the thing is shown."""
