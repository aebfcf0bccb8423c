"""VICS as it is written: keys in the order that strict readers insist on, and values as public exports have them."""

import base64
import io
import json
from pathlib import Path
from typing import Any

import pytest

from known.formats.round_trips import written_and_read
from known.made_lists import md5, pdq, photodna, sha1, sha256
from understone.known.formats import vics
from understone.known.listings import Listing

KETTLE = Listing(
    record=1,
    md5=md5(b"kettle"),
    sha1=sha1(b"kettle"),
    sha256=sha256(b"kettle"),
    pdq=pdq("kettle"),
    photodna=photodna("kettle"),
    category=2,
    scheme="VICS 2.0 UK",
    media_id="1413617112501850121",
    size=6,
    detail=(("Series", "Kettles"), ("IsDistributed", "true"), ("VictimIdentified", "false"), ("MimeType", "image/png")),
)


def body(content: bytes) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(content)
    return parsed


def rewritten(path: Path, dialect: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A sample, and what we write of it in the same dialect."""
    content = path.read_bytes()
    sink = io.BytesIO()
    written = vics.write(vics.read(io.BufferedReader(io.BytesIO(content))), sink, dialect=dialect)  # type: ignore[arg-type]
    assert (written.left_out_count, written.lost) == (0, {})
    return body(content), body(sink.getvalue())


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "dialect"),
    [("vics20_hashset_Default.synthetic.json", "2.0 Default"), ("vics13_hashset.synthetic.json", "1.3")],
)
def test_a_sample_that_was_read_is_written_as_it_was(shared_data: Path, name: str, dialect: str) -> None:
    """Keys, their order, spelling and types: all but Exif, which belongs to a file and not to a hash."""
    sample, ours = rewritten(shared_data / "formats" / name, dialect)
    assert list(ours) == list(sample)
    for theirs in sample["value"]:
        theirs.pop("Exifs", None)
    assert json.dumps(ours) == json.dumps(sample)


@pytest.mark.parametrize("dialect", vics.DIALECTS)
def test_the_model_comes_first_then_the_records_and_nothing_else(dialect: str) -> None:
    """IPED reads a set only if its first key is the model's name, then `value`, and nothing else at the root."""
    _, _, content = written_and_read(vics, [KETTLE, KETTLE], dialect)
    first, second = body(content)
    assert content.startswith(b'{"@odata.context": "' if dialect.startswith("2") else b'{"odata.metadata": "')
    version, _, profile = dialect.partition(" ")
    assert second == "value"
    assert body(content)[first] == (
        f"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/{profile}/$metadata#Media"
        if profile
        else f"http://github.com/ICMEC/ProjectVic/DataModels/{version}.xml#Media"
    )


def test_photodna_has_a_field_in_2_and_is_an_alternative_hash_before() -> None:
    text = base64.b64encode(photodna("kettle")).decode()
    (media,) = body(written_and_read(vics, [KETTLE], "2.0 UK")[2])["value"]
    assert media["PhotoDNA"] == text
    assert [other["HashName"] for other in media["AlternativeHashes"]] == ["SHA256", "PDQ"]
    (media,) = body(written_and_read(vics, [KETTLE], "1.2")[2])["value"]
    assert "PhotoDNA" not in media
    assert {"MD5": md5(b"kettle").hex().upper(), "HashName": "PhotoDNA", "HashValue": text} in media[
        "AlternativeHashes"
    ]


def test_flags_are_booleans_in_2_and_text_before() -> None:
    """bool("false") is True: each version gets the type that its readers look for."""
    (media,) = body(written_and_read(vics, [KETTLE], "2.0 UK")[2])["value"]
    assert (media["IsDistributed"], media["VictimIdentified"]) == (True, False)
    (media,) = body(written_and_read(vics, [KETTLE], "1.3")[2])["value"]
    assert (media["IsDistributed"], media["VictimIdentified"]) == ("true", "false")


@pytest.mark.parametrize("dialect", [dialect for dialect in vics.DIALECTS if dialect != "2.0 UK"])
def test_a_category_of_another_country_never_becomes_one_of_this(dialect: str) -> None:
    """The integers mean something else in each profile: 8 is known good to one, a hit to another."""
    written, _, content = written_and_read(vics, [KETTLE], dialect)
    assert [media["Category"] for media in body(content)["value"]] == [None]
    assert (written.lost["category"], written.lost["scheme"]) == (1, 1)


def test_a_category_of_its_own_profile_stays() -> None:
    written, (back,), _ = written_and_read(vics, [KETTLE], "2.0 UK")
    assert isinstance(back, Listing)
    assert (back.category, back.scheme) == (2, "VICS 2.0 UK")
    assert written.lost == {}


def test_ids_of_64_bits_are_kept_and_others_numbered_anew() -> None:
    ids = ["1413617112501850121", None, "0007", "9223372036854775808", "-5", "abc"]
    records = [Listing(1, md5=md5(str(n).encode()), media_id=text) for n, text in enumerate(ids)]
    written, _, content = written_and_read(vics, records, "2.0 Default")
    assert [m["MediaID"] for m in body(content)["value"]] == [1413617112501850121, 2, 3, 4, -5, 6]
    assert written.lost == {"media_id": 3}


def test_what_has_no_md5_is_left_out_and_told() -> None:
    """MD5 is the key of a record: without it a reader would take the next best thing for it, or fall over."""
    written, read, _ = written_and_read(vics, [KETTLE, Listing(7, sha1=sha1(b"x"))], "2.0 Default")
    assert (len(read), written.records, written.left_out_count) == (1, 1, 1)
    assert (written.left_out[0].where, written.left_out[0].reason) == (
        "record 7",
        "no MD5, which is the key of a record in VICS",
    )


def test_an_empty_list_is_still_a_list() -> None:
    _, read, content = written_and_read(vics, [], "2.0 Default")
    assert (read, body(content)["value"]) == ([], [])
    assert vics.recognises(content)
