"""What a manifest may say, and that nothing but the files it names can travel under it."""

import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exchange.invented import draft
from understone.exchange import manifest
from understone.exchange.errors import SchemaUnknown, Tampered

PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"


def said(**head: Any) -> dict[str, Any]:
    """Return the manifest of the example as JSON, with other values in its head."""
    value: dict[str, Any] = json.loads(draft(None, {"a.csv": b"a\n", "b.txt": b"b\n"}).manifest_bytes)
    return value | head


def spelt(value: object) -> bytes:
    """Canonical for what a manifest holds: ASCII, and integers below 2^53 (RFC 8785 §3.2)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def with_path(path: str) -> bytes:
    """Return a manifest whose attachments are one file of that path, in its place among the others."""
    value = said()
    line = value["files"][0] | {"path": path}
    value["files"] = sorted([*value["files"][2:], line], key=lambda each: each["path"])
    return spelt(value)


def test_a_manifest_reads_back_as_it_was_written() -> None:
    made = draft(None, {"a.csv": b"a\n", "b.txt": b"b\n"})
    assert manifest.parse(made.manifest_bytes) == made.manifest
    assert made.manifest_bytes == spelt(json.loads(made.manifest_bytes))
    assert [each.path for each in made.manifest.files] == [
        "attachments/a.csv", "attachments/b.txt", "package.json", "view.html", "view.pdf",
    ]  # fmt: skip


def test_a_line_says_size_digest_and_type_of_its_file() -> None:
    """SHA-256 of "abc": FIPS 180-4, example B.1."""
    line = manifest.file("attachments/a.txt", b"abc", manifest.FileType.TEXT)
    assert (line.size, line.type) == (3, "text/plain")
    assert line.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_same_manifest_in_another_spelling_is_refused() -> None:
    assert manifest.parse(spelt(said()))
    for other in (json.dumps(said()).encode(), spelt(said()) + b"\n", b"\xef\xbb\xbf" + spelt(said())):
        with pytest.raises(SchemaUnknown):
            manifest.parse(other)


@pytest.mark.parametrize("name", ["package.json", "view.html", "view.pdf"])
def test_body_and_both_views_are_never_missing(name: str) -> None:
    value = said()
    value["files"] = [each for each in value["files"] if each["path"] != name]
    with pytest.raises(SchemaUnknown, match=f"{name} is missing from the files"):
        manifest.parse(spelt(value))


def test_files_out_of_order_or_twice_are_refused() -> None:
    lines = said()["files"]
    for files in ([lines[1], lines[0], *lines[2:]], [lines[0], *lines]):
        with pytest.raises(SchemaUnknown, match="once each, in the order of their paths"):
            manifest.parse(spelt(said(files=files)))


def test_two_names_that_differ_in_case_alone_are_refused() -> None:
    """On a file system that folds case the second would overwrite the first."""
    lines = said()["files"]
    capital = lines[0] | {"path": "attachments/A.CSV"}
    with pytest.raises(SchemaUnknown, match="once each"):
        manifest.parse(spelt(said(files=[capital, *lines])))


@pytest.mark.parametrize(
    "path",
    [
        "attachments/../keys.json",
        "attachments/..",
        "attachments/.hidden.txt",
        "attachments/sub/a.txt",
        "attachments/a\\b.txt",
        "attachments/",
        "attachments/a b.txt",
        "attachments/a.txt\n",
        "attachments/-rf.txt",
        "attachments/é.txt",
        "attachments/txt.\u202efdp",
        "attachments/" + "a" * 101,
        "/attachments/a.txt",
        "manifest.json",
        "manifest.dsse.json",
        "notes.txt",
        "VIEW.html",
    ],
)
def test_a_path_that_could_lead_elsewhere_is_no_file_name(path: str) -> None:
    with pytest.raises(SchemaUnknown, match="is not a file name"):
        manifest.parse(with_path(path))


@given(st.text(PLAIN, min_size=1, max_size=100).filter(lambda name: name[0] not in "._-"))
def test_a_plain_name_is_one(name: str) -> None:
    assert f"attachments/{name}" in [each.path for each in manifest.parse(with_path(f"attachments/{name}")).files]


@given(st.text(max_size=20).filter(lambda name: not name or not set(name) <= set(PLAIN)))
def test_a_name_with_any_other_character_is_none(name: str) -> None:
    with pytest.raises(SchemaUnknown):
        manifest.parse(with_path(f"attachments/{name}"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("schema", "understone/manifest/2"),
        ("recipient", "E2300001"),
        ("recipient", "e23000001"),
        ("recipient", "E23000001 "),
        ("recipient", None),
        ("package", "0192A000-0000-7000-8000-000000000002"),
        ("dissemination", "1"),
        ("created", "2026-11-01T09:00:00+00:00"),
        ("created", "2026-11-01T09:00:00"),
        ("created", "2026-02-30T09:00:00Z"),
        ("created", "2026-11-01"),
        ("files", {}),
        ("more", "a field that no version knows"),
    ],
)
def test_a_head_that_is_not_as_the_schema_says_is_refused_by_its_field(field: str, value: object) -> None:
    with pytest.raises(SchemaUnknown) as caught:
        manifest.parse(spelt(said(**{field: value})))
    assert f"$.{field} " in caught.value.what


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("size", -1),
        ("size", 2**40 + 1),
        ("size", True),
        ("size", "12"),
        ("sha256", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"),
        ("sha256", "e3b0c442"),
        ("type", "image/jpeg"),
        ("type", "application/zip"),
    ],
)
def test_a_line_that_is_not_as_the_schema_says_is_refused(field: str, value: object) -> None:
    lines = said()["files"]
    with pytest.raises(SchemaUnknown) as caught:
        manifest.parse(spelt(said(files=[lines[0] | {field: value}, *lines[1:]])))
    assert f"$.files[0].{field} is not" in caught.value.what


@pytest.mark.parametrize("field", ["schema", "package", "dissemination", "recipient", "created", "files"])
def test_no_field_may_be_left_out(field: str) -> None:
    value = said()
    del value[field]
    with pytest.raises(SchemaUnknown, match=f"{field} is missing"):
        manifest.parse(spelt(value))


def test_a_record_that_breaks_its_own_schema_is_not_written() -> None:
    """Else one would sign what the force refuses."""
    made = draft(recipient="E23000001").manifest
    for broken in ({"recipient": "the Met"}, {"files": made.files[:-1]}, {"files": made.files[::-1]}):
        values = {name: getattr(made, name) for name in made.__slots__} | broken
        with pytest.raises(SchemaUnknown):
            manifest.to_bytes(manifest.Manifest(**values))


def test_a_file_too_few_or_too_many_is_named() -> None:
    made = draft(None, {"a.csv": b"a\n"})
    manifest.check_files(made.manifest, made.files, "test")
    for path in made.files:
        fewer = {name: content for name, content in made.files.items() if name != path}
        with pytest.raises(Tampered, match=f"{path} is missing"):
            manifest.check_files(made.manifest, fewer, "test")
    with pytest.raises(Tampered, match=r"attachments/b\.csv is not in the manifest"):
        manifest.check_files(made.manifest, {**made.files, "attachments/b.csv": b""}, "test")


@given(data=st.data())
def test_any_other_content_of_any_file_is_named(data: st.DataObject) -> None:
    made = draft(None, {"a.csv": b"a,b\n1,2\n"})
    path = data.draw(st.sampled_from(sorted(made.files)))
    other = data.draw(st.binary(max_size=40) | st.just(made.files[path] + b"\n") | st.just(made.files[path][:-1]))
    assume(other != made.files[path])
    with pytest.raises(Tampered, match=f"{path} is not as the manifest says"):
        manifest.check_files(made.manifest, {**made.files, path: other}, "test")
