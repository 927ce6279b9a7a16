"""Formats of an export: how events are encoded as a JSON array or as CSV."""

import csv
import functools
import io
import json
import re
from typing import Protocol

from auditledge.contract.compact_json import dumps
from auditledge.contract.coverage import example_event
from auditledge.contract.csv_cells import guard
from auditledge.contract.csv_columns import CSV_COLUMNS, value_at
from auditledge.contract.mismatch import check_names
from auditledge.server.api.event_json import (
    MAX_CACHED_TEXTS,
    NONE_GIVEN,
    OPTIONAL,
    format_timestamp,
    is_short,
    targets_json,
    to_json,
)
from auditledge.server.ledger.events import example_of
from auditledge.server.stores.models import Actor, Event, EventKind

_needs_quotes = re.compile('[",\r\n]').search
_NOBODY = Actor(*[""] * len(Actor._fields))
_NO_CELLS = "," * (list(CSV_COLUMNS).index("targets") - list(CSV_COLUMNS).index("on_behalf_of_id"))


class ExportEncoder(Protocol):
    """Encodes one export: `head`, then the result of `encode` for each batch of events, then `tail`."""

    media_type: bytes
    head: bytes
    tail: bytes

    def encode(self, events: list[Event]) -> bytes:
        """The bytes of the next events."""
        ...


class JSONArrayEncoder:
    """A JSON array of events."""

    media_type = b"application/json"
    head = b"["
    tail = b"]"

    def __init__(self) -> None:
        self._separator = ""

    def encode(self, events: list[Event]) -> bytes:
        """The next elements of the array, after a comma unless they are the first."""
        text = self._separator + ",".join(map(to_json, events))
        self._separator = ","
        return text.encode()


class CSVEncoder:
    """CSV as in RFC 4180, if `header` with a header row. Unless `raw`, no cell runs as a formula."""

    media_type = b"text/csv; charset=utf-8"
    tail = b""

    def __init__(self, *, raw: bool, header: bool) -> None:
        self._raw = raw
        self.head: bytes = ",".join(CSV_COLUMNS).encode() + b"\r\n" if header else b""

    def encode(self, events: list[Event]) -> bytes:
        """The next rows."""
        return "".join(map(self._row, events)).encode()

    def _row(self, event: Event) -> str:
        """One row. Written by hand: the standard library's writer takes three times as long."""
        raw = self._raw
        timestamp = format_timestamp(event.timestamp)
        received_at = (
            timestamp if event.received_at == event.timestamp else format_timestamp(event.received_at)
        )
        # The id and the timestamps contain nothing that a spreadsheet could run as a formula.
        return (
            f"{event.id},{timestamp},{received_at},{_organization_cell(event.organization, raw)},"
            f"{_actor_cells(event.actor, raw)},{_kind_cells(event.kind, raw)},"
            f"{_cell(event.resource_id, raw)},{_cell(event.resource_name, raw)},"
            f"{_cell(event.metadata, raw)},{_cell(event.actor.type, raw)},{_optional_cells(event, raw)}\r\n"
        )


def _optional_cells(event: Event, raw: bool) -> str:
    """The cells of the fields that few events have, from `on_behalf_of_id` to `targets`."""
    if event[OPTIONAL] == NONE_GIVEN:
        return _NO_CELLS
    for_whom = event.on_behalf_of or _NOBODY
    targets = targets_json(event.targets) if event.targets else None
    texts = (
        *(for_whom.id, for_whom.type, for_whom.name, for_whom.email, event.outcome, event.reason),
        *(*event.context, event.source_id, event.changes, targets),
    )
    return ",".join(_cell(text, raw) for text in texts)


@functools.lru_cache(maxsize=MAX_CACHED_TEXTS)
def _organization_cell(organization: str | None, raw: bool) -> str:
    return _cell(organization, raw)


def _actor_cells(actor: Actor, raw: bool) -> str:
    return _short_actor_cells(actor, raw) if is_short(actor) else _format_actor(actor, raw)


@functools.lru_cache(maxsize=MAX_CACHED_TEXTS)
def _short_actor_cells(actor: Actor, raw: bool) -> str:
    return _format_actor(actor, raw)


def _format_actor(actor: Actor, raw: bool) -> str:
    return f"{_cell(actor.id, raw)},{_cell(actor.name, raw)},{_cell(actor.email, raw)}"


@functools.lru_cache(maxsize=MAX_CACHED_TEXTS)
def _kind_cells(kind: EventKind, raw: bool) -> str:
    return f"{_cell(kind.action, raw)},{_cell(kind.resource_type, raw)}"


def _cell(text: str | None, raw: bool) -> str:
    return _quoted(text if raw else guard(text)) if text else ""


def _quoted(text: str) -> str:
    if not _needs_quotes(text):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def export_encoder(format_: str, *, csv_raw: bool, header: bool) -> ExportEncoder:
    """The encoder for a format of this name: `json` or `csv`."""
    return CSVEncoder(raw=csv_raw, header=header) if format_ == "csv" else JSONArrayEncoder()


def _filled_columns() -> set[str]:
    """The columns that have the example's value under their heading."""
    event = example_of(example_event())
    encoder = CSVEncoder(raw=True, header=True)
    (row,) = csv.DictReader(io.StringIO((encoder.head + encoder.encode([event])).decode()))
    fields = json.loads(to_json(event))
    values = {column: value_at(fields, path) for column, path in CSV_COLUMNS.items()}
    texts = {column: value if isinstance(value, str) else dumps(value) for column, value in values.items()}
    return {column for column in CSV_COLUMNS if row[column] == texts[column]}


check_names("The CSV export", CSV_COLUMNS, _filled_columns(), file=__file__)
