"""Finding that somebody else already works on the same identifier, without telling what it is (specification §10)."""
