"""The demonstration of an operation: decks with exact counts, dealt through the services on a turned clock."""
