"""The pages that case workers live in, over the operation's services. Views call services; no rule is here."""
