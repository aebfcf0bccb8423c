"""Known: hash lists in, a known set out; exact and near look-ups in it. Touches no file but its own and the lists.

What a program that asks needs stands here. `build.build` makes a set, `update.update` and its neighbours change one.
Of Understone this room imports `errors`, `digests`, `canonical_json`, `progress` and `shown` alone.
"""

from understone.digests import Digests
from understone.known.explain import Explanation
from understone.known.known_set import KnownSet
from understone.known.matches import Match

__all__ = ["Digests", "Explanation", "KnownSet", "Match"]
