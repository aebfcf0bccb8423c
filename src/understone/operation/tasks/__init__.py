"""Every open thing has an owner and a due time; who is late is told up the ladder."""
