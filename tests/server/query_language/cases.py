"""The expressions that define the language, with the events that they find or the error that they get."""

import json
from pathlib import Path
from typing import Any, NamedTuple

_DATA = json.loads(Path(__file__).with_name("cases.json").read_bytes())


class Case(NamedTuple):
    """An expression, and either the ids of the events that it finds or its error."""

    q: str
    matches: list[str] | None
    error: dict[str, Any] | None


EVENTS: list[dict[str, Any]] = _DATA["events"]
CASES = [Case(case["q"], case.get("matches"), case.get("error")) for case in _DATA["cases"]]
FOUND = [case for case in CASES if case.error is None]
REFUSED = [case for case in CASES if case.error is not None]


def case_id(value: Any) -> str:
    """A short name for a parametrized test."""
    return repr(value.q[:40]) if isinstance(value, Case) else ""
