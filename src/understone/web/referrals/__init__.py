"""Which tip next, and did we read it right?"""
