"""A layer that leaves out a property or a parameter is refused, with its name and the file to edit."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditledge import contract
from auditledge.contract.coverage import (
    check_parameters,
    check_properties,
    check_schema,
    example_event,
)
from auditledge.contract.mismatch import ContractMismatchError
from auditledge.contract.operations import SCHEMAS
from contract.examples import properties, spoken

FILE = str(Path(contract.__file__).parents[1] / "server" / "layer.py")
QUERIES = [
    (operation.name, parameter.name)
    for operation in contract.OPERATIONS.values()
    for parameter in operation.parameters.values()
    if parameter.location == "query"
]


def refused(whole: str, name: str) -> Any:
    message = (
        f"{whole} in openapi.yaml has {name}, which auditledge/server/layer.py does not handle."
        " Add it there (see docs/changing-the-contract.md)."
    )
    return pytest.raises(ContractMismatchError, match=f"^{re.escape(message)}$")


def without(path: str) -> Callable[[Any], Any]:
    """A layer that drops the property at a path, and keeps the others."""

    def keep(value: Any, at: str = "") -> Any:
        if isinstance(value, list):
            return [keep(each, f"{at}[]") for each in value]
        if not isinstance(value, dict):
            return value
        members = {name: f"{at}.{name}".lstrip(".") for name in value}
        return {name: keep(each, members[name]) for name, each in value.items() if members[name] != path}

    return keep


def test_layers_that_handle_everything_are_accepted() -> None:
    check_properties(lambda event: event, file=FILE)
    check_schema("ActorInput", SCHEMAS["ActorInput"]["properties"], file=FILE)
    for operation in {operation for operation, _ in QUERIES}:
        check_parameters(operation, lambda values: values, file=FILE)


@pytest.mark.parametrize("path", [spoken(path) for path in properties()])
def test_a_layer_that_drops_a_property_is_refused(path: str) -> None:
    with refused("EventInput", path):
        check_properties(without(path), file=FILE)
    check_properties(without(path), file=FILE, other_than={path})


@pytest.mark.parametrize(("operation", "name"), QUERIES)
def test_a_layer_that_ignores_a_parameter_is_refused(operation: str, name: str) -> None:
    with refused(operation, name):
        check_parameters(operation, without(name), file=FILE)
    check_parameters(operation, without(name), file=FILE, other_than={name})


def test_a_layer_without_a_field_for_a_property_is_refused() -> None:
    with refused("ActorInput", "email"):
        check_schema("ActorInput", ("id", "name"), file=FILE)


def test_the_example_is_an_event() -> None:
    cleaned, problems = contract.schema("EventInput").clean(example_event())
    assert problems == []
    assert cleaned == example_event()
    assert {spoken(path) for path in properties()} == {
        path for path in map(spoken, properties()) if example_event(path) != example_event()
    }
