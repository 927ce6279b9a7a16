"""CSV cells that a spreadsheet doesn't run as formulas.

The rule is OWASP's "CSV Injection": an apostrophe in front of a cell that begins with a formula character.
In locales whose list separator is not a comma, spreadsheets also split at semicolons, tabs and line breaks
inside a cell, since a quote that doesn't begin a field protects nothing. The text after each of these is
therefore treated like the beginning of a cell.
"""

import re

_FORMULA = "=+-@＝＋－＠"  # noqa: RUF001 - full-width
_START = (*_FORMULA, "'", "\t", "\r", "\n")
# What follows a separator may be in quotes. An apostrophe counts as well, so that `unguard` can tell
# the apostrophes of `guard` from those of the text.
_UNSAFE = rf"(?=\"*[{re.escape(_FORMULA)}'])"
_SEPARATOR = re.compile(rf"[;\t\r\n]{_UNSAFE}")
_GUARDED_SEPARATOR = re.compile(rf"([;\t\r\n])'{_UNSAFE}")


def guard(cell: str) -> str:
    """The cell with an apostrophe before everything that a spreadsheet would run as a formula."""
    if ";" in cell or "\t" in cell or "\n" in cell or "\r" in cell:  # ten times as fast as the pattern alone
        cell = _SEPARATOR.sub(r"\g<0>'", cell)
    return "'" + cell if cell.startswith(_START) else cell


def unguard(cell: str) -> str:
    """The cell that `guard` was called with."""
    cell = cell[1:] if cell[:1] == "'" and cell[1:].startswith(_START) else cell
    return _GUARDED_SEPARATOR.sub(r"\1", cell)
