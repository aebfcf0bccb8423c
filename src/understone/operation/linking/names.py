"""Given names, compared with lenience: a slip of the pen is no conflict, another name is."""

from collections.abc import Sequence


def conflicting(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Tell whether both sides give given names (plain lower case) and none of ours can be one of theirs."""
    return bool(ours) and bool(theirs) and not any(alike(a, b) for a in ours for b in theirs)


def alike(a: str, b: str) -> bool:
    """Equal, one the beginning of the other (initials, Sam for Samuel), or one slip apart where long enough for one."""
    if a.startswith(b) or b.startswith(a):
        return True
    return max(len(a), len(b)) >= 4 and one_slip(a, b)


def one_slip(a: str, b: str) -> bool:
    """Tell whether one letter changed, left out, put in, or two neighbours exchanged turn `a` into `b`."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    if rest_a[1:] == rest_b[1:] or rest_a[1:] == rest_b or rest_a == rest_b[1:]:
        return True
    return rest_a[:2] == rest_b[:2][::-1] and rest_a[2:] == rest_b[2:]
