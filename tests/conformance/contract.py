"""The contract as the suite uses it, read only from `openapi.yaml`."""

import functools
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import jsonschema
import yaml

REPO = Path(__file__).parents[2]
_DOCUMENT: dict[str, Any] = yaml.safe_load((REPO / "openapi.yaml").read_text("utf-8"))
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)")
_VALUE_RULES = {"minLength", "maxLength", "pattern", "minItems", "maxItems", "minimum", "maximum"}

_types_only = jsonschema.FormatChecker(formats=())


@_types_only.checks("date-time")
def _is_instant(value: object) -> bool:
    if not isinstance(value, str):
        return True
    try:
        return _INSTANT.fullmatch(value) is not None and datetime.fromisoformat(value) is not None
    except ValueError:
        return False


class Operation:
    """One operation of the contract."""

    def __init__(self, method: str, path: str, node: Mapping[str, Any]) -> None:
        self.name: str = node["operationId"]
        self.method = method.upper()
        self.path = path
        self.parameters = {p["name"]: p for p in map(_resolved, node.get("parameters", []))}
        self.statuses: list[str] = list(node["responses"])
        self._responses = {status: _resolved(each) for status, each in node["responses"].items()}
        content = node.get("requestBody", {}).get("content", {})
        self._body = content["application/json"]["schema"] if content else None

    def declared(self, status: int) -> str:
        """The key under which the contract declares the response for a status."""
        return str(status) if str(status) in self.statuses else "default"

    def target(self, parameters: Mapping[str, Any]) -> str:
        """The path and query with these parameters. Unknown parameters are sent in the query."""
        path, query = self.path, {}
        for name, value in parameters.items():
            text = str(value).lower() if isinstance(value, bool) else str(value)
            location = self.parameters.get(name, {}).get("in", "query")
            if location == "path":
                path = path.replace(f"{{{name}}}", quote(text, safe=""))
            elif location == "query":
                query[name] = text
        return path + ("?" + urlencode(query, quote_via=quote) if query else "")

    def headers(self, parameters: Mapping[str, Any]) -> dict[str, str]:
        """The parameters that are sent as headers."""
        return {name: str(parameters[name]) for name in parameters if self._is_header(name)}

    def _is_header(self, name: str) -> bool:
        return self.parameters.get(name, {}).get("in") == "header"

    def has_types_of(self, parameters: Mapping[str, Any], body: Any) -> bool:
        """Whether a typed client can send this: every name is known and every value has the right type.

        Lengths, patterns and ranges are validated by the ledger.
        """
        if body is not None and not _is_valid(_shape(self._body), body):
            return False
        return all(
            name in self.parameters and _is_valid(_shape(self.parameters[name]["schema"]), value)
            for name, value in parameters.items()
        )

    def response_faults(self, status: int, media_type: str, body: Any) -> Iterator[str]:
        """How the body of a response breaks the contract."""
        content = self._responses[self.declared(status)]["content"]
        if media_type not in content:
            yield f"the media type {media_type} is not declared for {status}"
            return
        errors = _validator(json.dumps(_inlined(content[media_type]["schema"]))).iter_errors(body)
        yield from (f"{error.json_path}: {error.message[:300]}" for error in errors)


def _resolved(node: Any) -> Any:
    while "$ref" in node:
        found: Any = _DOCUMENT
        for part in node["$ref"].split("/")[1:]:
            found = found[part]
        node = found
    return node


def _inlined(node: Any) -> Any:
    """A schema with every reference replaced by its target. The contract's schemas are not recursive."""
    if isinstance(node, list):
        return [_inlined(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {key: _inlined(value) for key, value in _resolved(node).items()}


def _shape(schema: Any) -> Any:
    return _without_value_rules(_inlined(schema))


def _without_value_rules(node: Any) -> Any:
    if isinstance(node, list):
        return [_without_value_rules(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {key: _without_value_rules(value) for key, value in node.items() if key not in _VALUE_RULES}


def _is_valid(schema: Any, value: Any) -> bool:
    return _validator(json.dumps(schema)).is_valid(value)


@functools.cache
def _validator(schema: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(schema), format_checker=_types_only)


OPERATIONS = {
    operation.name: operation
    for path, item in _DOCUMENT["paths"].items()
    for method, node in item.items()
    for operation in [Operation(method, path, node)]
}
"""By operationId."""

DECLARED = [(name, status) for name, operation in OPERATIONS.items() for status in operation.statuses]
"""Every status of every operation that the contract declares. Each of them has to be covered."""
