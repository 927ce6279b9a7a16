"""The compiled request schemas agree with jsonschema on every field, valid or not."""

import os
import random
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from auditledge import contract
from auditledge.contract.mismatch import ContractMismatchError
from auditledge.contract.operations import Parameter
from contract import oracle
from contract.events import FULL, MINIMAL, VALUES, mutated

EVENTS = int(os.environ.get("AUDITLEDGE_TEST_EVENTS", "4000"))
EVENT = contract.schema("EventInput")
BATCH = contract.schema("EventBatchInput")
METADATA = re.compile(r"^((?:/events/\d+)?/metadata)/.*", re.DOTALL)
"""The oracle reports that metadata is invalid, not where."""
PARAMETERS = [
    pytest.param(parameter, id=f"{operation.name}-{parameter.name}")
    for operation in contract.OPERATIONS.values()
    for parameter in operation.parameters.values()
    if parameter.location != "header" and parameter.schema.get("format") != "iso8601"
]


def ours(schema: contract.Schema, value: Any) -> set[str]:
    _, problems = schema.clean(value)
    return {METADATA.sub(r"\1", problem.field) for problem in problems}


def agree(event: Any) -> bool:
    assert ours(EVENT, event) == oracle.event_fields(event), event
    return not oracle.event_fields(event)


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
        (
            {"type": "object", "additionalProperties": {"type": "string"}},
            "additionalProperties with a schema",
        ),
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
