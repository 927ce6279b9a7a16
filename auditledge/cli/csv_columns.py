"""Events as rows of CSV: the text of each cell."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from auditledge.contract.csv_cells import guard
from auditledge.contract.csv_columns import value_at


def cell_text(value: object) -> str:
    """The text of a cell: a string unchanged, None as nothing, any other value as JSON."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def event_cells(
    event: Mapping[str, Any], paths: Sequence[str], escape: Callable[[str], str] = guard
) -> list[str]:
    """The cells of an event for the fields at `paths`, each passed through `escape`."""
    return [escape(cell_text(value_at(event, path))) for path in paths]
