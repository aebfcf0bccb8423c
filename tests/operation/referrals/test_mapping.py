"""Mapping files are checked whole before they read a tip."""

import re
from pathlib import Path

import pytest

from understone.errors import UnderstoneError
from understone.operation.referrals.formats import MappingError, load_mapping, read_mapping, shipped_mappings

GOOD = """
name = "good"
version = 1
shape = "{shape}"
[record]
{record}
[words]
{words}
[[capture]]
{capture}
"""


def text(shape: str = "csv", record: str = "", words: str = "", capture: str = 'kind = "ip"\nvalue = "a"') -> str:
    return GOOD.format(shape=shape, record=record, words=words, capture=capture)


def test_two_mappings_are_shipped_and_named_as_their_files() -> None:
    shipped = shipped_mappings()
    assert sorted(shipped) == ["example-hotline", "example-partner"]
    assert [shipped[name].shape for name in sorted(shipped)] == ["csv", "json"]


@pytest.mark.parametrize(
    ("made", "what", "where"),
    [
        ("name = ", "no TOML", "m.toml"),
        (text().replace('name = "good"', ""), "name is missing", "m.toml"),
        (text().replace("version = 1", "version = 0"), "version is 0", "m.toml"),
        (text().replace("version = 1", "version = true"), "version is True", "m.toml"),
        (text(shape="xlsx"), "shape is 'xlsx'", "m.toml"),
        ("colour = 1\n" + text(), "'colour' is not known", "m.toml"),
        (text(record='refrence = "x"'), "'refrence' is not known", "m.toml, [record]"),
        (text(record='reference = ""'), "is no place", "m.toml, [record], reference"),
        (text(record='list = "a.b"'), "a table has no list", "m.toml, [record]"),
        (text(record='delimiter = "x"'), "delimiter is 'x'", "m.toml, [record]"),
        (text(record='encoding = "rot13"'), "encoding is 'rot13'", "m.toml, [record]"),
        (text(record='received_zone = "Mars/Base"'), "'Mars/Base' is no time zone", "m.toml, [record]"),
        (text(record='keep = "x"'), "keep is 'x'", "m.toml, [record]"),
        (text(words='yes = ["ja"]\nno = ["JA "]'), "'ja' is both yes and no", "m.toml, [words]"),
        (text(words="yes = [1]"), "no word", "m.toml, [words]"),
        (text(capture='kind = "shoe"\nvalue = "a"'), "kind is 'shoe'", "m.toml, capture 1"),
        (text(capture='kind = "ip"'), "either value or parts", "m.toml, capture 1"),
        (text(capture='kind = "ip"\nparts = ["a", "b"]'), "a ip has no parts", "m.toml, capture 1"),
        (text(capture='kind = "name"\nparts = []'), "parts is empty", "m.toml, capture 1"),
        (text(capture='kind = "ip"\nvalue = "a"\ntiem = "b"'), "'tiem' is not known", "m.toml, capture 1"),
        (text(capture='kind = "ip"\nvalue = "a"\nzone = "UTC"'), "a zone and no time", "m.toml, capture 1"),
        (text(capture='kind = "ip"\nvalue = "a"\neach = "b[*]"'), "has no lists", "m.toml, capture 1"),
        (text(capture='kind = "ip"\nvalue = "a"\nport = { fixed = "1" }'), "is no constant", "m.toml, capture 1, port"),
        (text(capture='kind = "ip"\nvalue = { constant = "a" }'), "is no place", "m.toml, capture 1, value"),
        (text("json", capture='kind = "ip"\nvalue = "a[*].b"'), "is no place", "m.toml, capture 1, value"),
        (text("json", capture='kind = "ip"\nvalue = "b"\neach = "a"'), "each is 'a'", "m.toml, capture 1"),
        (text("json", capture='kind = "ip"\nvalue = "$.b"\neach = "a[*]"'), "outside of each", "m.toml, capture 1"),
        (text() + '[[capture]]\nkind = "email"\nvalue = "a"\n', "the value of capture 1 and of capture 2", "m.toml"),
        ('name = "x"\nversion = 1\nshape = "csv"\ncapture = 3', "no list of tables", "m.toml"),
        ('name = "x"\nversion = 1\nshape = "csv"\nrecord = 3', "record is no table", "m.toml"),
        ('name = "x"\nversion = 1\nshape = "csv"', "names no column or path", "m.toml"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_said_with_its_place_and_a_remedy(made: str, what: str, where: str) -> None:
    with pytest.raises(MappingError) as caught:
        read_mapping(made, "m.toml")
    assert what in caught.value.what
    assert caught.value.where == where
    assert caught.value.remedy
    assert isinstance(caught.value, UnderstoneError)


def test_a_mapping_that_is_not_there_or_no_text_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(MappingError):
        load_mapping(tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(MappingError):
        load_mapping(tmp_path / "bad.toml")
    (tmp_path / "good.toml").write_text(text(), encoding="utf-8")
    assert load_mapping(tmp_path / "good.toml").name == "good"


def test_every_key_of_a_mapping_has_its_line_in_the_guide() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs/how-to/map-a-source.md").read_text(encoding="utf-8")
    for made in ("colour = 1\n" + text(), text(record="x = 1"), text(words="x = 1"), text(capture="x = 1")):
        with pytest.raises(MappingError) as caught:
            read_mapping(made, "m.toml")
        known = caught.value.remedy.removeprefix("use one of ").split(", ")
        assert [key for key in known if f"`{key}`" not in page and f"[{key}]" not in page] == []


def test_every_note_that_a_mapped_tip_can_bear_has_its_line_in_the_guide() -> None:
    root = Path(__file__).resolve().parents[3]
    page = (root / "docs/how-to/map-a-source.md").read_text(encoding="utf-8")
    folder = root / "src/understone/operation/referrals/formats"
    modules = ("gathering", "known_keys", "counts", "mapped", "times", "json_text")
    code = "".join((folder / f"{name}.py").read_text(encoding="utf-8") for name in modules)
    noted = set(
        re.findall(r'(?:note\([^"\n]*|Note\(ROOT, |oddity=\(|append\(\(|\[\(|, facts\.\w+, )"([a-z_0-9]+)"', code)
    )
    assert {"unknown_key", "bad_port", "column_missing", "time_without_zone", "doubled_key"} <= noted
    assert [word for word in sorted(noted) if f"`{word}`" not in page] == []


def test_the_example_in_the_guide_is_a_mapping() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs/how-to/map-a-source.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert read_mapping(example, "map-a-source.md").captures[0].said.keys() == {"port", "time"}
