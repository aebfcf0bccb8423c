"""Asking a process for one picture, for so long and no longer."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from understone.showing import errors
from understone.showing.cases import Located
from understone.showing.errors import NoPreview, NotHere

SECONDS = 30
_HEAD = 65_536


def fingerprint(evidence: Path) -> str:
    """Return what tells this evidence from another. Raises `NotHere`."""
    answer, _ = _ask({"want": "fingerprint", "evidence": str(evidence)})
    return str(answer["fingerprint"])


def picture(at: Located, sha256: str, size: str) -> bytes:
    """Return the PNG of a file in the evidence, reduced or in full. Raises `ShowingError`s."""
    asked = {"ordinal": at.ordinal, "address": at.address, "sha256": sha256}
    _, content = _ask({"want": size, "evidence": str(at.evidence), **asked})
    return content


def _ask(request: dict[str, object]) -> tuple[dict[str, Any], bytes]:
    command = [sys.executable, "-m", "understone.showing.worker"]
    try:
        ended = subprocess.run(
            command, input=json.dumps(request).encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise NoPreview(f"reading it took more than {SECONDS} seconds") from None
    head, newline, content = ended.stdout.partition(b"\n")
    if not newline or len(head) > _HEAD:
        raise NoPreview("it ended the process that decodes it")
    answer = json.loads(head)
    if "error" in answer:
        raise _error(answer)
    return answer, content


def _error(answer: dict[str, Any]) -> errors.ShowingError:
    what = str(answer["what"])
    if answer["error"] == "NotTheSame":
        return errors.NotTheSame()
    if answer["error"] == "NoPreview":
        return NoPreview(what.removeprefix("no preview: "))
    return NotHere(what, "ask the digital examiner to check the evidence")
