"""Progress of a long command on stderr: a bar with rate and time left, drawn by Rich if installed."""

import contextlib
import shutil
import sys
import time
from collections.abc import Callable, Iterator

from auditledge.cli.tables import console, has_rich

Advance = Callable[[int], None]

_WIDTH = 24
_WIDE_COLUMNS = 80
"""Columns of a terminal that has room for the label and the bar in addition to the numbers."""

_REDRAW_SECONDS = 0.2


@contextlib.contextmanager
def progress(label: str, unit: str, total: int | None) -> Iterator[Advance]:
    """Show progress while the block runs; yields a function to call with the amount done.

    Shows nothing if stderr is not a terminal.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with (_rich if has_rich() and _columns() >= _WIDE_COLUMNS else _plain)(label, unit, total) as advance:
        yield advance


def bar(done: int, total: int, width: int = _WIDTH) -> str:
    """A bar as text, such as `[######..................]`."""
    full = min(width, width * done // total) if total else 0
    return "[" + "#" * full + "." * (width - full) + "]"


@contextlib.contextmanager
def _rich(label: str, unit: str, total: int | None) -> Iterator[Advance]:
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn  # noqa: PLC0415 - see console

    text = TextColumn("{task.fields[line]}", markup=False)
    columns = (TextColumn(label, markup=False), BarColumn(_WIDTH), TaskProgressColumn(), text)
    with Progress(*columns, console=console(sys.stderr), transient=True) as shown:
        task = shown.add_task("", total=total, line="")
        line = _Line(unit, total)
        yield lambda done: shown.update(task, completed=done, line=line.text(done))


@contextlib.contextmanager
def _plain(label: str, unit: str, total: int | None) -> Iterator[Advance]:
    line = _Line(unit, total)
    drawn = 0.0

    def advance(done: int) -> None:
        nonlocal drawn
        if time.monotonic() - drawn < _REDRAW_SECONDS and done != total:
            return
        drawn = time.monotonic()
        share = f"{100 * done // total:3d} % " if total else ""
        drawing = f"{label} {bar(done, total)} " if total and _columns() >= _WIDE_COLUMNS else ""
        _redraw(f"{drawing}{share}{line.text(done)}"[: _columns() - 1])

    try:
        yield advance
    finally:
        _redraw("")


def _columns() -> int:
    return shutil.get_terminal_size().columns


def _redraw(text: str) -> None:
    sys.stderr.write(f"\r\x1b[K{text}")
    sys.stderr.flush()


class _Line:
    """`71,000/100,000 events  12,300/s  ETA 0:02`, computed from where this run started."""

    def __init__(self, unit: str, total: int | None) -> None:
        self._unit = unit
        self._total = total
        self._first: tuple[float, int] | None = None

    def text(self, done: int) -> str:
        """The line for this amount."""
        now = time.monotonic()
        self._first = self._first or (now, done)
        seconds, gained = now - self._first[0], done - self._first[1]
        of = f"/{self._total:,}" if self._total is not None else ""
        text = f"{done:,}{of} {self._unit}"
        if seconds <= 0 or gained <= 0:
            return text
        text += f"  {gained / seconds:,.0f}/s"
        return text + (self._eta((self._total - done) * seconds / gained) if self._total is not None else "")

    @staticmethod
    def _eta(seconds: float) -> str:
        minutes, rest = divmod(max(0, round(seconds)), 60)
        return (
            f"  ETA {minutes // 60}:{minutes % 60:02d}:{rest:02d}"
            if minutes >= 60
            else f"  ETA {minutes}:{rest:02d}"
        )


def elapsed(started: float) -> str:
    """The time since `started`, a value of `time.monotonic`, for a summary."""
    return f"{time.monotonic() - started:.1f} s"
