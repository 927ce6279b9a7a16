"""The operations of the contract: their methods, paths and parameters."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from auditledge.contract.problems import MAX_PROBLEMS, Problem, unknown
from auditledge.contract.schema import Schema


@dataclass(frozen=True)
class Parameter:
    """One parameter of an operation. `location` is `query`, `path` or `header`."""

    name: str
    location: str
    required: bool
    schema: dict[str, Any]
    check: Schema


@dataclass(frozen=True)
class Operation:
    """One operation. `body` is the name of the schema of its body, `max_body_bytes` bounds its length."""

    name: str
    method: str
    path: str
    body: str | None
    max_body_bytes: int | None
    parameters: dict[str, Parameter]

    @cached_property
    def query_parameters(self) -> dict[str, Parameter]:
        """The parameters of the query string."""
        return {name: each for name, each in self.parameters.items() if each.location == "query"}

    def clean_parameters(self, values: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
        """The query parameters to send, without those that are None, and what is wrong or missing."""
        known = self.query_parameters
        problems: list[Problem] = []
        cleaned = {}
        for name, value in values.items():
            if len(problems) >= MAX_PROBLEMS:
                break
            if name not in known:
                problems.append(Problem(str(name), unknown(name, known)))
            elif value is not None:
                cleaned[name] = known[name].check.clean_member(value, name, problems)
        missing = (name for name, each in known.items() if each.required and values.get(name) is None)
        problems += [Problem(name, "is required") for name in missing]
        return cleaned, problems


_FACTS: dict[str, Any] = json.loads(Path(__file__).with_name("contract.json").read_text("utf-8"))

VERSION: str = _FACTS["version"]
"""Version of the contract."""


SCHEMAS: dict[str, dict[str, Any]] = _FACTS["schemas"]
"""Every schema of a request by its name, as JSON Schema."""


@cache
def schema(name: str) -> Schema:
    """The compiled schema of a request body, such as `EventInput`. Raises KeyError for an unknown name."""
    return Schema(SCHEMAS[name], SCHEMAS, name)


def _operation(name: str, facts: dict[str, Any]) -> Operation:
    parameters = {
        each: Parameter(each, p["in"], p["required"], p["schema"], Schema(p["schema"], SCHEMAS, each))
        for each, p in facts["parameters"].items()
    }
    return Operation(name, facts["method"], facts["path"], facts["body"], facts["max_body_bytes"], parameters)


MAX_BATCH: int = _FACTS["schemas"]["EventBatchInput"]["properties"]["events"]["maxItems"]
"""Maximum number of events in a batch."""

MAX_BATCH_BYTES: int = _FACTS["operations"]["createEventBatch"]["max_body_bytes"] - 64
"""Room for the events of a batch, inside of `{"events":[…]}`."""

RESERVED_ACTIONS: str = _FACTS["schemas"]["EventInput"]["properties"]["action"]["x-reserved-prefix"]
"""Actions that begin with this are recorded by the ledger itself."""

OPERATIONS: dict[str, Operation] = {name: _operation(name, f) for name, f in _FACTS["operations"].items()}
"""Every operation by its operationId."""


def operation(name: str) -> Operation:
    """The operation with this operationId. Raises KeyError for an unknown one."""
    return OPERATIONS[name]


FILTERS: tuple[str, ...] = tuple(
    name
    for name in OPERATIONS["listEvents"].query_parameters
    if all(name in OPERATIONS[each].query_parameters for each in ("exportEvents", "streamEvents"))
)
"""The parameters that every search has: the filters."""
