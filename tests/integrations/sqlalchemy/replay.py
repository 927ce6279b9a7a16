"""Replays the events of a transaction on the rows of a table, as far as they say what happened."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

ANY: Any = object()
"""A value that a bulk write or a statement unseen may have set."""


def _is_bulk(event: dict[str, Any]) -> bool:
    return bool(event["resource"]["id"] == "*")


class Replay:
    """Rows by key. `is_open` after a write of which not all keys are known: other rows may exist."""

    def __init__(self, rows: dict[str, dict[str, Any]]) -> None:
        self.rows = {key: dict(row) for key, row in rows.items()}
        self.may_be_gone: set[str] = set()
        self.is_open = False

    def apply(self, events: Sequence[dict[str, Any]]) -> None:
        """Apply events, and check that they fit what is there."""
        for is_bulk, group in groupby(events, _is_bulk):
            if is_bulk:
                for event in group:
                    self._apply_bulk(event["action"].rpartition(".")[2], event.get("metadata", {}))
            else:
                self._apply_net(list(group))

    def _apply_net(self, events: Sequence[dict[str, Any]]) -> None:
        """Net changes happen at once: an object may take the key that another one had before."""
        new = {}
        for event in events:
            verb, key, changes = event["action"].rpartition(".")[2], event["resource"]["id"], event["changes"]
            row = {} if verb == "created" else self._taken(str(changes.get("id", {}).get("before", key)))
            for field, change in changes.items():
                value = row.get(field, ANY)  # `rows` may leave fields out
                assert value is ANY or value == change["before"], f"{field} had another value before"
                row[field] = change.get("after")
            if verb != "deleted":
                assert key not in new, "two objects with one key"
                new[key] = row
        for key, row in new.items():
            assert key not in self.rows or key in self.may_be_gone, "two objects with one key"
            self.rows[key] = row
            self.may_be_gone.discard(key)

    def _taken(self, key: str) -> dict[str, Any]:
        assert key in self.rows or self.is_open, "updated or deleted before it was created"
        return self.rows.pop(key, {})

    def _apply_bulk(self, verb: str, metadata: dict[str, Any]) -> None:
        if verb in ("bulk_updated", "changed_unseen"):
            for row in self.rows.values():
                row.update(dict.fromkeys(row if verb == "changed_unseen" else metadata["fields"], ANY))
        if verb in ("bulk_deleted", "changed_unseen"):
            self.may_be_gone |= set(self.rows)
        if verb == "bulk_created" and "keys" in metadata:
            self.rows |= {key: {} for key in metadata["keys"]}
            self.may_be_gone -= set(metadata["keys"])
        elif verb in ("bulk_created", "changed_unseen"):
            self.is_open = True

    def check(self, rows: dict[str, dict[str, Any]]) -> None:
        """Check that these are the rows that the events lead to."""
        for key, row in rows.items():
            assert key in self.rows or self.is_open, f"row {key} was created unseen"
            for field, value in self.rows.get(key, {}).items():
                if field in row:
                    assert value is ANY or value == row[field], f"{field} of row {key} was changed unseen"
        gone = set(self.rows) - set(rows)
        assert gone <= self.may_be_gone, f"rows {gone} were deleted unseen"
