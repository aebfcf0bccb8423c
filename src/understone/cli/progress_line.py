"""Progress for people: one line redrawn on a terminal, a plain line now and then elsewhere; rate and time left."""

import shutil
import sys
import time
from collections import deque
from types import TracebackType
from typing import Self, TextIO

from understone.progress import Progress
from understone.shown import duration, plain, size

_REDRAW_SECONDS = 0.2
_PLAIN_SECONDS = 10.0
_RATE_WINDOW_SECONDS = 20.0


class ProgressLine:
    """Show `Progress` on standard error. Use as a context manager; call it with each new state."""

    def __init__(self, sink: TextIO | None = None, *, quiet: bool = False) -> None:
        self._sink = sink or sys.stderr
        self._quiet = quiet
        self._terminal = self._sink.isatty()
        self._stage = ""
        # Elsewhere than on a terminal, work that is over soon leaves no line.
        self._shown_at = 0.0 if self._terminal else time.monotonic()
        self._samples: deque[tuple[float, int, int]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._terminal and self._shown_at and not self._quiet:
            self._sink.write("\n")
            self._sink.flush()

    def __call__(self, progress: Progress) -> None:
        """Take a new state; show it if enough time has passed since the last one shown."""
        now = time.monotonic()
        if progress.stage != self._stage:
            self._stage = progress.stage
            self._samples.clear()
        self._samples.append((now, progress.done, progress.bytes_done or 0))
        while now - self._samples[0][0] > _RATE_WINDOW_SECONDS and len(self._samples) > 2:
            self._samples.popleft()
        if self._quiet or now - self._shown_at < (_REDRAW_SECONDS if self._terminal else _PLAIN_SECONDS):
            return
        self._shown_at = now
        line = self._line(progress)
        if self._terminal:
            width = shutil.get_terminal_size().columns
            self._sink.write(f"\r\x1b[2K{line[: width - 1]}")
        else:
            self._sink.write(f"{line}\n")
        self._sink.flush()

    def _line(self, progress: Progress) -> str:
        then, done_then, bytes_then = self._samples[0]
        now = self._samples[-1][0]
        elapsed = max(now - then, 1e-9)
        rate = (progress.done - done_then) / elapsed
        parts = [f"{plain(progress.stage)}: {progress.done:,}" + (f" of {progress.total:,}" if progress.total else "")]
        parts[0] += f" {progress.unit}"
        left: float | None = None
        if progress.bytes_done is not None:
            byte_rate = (progress.bytes_done - bytes_then) / elapsed
            parts.append(
                size(progress.bytes_done) + (f" of {size(progress.bytes_total)}" if progress.bytes_total else "")
            )
            parts.append(f"{byte_rate / 1e6:,.1f} MB/s")
            if progress.bytes_total and byte_rate > 0:
                left = (progress.bytes_total - progress.bytes_done) / byte_rate
        elif rate > 0:
            parts.append(f"{rate:,.0f}/s")
        if left is None and progress.total and rate > 0:
            left = (progress.total - progress.done) / rate
        parts += [f"{plain(name)} {count:,}" for name, count in progress.counts]
        if left is not None and elapsed > 1:
            parts.append(f"{duration(max(left, 0))} left")
        return " · ".join(parts)
