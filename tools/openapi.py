"""Reading an OpenAPI document: its operations, and what its references point at."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Json = dict[str, Any]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def load(path: Path) -> Json:
    """Read a document. Raises OSError, or yaml.YAMLError when it is not YAML."""
    document: Json = yaml.safe_load(path.read_text("utf-8"))
    return document


def resolve(document: Json, node: Any) -> Json:
    """What a node says once its `$ref` is followed; what stands beside the `$ref` wins.

    A boolean schema becomes the object that means the same. Raises KeyError when the `$ref` points nowhere.
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
    """Every operation with its place, such as `GET /events`; its parameters are resolved and complete."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if operation := item.get(method):
                nodes = item.get("parameters", []) + operation.get("parameters", [])
                own = {(p["in"], p["name"]): p for p in (resolve(document, each) for each in nodes)}
                yield f"{method.upper()} {path}", {**operation, "parameters": list(own.values())}
