"""What is not ours of styles and scripts is what was vendored, says its licence, and lacks what nobody may use here."""

import json
import re
from pathlib import Path

import vendor


def test_the_files_are_those_that_were_vendored(tmp_path: Path) -> None:
    for folder in (vendor.HERE, vendor.TESTS):
        assert vendor.changed(folder) == []
    for path in vendor.HERE.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "frontend.css").write_bytes(b"")
    (tmp_path / "more.js").write_bytes(b"")
    assert vendor.changed(tmp_path) == ["frontend.css", "more.js"]


def test_each_package_names_version_licence_and_digest() -> None:
    told = [each for folder in (vendor.HERE, vendor.TESTS) for each in json.loads((folder / vendor.FACTS).read_text())]
    said = [each for each in told if "package" in each]
    assert {each["package"]: each["version"] for each in said} == {
        name: facts[0] for name, facts in {**vendor.PACKAGES, **vendor.FOR_TESTS}.items()
    }
    for each in said:
        assert each["integrity"].startswith("sha512-")
        assert any(name.endswith("-LICENCE.txt") for name in each["files"])


def test_no_typeface_and_no_crest_that_is_for_gov_uk_alone() -> None:
    text = (vendor.HERE / vendor.STYLES).read_text()
    text = text.replace("moj-header__logotype-crest", "")  # the place for one; there is none to put there
    for word in ("@font-face", "GDS Transport", "crest", "Calvert"):
        assert word not in text
    pictures = set(re.findall(r"url\(([^)]*)\)", text))
    assert pictures <= {path.name for path in vendor.HERE.glob("icon-*.svg")}
