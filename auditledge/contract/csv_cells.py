"""The guard of CSV cells against spreadsheets, which run some text as a formula."""

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")  # noqa: RUF001 - full-width


def guard(cell: str) -> str:
    """The cell, with an apostrophe in front where a spreadsheet would run it as a formula."""
    return "'" + cell if cell.startswith(_DANGEROUS) else cell


def unguard(cell: str) -> str:
    """The cell without the apostrophe of `guard`."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_DANGEROUS) else cell
