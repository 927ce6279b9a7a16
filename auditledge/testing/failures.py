"""The texts of failed assertions: what was recorded, and what the nearest event lacks."""

import difflib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from auditledge.testing.matching import MISSING, Difference, Expectation

if TYPE_CHECKING:
    from auditledge.types import Event

_MAX_ROWS = 30
_MAX_CELL = 40
_MAX_VALUE = 200

_COLUMNS: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "action": lambda event: event["action"],
    "actor": lambda event: event["actor"]["id"],
    "resource": lambda event: f"{event['resource']['type']}:{event['resource']['id']}",
    "outcome": lambda event: event.get("outcome", ""),
}


class Recorded(NamedTuple):
    """What a test recorded: its events in the order of storage, and how many the outbox still has.

    `notes` are sentences about what may explain a missing event.
    """

    events: "Sequence[Event]"
    waiting: int
    notes: Sequence[str]


def describe(
    problem: str,
    expectation: Expectation,
    recorded: Recorded,
    marked: Sequence[int] = (),
    *,
    nearest: bool = False,
) -> str:
    """The text of a failure.

    `marked` are the indexes of events that it is about. With `nearest`, the event that differs least is
    marked, and its differences are listed.
    """
    lines = [problem]
    events = recorded.events
    differences: list[Difference] = []
    if nearest and events and expectation.members:
        index, differences = _nearest(expectation, events)
        marked = [index]
    if events:
        lines.append("1 event was recorded:" if len(events) == 1 else f"{len(events)} events were recorded:")
        lines += _table(events, marked)
    else:
        lines.append("No event was recorded.")
    if differences:
        listed = "; ".join(f"its {each.path} is {_value(each.found)}" for each in differences)
        lines.append(f"The nearest is {marked[0] + 1}: {listed}")
    lines += recorded.notes
    return "\n".join(lines)


def _nearest(expectation: Expectation, events: Sequence[Mapping[str, Any]]) -> tuple[int, list[Difference]]:
    """The index of the event that differs least, the last of those that differ as much; and how."""
    found = [expectation.differences(event) for event in events]
    action = str(expectation.members.get("action", ""))

    def distance(index: int) -> tuple[int, float, int]:
        similarity = difflib.SequenceMatcher(None, action, events[index]["action"]).ratio()
        return len(found[index]), -similarity, -index

    index = min(range(len(events)), key=distance)
    return index, found[index]


def _table(events: Sequence[Mapping[str, Any]], marked: Sequence[int]) -> list[str]:
    shown = _shown(len(events), marked)
    rows = [[str(index + 1), *(_cell(read(events[index])) for read in _COLUMNS.values())] for index in shown]
    heads = ["", *_COLUMNS]
    widths = [max(len(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
    lines = [_line("", heads, widths)]
    for index, row in zip(shown, rows, strict=True):
        lines.append(_line(">" if index in marked else "", row, widths))
    if len(shown) < len(events):
        lines.append(f"  and {len(events) - len(shown)} others, which are left out here")
    return lines


def _shown(number: int, marked: Sequence[int]) -> list[int]:
    """The indexes of the rows to show: the marked ones, and the last of the others."""
    kept = list(marked)[:_MAX_ROWS]
    others = [index for index in range(number) if index not in marked]
    room = _MAX_ROWS - len(kept)
    return sorted([*kept, *(others[-room:] if room else [])])


def _line(mark: str, cells: Sequence[str], widths: Sequence[int]) -> str:
    number, *texts = cells
    padded = [text.ljust(width) for text, width in zip(texts, widths[1:], strict=True)]
    return "  ".join([f"{mark:1} {number:>{widths[0]}}", *padded]).rstrip()


def _cell(value: Any) -> str:
    text = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in str(value))
    return text if len(text) <= _MAX_CELL else f"{text[: _MAX_CELL - 1]}…"


def _value(found: Any) -> str:
    if found is MISSING:
        return "missing"
    text = ascii(found) if isinstance(found, str) and not found.isprintable() else _literal(found)
    return text if len(text) <= _MAX_VALUE else f"{text[: _MAX_VALUE - 1]}…"


def _literal(found: Any) -> str:
    return repr(found) if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
