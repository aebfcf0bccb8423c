"""Look-ups in a known set, and what a damaged set may never do."""

import base64
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from known.made_lists import alternative, md5, media, pdq, photodna, sha1, sha256, vics_text
from understone.digests import Digests
from understone.errors import KnownError
from understone.known import known_set
from understone.known.build import build
from understone.known.errors import KnownSetClosed, KnownSetCorrupt, KnownSetVersion, NotAKnownSet
from understone.known.known_set import KnownSet

KETTLE, TEAPOT, CUP = b"kettle", b"teapot", b"cup"


def full_record(content: bytes, **fields: object) -> dict[str, object]:
    name = content.decode()
    others = [
        alternative("SHA256", sha256(content)),
        alternative("PDQ", pdq(name)),
        alternative("PhotoDNA", photodna(name)),
    ]
    return media(content, AlternativeHashes=others, Series=f"Synthetic {name}", **fields)


def hashes(*values: bytes) -> np.ndarray:
    return np.frombuffer(b"".join(values), dtype=np.uint8).reshape(-1, 32)


@pytest.fixture
def three(tmp_path: Path, write_vics: Callable[..., Path]) -> Path:
    """A set of three pictures with every kind of digest."""
    source = write_vics([full_record(content, MediaID=number) for number, content in enumerate((KETTLE, TEAPOT, CUP))])
    build(tmp_path / "set", [source], kind="hits", name="national")
    return tmp_path / "set"


@pytest.mark.parametrize("kind", ["md5", "sha1", "sha256"])
def test_a_content_is_found_by_each_of_its_digests(three: Path, kind: str) -> None:
    digest = {"md5": md5, "sha1": sha1, "sha256": sha256}[kind](TEAPOT)
    with KnownSet.open(three) as known:
        none, (match,) = known.lookup([Digests(**{kind: bytes(len(digest))}), Digests(**{kind: digest})])
    assert none == ()
    assert (match.how, match.digest, match.distance, match.set_name) == ("exact", kind, 0, "national")
    listing = match.listing
    assert (listing.record, listing.media_id, listing.category, listing.scheme) == (2, "1", 2, "VICS 2.0 Default")
    assert (listing.md5, listing.sha1, listing.sha256) == (md5(TEAPOT), sha1(TEAPOT), sha256(TEAPOT))
    assert (listing.pdq, listing.photodna, listing.size) == (pdq("teapot"), photodna("teapot"), 6)
    assert listing.detail == (("Series", "Synthetic teapot"),)
    assert (match.source.name, match.source.format, match.source.records) == ("list.json", "VICS", 3)
    assert (match.agrees, match.contradicts) == ((), ())


def test_the_strongest_digest_names_the_match_and_the_others_agree_or_contradict(three: Path) -> None:
    """An MD5 can be made to collide: one whose SHA-1 differs is shown as a contradiction, never silently a match."""
    whole = Digests(md5(KETTLE), sha1(KETTLE), sha256(KETTLE))
    collided = Digests(md5(KETTLE), sha1(b"other"), sha256(b"other"))
    with KnownSet.open(three) as known:
        (agreed,), (contradicted,) = known.lookup([whole, collided])
    assert (agreed.digest, agreed.agrees, agreed.contradicts) == ("sha256", ("sha1", "md5"), ())
    assert (contradicted.digest, contradicted.agrees, contradicted.contradicts) == ("md5", (), ("sha256", "sha1"))


def test_digests_that_lead_to_different_records_give_each_and_the_sound_one_first(three: Path) -> None:
    """No union over kinds of digest: one content's MD5 and another's SHA-1 do not make them one."""
    with KnownSet.open(three) as known:
        (matches,) = known.lookup([Digests(md5=md5(KETTLE), sha1=sha1(TEAPOT))])
    assert [(match.listing.record, match.digest, match.contradicts) for match in matches] == [
        (2, "sha1", ("md5",)),
        (1, "md5", ("sha1",)),
    ]


def test_digests_of_zero_bytes_never_match(three: Path) -> None:
    """An empty file stood in a list, and every empty file matched (prodaft/malware-ioc #3)."""
    with KnownSet.open(three) as known:
        assert known.lookup([Digests(md5(b""), sha1(b""), sha256(b""))]) == [()]
        assert known.lookup([Digests(md5=md5(KETTLE), sha256=sha256(b""))]) == [()]


def test_nothing_asked_and_nothing_given_is_answered(three: Path) -> None:
    with KnownSet.open(three) as known:
        assert known.lookup([]) == []
        assert known.lookup([Digests()]) == [()]
        assert known.near(hashes()) == []


@pytest.mark.parametrize("count", [1, 2])
def test_short_lists_match_themselves(tmp_path: Path, write_vics: Callable[..., Path], count: int) -> None:
    """A matcher of another project never matched when its list held a single entry (ThreatExchange #1318)."""
    contents = [KETTLE, TEAPOT][:count]
    build(tmp_path / "set", [write_vics([full_record(content) for content in contents])], kind="hits")
    with KnownSet.open(tmp_path / "set") as known:
        for number, content in enumerate(contents, 1):
            (exact,) = known.lookup([Digests(sha256=sha256(content))])
            (close,) = known.near(hashes(pdq(content.decode())), radius=0)
            assert [match.listing.record for match in (*exact, *close)] == [number, number]


def test_a_set_says_what_it_can_answer(tmp_path: Path, three: Path) -> None:
    (tmp_path / "md5.txt").write_text(md5(KETTLE).hex() + "\n")
    build(tmp_path / "few", [tmp_path / "md5.txt"], kind="known-good")
    with KnownSet.open(three) as known, KnownSet.open(tmp_path / "few") as few:
        assert (known.answers, known.has_pdq, known.kind) == (frozenset({"md5", "sha1", "sha256"}), True, "hits")
        assert (few.answers, few.has_pdq, few.kind) == (frozenset({"md5"}), False, "known-good")
        assert known.counts == {"listings": 3, "md5": 3, "sha1": 3, "sha256": 3, "pdq": 3, "photodna": 3}
        assert few.near(hashes(pdq("kettle"))) == [()]


@pytest.mark.parametrize("kernel_from", [0, 10**9], ids=["kernel", "plain"])
def test_near_look_ups_give_the_closest_first_and_every_listing_of_a_hash(
    tmp_path: Path, write_vics: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, kernel_from: int
) -> None:
    monkeypatch.setattr(known_set, "_KERNEL_PAYS_FROM", kernel_from)
    base = int.from_bytes(pdq("kettle"))
    near_by = [(base ^ ((1 << bits) - 1)).to_bytes(32) for bits in (31, 5, 0, 32, 5)]
    records = [media(b"%d" % n, AlternativeHashes=[alternative("PDQ", value)]) for n, value in enumerate(near_by)]
    build(tmp_path / "set", [write_vics(records)], kind="hits")
    with KnownSet.open(tmp_path / "set") as known:
        matches, none = known.near(hashes(pdq("kettle"), pdq("teapot")))
        assert [(match.distance, match.listing.record) for match in matches] == [(0, 3), (5, 2), (5, 5), (31, 1)]
        assert {(match.how, match.digest) for match in matches} == {("near", "pdq")}
        assert none == ()
        assert len(known.near(hashes(pdq("kettle")), radius=32)[0]) == 5


@pytest.mark.parametrize("radius", [-1, 257])
def test_a_radius_or_shape_that_means_nothing_is_refused(three: Path, radius: int) -> None:
    with KnownSet.open(three) as known:
        with pytest.raises(ValueError, match="radius"):
            known.near(hashes(pdq("a")), radius)
        with pytest.raises(ValueError, match="32 bytes"):
            known.near(np.zeros((1, 31), dtype=np.uint8))


def test_a_closed_set_says_so(three: Path) -> None:
    known = KnownSet.open(three)
    known.close()
    with pytest.raises(KnownSetClosed):
        known.lookup([])


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "segments").rglob("*") if path.is_file())


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 0x10
    path.write_bytes(content)


def test_a_flipped_byte_in_any_file_is_found_by_verify(three: Path, tmp_path: Path) -> None:
    with KnownSet.open(three) as known:
        known.verify()
    names = [path.relative_to(three) for path in files_of(three)]
    assert len(names) == 3 + 4 * 5 + 3
    for name in names:
        copy = tmp_path / "copy"
        shutil.copytree(three, copy)
        flip(copy / name, (copy / name).stat().st_size // 2)
        with KnownSet.open(copy) as known, pytest.raises(KnownSetCorrupt) as found:
            known.verify()
        assert found.value.where == str(copy / name)
        shutil.rmtree(copy)


def test_a_flipped_byte_anywhere_in_the_manifest_is_found_at_open(three: Path) -> None:
    manifest = three / "manifest.json"
    whole = manifest.read_bytes()
    for place in range(len(whole)):
        flip(manifest, place)
        with pytest.raises(KnownError):
            KnownSet.open(three)
        manifest.write_bytes(whole)
    KnownSet.open(three).close()


@pytest.mark.parametrize("change", ["missing", "shorter", "longer", "empty"])
def test_a_file_that_is_missing_or_of_another_size_is_found_at_open(three: Path, change: str) -> None:
    for path in files_of(three):
        whole = path.read_bytes()
        if change == "missing":
            path.unlink()
        else:
            path.write_bytes({"shorter": whole[:-1], "longer": whole + b"\0", "empty": b""}[change])
        with pytest.raises(KnownSetCorrupt) as found:
            KnownSet.open(three)
        assert found.value.where == str(path)
        path.write_bytes(whole)


def sealed_anew(folder: Path, **changes: object) -> None:
    """Change a manifest as another version of Understone would write it: its digest holds."""
    import hashlib

    path = folder / "manifest.json"
    body = {**json.loads(path.read_bytes()), **changes}
    del body["digest"]

    def canonical(value: object) -> bytes:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    body["digest"] = hashlib.sha256(canonical(body)).hexdigest()
    path.write_bytes(canonical(body))


def test_a_manifest_sealed_by_another_hand_opens(three: Path) -> None:
    """The check of the two tests below: `sealed_anew` is right, so what they see is the version."""
    sealed_anew(three)
    KnownSet.open(three).close()


@pytest.mark.parametrize("version", [0, 1, 3, "2", None])
def test_a_set_of_another_version_is_refused_as_such(three: Path, version: object) -> None:
    sealed_anew(three, version=version)
    with pytest.raises(KnownSetVersion) as refused:
        KnownSet.open(three)
    assert f"format {version}" in refused.value.what


@pytest.mark.parametrize("changes", [{"blocks": ["x"]}, {"videos": ["x"]}])
def test_a_set_that_uses_what_this_version_cannot_honour_is_refused(three: Path, changes: dict[str, object]) -> None:
    """What a later version can find, and this one would call unknown."""
    sealed_anew(three, **changes)
    with pytest.raises(KnownSetVersion):
        KnownSet.open(three)


def test_what_is_no_known_set_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "manifest.json").write_text('{"name": "a web page"}')
    for place in ("absent", "file", "other", "."):
        with pytest.raises(NotAKnownSet):
            KnownSet.open(tmp_path / place)


def test_a_segment_outside_the_set_is_never_opened(three: Path) -> None:
    body = json.loads((three / "manifest.json").read_bytes())
    for segments in (
        [{**body["segments"][0], "id": "../../elsewhere"}],
        [{**body["segments"][0], "files": [{"name": "../x"}]}],
    ):
        sealed_anew(three, segments=segments)
        with pytest.raises(KnownSetCorrupt):
            KnownSet.open(three)


def test_opening_reads_no_row_so_that_it_takes_the_same_at_any_size(three: Path) -> None:
    """Other tools load their lists into memory, 4 GB in one report. Here open succeeds though every row is rubbish."""
    for path in files_of(three):
        path.write_bytes(b"\xff" * path.stat().st_size)
    with KnownSet.open(three) as known:
        assert known.counts["listings"] == 3
        with pytest.raises(KnownSetCorrupt):
            known.verify()


@settings(deadline=None)
@given(data=st.data())
def test_a_damaged_set_answers_or_says_that_it_is_damaged(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Even unverified: no other error, and no match for what no record names."""
    folder = tmp_path_factory.mktemp("damaged")
    (folder / "list.json").write_text(vics_text([full_record(content) for content in (KETTLE, TEAPOT, CUP)]))
    build(folder / "set", [folder / "list.json"], kind="hits")
    path = data.draw(st.sampled_from(files_of(folder / "set")))
    flip(path, data.draw(st.integers(0, path.stat().st_size - 1)))
    with KnownSet.open(folder / "set") as known:
        try:
            exact = known.lookup([Digests(md5(content), sha1(content), sha256(content)) for content in (KETTLE, b"no")])
            close = known.near(hashes(pdq("kettle"), pdq("no")))
        except KnownSetCorrupt:
            return
    assert exact[1] == close[1] == ()


def test_whole_arrays_of_hashes_are_asked_at_once(tmp_path: Path, write_vics: Callable[..., Path]) -> None:
    contents = [b"a", b"b", b"c"]
    shared_look = photodna("look")
    build(
        tmp_path / "set",
        [write_vics([media(contents[0]), media(contents[2], PhotoDNA=base64.b64encode(shared_look).decode())])],
        kind="hits",
    )
    asked = np.frombuffer(b"".join(md5(content) for content in contents), dtype=np.uint8).reshape(-1, 16)
    looks = np.frombuffer(photodna("other") + shared_look, dtype=np.uint8).reshape(-1, 144)
    with KnownSet.open(tmp_path / "set") as known:
        assert known.holds("md5", asked).tolist() == [True, False, True]
        assert known.holds("photodna", looks).tolist() == [False, True]
        assert known.holds("sha256", np.zeros((1, 32), np.uint8)).tolist() == [False]
        with pytest.raises(ValueError, match="n × 16 bytes"):
            known.holds("md5", looks)


def test_an_equal_photodna_is_a_match_that_contradicts_nothing(tmp_path: Path, write_vics: Callable[..., Path]) -> None:
    """It is carried and matched exactly, never computed; that the file is another one is in its nature."""
    look = photodna("look")
    build(tmp_path / "set", [write_vics([media(b"a", PhotoDNA=base64.b64encode(look).decode())])], kind="hits")
    with KnownSet.open(tmp_path / "set") as known:
        ((match,), ()) = known.lookup([Digests(md5=md5(b"another"), photodna=look), Digests(photodna=photodna("x"))])
    assert (match.how, match.digest, match.contradicts) == ("exact", "photodna", ())
