"""A mapping file: how the events of another system become events of the ledger, in TOML.

    records = "Records"                 # the member of the file's objects that has the array of records
    source = "example"                  # distinguishes derived ids from those of other systems

    [event]                             # a field, and where its value is in a record
    id = "uuid"                         # an id of the ledger is derived from the time and this id
    timestamp = { path = "time", unit = "ms" }
    actor.id = ["user.id", "user.name", { value = "anonymous" }]
    action = { template = "{service}.{operation}" }
    resource = { type = "object.kind", id = "object.id" }
    metadata = { path = ".", without = ["uuid", "time"] }

    [metadata]                          # more members of metadata
    region = "location.region"

docs/import.md explains each option.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from auditledge.cli.exit_codes import usage_error
from auditledge.cli.importer.mapping_elements import ELEMENTS, compile_elements
from auditledge.cli.importer.mapping_rules import InvalidRuleError, NoValueError, Rule, as_text, compile_rule
from auditledge.cli.importer.records import SET_BY_LEDGER, Record, Row
from auditledge.contract.csv_columns import CSV_COLUMNS
from auditledge.contract.derived_ids import derived_id

_TABLES = ("records", "source", "event", "metadata")
_FIELDS = {path for path in CSV_COLUMNS.values() if path != SET_BY_LEDGER}
_JSON_FIELDS = {"metadata", "changes", "targets"}


class EventMapping:
    """A mapping file that has been read. `container` is the member of objects with the array of records."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        """Raises InvalidRuleError."""
        if unknown := table.keys() - set(_TABLES):
            raise InvalidRuleError(f"{min(unknown)} is not one of {', '.join(_TABLES)}")
        self.container: str | None = _optional_text(table, "records")
        self._source = _optional_text(table, "source") or ""
        self._fields = {path: _compile(rule, path) for path, rule in _leaves(_table(table, "event"), "")}
        self._metadata = {
            name: compile_rule(rule, f"metadata.{name}") for name, rule in _table(table, "metadata").items()
        }
        self._id = self._fields.pop("id", None)
        if not self._fields:
            raise InvalidRuleError("there is no field in [event]")

    def apply(self, records: Iterator[Record]) -> Iterator[Row]:
        """The records as events."""
        for record in records:
            if record.problem is not None:
                yield Row(record, None, record.problem)
                continue
            try:
                yield Row(record, self._event(record.value))
            except NoValueError as error:
                yield Row(record, None, str(error))

    def _event(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """The event. Raises NoValueError."""
        event: dict[str, Any] = {}
        for path, rule in self._fields.items():
            value = rule(record)
            if value is not None and (path in _JSON_FIELDS or (value := as_text(value, path)) != ""):
                parent, _, name = path.rpartition(".")
                (event.setdefault(parent, {}) if parent else event)[name] = value
        if self._metadata:
            event["metadata"] = self._with_members(event.get("metadata", {}), record)
        if self._id is not None and (source_id := self._id(record)) is not None:
            event["id"] = derived_id(self._source, as_text(source_id, "id"), event.get("timestamp"))
        return event

    def _with_members(self, metadata: Any, record: Mapping[str, Any]) -> dict[str, Any]:
        if not isinstance(metadata, dict):
            raise NoValueError("metadata is not a JSON object, so no members can be added to it")
        values = {name: rule(record) for name, rule in self._metadata.items()}
        return {**metadata, **{name: value for name, value in values.items() if value is not None}}


def load_mapping(path: Path) -> EventMapping:
    """Read a mapping file. Raises click.UsageError."""
    try:
        return EventMapping(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        usage_error(f"{path}: {error.strerror}")
    except (ValueError, InvalidRuleError) as error:  # of TOML, or of Unicode
        usage_error(f"{path}: {error}")


def _compile(rule: Any, path: str) -> Rule:
    if path in ELEMENTS and isinstance(rule, dict) and "each" in rule:
        return compile_elements(rule, path)
    return compile_rule(rule, path)


def _leaves(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    """The fields of the event and their rules."""
    for name, rule in table.items():
        path = f"{prefix}{name}"
        if path in _FIELDS:
            yield path, rule
        elif isinstance(rule, dict) and any(field.startswith(f"{path}.") for field in _FIELDS):
            yield from _leaves(rule, f"{path}.")
        else:
            hint = "; members of metadata are in the table [metadata]" if path.startswith("metadata") else ""
            raise InvalidRuleError(f"event.{path} is not a field of an event{hint}")


def _table(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = table.get(name, {})
    if not isinstance(value, dict):
        raise InvalidRuleError(f"{name} must be a table: [{name}]")
    return value


def _optional_text(table: Mapping[str, Any], name: str) -> str | None:
    value = table.get(name)
    if value is not None and not (isinstance(value, str) and value):
        raise InvalidRuleError(f"{name} must be a text")
    return value
