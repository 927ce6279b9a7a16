"""Schemas that refer to a named one."""

from collections.abc import Mapping
from typing import Any

Facts = dict[str, Any]


def resolved(facts: Facts, schemas: Mapping[str, Facts]) -> Facts:
    """The schema that `facts` refers to, or `facts` itself.

    `anyOf` of a reference and null is an optional field, in which null stands for an absent value.
    """
    match facts:
        case {"$ref": reference} | {"anyOf": [{"$ref": reference}, {"type": "null"}]}:
            return resolved(schemas[reference.rpartition("/")[2]], schemas)
    return facts
