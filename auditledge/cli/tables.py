"""Tables: drawn by Rich on a terminal if it is installed, otherwise plain text."""

import importlib.util
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import click

from auditledge.cli.terminal import printable, use_color

PAGE = 500
"""Number of rows whose widths are measured together, so that a long table needs little memory."""

_GAP = "  "
_MIN_WIDTH = 4
_NEVER_CUT = {"TIME", "ID"}
_STYLES = {"TIME": "dim", "ACTION": "bold", "ID": "dim"}

Row = Sequence[str]


def has_rich() -> bool:
    """Whether Rich is installed."""
    return importlib.util.find_spec("rich") is not None


def console(stream: Any) -> Any:
    """A Rich console on stdout or stderr that honors NO_COLOR and FORCE_COLOR."""
    from rich.console import Console  # noqa: PLC0415 - 80 ms, and only for terminals

    colored = use_color(stream)
    return Console(
        file=stream,
        force_terminal=colored or stream.isatty(),
        color_system="auto" if colored else None,
        highlight=False,
    )


def write_table(columns: Sequence[str], rows: Iterable[Row]) -> int:
    """Write rows to stdout below a heading and return their number. On a terminal, cells are cut to fit."""
    count = 0
    for page in _pages([printable(cell) for cell in row] for row in rows):
        write = _write_rich if sys.stdout.isatty() and has_rich() else _write_plain
        write(columns, page, heading=count == 0)
        count += len(page)
    return count


def write_fields(fields: Iterable[tuple[str, str]]) -> None:
    """Write fields to stdout, one per line after its name; nothing is cut."""
    pairs = [(printable(name), printable(text)) for name, text in fields]
    widest = max((width_of(name) for name, _ in pairs), default=0)
    for name, text in pairs:
        label = _pad(name, widest)
        label = click.style(label, dim=True) if use_color(sys.stdout) else label
        sys.stdout.write(f"{label}{_GAP}{text}".rstrip() + "\n")


def _pages(rows: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    while page := list(islice(rows, PAGE)):
        yield page


def _write_rich(columns: Sequence[str], rows: list[list[str]], *, heading: bool) -> None:
    from rich.table import Table  # noqa: PLC0415 - see console
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=None, show_header=heading, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for name, width in zip(columns, _widths(columns, rows), strict=True):
        table.add_column(name, style=_STYLES.get(name), no_wrap=True, width=width)
    for row in rows:
        table.add_row(*map(Text, row))
    console(sys.stdout).print(table)


def _write_plain(columns: Sequence[str], rows: list[list[str]], *, heading: bool) -> None:
    widths = _widths(columns, rows)
    for row in ([list(columns)] if heading else []) + rows:
        cells = (_pad(cell, width) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write(_GAP.join(cells).rstrip() + "\n")


def _widths(columns: Sequence[str], rows: list[list[str]]) -> list[int]:
    """The width of each column: that of its widest cell or, on a terminal, what fits."""
    widths = [max(map(width_of, cells)) for cells in zip(columns, *rows, strict=True)]
    if sys.stdout.isatty():
        _shrink(widths, columns, shutil.get_terminal_size().columns)
    return widths


def _shrink(widths: list[int], columns: Sequence[str], max_width: int) -> None:
    """Narrow the widest columns until the table fits or none can be narrowed further."""
    free = [index for index, name in enumerate(columns) if name not in _NEVER_CUT]
    while free and sum(widths) + len(_GAP) * (len(widths) - 1) > max_width:
        widest = max(free, key=widths.__getitem__)
        if widths[widest] <= _MIN_WIDTH:
            return
        widths[widest] -= 1


def width_of(text: str) -> int:
    """The number of columns that a text takes on a terminal."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _pad(text: str, width: int) -> str:
    if width_of(text) > width:
        while width_of(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - width_of(text))
