"""Running commands on an operation: each noun once as a process of its own, from then on in this one, at once."""

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from understone.cli.entry import run as here
from understone.operation.running import APPLICATION

_started: set[str] = set()  # the nouns that this worker has seen as a process


@dataclass(frozen=True, slots=True)
class Commands:
    """Commands as a session of one operation runs them; `owner` is the address of its owner."""

    session: str
    owner: str

    def __call__(self, *arguments: str, code: int = 0, as_json: bool = True) -> Any:
        """Return what a command answers: its data, its errors where `code` is not 0, or its text."""
        words = [*arguments, *(["--json"] if as_json else [])]
        noun = arguments[0]
        ended, told, warned = self._here(words) if noun in _started else self._as_process(words)
        _started.add(noun)
        assert ended == code, told + warned
        assert "Traceback" not in warned
        if not as_json:
            return told
        answer = json.loads(told)
        return answer["data"] if code == 0 else answer["errors"]

    def _as_process(self, words: list[str]) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "understone", *words]
        done = subprocess.run(command, env={**os.environ, APPLICATION: self.session}, capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr

    def _here(self, words: list[str]) -> tuple[int, str, str]:
        told, warned = io.StringIO(), io.StringIO()
        with (
            pytest.MonkeyPatch.context() as patch,
            contextlib.redirect_stdout(told),
            contextlib.redirect_stderr(warned),
        ):
            patch.setenv(APPLICATION, self.session)
            ended = here(words)
        return int(ended), told.getvalue(), warned.getvalue()
