"""The report of the ledger benchmark, printed and as a file, and a plot of the queries."""

import platform
import sqlite3
from datetime import UTC, datetime
from html import escape
from importlib.metadata import PackageNotFoundError, version
from math import ceil, log10
from pathlib import Path
from typing import NamedTuple

_PACKAGES = ("auditledge", "numpy", "uvloop", "httptools", "psycopg")
_LEFT, _WIDTH, _BAR, _TOP = 260, 640, 8, 72
_COLORS = ("#2b6cb0", "#90cdf4", "#c05621", "#fbd38d")
_MIN_MS, _MAX_MS = 0.1, 1_000.0  # of the axis


class Times(NamedTuple):
    """The median and 99th percentile of some measurements, in milliseconds."""

    p50: float
    p99: float

    def __str__(self) -> str:
        return f"{self.p50:.2f} / {self.p99:.2f}"


Rows = dict[str, tuple[Times, Times]]
"""By kind of query, two ways of measuring it."""


def times(seconds: list[float]) -> Times:
    """The median and 99th percentile of some seconds."""
    ordered = sorted(seconds)
    return Times(*(ordered[ceil(len(ordered) * q) - 1] * 1e3 for q in (0.5, 0.99)))


class Report:
    """Prints lines and collects them for a file."""

    def __init__(self, title: str) -> None:
        self._lines = [f"# {title}", "", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {machine()}", ""]
        print("\n".join(self._lines))

    def say(self, line: str = "") -> None:
        self._lines.append(line)
        print(line, flush=True)

    def goal(self, text: str, value: float, limit: float, *, at_least: bool = False) -> None:
        """Report whether a value reaches its goal."""
        reached = value >= limit if at_least else value <= limit
        relation = "at least" if at_least else "at most"
        self.say(f"- {'reached' if reached else '**missed**'}: {text} {value:.2f}, goal {relation} {limit:g}")

    def write(self, path: Path) -> None:
        path.write_text("\n".join(self._lines) + "\n")
        print(f"\nWritten to {path}")


def machine() -> str:
    """The machine and the relevant versions."""
    parts = [f"{platform.machine()}, {_processor()}, {_memory_gib()} GiB, {platform.system()}"]
    parts.append(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
    for package in _PACKAGES:
        try:
            parts.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            parts.append(f"no {package}")
    return "; ".join(parts)


def plot(engines: dict[str, Rows], ways: tuple[str, str], title: str, path: Path) -> None:
    """Draw bars of the two ways on each engine, from p50 to p99, on a logarithmic axis."""
    names = [*next(iter(engines.values()))]
    bars = [
        (f"{what}, {engine}", place, rows)
        for engine, rows in engines.items()
        for place, what in enumerate(ways)
    ]
    row = _BAR * len(bars) + 10
    height = _TOP + row * len(names) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LEFT + _WIDTH + 40}" height="{height}"'
        ' font-family="sans-serif" font-size="13">',
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="16" y="24" font-size="16">{escape(title)}; median to 99th percentile</text>',
    ]
    for number, (name, _, _) in enumerate(bars):
        x = 16 + 200 * number
        parts.append(f'<rect x="{x}" y="38" width="12" height="8" fill="{_COLORS[number]}"/>')
        parts.append(f'<text x="{x + 18}" y="47">{escape(name)}</text>')
    parts += [
        f'<line x1="{_x(tick)}" x2="{_x(tick)}" y1="{_TOP - 8}" y2="{height - 32}" stroke="#ccc"/>'
        f'<text x="{_x(tick)}" y="{height - 14}" text-anchor="middle">{tick:g} ms</text>'
        for tick in (0.1, 1, 10, 100, 1_000)
    ]
    for number, name in enumerate(names):
        y = _TOP + number * row
        parts.append(f'<text x="{_LEFT - 10}" y="{y + row // 2}" text-anchor="end">{escape(name)}</text>')
        parts += [
            _bar(rows[name][place], y + _BAR * n, _COLORS[n]) for n, (_, place, rows) in enumerate(bars)
        ]
    path.write_text("\n".join([*parts, "</svg>"]) + "\n")


def _bar(taken: Times, y: int, color: str) -> str:
    width = max(_x(taken.p99) - _x(taken.p50), 3)
    return f'<rect x="{_x(taken.p50)}" y="{y}" width="{width:.0f}" height="7" fill="{color}"/>'


def _x(milliseconds: float) -> int:
    bounded = min(max(milliseconds, _MIN_MS), _MAX_MS)
    share = log10(bounded / _MIN_MS) / log10(_MAX_MS / _MIN_MS)
    return round(_LEFT + share * _WIDTH)


def _processor() -> str:
    cpu = Path("/proc/cpuinfo").read_text()
    names = [line.partition(":")[2].strip() for line in cpu.splitlines() if line.startswith("model name")]
    return f"{len(names)} x {names[0]}" if names else platform.processor()


def _memory_gib() -> int:
    return int(Path("/proc/meminfo").read_text().split()[1]) // 2**20
