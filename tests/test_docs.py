"""Documentation is held true: a command, column or dependency without its line fails here."""

import re
import sqlite3
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from examine.devices import known_set
from understone.examine.schema import MIGRATIONS

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(path for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_the_reference_is_what_the_code_says() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/write_reference.py", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_column_of_the_case_file_has_its_line_and_no_line_is_left_over() -> None:
    db = sqlite3.connect(":memory:")
    for migration in MIGRATIONS:
        db.executescript(migration)
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    columns = {(table, row[1]) for table in tables for row in db.execute(f"PRAGMA table_info({table})")}
    page = (ROOT / "docs/reference/case-file.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| (\w+) \| (\w+) \| ", page, re.MULTILINE)) - {("table", "column")}
    assert documented == columns


def test_every_dependency_has_its_line_in_the_decisions() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    text = (ROOT / "docs/decisions.md").read_text(encoding="utf-8").lower()
    missing = [name for line in wanted if (name := re.split(r"[<>=\[]", line)[0]) not in text]
    assert missing == []


def test_the_locks_pin_and_hash_everything_and_name_no_address() -> None:
    locks = ["requirements.lock", "benchmarks/requirements.lock", "scripts/bootstrap.lock"]
    done = subprocess.run([sys.executable, "scripts/check_locks.py", *locks], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "line", ["--index-url https://example.org/simple", "thing==1.0 \\\n    --hash=md5:00", "thing>=1"]
)
def test_a_lock_with_an_address_or_without_a_hash_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "bad.lock").write_text(line)
    done = subprocess.run([sys.executable, ROOT / "scripts/check_locks.py", tmp_path / "bad.lock"], capture_output=True)
    assert done.returncode == 1


def test_the_five_lines_of_the_readme_run(tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    record = {"MediaID": 7, "Category": 2, "MD5": "94C191B1127F0AE83AC1AE8F78ACF66B"}
    known_set(tmp_path, [record]).rename(tmp_path / "lists")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    said = done.stdout.splitlines()
    assert len(code.strip().splitlines()) <= 5
    assert said[0].startswith("Its MD5 equals 94c191b1127f0ae83ac1ae8f78acf66b"), done.stderr
    assert any(line.startswith("List hits.json: record 1 of its delivery hits.json (VICS, SHA-256 ") for line in said)
    assert "Category: 2 (VICS 2.0 Default; no profile: meaning not stated)." in said


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


def test_every_command_that_a_page_shows_exists_with_its_options() -> None:
    """Each `understone …` line of the docs is asked for its help; an option that is gone fails."""
    import click

    from understone.cli.entry import root

    for page in PAGES:
        for line in re.findall(r"^\$ understone (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE):
            words, command, context = line.split(), root, click.Context(root)
            while isinstance(command, click.Group):
                found = command.get_command(context, words.pop(0))
                assert found is not None, f"{page.name}: {line}"
                command = found
            options = {name for parameter in command.params for name in parameter.opts}
            assert {word for word in words if word.startswith("--")} <= options, f"{page.name}: {line}"


def test_nothing_names_this_machine_or_a_registry() -> None:
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True).stdout.split("\0")
    forbidden = re.compile("|".join(["/wo" + "rk/", r"\.lib" + "rary", "pyp" + r"i\.org", "registry" + r"\.npm"]))
    guilty = [
        name
        for name in files
        if name and not name.endswith(".lock") and forbidden.search((ROOT / name).read_text("utf-8", "replace"))
    ]
    assert guilty == []
