"""Replaying events: what the audit log says that a table contains."""

from collections.abc import Iterable
from typing import Any

UNKNOWN = "unknown"
"""A value that an event says has changed, but not to what."""

Row = dict[str, Any]


class Replay:
    """The rows of a table by primary key, according to events."""

    def __init__(self, model: str) -> None:
        self._model = model
        self.rows: dict[str, Row] = {}
        self.lost_rows = False
        """Whether a statement that was not seen may have deleted or created any of them."""

    def apply(self, events: Iterable[dict[str, Any]]) -> None:
        for event in events:
            if event["resource"]["type"] == self._model:
                getattr(self, f"_{event['action'].rpartition('.')[2]}")(event)

    def differences(self, actual: dict[str, Row]) -> list[str]:
        """How the table differs from what the events say, where they say something."""
        found = []
        if not self.lost_rows and actual.keys() != self.rows.keys():
            found.append(f"rows: {sorted(actual)} instead of {sorted(self.rows)}")
        for key in actual.keys() & self.rows.keys():
            for name, value in actual[key].items():
                expected = self.rows[key].get(name)
                if expected not in (UNKNOWN, value):
                    found.append(f"{key}.{name} is {value!r}, and not {expected!r}")
        return found

    def _created(self, event: dict[str, Any]) -> None:
        assert self.lost_rows or event["resource"]["id"] not in self.rows, "created twice"
        self.rows[event["resource"]["id"]] = {
            name: change["after"] for name, change in event["changes"].items()
        }

    def _updated(self, event: dict[str, Any]) -> None:
        row = self.rows[event["resource"]["id"]]
        for name, change in event["changes"].items():
            assert row[name] in (UNKNOWN, change["before"]), (name, row[name], change)
            row[name] = change["after"]

    def _deleted(self, event: dict[str, Any]) -> None:
        row = self.rows.pop(event["resource"]["id"])
        for name, change in event["changes"].items():
            assert row[name] in (UNKNOWN, change["before"]), (name, row[name], change)

    def _bulk_updated(self, event: dict[str, Any]) -> None:
        assert event["metadata"]["rows"] == len(event["metadata"]["keys"])
        for key in event["metadata"]["keys"]:
            for name in event["metadata"]["fields"]:
                change = event.get("changes", {}).get(name)
                self.rows[key][name] = UNKNOWN if change is None else change["after"]

    def _bulk_deleted(self, event: dict[str, Any]) -> None:
        assert event["metadata"]["rows"] == len(event["metadata"]["keys"])
        for key in event["metadata"]["keys"]:
            del self.rows[key]

    def _changed_unseen(self, event: dict[str, Any]) -> None:
        if event["metadata"]["statement"] != "UPDATE":
            self.lost_rows = True
        for row in self.rows.values():
            row.update(dict.fromkeys(row, UNKNOWN))
