"""The compiled request schemas agree with jsonschema on every field, and say how to fix what is invalid."""

import os
import random
import re
from collections import OrderedDict
from datetime import UTC, date, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from auditledge import contract
from auditledge.contract.mismatch import ContractMismatchError
from auditledge.contract.operations import Parameter
from contract import oracle
from contract.event_schema import EVENT, Action, problems, with_field
from contract.events import FULL, MINIMAL, VALUES, mutated

EVENTS = int(os.environ.get("AUDITLEDGE_TEST_EVENTS", "4000"))
BATCH = contract.schema("EventBatchInput")
FREE = re.compile(r"^((?:/events/\d+)?/(?:metadata|changes))/.*", re.DOTALL)
"""The oracle reports that metadata or changes are invalid, not where."""
PARAMETERS = [
    pytest.param(parameter, id=f"{operation.name}-{parameter.name}")
    for operation in contract.OPERATIONS.values()
    for parameter in operation.parameters.values()
    if parameter.location != "header" and parameter.schema.get("format") != "iso8601"
]


def ours(schema: contract.Schema, value: Any) -> set[str]:
    _, problems = schema.clean(value)
    return {FREE.sub(r"\1", problem.field) for problem in problems}


def agree(event: Any) -> bool:
    expected = oracle.event_fields(event)
    if not expected and oracle.has_too_much(event):
        expected = {"/changes"}
    assert ours(EVENT, event) == expected, event
    return not expected


def test_mutated_events_get_the_same_verdict() -> None:
    generator = random.Random(20261123)
    valid = sum(agree(mutated(generator)) for _ in range(EVENTS))
    assert EVENTS * 0.1 < valid < EVENTS * 0.6, "the mutator no longer produces both valid and invalid events"


@pytest.mark.parametrize("name", FULL)
def test_every_value_in_every_field_gets_the_same_verdict(name: str) -> None:
    for value in VALUES:
        agree({**FULL, name: value})


@pytest.mark.parametrize(
    "batch",
    [{}, None, [], {"events": None}, {"events": {}}, {"events": []}, {"event": [MINIMAL]}]
    + [{"events": [MINIMAL] * size} for size in (1, 1000, 1001)],
)
def test_batches_get_the_same_verdict(batch: Any) -> None:
    assert ours(BATCH, batch) == oracle.fields(oracle.validator("EventBatchInput"), batch)


def test_items_of_batches_get_the_same_verdict() -> None:
    generator = random.Random(7)
    items = [mutated(generator) for _ in range(500)]
    expected = {f"/events/{i}{field}" for i, each in enumerate(items) for field in oracle.event_fields(each)}
    assert ours(BATCH, {"events": items}) == expected


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_every_value_of_every_parameter_gets_the_same_verdict(parameter: Parameter) -> None:
    checker = Draft202012Validator(oracle.ecma(parameter.schema), format_checker=oracle.FORMATS)
    values = [*VALUES, "desc", "asc", "DESC", "json", "csv", "xml", 0, 1, 1000, 1001, 10**9, 10**9 + 1]
    for value in (each for each in values if not oracle.has_surrogate(each)):
        problems: list[contract.Problem] = []
        parameter.check.clean_member(value, parameter.name, problems)
        right = checker.is_valid(value) and not isinstance(value, float)
        if "x-language" in parameter.schema:  # the ledger alone reads it, limits included
            right = isinstance(value, str)
        assert (not problems) == right, (value, problems)


# Where the two differ on purpose.


def test_a_space_instead_of_the_t_is_accepted_as_in_str_of_a_datetime() -> None:
    event = {**MINIMAL, "timestamp": "2026-11-23 10:15:30Z"}
    assert ours(EVENT, event) == set()
    assert oracle.event_fields(event) == {"/timestamp"}


@pytest.mark.parametrize(
    ("timestamp", "why"),
    [
        ("0001-01-01T00:00:00+01:00", "no such instant in the years 0001 to 9999"),
        ("9999-12-31T23:59:59-01:00", "no such instant in the years 0001 to 9999"),
        ("2026-01-01T00:00:00.1234567890Z", "more digits than a nanosecond has"),
        (
            "2026-01-01T00:00:00Z\n",
            "a line end is not part of a time; rfc3339_validator's regex lets it through",
        ),
    ],
)
def test_times_that_only_rfc3339_validator_accepts_are_rejected(timestamp: str, why: str) -> None:
    event = {**MINIMAL, "timestamp": timestamp}
    assert ours(EVENT, event) == {"/timestamp"}, why
    assert oracle.event_fields(event) == set()


def test_an_integer_parameter_does_not_accept_a_float() -> None:
    problems: list[contract.Problem] = []
    contract.operation("listEvents").parameters["limit"].check.clean_member(10.0, "limit", problems)
    assert problems == [("limit", "must be an integer, not a number")]


@pytest.mark.parametrize(
    ("schema", "unsupported"),
    [
        ({"type": "array", "items": {"type": "string"}, "uniqueItems": True}, "uniqueItems"),
        ({"type": "string", "format": "email"}, "format email"),
        ({"oneOf": [{"type": "string"}, {"type": "integer"}]}, "oneOf"),
        ({"type": "string", "propertyNames": {"enum": ["a"]}}, "propertyNames"),
        (
            {"type": "object", "additionalProperties": False, "properties": {}, "x-max-bytes": 9},
            "x-max-bytes",
        ),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "anyOf"),
        ({"anyOf": [{"$ref": "#/components/schemas/Named"}, {"type": "string"}]}, "anyOf"),
    ],
)
def test_a_schema_that_would_not_be_enforced_is_refused(schema: Any, unsupported: str) -> None:
    whole = {"type": "object", "additionalProperties": False, "properties": {"labels": schema}}
    with pytest.raises(ContractMismatchError) as refusal:
        contract.Schema(whole, {}, "EventInput")
    assert str(refusal.value) == (
        f"EventInput.labels in openapi.yaml has {unsupported}, which auditledge/contract/schema.py"
        " does not handle. Add it there (see docs/changing-the-contract.md)."
    )


# What is wrong is named, with how to fix it.


@pytest.mark.parametrize("path", ["actor", "action", "resource", "actor.id", "resource.type", "resource.id"])
def test_missing_required_fields_are_named(path: str) -> None:
    outer, _, inner = path.partition(".")
    event = {name: dict(each) if isinstance(each, dict) else each for name, each in FULL.items()}
    del (event[outer] if inner else event)[inner or outer]
    assert problems(event) == {"/" + path.replace(".", "/"): "is required"}
    assert contract.describe(EVENT.clean(event)[1]) == f"{path} is required"


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("actor", None, "must be an object, not null"),
        ("actor", "user_123", "must be an object, not a string"),
        ("actor", ["user_123"], "must be an object, not an array"),
        ("actor.id", 123, "must be a string, not an integer"),
        ("actor.id", None, "must be a string, not null"),
        ("actor.id", "", "must not be empty"),
        ("actor.id", "x" * 2049, "is longer than 2048 characters"),
        ("actor.id", "a\0b", "must not contain the character U+0000"),
        ("actor.name", "\udc80", "is not valid Unicode: it contains half of a surrogate pair"),
        ("actor.name", b"Alice", "must be a string, not a Python bytes"),
        ("actor.email", "x" * 321, "is longer than 320 characters"),
        ("action", True, "must be a string, not a boolean"),
        (
            "action",
            "auditledge.event.deleted",
            "must not start with 'auditledge.', which is reserved for events of the ledger itself",
        ),
        ("actor.type", "", "must not be empty"),
        ("actor.type", "x" * 65, "is longer than 64 characters"),
        ("resource.id", "x" * 2049, "is longer than 2048 characters"),
        ("resource.type", "x" * 256, "is longer than 255 characters"),
        ("on_behalf_of", "user_9", "must be an object, not a string"),
        ("on_behalf_of.id", "x" * 2049, "is longer than 2048 characters"),
        ("outcome", "ok", "must be 'success' or 'failure' or 'denied'"),
        ("outcome", "", "must be 'success' or 'failure' or 'denied'"),
        ("reason", "x" * 1025, "is longer than 1024 characters"),
        ("context", [], "must be an object, not an array"),
        ("context.ip", "x" * 256, "is longer than 255 characters"),
        ("context.user_agent", "x" * 1025, "is longer than 1024 characters"),
        (
            "context.ips",
            "10.0.0.1",
            "is not known; did you mean 'ip'?",
        ),
        ("changes.status", None, "must be an object, not null"),
        ("changes.status", ["paid", "open"], "must be an object, not an array"),
        ("targets", {"type": "t", "id": "r"}, "must be an array, not an object"),
        ("targets", [{"type": "t", "id": "r"}] * 51, "must contain 0 to 50 items, not 51"),
        ("source_id", "", "must not be empty"),
        ("source_id", "x" * 256, "is longer than 255 characters"),
        ("action", 1.5, "must be a string, not a number"),
        ("organization_id", "", "must not be empty"),
        ("id", "evt_1", "must be evt_ and a lowercase UUIDv7; leave it out to have one generated"),
        ("metadata", [], "must be an object, not an array"),
        ("metadata", MappingProxyType({}), "must be an object, not a Python mappingproxy"),
        ("timestamp", "yesterday", "must be an ISO 8601 time such as 2026-01-31T12:00:00Z"),
        (
            "timestamp",
            "2026-11-23T10:00:00",
            "needs a time zone: end it with Z for UTC, or an offset such as +02:00",
        ),
        (
            "timestamp",
            "2026-02-30T10:00:00Z",
            "must name a time that exists, in the years 0001 to 9999 in UTC",
        ),
        (
            "timestamp",
            datetime(2026, 11, 23),
            "needs a time zone: pass an aware datetime, such as datetime.now(timezone.utc)",
        ),
        (
            "timestamp",
            datetime.max.replace(tzinfo=timezone(-timedelta(hours=1))),
            "must name a time that exists, in the years 0001 to 9999 in UTC",
        ),
        ("timestamp", date(2026, 11, 23), "must be a string, not a Python date"),
        ("timestamp", 1_700_000_000, "must be a string, not an integer"),
    ],
)
def test_messages_say_how_to_fix_the_value(path: str, value: Any, message: str) -> None:
    assert problems(with_field(path, value)) == {"/" + path.replace(".", "/"): message}


@pytest.mark.parametrize("event", [None, [], "event", 3, object()])
def test_events_must_be_dicts(event: Any) -> None:
    (problem,) = EVENT.clean(event)[1]
    assert str(problem).startswith("the value must be an object, not ")


# Values that are converted.


@pytest.mark.parametrize(
    "path",
    [
        *("id", "organization_id", "metadata", "timestamp", "actor.name", "actor.email", "resource.name"),
        *("actor.type", "on_behalf_of", "on_behalf_of.name", "outcome", "reason", "context", "context.ip"),
        *("changes", "targets", "source_id"),
    ],
)
def test_none_for_an_optional_field_means_absent(path: str) -> None:
    cleaned, found = EVENT.clean(with_field(path, None))
    outer, _, inner = path.partition(".")
    assert found == []
    assert (inner or outer) not in (cleaned[outer] if inner else cleaned)


def test_none_inside_metadata_is_kept() -> None:
    cleaned, _ = EVENT.clean({**MINIMAL, "metadata": {"reason": None}})
    assert cleaned["metadata"] == {"reason": None}


@pytest.mark.parametrize(
    ("name", "empty"),
    [("context", {}), ("context", {"ip": None, "location": None}), ("changes", {}), ("targets", [])],
)
def test_empty_means_absent(name: str, empty: Any) -> None:
    assert EVENT.clean({**MINIMAL, name: empty}) == (MINIMAL, [])
    assert EVENT.clean({**MINIMAL, name: empty, "metadata": None}) == (MINIMAL, [])


@pytest.mark.parametrize("change", [{}, {"before": None}, {"after": None}, {"before": None, "after": 0}])
def test_null_in_changes_is_not_the_same_as_absent(change: Any) -> None:
    event = {**MINIMAL, "changes": {"status": change}}
    assert EVENT.clean(event) == (event, [])


def test_metadata_and_changes_share_a_limit() -> None:
    metadata, changes = {"x": "é" * 20_000}, {"x": {"after": "y" * 25_503}}
    assert oracle.size(metadata) + oracle.size(changes) == 65_529
    metadata["x"] += "yyyyyyy"
    assert problems({**MINIMAL, "metadata": metadata, "changes": changes}) == {}
    metadata["x"] += "y"
    assert problems({**MINIMAL, "metadata": metadata, "changes": changes}) == {
        "/changes": "and metadata are 65537 bytes as JSON together, more than 65536"
    }
    assert problems({**MINIMAL, "changes": {"x": {"after": "y" * 65_518}}}) == {}
    assert problems({**MINIMAL, "changes": {"x": {"after": "y" * 65_519}}}) == {
        "/changes": "is 65537 bytes as JSON, more than 65536"
    }


def test_the_callers_dict_is_not_modified() -> None:
    event = {**FULL, "actor": {"id": "u", "name": None}, "timestamp": datetime(2026, 1, 1, tzinfo=UTC)}
    copy = {**event, "actor": dict(event["actor"])}
    EVENT.clean(event)
    assert event == copy


@pytest.mark.parametrize("kind", [dict, OrderedDict, MappingProxyType])
def test_any_mapping_is_accepted_as_an_object(kind: Any) -> None:
    cleaned, found = EVENT.clean(kind({**MINIMAL, "actor": kind(MINIMAL["actor"])}))
    assert (cleaned, found) == (MINIMAL, [])


def test_enums_that_are_strings_are_sent_as_their_values() -> None:
    cleaned, _ = EVENT.clean({**MINIMAL, "action": Action.DELETED})
    assert str(cleaned["action"]) == "invoice.deleted"


def test_a_datetime_is_converted_to_utc() -> None:
    moment = datetime(2026, 11, 23, 10, 15, 30, 5, timezone(timedelta(hours=2)))
    cleaned, found = EVENT.clean({**MINIMAL, "timestamp": moment})
    assert (cleaned["timestamp"], found) == ("2026-11-23T08:15:30.000005Z", [])
