"""Records of JSON feeds with anything at all in their fields: each ends as a record or as a refusal with its reason."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from known.made_lists import DEFAULT, md5
from understone.known.formats import ListFormat, stopncii, threatexchange, vics
from understone.known.listings import Listing, Rejected, Withdrawal, identity_of

DIGEST = md5(b"kettle").hex()
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=4)
    | st.sampled_from(
        [DIGEST, "HASH_MD5", "VideoMD5", "NON_MALICIOUS", "Deleted", "true", "\ud800", "MD5", "/Date(1)/"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["data", "id", "name", "text", "HashName", "HashValue", "status", "tags", "source", "pdq"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
FIELDS: dict[ListFormat, list[str]] = {
    vics: [
        "MediaID",
        "Category",
        "MD5",
        "SHA1",
        "MediaSize",
        "AlternativeHashes",
        "Series",
        "DateUpdated",
        "IsDistributed",
    ],
    stopncii: ["signalType", "hashValue", "hashStatus", "caseNumbers", "CSPFeedbacks", "lastModtimestamp"],
    threatexchange: [
        *("id", "type", "indicator", "raw_indicator", "should_delete", "descriptors", "status", "owner", "tags"),
        *("last_updated", "signals", "bank", "disable_until_ts"),
    ],
}
PAGES: dict[ListFormat, Any] = {
    vics: lambda records: {"@odata.context": DEFAULT, "value": records},
    stopncii: lambda records: {"hashRecords": records},
    threatexchange: lambda records: {"data": records},
}


@pytest.mark.parametrize("known", FIELDS)
@given(data=st.data())
def test_whatever_stands_in_a_record_it_ends_as_one_or_as_a_refusal(known: ListFormat, data: st.DataObject) -> None:
    """A field of another type than usual stopped one reader of ours with an error that nobody could act on."""
    record = st.dictionaries(st.sampled_from(FIELDS[known]), ANYTHING)
    many = data.draw(st.lists(record | ANYTHING, min_size=1, max_size=4))
    content = json.dumps(PAGES[known](many)).encode()
    read = list(known.read(io.BufferedReader(io.BytesIO(content))))
    assert [item.record for item in read] == list(range(1, len(many) + 1))
    for item in read:
        match item:
            case Listing():
                assert len(identity_of(item).value) > 0
                texts = [
                    item.media_id or "",
                    item.reference or "",
                    *item.faults,
                    *(t for pair in item.detail for t in pair),
                ]
                assert "\ud800" not in "".join(texts)
            case Withdrawal():
                assert item.identity.value
                assert "\ud800" not in item.time
            case Rejected():
                assert item.reason
                assert "\ud800" not in item.reason
