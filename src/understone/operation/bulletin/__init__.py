"""The bulletin: the operation's thirteen figures at a time, exact and frozen (specification §13)."""
