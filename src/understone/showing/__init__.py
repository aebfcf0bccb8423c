"""Showing one picture of a force's evidence, reduced, to whoever holds a one-use token that the operation signed.

It stands beside the evidence and knows no database: tokens come in, a small grey blurred PNG goes out, nothing is
written but which tokens were used. It imports `examine` and the rooms beneath; `operation` makes the tokens.
"""
