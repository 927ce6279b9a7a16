"""Representations of an export: how events become the bytes of a JSON array or of a CSV file."""

import csv
import io
from typing import Protocol

from auditledge.contract.cells import guard
from auditledge.server.events import spell, to_json
from auditledge.server.stores.base import Event

_COLUMNS = (
    "id",
    "timestamp",
    "received_at",
    "organization_id",
    "actor_id",
    "actor_name",
    "actor_email",
    "action",
    "resource_type",
    "resource_id",
    "resource_name",
    "metadata",
)


class Representation(Protocol):
    """The bytes of one export: `head`, then what `encode` makes of some events at a time, then `tail`."""

    media_type: bytes
    head: bytes
    tail: bytes

    def encode(self, events: list[Event]) -> bytes:
        """The bytes of the next events."""
        ...


class JSONArray:
    """A JSON array of events."""

    media_type = b"application/json"
    head = b"["
    tail = b"]"

    def __init__(self) -> None:
        self._separator = ""

    def encode(self, events: list[Event]) -> bytes:
        """The next elements, with a comma in front unless they are the first."""
        text = self._separator + ",".join(map(to_json, events))
        self._separator = ","
        return text.encode()


class CSV:
    """RFC 4180, its `header` row first. Unless `raw`, no cell begins as a spreadsheet's formula does."""

    media_type = b"text/csv; charset=utf-8"
    tail = b""

    def __init__(self, *, raw: bool, header: bool) -> None:
        self._raw = raw
        self.head: bytes = ",".join(_COLUMNS).encode() + b"\r\n" if header else b""

    def encode(self, events: list[Event]) -> bytes:
        """The next rows."""
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows(map(self._row, events))
        return text.getvalue().encode()

    def _row(self, event: Event) -> list[str]:
        given = (event.organization, *event.actor, *event.kind, event.resource_id, event.resource_name)
        texts = [text or "" if self._raw else guard(text or "") for text in given]
        # What we spell ourselves begins as no formula does.
        return [event.id, spell(event.timestamp), spell(event.received_at), *texts, event.metadata]


def representation(format_: str, *, csv_raw: bool, header: bool) -> Representation:
    """The representation of this name: `json` or `csv`."""
    return CSV(raw=csv_raw, header=header) if format_ == "csv" else JSONArray()
