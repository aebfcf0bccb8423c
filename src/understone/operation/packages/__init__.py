"""Packages: what a force is told of a subject, drafted, approved by two, sealed to one force, and its signed answers.

`parts` and `drafting` say what is told, `guards` and `basis` what stops it, `submitting`, `sending`, `withdrawing` and
`rerouting` are the agency's steps, `answering` and `bringing_in` the force's. Sealing and opening are `exchange`'s.
"""
