"""The contract's examples are valid, and have no undeclared fields."""

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from auditledge.contract.timestamps import parse_boundary, parse_instant
from edits import CURRENT, Contract, Edit, append, drop, edited, put
from openapi import bodies, operations, resolve

FORMATS = FormatChecker(formats=())
FORMATS.checks("date-time", raises=ValueError)(lambda text: bool(parse_instant(text)))
FORMATS.checks("iso8601", raises=ValueError)(lambda text: bool(parse_boundary(text)))

EXAMPLES = "/components/examples"


def problems(contract: Contract) -> list[str]:
    """The problems of all examples, with their locations."""
    found = []
    for place, schema, value in examples(contract):
        validator = Draft202012Validator(closed(contract, schema), format_checker=FORMATS)
        found += [f"{place}{error.json_path}: {error.message}" for error in validator.iter_errors(value)]
    return found


def examples(contract: Contract) -> Iterator[tuple[str, Contract, Any]]:
    """Every example, with its location and its schema."""
    for place, facts in bodies(contract):
        for name, example in facts["examples"].items():
            yield f"{place} {name} ", facts["schema"], resolve(contract, example)["value"]
    for place, operation in operations(contract):
        for parameter in operation["parameters"]:
            if "example" in parameter:
                yield f"{place} {parameter['name']} ", parameter["schema"], parameter["example"]
    for name, header in contract["components"]["headers"].items():
        yield f"header {name} ", header["schema"], header["example"]


def closed(contract: Contract, schema: Any) -> Any:
    """A schema without references, whose objects accept only declared fields."""
    if not isinstance(schema, dict):
        return schema
    resolved = resolve(contract, schema)
    if "properties" in resolved:
        fields = {name: closed(contract, each) for name, each in resolved["properties"].items()}
        return {**resolved, "properties": fields, "additionalProperties": False}
    inner = {key: closed(contract, each) for key, each in resolved.items() if key == "items"}
    options = {"anyOf": [closed(contract, each) for each in resolved["anyOf"]]} if "anyOf" in resolved else {}
    return {**resolved, **inner, **options}


def test_examples_are_valid() -> None:
    assert problems(CURRENT) == []


def test_every_body_and_every_parameter_without_a_default_has_an_example() -> None:
    places = [place for place, *_ in examples(CURRENT)]
    assert {place for place, _ in bodies(CURRENT)} <= {
        place.rpartition(" ")[0].rpartition(" ")[0] for place in places
    }
    for place, operation in operations(CURRENT):
        for parameter in operation["parameters"]:
            shown = f"{place} {parameter['name']} " in places
            assert shown or "default" in parameter["schema"], f"{place} {parameter['name']}"


def test_every_named_example_is_used() -> None:
    shown = {e["$ref"].rpartition("/")[2] for _, facts in bodies(CURRENT) for e in facts["examples"].values()}
    assert shown == CURRENT["components"]["examples"].keys()


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (
            drop(f"{EXAMPLES}/UsageStarter/value/plan"),
            "GET /usage 200 application/json starter $: 'plan' is a required property",
        ),
        (
            put(f"{EXAMPLES}/UsageStarter/value/seats", 3),
            "GET /usage 200 application/json starter $: Additional properties are not allowed "
            "('seats' was unexpected)",
        ),
        (
            put(f"{EXAMPLES}/EventInputMinimal/value/resource/id", 5),
            "POST /events request application/json minimal $.resource.id: 5 is not of type 'string'",
        ),
        (
            put(f"{EXAMPLES}/EventInputFull/value/timestamp", "yesterday"),
            "POST /events request application/json full $.timestamp: 'yesterday' is not a 'date-time'",
        ),
        (
            append(f"{EXAMPLES}/EventListOne/value", {}),
            "GET /events/export 200 application/json one $[1]: 'id' is a required property",
        ),
        (
            put("/components/parameters/StartDate/example", "today"),
            "GET /events start_date $: 'today' is not a 'iso8601'",
        ),
        (
            put("/components/parameters/EventId/example", "../usage"),
            "GET /events/{event_id} event_id $: '../usage' does not match '^evt_[0-9A-Za-z-]{1,64}$'",
        ),
        (
            put("/components/headers/RetryAfter/example", "soon"),
            "header RetryAfter $: 'soon' is not of type 'integer'",
        ),
    ],
)
def test_an_invalid_example_is_reported(edit: Edit, problem: str) -> None:
    assert problem in problems(edited(edit))
