"""Selectors: identifiers in a normal form in which they can tie referrals (specification §7, `selectors.csv`)."""
