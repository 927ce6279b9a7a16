"""Where a command looked that found no events: most often it asked another ledger, or for another time."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from auditledge.cli.connection import ConnectionOptions
from auditledge.cli.terminal import write_message

_SHOWN_APART = {"organization_id", "start_date", "end_date", "end_before"}


def explain_empty_result(connection: ConnectionOptions, filters: Mapping[str, object]) -> None:
    """Say on stderr that no event matches, and where the command looked. Only on a terminal."""
    if sys.stderr.isatty():
        for line in _lines(connection, filters):
            write_message(line)


def _lines(connection: ConnectionOptions, filters: Mapping[str, object]) -> Iterator[str]:
    given = {name: value for name, value in filters.items() if value is not None}
    yield "no events match. This was searched:"
    yield f"  ledger        {_ledger(connection)}"
    yield f"  organization  {given.get('organization_id', 'all that the key has access to')}"
    yield f"  time          {_time(given)}"
    others = [f"{name}={value}" for name, value in given.items() if name not in _SHOWN_APART]
    yield f"  filters       {', '.join(others) or 'none'}"


def _ledger(connection: ConnectionOptions) -> str:
    url = connection.resolved_base_url
    if not url.startswith("sqlite:"):
        return url
    path = unquote(url.removeprefix("sqlite:").removeprefix("///"))
    return "in memory of this command" if path == "//" else f"the file {Path(path).absolute()}"


def _time(given: Mapping[str, object]) -> str:
    """The time range in words, such as `at or after 2026-01-01, before 2026-02-01`."""
    names = {"start_date": "at or after", "end_date": "at or before", "end_before": "before"}
    return ", ".join(f"{words} {given[name]}" for name, words in names.items() if name in given) or "all"
