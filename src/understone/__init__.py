"""Understone finds, in time, the children who are abused behind images that are traded online.

The rooms, each usable without those after it (docs/design.md):
`known` (hash lists → known set), `media` (bytes → what they are), `evidence` (a device → its entries),
`examine` (entries + known set → verified findings), `demo` (an invented device), `cli`.
"""

__version__ = "0.1.0"
