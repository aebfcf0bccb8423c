"""Linking: which referrals are about one person (specification §7).

Pure functions over small frozen inputs: `link` a batch, `judge` a pair; both read a `Postings` and return an `Outcome`
to write. Automatic edges only where the table of selectors says; everything else is a suggestion with its reasons.
"""
