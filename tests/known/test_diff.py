"""What differs between two lists: against a plain comparison of small lists, and by hand."""

import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from known.made_lists import md5, media
from understone.known import diff as diffing
from understone.known.build import build
from understone.known.diff import KINDS, Difference, compare, differences
from understone.known.errors import ListTruncated, ListUnreadable
from understone.known.formats import delimited
from understone.known.listings import Identity, Listing, Withdrawal

WriteVics = Callable[..., Path]
_NUMBERS = itertools.count()


def write(tmp_path: Path, records: list[Listing | Withdrawal]) -> Path:
    path = tmp_path / f"list-{next(_NUMBERS)}.csv"
    with path.open("xb") as sink:
        delimited.write(records, sink, dialect="csv")
    return path


def listing(name: str, **fields: object) -> Listing:
    return Listing(record=1, md5=md5(name.encode()), **fields)


def found_between(tmp_path: Path, before: list, after: list) -> tuple[dict[str, int], list[Difference]]:
    found = compare(write(tmp_path, before), write(tmp_path, after))
    return {**found.counts, "unchanged": found.unchanged}, list(differences(found))


def test_each_kind_of_difference_is_told_with_what_it_was(tmp_path: Path) -> None:
    before = [
        listing("same", category=1, scheme="S"),
        listing("gone", category=1, scheme="S"),
        listing("graded", category=1, scheme="S"),
        listing("renamed", media_id="7", size=3),
    ]
    after = [
        listing("new", category=2, scheme="S"),
        listing("renamed", media_id="8", size=3),
        listing("graded", category=2, scheme="S", media_id="9"),
        listing("same", category=1, scheme="S"),
    ]
    counts, each = found_between(tmp_path, before, after)
    assert counts == {"gone": 1, "added": 1, "re-categorised": 1, "changed": 1, "unchanged": 1}
    told = {one.kind: one for one in each}
    assert len(told) == len(each) == 4
    assert told["gone"].before == replace(before[1], record=3)
    assert told["gone"].after is None
    assert told["added"].after == replace(after[0], record=2)
    assert told["re-categorised"].fields == ("category", "media_id")
    assert told["re-categorised"].before == replace(before[2], record=4)
    assert told["changed"].fields == ("media_id",)
    assert told["changed"].identity == Identity("md5", md5(b"renamed"))


def test_the_same_category_under_another_scheme_is_another_category(tmp_path: Path) -> None:
    _, (one,) = found_between(
        tmp_path, [listing("a", category=1, scheme="VICS 2.0 UK")], [listing("a", category=1, scheme="VICS 2.0 US")]
    )
    assert (one.kind, one.fields) == ("re-categorised", ("scheme",))


def test_a_classification_in_words_counts_as_a_category(tmp_path: Path) -> None:
    _, (one,) = found_between(
        tmp_path,
        [listing("a", detail=(("classification", "A1"),))],
        [listing("a", detail=(("classification", "B2"),))],
    )
    assert (one.kind, one.fields) == ("re-categorised", ("detail",))


def test_the_order_of_records_and_details_does_not_matter(tmp_path: Path) -> None:
    first = listing("a", detail=(("x", "1"), ("y", "2")))
    second = listing("a", detail=(("y", "2"), ("x", "1")))
    counts, each = found_between(tmp_path, [first, listing("b")], [listing("b"), second])
    assert (counts["unchanged"], each) == (2, [])


def test_records_of_one_identity_are_compared_as_many_as_there_are(tmp_path: Path) -> None:
    """Several Media share one MD5 in real sets: one that is gone of three is one gone, not none."""
    three = [listing("a", media_id=text) for text in ("1", "2", "3")]
    counts, each = found_between(tmp_path, three, [three[2], three[0]])
    assert (counts["unchanged"], [(one.kind, one.before.media_id) for one in each]) == (2, [("gone", "2")])
    counts, each = found_between(tmp_path, three, [three[2], listing("a", media_id="4"), three[0], three[0]])
    assert counts == {"gone": 0, "added": 1, "re-categorised": 0, "changed": 1, "unchanged": 2}


def test_a_withdrawal_of_what_the_other_lists_is_a_change(tmp_path: Path) -> None:
    gone = Withdrawal(1, "", Identity("md5", md5(b"a")), "wrong", "")
    _, (one,) = found_between(tmp_path, [listing("a", size=1)], [gone])
    assert (one.kind, one.fields) == ("re-categorised", ("withdrawn",))
    assert isinstance(one.after, Withdrawal)
    assert one.after.reason == "wrong"


def test_a_record_is_known_by_its_reference_where_it_has_one(tmp_path: Path) -> None:
    before = [listing("a", reference="7"), listing("b", reference="8")]
    after = [listing("c", reference="7"), listing("b")]
    counts, each = found_between(tmp_path, before, after)
    assert counts == {"gone": 1, "added": 1, "re-categorised": 0, "changed": 1, "unchanged": 0}
    assert next(one for one in each if one.kind == "changed").fields == ("md5",)


def test_a_known_set_is_compared_with_the_list_it_came_from(tmp_path: Path, write_vics: WriteVics) -> None:
    october = write_vics([media(b"kettle"), media(b"teapot", MediaID=2)], "october.json")
    november = write_vics([media(b"kettle", Category=1), media(b"cup", MediaID=3)], "november.json")
    build(tmp_path / "hits", [october], kind="hits")
    assert compare(tmp_path / "hits", october).unchanged == 2
    found = compare(tmp_path / "hits", november)
    assert found.counts == {"gone": 1, "added": 1, "re-categorised": 1, "changed": 0}
    assert found.before.offered.format == "known set (hits)"
    assert len(list(differences(found))) == 3


def test_records_that_are_refused_are_counted_and_not_compared(tmp_path: Path, write_vics: WriteVics) -> None:
    before = write_vics([media(b"kettle"), media(b"")], "a.json")
    after = write_vics([media(b""), media(b"kettle")], "b.json")
    found = compare(before, after)
    assert (found.unchanged, found.before.rejected, found.after.rejected, found.before.records) == (1, 1, 1, 2)
    assert list(differences(found)) == []


def test_lists_that_are_cut_off_are_not_compared(tmp_path: Path, write_vics: WriteVics) -> None:
    """What is missing of a list that broke off would look as if it were gone."""
    whole = write_vics([media(b"kettle"), media(b"teapot")], "a.json")
    cut = write_vics([media(b"kettle"), media(b"teapot")], "b.json")
    cut.write_bytes(cut.read_bytes()[:-30])
    with pytest.raises(ListTruncated):
        compare(whole, cut)


def test_a_list_that_changes_between_the_two_readings_is_refused(tmp_path: Path) -> None:
    first, second = write(tmp_path, [listing("a"), listing("b")]), write(tmp_path, [listing("c")])
    found = compare(first, second)
    first.write_bytes(first.read_bytes().replace(md5(b"b").hex().encode(), md5(b"d").hex().encode()))
    with pytest.raises(ListUnreadable):
        list(differences(found))


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_a_limit_holds_for_each_kind_and_counts_stay_whole(tmp_path: Path, limit: int) -> None:
    before = [listing(f"gone {n}") for n in range(4)] + [listing(f"graded {n}", category=1) for n in range(4)]
    after = [listing(f"new {n}") for n in range(4)] + [listing(f"graded {n}", category=2) for n in range(4)]
    found = compare(write(tmp_path, before), write(tmp_path, after))
    shown = Counter(one.kind for one in differences(found, limit=limit))
    assert found.counts == {"gone": 4, "added": 4, "re-categorised": 4, "changed": 0}
    assert shown == {kind: limit for kind in ("gone", "added", "re-categorised") if limit}


@pytest.mark.parametrize(("before", "after"), [([], []), ([], ["a"]), (["a"], []), (["a"], ["a"])])
def test_lists_of_no_and_of_one_record_are_compared(tmp_path: Path, before: list[str], after: list[str]) -> None:
    """A matcher of another project never matched when its list held a single entry (ThreatExchange #1318)."""
    counts, each = found_between(tmp_path, [listing(n) for n in before], [listing(n) for n in after])
    assert counts["unchanged"] == len(set(before) & set(after))
    assert len(each) == len(set(before) ^ set(after))


RECORDS = st.builds(
    lambda name, category, media_id: listing(
        name, category=category, scheme="S" if category else "", media_id=media_id
    ),
    st.sampled_from("abc"),
    st.none() | st.integers(1, 2),
    st.none() | st.sampled_from(["7", "8"]),
)


@given(before=st.lists(RECORDS, max_size=8), after=st.lists(RECORDS, max_size=8))
def test_counts_are_those_of_a_plain_comparison(
    tmp_path_factory: pytest.TempPathFactory, before: list[Listing], after: list[Listing]
) -> None:
    counts, each = found_between(tmp_path_factory.getbasetemp(), before, after)
    both = Counter(before) & Counter(after)
    left, right = Counter(before) - both, Counter(after) - both
    by_md5 = dict.fromkeys({item.md5 for item in (*left, *right)}, (0, 0))
    for item in (*left.elements(), *right.elements()):
        by_md5[item.md5] = (
            sum(count for one, count in left.items() if one.md5 == item.md5),
            sum(count for one, count in right.items() if one.md5 == item.md5),
        )
    assert counts["unchanged"] == both.total()
    assert counts["gone"] == sum(max(a - b, 0) for a, b in by_md5.values())
    assert counts["added"] == sum(max(b - a, 0) for a, b in by_md5.values())
    assert counts["re-categorised"] + counts["changed"] == sum(min(a, b) for a, b in by_md5.values())
    assert Counter(one.kind for one in each) == {kind: counts[kind] for kind in KINDS if counts[kind]}
    for one in each:
        assert one.kind in {"gone", "added"} or one.fields
        assert (one.kind == "re-categorised") == bool({"category", "scheme"} & set(one.fields))


def test_a_record_is_the_same_after_it_was_put_by(tmp_path: Path) -> None:
    full = listing("a", sha1=b"\1" * 20, photodna=b"\2" * 144, category=-3, scheme="é", reference="r", size=2**62)
    for record in (
        replace(full, detail=(("x", "y\n"), ("x", "z"))),
        Withdrawal(2, "w", Identity("pdq", b"\3"), "", ""),
    ):
        with (tmp_path / "kept").open("w+b") as kept:
            kept.write(b"before\n" + diffing._packed(record) + b"after")
            assert diffing._unpacked(kept, 7) == record
