"""Reading an OpenAPI document: its operations, bodies and schemas, with references resolved."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Json = dict[str, Any]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def load(path: Path) -> Json:
    """Read a document. Raises OSError, or yaml.YAMLError if it is not valid YAML."""
    document: Json = yaml.safe_load(path.read_text("utf-8"))
    return document


def resolve(document: Json, node: Any) -> Json:
    """A node with its `$ref` resolved; keys next to the `$ref` take precedence.

    A boolean schema becomes the equivalent object. Raises KeyError if the `$ref` has no target.
    """
    if isinstance(node, bool):
        return {} if node else {"not": {}}
    if "$ref" not in node:
        resolved: Json = node
        return resolved
    target = document
    for part in node["$ref"].removeprefix("#/").split("/"):
        target = target[part.replace("~1", "/").replace("~0", "~")]
    return {**resolve(document, target), **{key: node[key] for key in node if key != "$ref"}}


def operations(document: Json) -> Iterator[tuple[str, Json]]:
    """Every operation with its location, such as `GET /events`, and all its parameters, resolved."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if operation := item.get(method):
                nodes = item.get("parameters", []) + operation.get("parameters", [])
                own = {(p["in"], p["name"]): p for p in (resolve(document, each) for each in nodes)}
                yield f"{method.upper()} {path}", {**operation, "parameters": list(own.values())}


def bodies(document: Json) -> Iterator[tuple[str, Json]]:
    """Every request and response body with its location, such as `GET /usage 200 application/json`."""
    yield from requests(document)
    for place, operation in operations(document):
        for status, response in operation["responses"].items():
            yield from contents(f"{place} {status}", resolve(document, response))


def requests(document: Json) -> Iterator[tuple[str, Json]]:
    """Every request body with its location, such as `POST /events request application/json`."""
    for place, operation in operations(document):
        yield from contents(f"{place} request", resolve(document, operation.get("requestBody", {})))


def contents(place: str, message: Json) -> Iterator[tuple[str, Json]]:
    """The body of one request or response in each of its media types."""
    for media, facts in message.get("content", {}).items():
        yield f"{place} {media}", facts


def schemas(document: Json) -> Iterator[tuple[str, Json]]:
    """Every schema with its location, including nested ones. A `$ref` is not followed."""
    for name, schema in document["components"]["schemas"].items():
        yield from schemas_within(name, schema)
    for place, facts in bodies(document):
        yield from schemas_within(place, facts["schema"])
    for place, operation in operations(document):
        for parameter in operation["parameters"]:
            yield from schemas_within(f"{place} {parameter['name']}", parameter["schema"])


def schemas_within(place: str, schema: Json) -> Iterator[tuple[str, Json]]:
    """A schema and the schemas nested in it, with their locations."""
    yield place, schema
    inner = [(f"{place}/{name}", each) for name, each in schema.get("properties", {}).items()]
    inner += [(f"{place}/*", schema[key]) for key in ("items", "additionalProperties") if key in schema]
    inner += [(f"{place}/anyOf/{index}", each) for index, each in enumerate(schema.get("anyOf", []))]
    for where, each in inner:
        if isinstance(each, dict):
            yield from schemas_within(where, each)


def named_within(document: Json, schema: Json) -> set[str]:
    """The names of all schemas that a schema refers to, directly or indirectly."""
    found: set[str] = set()
    pending = [schema]
    while pending:
        for _, each in schemas_within("", pending.pop()):
            name = each.get("$ref", "").rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                pending.append(document["components"]["schemas"][name])
    return found
