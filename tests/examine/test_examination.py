"""The main job, whole: a real device and a real known set in, findings and a case file out."""

import json
import shutil
import sqlite3
from pathlib import Path

from examine.devices import TAKEN, Device, Run, jpeg, known_set, make_ext4, media_record, photograph
from understone.examine import export, queries
from understone.examine.casefile import CaseFile
from understone.examine.run import examine
from understone.examine.work import Options


def by_path(case: Path) -> dict[str, queries.FindingRow]:
    """Return the findings of a case file's latest run by path."""
    with CaseFile.open(case) as case_file:
        run = queries.run(case_file.db)
        return {finding.path: finding for finding in queries.findings(case_file.db, run.run_id)}


def test_exact_and_near_matches_are_found_at_every_place_and_nothing_else(device: Device, tmp_path: Path) -> None:
    """Every path of one content, wrong extensions, dotfiles, names like `[1]`, hard links (PEERS, Examination)."""
    outcome = examine(device.image, [device.known], tmp_path / "c.case", Options(workers=2))
    found = by_path(tmp_path / "c.case")
    assert {path for path, finding in found.items() if finding.how == "exact"} == device.exact
    assert {path for path, finding in found.items() if finding.how == "near"} == device.near
    assert outcome.findings == len(device.exact | device.near)
    assert all(finding.confirmed == "confirmed" for finding in found.values())
    best = found["/copy of [1].dat"].listings[0]
    assert (best.media_id, best.category, best.scheme) == ("1", 1, "VICS 2.0 Default")
    assert (best.digest, best.agrees) == ("sha1", ("md5",))


def test_a_finding_has_all_digests_of_its_content(device: Device, tmp_path: Path) -> None:
    examine(device.image, [device.known], tmp_path / "c.case", Options(workers=2))
    finding = by_path(tmp_path / "c.case")["/DCIM/IMG_0001.JPG"]
    content = (device.folder / "DCIM/IMG_0001.JPG").read_bytes()
    import hashlib

    assert finding.md5 == hashlib.md5(content).hexdigest()
    assert finding.sha1 == hashlib.sha1(content).hexdigest()
    assert finding.sha256 == hashlib.sha256(content).hexdigest()


def test_every_entry_ends_in_exactly_one_state_and_the_counts_add_up(device: Device, tmp_path: Path) -> None:
    examine(device.image, [device.known], tmp_path / "c.case", Options(workers=2))
    with CaseFile.open(tmp_path / "c.case") as case_file:
        run = queries.run(case_file.db)
        counts = queries.entry_counts(case_file.db, run.run_id)
        total = case_file.db.execute("SELECT count(*) FROM entry").fetchone()[0]
        states = {row["path"]: row["state"] for row in case_file.db.execute("SELECT path, state FROM entry")}
        media = queries.media_counts(case_file.db, run.run_id)
        assert queries.checks(case_file.db, run.run_id) == []
    on_disk = sum(1 for _ in device.folder.rglob("*"))
    assert sum(counts.values()) == total >= on_disk
    assert "pending" not in counts
    assert states["/empty.jpg"] == "empty"
    assert states["/a-link"] == "no content"
    assert states["/sparse.bin"] == "no content"
    assert states["/notes.txt"] == "read"
    assert media[("picture", "unrecognised", "decoded", "low quality")] >= 1
    assert media[("picture", "unrecognised", "undecodable", "undecodable")] == 1
    assert media[("video", "unrecognised", "not decoded", "not decoded")] == 1


def test_a_folder_gives_the_same_findings_as_its_image(device: Device, tmp_path: Path) -> None:
    examine(device.folder, [device.known], tmp_path / "f.case", Options(workers=1))
    found = by_path(tmp_path / "f.case")
    assert {path.lstrip("/") for path in found} == {path.lstrip("/") for path in device.exact | device.near}


def test_an_empty_file_never_matches_even_if_its_digest_is_listed(device: Device, tmp_path: Path) -> None:
    """The digest of nothing stands in real lists and would match every empty file (malware-ioc #3)."""
    examine(device.image, [device.known], tmp_path / "c.case", Options(workers=2))
    assert "/empty.jpg" not in by_path(tmp_path / "c.case")


def test_a_flat_picture_never_matches_near(tmp_path: Path) -> None:
    """A black picture is near every other flat one (GLEAPP excludes them too)."""
    from PIL import Image

    folder = tmp_path / "tree"
    folder.mkdir()
    Image.new("RGB", (300, 300), (9, 9, 9)).save(folder / "grey.png")
    Image.new("RGB", (300, 300)).save(folder / "black.png")
    record = media_record(1, b"something else", 1, "f" * 31 + "0" * 33)
    known = known_set(tmp_path, [record])
    outcome = examine(folder, [known], tmp_path / "c.case", Options(workers=1, radius=64))
    assert outcome.findings == 0


def test_a_known_good_list_only_rules_out_and_a_hit_outranks_it(device: Device, tmp_path: Path) -> None:
    one = (device.folder / "DCIM/IMG_0001.JPG").read_bytes()
    innocent = (device.folder / "innocent/0-0.jpg").read_bytes()
    good = known_set(tmp_path, [media_record(1, one), media_record(2, innocent)], "known-good")
    examine(device.image, [device.known, good], tmp_path / "c.case", Options(workers=2))
    found = by_path(tmp_path / "c.case")
    assert "/DCIM/IMG_0001.JPG" in found
    assert {listing.kind for listing in found["/DCIM/IMG_0001.JPG"].listings} == {"hits", "known-good"}
    with CaseFile.open(tmp_path / "c.case") as case_file:
        row = case_file.db.execute("SELECT recognised FROM entry WHERE path = '/innocent/0-0.jpg'").fetchone()
    assert row["recognised"] == "known-good"


def test_a_digest_that_contradicts_is_shown(tmp_path: Path) -> None:
    """An MD5 that matches while the SHA-1 does not is no plain match: the list or the content is not what it seems."""
    folder = tmp_path / "tree"
    folder.mkdir()
    content = jpeg(photograph("rocket.jpg"))
    (folder / "a.jpg").write_bytes(content)
    known = known_set(tmp_path, [{**media_record(1, content), "SHA1": "AB" * 20}])
    examine(folder, [known], tmp_path / "c.case", Options(workers=1))
    (finding,) = by_path(tmp_path / "c.case").values()
    assert finding.listings[0].digest == "md5"
    assert finding.listings[0].contradicts == ("sha1",)


def test_the_same_command_again_does_nothing_and_says_so(device: Device, tmp_path: Path, understone: Run) -> None:
    """Run twice, the same findings (PEERS: re-run idempotent)."""
    arguments = ("examine", device.image, "--known", device.known, "--case", "c.case", "--json", "--quiet")
    first, second = understone(*arguments), understone(*arguments)
    assert (first.returncode, second.returncode) == (10, 10)
    one, two = json.loads(first.stdout)["data"], json.loads(second.stdout)["data"]
    assert two["already_complete"]
    assert not one["already_complete"]
    assert one["export_digest"] == two["export_digest"]
    assert one["findings"] == two["findings"]


def test_another_known_set_is_another_run_in_the_same_case_file(device: Device, tmp_path: Path) -> None:
    """A result is kept under the versions it rests on, never reused for others (policyserv cached without them)."""
    examine(device.image, [device.known], tmp_path / "c.case", Options(workers=2))
    other = known_set(tmp_path, [media_record(7, (device.folder / "notes.txt").read_bytes())])
    outcome = examine(device.image, [other], tmp_path / "c.case", Options(workers=2))
    assert outcome.run_id == 2
    assert set(by_path(tmp_path / "c.case")) == {"/notes.txt"}
    with CaseFile.open(tmp_path / "c.case") as case_file:
        assert len(list(queries.findings(case_file.db, 1))) == len(device.exact | device.near)


def test_a_case_file_takes_other_evidence_only_when_told(device: Device, tmp_path: Path, understone: Run) -> None:
    folder = tmp_path / "tree"
    folder.mkdir()
    (folder / "a.txt").write_text("another device")
    make_ext4(folder, tmp_path / "other.raw", 4)
    examine(device.image, [device.known], tmp_path / "c.case", Options(workers=2))
    arguments = ("examine", "other.raw", "--known", device.known, "--case", "c.case", "--quiet")
    refused = understone(*arguments)
    assert refused.returncode == 3
    assert "case file is of other evidence: device.raw" in refused.stderr
    assert "--join" in refused.stderr
    assert understone(*arguments, "--join").returncode == 0


def test_a_moved_copy_is_the_same_evidence(device: Device, tmp_path: Path) -> None:
    examine(device.image, [device.known], tmp_path / "c.case", Options(workers=2))
    shutil.copy(device.image, tmp_path / "copy.raw")
    outcome = examine(tmp_path / "copy.raw", [device.known], tmp_path / "c.case", Options(workers=2))
    assert outcome.already_complete


def test_exact_only_decodes_nothing_and_says_so(device: Device, tmp_path: Path) -> None:
    """Nearness that was not looked up is never "no match": it is its own answer."""
    examine(device.image, [device.known], tmp_path / "c.case", Options(workers=2, exact_only=True))
    assert set(by_path(tmp_path / "c.case")) == device.exact
    with CaseFile.open(tmp_path / "c.case") as case_file:
        states = {row["near"] for row in case_file.db.execute("SELECT DISTINCT near FROM media")}
    assert states == {"not decoded"}
    assert set(cameras(tmp_path / "c.case").values()) == {(None, None, None, None)}, "and no camera is known"


def cameras(case: Path) -> dict[str, tuple[object, ...]]:
    """Return what a case file holds of the camera of each picture and video, by path."""
    with CaseFile.open(case) as case_file:
        rows = case_file.db.execute(
            "SELECT e.path, m.camera_make, m.camera_model, m.taken, m.camera_original FROM media m "
            "JOIN entry e ON e.sha256 = m.sha256"
        )
        return {path: tuple(said) for path, *said in rows}


def test_a_picture_as_its_camera_wrote_it_is_told_from_one_that_was_saved_again(device: Device, tmp_path: Path) -> None:
    examine(device.image, [device.known], tmp_path / "c.case", Options(workers=2))
    found = cameras(tmp_path / "c.case")
    assert found["/camera/IMG_0100.JPG"] == ("Invented Cameras", "Kettle 7", TAKEN, 1)
    assert found["/camera/saved-again.jpg"] == (None, None, None, 0)
    assert found["/broken.jpg"] == found["/clip.mp4"] == (None, None, None, None), "nothing decoded, nothing known"
    with CaseFile.open(tmp_path / "c.case") as case_file:
        lines = [json.loads(line) for line in export.lines(case_file.db, 1)]
    media = {row["sha256"]: row for row in lines if row["row"] == "media"}
    digests = {row["path"]: row["sha256"] for row in lines if row["row"] == "entry"}
    told = media[digests["/camera/IMG_0100.JPG"]]
    assert (told["camera_make"], told["camera_model"]) == ("Invented Cameras", "Kettle 7")
    assert (told["taken"], told["camera_original"]) == (TAKEN, 1)
    assert not media[digests["/broken.jpg"]].keys() & {"camera_make", "camera_model", "taken", "camera_original"}
    assert by_path(tmp_path / "c.case")["/DCIM/IMG_0001.JPG"].camera_original is False


def test_the_case_file_is_one_file_that_any_sqlite_opens(device: Device, tmp_path: Path) -> None:
    examine(device.image, [device.known], tmp_path / "c.case", Options(workers=2))
    assert [path.name for path in tmp_path.glob("c.case*")] == ["c.case"]
    db = sqlite3.connect(tmp_path / "c.case")
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_evidence_is_not_touched(device: Device, tmp_path: Path) -> None:
    copy = tmp_path / "readonly.raw"
    shutil.copy(device.image, copy)
    before = (copy.stat().st_mtime_ns, copy.read_bytes())
    copy.chmod(0o400)
    examine(copy, [device.known], tmp_path / "c.case", Options(workers=2))
    assert (copy.stat().st_mtime_ns, copy.read_bytes()) == before


def test_evidence_that_changes_during_a_run_is_an_error(device: Device, tmp_path: Path) -> None:
    import os

    copy = tmp_path / "growing.raw"
    shutil.copy(device.image, copy)

    def touch(progress: object) -> None:
        if getattr(progress, "stage", "") == "examining":
            os.utime(copy, (1, 1))

    examine(copy, [device.known], tmp_path / "c.case", Options(workers=1), touch)
    with CaseFile.open(tmp_path / "c.case") as case_file:
        assert queries.run(case_file.db).evidence_unchanged is False
        assert any("changed while it was examined" in error.what for error in queries.errors(case_file.db, 1))
