"""Keys that a format is known to have, as a tree, and what stands beside them: kept, and named in a note."""

from collections.abc import Mapping, Sequence
from typing import Any

from understone.canonical_json import Value
from understone.operation.referrals.formats.counts import counted, false_count
from understone.operation.referrals.formats.gathering import Gathering
from understone.operation.referrals.formats.paths import ROOT, at, under

Tree = Mapping[str, Any]
"""Key to the tree beneath it; None where any value may stand. Lists are passed through."""

_MOST_BESIDE = 50  # an object with more keys is no header, and each would be held against all others


def note_strangers(gathering: Gathering, value: Value, tree: Tree, path: str = ROOT) -> None:
    """Note each key that `tree` lacks; a key that counts a list beside it is held against the list instead."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in tree:
                if not _is_true_count(gathering, value, key, path):
                    gathering.note(under(path, key), "unknown_key", "this key is not known; what it says is kept")
            elif isinstance(item, dict | list) and (beneath := tree[key]) is not None:
                note_strangers(gathering, item, beneath, under(path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, dict | list):
                note_strangers(gathering, item, tree, at(path, index))


def _is_true_count(gathering: Gathering, node: Mapping[str, Value], key: str, path: str) -> bool:
    """Tell whether `key` counts a list beside it; note it where the count is false. The list is what holds."""
    word = counted(key, node[key]) if len(node) <= _MOST_BESIDE else None
    if word is None:
        return False
    lists = {name: rows for name, item in node.items() if (rows := _rows(item, name)) is not None}
    named = [rows for name, rows in lists.items() if word and word in name.lower()]
    if not named and len(lists) == 1:
        named = list(lists.values())
    if len(named) != 1:
        return False
    if (false := false_count(node[key], len(named[0]))) is not None:
        gathering.note(under(path, key), *false)
    return True


def _rows(value: Value, name: str) -> Sequence[Value] | None:
    """Return the list that a key holds, bare or wrapped (`emails{emails[…]}`)."""
    while isinstance(value, dict) and name in value:
        value = value[name]
    if isinstance(value, dict) and len(value) == 1:
        value = next(iter(value.values()))
    return value if isinstance(value, list) else None
