"""What is settled comes back as a known set: a device that has it next time needs nobody to look."""

import hashlib
import io
from pathlib import Path

import pytest

from examine.devices import jpeg, make_ext4, photograph
from operation.grading.findings import by, examined, found, graders, seen
from operation.grading.test_voting import entries
from operation.packages.office import KENT, MET
from understone.examine.casefile import CaseFile
from understone.examine.run import examine
from understone.examine.work import Options
from understone.known.build import build
from understone.operation.errors import InputRefused
from understone.operation.grading import updates, voting

DE = f"DE-{MET}"


def settled(owner: str, sha256: str, value: str, who: int) -> None:
    (finding,) = found(examined(owner), sha256, sha256=sha256)
    for number in range(who, who + 3):
        voting.grade(by(f"GR-{MET}-{number}"), finding.pk, value)


def test_settled_exported_built_and_found_exact_with_its_category_then_settled_on_arrival(
    operation: str, tmp_path: Path
) -> None:
    content = jpeg(photograph("coffee.png"))
    sha256 = hashlib.sha256(content).hexdigest()
    graders(operation, 3)
    settled(operation, sha256, "B", 0)
    settled(operation, "ab" * 32, "not_indecent", 0)
    with (tmp_path / "settled.csv").open("w", encoding="utf-8") as sink:
        update = updates.export_known(by(DE), sink)
    assert update.records == 1
    build(tmp_path / "set", [tmp_path / "settled.csv"], kind="hits", name="settled", kind_checked=True)
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "cup.jpg").write_bytes(content)
    (tmp_path / "tree" / "cat.jpg").write_bytes(jpeg(photograph("chelsea.png")))
    make_ext4(tmp_path / "tree", tmp_path / "device.raw", 8)
    examine(tmp_path / "device.raw", [tmp_path / "set"], tmp_path / "c.case", Options(workers=1))
    with CaseFile.open(tmp_path / "c.case") as case:
        rows = case.db.execute(
            "SELECT e.path, f.how, l.category, l.scheme, l.detail FROM finding f JOIN entry e ON e.id = f.entry_id"
            " JOIN finding_listing l ON l.finding_id = f.id"
        ).fetchall()
    ((path, how, category, scheme, detail),) = [tuple(row) for row in rows]
    assert (path, how, category, scheme) == ("/cup.jpg", "exact", 2, "UK A-C")
    assert '"B"' in detail
    (arrived,) = found(examined(operation, KENT), "x", force=KENT, sha256=sha256, match="exact")
    assert (seen(arrived, KENT).state, seen(arrived, KENT).category) == ("settled", "B")


def test_an_export_goes_on_from_the_last_ones_cursor(operation: str) -> None:
    graders(operation, 3)
    settled(operation, "01" * 32, "A", 0)
    first = updates.export_known(by(DE), io.StringIO())
    assert updates.export_known(by(DE), io.StringIO(), since=first.cursor).records == 0
    settled(operation, "02" * 32, "not_indecent", 0)
    settled(operation, "00" * 32, "C", 0)
    sink = io.StringIO()
    update = updates.export_known(by(DE), sink, since=first.cursor)
    assert sink.getvalue().splitlines() == [
        "sha256,category,scheme,classification",
        f"{'00' * 32},3,UK A-C,C",
    ]
    others = io.StringIO()
    assert updates.export_known(by(DE), others, since=first.cursor, not_indecent=True).records == 1
    assert f"{'02' * 32},,UK A-C,not_indecent" in others.getvalue()
    told = [payload["digest"] for _, payload in entries(operation, "view.export")]
    assert told[2] == hashlib.sha256(sink.getvalue().encode()).hexdigest()
    assert update.records == 1
    with pytest.raises(InputRefused, match="no cursor"):
        updates.export_known(by(DE), io.StringIO(), since="yesterday")
