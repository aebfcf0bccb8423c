"""Category profiles: what they say, what they refuse, and that nothing is guessed."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understone import canonical_json
from understone.known.profile import (
    Meaning,
    Profile,
    ProfileUnreadable,
    SchemeMeanings,
    from_json,
    meaning,
    meaning_of_classification,
    read_profile,
)

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "docs/profiles").glob("*.toml"))
HEAD = 'format = "understone category profile"\nversion = 1\nagency = "a"\nname = "n"\nedition = "2026-11-01"\n'
GOOD = HEAD + '[[scheme]]\nfrom = "VICS 2.0 UK"\nto = "Ours"\n[scheme.categories]\n"1" = "A"\n'


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "profile.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_can_be_read(path: Path) -> None:
    assert len(EXAMPLES) == 2
    profile = read_profile(path)
    assert profile.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert from_json(json.loads(canonical_json.dumps(profile.to_json()))) == profile


def test_the_old_levels_of_the_uk_are_mapped_as_the_sentencing_council_did() -> None:
    profile = read_profile(next(path for path in EXAMPLES if path.name.startswith("uk-levels")))
    labels = {level: meaning(profile, "UK levels 1-5 (until 2014)", level) for level in range(7)}
    assert {level: one.label for level, one in labels.items() if one} == {1: "C", 2: "B", 3: "B", 4: "A", 5: "A"}
    assert {one.target_scheme for one in labels.values() if one} == {"UK Sentencing Council 2014"}


@pytest.mark.parametrize("scheme", ["VICS 2.0", "vics 2.0 uk", "VICS 2.0 UK ", "VICS 2.0 US", "", "Ours"])
def test_a_scheme_means_nothing_unless_the_profile_names_it_exactly(tmp_path: Path, scheme: str) -> None:
    """The same integer is a crime in one country's profile and known good in another's."""
    profile = read_profile(written(tmp_path, GOOD))
    assert meaning(profile, "VICS 2.0 UK", 1) == Meaning("A", "Ours")
    assert meaning(profile, scheme, 1) is None
    assert meaning(profile, "VICS 2.0 UK", 2) is None
    assert meaning(profile, "VICS 2.0 UK", None) is None


def test_words_are_mapped_apart_from_integers_and_an_a1_is_not_an_a(tmp_path: Path) -> None:
    """An ESP's "A1" and the UK's "A" are different scales."""
    text = (
        GOOD + '[[scheme]]\nfrom = "NCMEC"\nto = "Ours"\n[scheme.classifications]\nA1 = {label = "B", note = "why"}\n'
    )
    profile = read_profile(written(tmp_path, text))
    assert meaning_of_classification(profile, "NCMEC", "A1") == Meaning("B", "Ours", "why")
    assert meaning_of_classification(profile, "NCMEC", "A") is None
    assert meaning_of_classification(profile, "VICS 2.0 UK", "1") is None


@pytest.mark.parametrize(
    ("text", "where", "reason"),
    [
        ("", "key format", "is not"),
        (GOOD.replace("version = 1", "version = 2"), "key version", "reads version 1"),
        (GOOD.replace("version = 1", "version = true"), "key version", "reads version 1"),
        (GOOD.replace('agency = "a"', 'agency = " "'), "key agency", "blank"),
        (GOOD.replace('edition = "2026-11-01"', "edition = 2026-11-01"), "key edition", "no text"),
        (HEAD, "key scheme", "says nothing"),
        (HEAD + '[[scheme]]\nfrom = "x"\nto = "y"\n', "scheme 1", "neither categories nor classifications"),
        (GOOD.replace('from = "VICS 2.0 UK"', "from = []"), "scheme 1, key from", "neither the name"),
        (GOOD.replace('from = "VICS 2.0 UK"', 'from = ["a", 1]'), "scheme 1, key from", "neither the name"),
        (GOOD.replace('from = "VICS 2.0 UK"', 'from = ["a", "a"]'), "key from", "'a' is mapped twice"),
        (GOOD.replace('"1" = "A"', '"A1" = "A"'), "scheme 1, key categories.A1", "words stand under classifications"),
        (GOOD.replace('"1" = "A"', '"01" = "A"'), "scheme 1, key categories.01", "write the category as 1"),
        (GOOD.replace('"1" = "A"', '"1" = 1'), "scheme 1, key categories.1", "neither a label nor a table"),
        (GOOD.replace('"1" = "A"', '"1" = {lable = "A"}'), "categories.1, key lable", "no such key"),
        (GOOD.replace("[scheme.categories]", "[scheme.categorys]"), "scheme 1, key categorys", "no such key"),
        (GOOD.replace('"1" = "A"', '"1" = "A"\n"1" = "B"'), "profile.toml", "(at line 1"),
        (GOOD + "[scheme", "profile.toml", "no TOML"),
        ("#" * (1 << 20) + "\n", "profile.toml", "larger than 1 MiB"),
    ],
)
def test_a_profile_that_cannot_be_meant_is_refused_with_its_place(
    tmp_path: Path, text: str, where: str, reason: str
) -> None:
    """A mistyped key would leave categories without their meaning, and nobody would notice."""
    with pytest.raises(ProfileUnreadable) as refused:
        read_profile(written(tmp_path, text))
    assert where in refused.value.where
    assert "profile.toml" in refused.value.where
    assert reason in refused.value.what
    assert "docs/reference/category-profile.md" in refused.value.remedy


def test_a_profile_that_is_missing_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProfileUnreadable):
        read_profile(tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_bytes(b"format = '\xff'")
    with pytest.raises(ProfileUnreadable) as refused:
        read_profile(tmp_path / "bad.toml")
    assert "byte 10" in refused.value.where


TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1).filter(str.strip)
MEANINGS = st.builds(Meaning, TEXT, st.just("Ours"), st.text(st.characters(exclude_categories=("Cs",))))


@given(
    st.dictionaries(st.integers(-(2**40), 2**40), MEANINGS),
    st.dictionaries(TEXT, MEANINGS),
    st.lists(TEXT, min_size=1, unique=True),
)
def test_what_a_set_keeps_of_a_profile_is_the_profile(
    categories: dict[int, Meaning], classifications: dict[str, Meaning], names: list[str]
) -> None:
    if not categories and not classifications:
        return
    profile = Profile("a", "n", "e", "0" * 64, (SchemeMeanings(tuple(names), "Ours", categories, classifications),))
    assert from_json(json.loads(canonical_json.dumps(profile.to_json()))) == profile


@pytest.mark.parametrize("body", [{}, {"sha256": 7}, {"sha256": "00", "format": "x"}])
def test_a_kept_profile_that_is_none_is_refused(body: dict[str, object]) -> None:
    with pytest.raises(ProfileUnreadable):
        from_json(body)
