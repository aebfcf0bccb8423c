"""Grading: findings, blind votes, the national consensus by digest, and what nobody has to look at again."""
