"""Known: hash lists in, a known set out; exact and near look-ups in it. Touches no file but its own and the lists.

`build.build` makes a set, `known_set.KnownSet` answers from it. Of Understone this room imports `errors`, `digests`,
`canonical_json`, `progress` and `shown` alone.
"""
