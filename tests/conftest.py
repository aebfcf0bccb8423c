"""What all tests share: where the real samples lie."""

import os
from pathlib import Path

import pytest

from memory import folder_in_memory

if folder := folder_in_memory():
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(folder))  # pytest's own way to say where `tmp_path` lies
SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real samples; without it a test skips, unless CI is set: there its absence is a failure."""
    folder = SHARED / "data"
    if not folder.is_dir():
        reason = f"real samples are not here: {folder}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def shared_operation(shared_data: Path) -> Path:
    """Return the folder of the operation's specification, beside the samples."""
    return shared_data.parent / "operation"
