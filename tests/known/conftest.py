"""Where lists for tests are written."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from known.made_lists import DEFAULT, vics_text


@pytest.fixture
def write_vics(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a VICS list and returns its path."""

    def write(records: Sequence[Any], name: str = "list.json", model: str = DEFAULT) -> Path:
        path = tmp_path / name
        path.write_text(vics_text(records, model), encoding="utf-8")
        return path

    return write
