"""Tables of the field with headings of their own: Project VIC, INTERPOL ICSE, ThreatExchange."""

import base64
import csv
import io
from typing import Any

import pytest

from known.made_lists import md5, pdq, photodna, sha1, sha256
from understone.known.formats import delimited, icse, project_vic, recognise_head
from understone.known.formats import threatexchange_csv as tx
from understone.known.listings import Identity, Listing, Rejected, Withdrawal

KETTLE = md5(b"kettle").hex().upper()
ICSE = (
    "MD5;SHA1;PhotoDNA;Image ID;Is distributed;Victim identified;Offender identified;Series name;"
    "Number of submissions;File Available;Media Type;Baseline"
)


def read(known: Any, text: str) -> list[Any]:
    assert recognise_head(text.encode(), "list") is known
    return list(known.read(io.BufferedReader(io.BytesIO(text.encode()))))


def test_a_project_vic_table_is_read_whatever_the_order_of_its_columns() -> None:
    (listing,) = read(
        project_vic,
        "Series,SHA1,VictimIdentified,Category,MediaSize,MD5,MediaID,PhotoDNA,Custom\r\n"
        f'"Kettles, blue",{sha1(b"kettle").hex()},TRUE,2,33,{KETTLE},1413617112501850121,'
        f"{base64.b64encode(photodna('k')).decode()},x\r\n",
    )
    assert (listing.md5, listing.sha1, listing.photodna) == (md5(b"kettle"), sha1(b"kettle"), photodna("k"))
    assert (listing.category, listing.scheme) == (2, "Project VIC")
    assert (listing.media_id, listing.size) == ("1413617112501850121", 33)
    assert listing.detail == (("Series", "Kettles, blue"), ("VictimIdentified", "true"), ("Custom", "x"))


def test_a_project_vic_table_that_states_a_scheme_keeps_it_and_a_blank_states_none() -> None:
    first, second = read(
        project_vic, f"MediaID,Category,MD5,Scheme\n1,2,{KETTLE},VICS 2.0 UK\n2,2,{md5(b'b').hex()},\n"
    )
    assert (first.scheme, second.scheme) == ("VICS 2.0 UK", "")


@pytest.mark.parametrize(
    ("rows", "seems"),
    [
        ("1,2,{0},\n", "hits"),
        ("1,0,{0},Kettles\n", "hits"),
        ("1,8,{0},\n2,8,{0},\n", "known-good"),
        ("1,8,{0},\n2,0,{0},\n", None),
        ("1,,{0},\n", None),
    ],
)
def test_what_a_project_vic_table_seems_to_be_is_told_by_its_values(rows: str, seems: str | None) -> None:
    """NIST's files for CAID have the columns of VICS and category 8: as hits they would accuse the innocent."""
    text = "MediaID,Category,MD5,Series\n" + rows.format(KETTLE) + "\n"
    assert project_vic.declares(text.encode()) == seems


def test_a_table_of_other_hands_with_a_media_id_stays_one_without_a_scheme() -> None:
    (listing,) = read(delimited, f"Media ID,MD5,Category\n1,{KETTLE},2\n")
    assert listing.scheme == ""


def test_an_icse_export_is_read_and_its_baseline_is_no_category() -> None:
    text = f'{ICSE}\r\n{KETTLE};{sha1(b"kettle").hex()};;IMG-7;y;n;;"Kettles; blue";3;y;Image;y\r\n'
    (listing,) = read(icse, text)
    assert (listing.md5, listing.sha1, listing.media_id) == (md5(b"kettle"), sha1(b"kettle"), "IMG-7")
    assert (listing.category, listing.scheme) == (None, "INTERPOL ICSE")
    assert listing.detail == (
        ("Is distributed", "y"),
        ("Victim identified", "n"),
        ("Series name", "Kettles; blue"),
        ("Number of submissions", "3"),
        ("File Available", "y"),
        ("Media Type", "Image"),
        ("Baseline", "y"),
    )
    assert icse.declares(text.encode()) == "hits"


def test_what_threatexchange_prints_is_read() -> None:
    """Rows as its own command writes them, with its own csv writer."""
    from threatexchange.cli.dataset_cmd import DatasetCommand
    from threatexchange.exchanges.fetch_state import FetchedSignalMetadata
    from threatexchange.signal_type.md5 import VideoMD5Signal
    from threatexchange.signal_type.pdq.signal import PdqSignal

    sink = io.StringIO(newline="")
    rows = csv.DictWriter(sink, ["signal_type", "signal_str", "collab", "category", "tags"])
    rows.writeheader()
    command = DatasetCommand(print_signals=True, csv=True)
    command._print_csv(rows, "Sample, one", PdqSignal, pdq("k").hex(), FetchedSignalMetadata())
    command._print_csv(rows, "Sample, one", VideoMD5Signal, md5(b"kettle").hex(), FetchedSignalMetadata())
    first, second = read(tx, sink.getvalue())
    assert (first.pdq, second.md5) == (pdq("k"), md5(b"kettle"))
    assert first.category is None
    assert first.detail == (("collab", "Sample, one"), ("category", "INVESTIGATION_SEED"))


def test_what_its_query_prints_is_read_and_ids_keep_their_64_bits() -> None:
    """Ids of descriptors have 64 bits: as floating numbers they would be another's (jeroen/jsonlite #405)."""
    first, second = read(
        tx,
        "id,indicator,type,status,tags,owner_id\r\n"
        f"1413617112501850121,{pdq('k').hex()},HASH_PDQ,MALICIOUS,a b,9\r\n"
        f"1413617112501850122,{sha256(b'k').hex()},HASH_SHA256,UNKNOWN,,9\r\n",
    )
    assert (first.reference, first.pdq) == ("1413617112501850121", pdq("k"))
    assert (second.reference, second.sha256) == ("1413617112501850122", sha256(b"k"))
    assert first.detail == (("status", "MALICIOUS"), ("tags", "a b"), ("owner_id", "9"))


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("id,indicator,type,status", "7,{0},HASH_MD5,NON_MALICIOUS"),
        ("signal_type,signal_str,collab,category,id", "video_md5,{0},c,NEGATIVE_CLASS,7"),
    ],
)
def test_what_the_list_calls_no_hit_takes_back_what_was_given(header: str, row: str) -> None:
    """As a hit it would accuse the innocent."""
    (item,) = read(tx, f"{header}\n{row.format(KETTLE)}\n")
    assert isinstance(item, Withdrawal)
    assert item.identity == Identity("reference", b"7")
    (refused,) = read(tx, f"signal_type,signal_str,category\nvideo_md5,{KETTLE},NEGATIVE_CLASS\n")
    assert isinstance(refused, Rejected)
    assert "no hit by the list itself" in refused.reason


def test_the_download_of_the_web_interface_gives_no_type_and_64_digits_are_not_guessed() -> None:
    """PDQ and SHA-256 are equally long: the wrong guess loses every near match, or makes a false one."""
    header = "td_description,td_status,td_raw_indicator,td_indicator,td_owner_id"
    first, second = read(
        tx, f"{header}\nx,MALICIOUS,{KETTLE},[object Object],9\nx,MALICIOUS,{pdq('k').hex()},[object Object],9\n"
    )
    assert isinstance(first, Listing)
    assert first.md5 == md5(b"kettle")
    assert isinstance(second, Rejected)
    assert "64 digits without a type" in second.reason


def test_a_signal_that_is_no_digest_of_ours_is_refused_by_name() -> None:
    (refused,) = read(tx, "signal_type,signal_str,collab,category,tags\ntrend_query,{},c,POSITIVE_CLASS,\n")
    assert isinstance(refused, Rejected)
    assert refused.reason == "'trend_query' is no digest that Understone looks up"
