"""The invented list, against the sample of the format and against the files it speaks of."""

import hashlib
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from understone.demo.planted import Planted


@pytest.fixture(scope="module")
def body(device: Planted) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(device.known.read_text(encoding="utf-8"))
    return content


@pytest.mark.real
def test_keys_stand_in_the_order_of_the_sample(body: dict[str, Any], shared_data: Path) -> None:
    """IPED insists on the model string first, then `value`, then nothing (formats.md §2)."""
    sample = json.loads((shared_data / "formats" / "vics20_hashset_Default.synthetic.json").read_text("utf-8"))
    assert list(body) == list(sample)
    assert body["@odata.context"] == sample["@odata.context"]
    for record in body["value"]:
        # PhotoDNA is never computed, and these pictures have no camera.
        expected = [key for key in sample["value"][0] if key not in ("PhotoDNA", "Exifs")]
        assert list(record) == expected
        assert [list(other) for other in record["AlternativeHashes"]] == [["MD5", "HashName", "HashValue"]] * len(
            record["AlternativeHashes"]
        )


def test_each_record_has_the_digests_of_the_photograph_it_names(body: dict[str, Any]) -> None:
    shipped: dict[str, bytes] = {}
    for package, inside in (("skimage", "data"), ("sklearn", "datasets/images")):
        spec = importlib.util.find_spec(package)
        assert spec is not None
        assert spec.submodule_search_locations
        for path in (Path(spec.submodule_search_locations[0]) / inside).iterdir():
            if path.suffix in (".png", ".jpg"):
                shipped[hashlib.md5(path.read_bytes()).hexdigest().upper()] = path.read_bytes()
    known = [record for record in body["value"] if record["MediaID"] < 1900]
    assert len(known) == 11
    for record in known:
        content = shipped[record["MD5"]]
        assert record["SHA1"] == hashlib.sha1(content).hexdigest().upper()
        assert record["MediaSize"] == len(content)
        others = {other["HashName"]: other["HashValue"] for other in record["AlternativeHashes"]}
        assert others["SHA256"] == hashlib.sha256(content).hexdigest().upper()
        assert len(others["PDQ"]) == 64
        # The median splits 256 coefficients into halves (PDQ paper, §"quantisation").
        assert int(others["PDQ"], 16).bit_count() == 128


def test_the_list_holds_what_no_matcher_may_fall_for(body: dict[str, Any], device: Planted) -> None:
    """Zero-byte digests stand in real lists (prodaft/malware-ioc #3), and so do hashes of flat pictures."""
    records = {record["MediaID"]: record for record in body["value"]}
    assert records[1901]["MD5"] == "D41D8CD98F00B204E9800998ECF8427E"
    assert records[1901]["MediaSize"] == 0
    assert {"MD5": records[1902]["MD5"], "HashName": "PDQ", "HashValue": "0" * 64} in records[1902]["AlternativeHashes"]
    assert records[1902]["MD5"].lower() not in {item.md5 for item in device.items}, "it would match by digest"


def test_media_numbers_are_distinct_and_the_truth_uses_no_others(body: dict[str, Any], device: Planted) -> None:
    numbers = [record["MediaID"] for record in body["value"]]
    assert len(set(numbers)) == len(numbers)
    assert {item.media_id for item in device.items} - {None} <= set(numbers)
    md5 = {record["MediaID"]: record["MD5"].lower() for record in body["value"]}
    for item in device.items:
        if item.media_id is not None:
            assert (md5[item.media_id] == item.md5) == (item.expected == "exact"), item.done
