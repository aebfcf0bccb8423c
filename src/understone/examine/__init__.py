"""Examine: a device and known sets in, verified findings out. Uses known, media and evidence; knows no operation.

plan → workers → findings → case file → reports. The parent process holds the known sets and the case file and never
touches a parser; worker processes read the evidence, digest and decode, and never see a known set.
"""
