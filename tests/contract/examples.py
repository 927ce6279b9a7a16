"""Events made from the contract's schemas, so that a test covers every property without naming any.

A path is the names that lead to a property, such as `("actor", "id")`; `*` stands for every item of an array.
Texts of different properties, and of different variants of an event, are different.
"""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from auditledge import contract

Json = dict[str, Any]
Property = tuple[str, ...]

FACTS: Json = json.loads(Path(contract.__file__).with_name("contract.json").read_text("utf-8"))
EACH = "*"


def spoken(path: Property) -> str:
    """A path as it appears in a message, such as `actor.id` or `targets[].id`."""
    return ".".join(path).replace(f".{EACH}", "[]")


def resolved(schema: Json) -> Json:
    """A schema without its reference, and without the null that stands for an absent value."""
    if reference := schema.get("$ref"):
        return resolved(FACTS["schemas"][reference.rpartition("/")[2]])
    if options := schema.get("anyOf"):
        (option,) = (each for each in options if each.get("type") != "null")
        return resolved(option)
    types = schema.get("type")
    if isinstance(types, list):
        (kind,) = (each for each in types if each != "null")
        return {**schema, "type": kind}
    return schema


EVENT = resolved(FACTS["schemas"]["EventInput"])


def properties(schema: Json = EVENT, *, arrays: bool = True) -> Iterator[Property]:
    """The path of every property that holds no further properties. `arrays`: also of those inside items."""
    schema = resolved(schema)
    if "properties" in schema:
        for name, each in schema["properties"].items():
            yield from ((name, *path) for path in properties(each, arrays=arrays))
    elif arrays and "properties" in resolved(schema.get("items", {})):
        yield from ((EACH, *path) for path in properties(schema["items"]))
    else:
        yield ()


def required(path: Property, schema: Json = EVENT) -> bool:
    """Whether every event has the property."""
    schema = resolved(schema)
    if not path or path[0] == EACH:
        return not path
    return path[0] in schema["required"] and required(path[1:], schema["properties"][path[0]])


def optional_part(path: Property) -> Property:
    """A path up to the last name that can be left out: all of `on_behalf_of` for `on_behalf_of.id`."""
    schema, last = EVENT, 0
    for place, name in enumerate(path):
        if name == EACH:
            schema = resolved(schema["items"])
            continue
        last = last if name in schema.get("required", ()) else place + 1
        schema = resolved(schema["properties"][name])
    return path[:last]


def event(variant: int, *, prefix: str = "", longest: bool = False) -> Json:
    """An event with every property at every depth, under a new id.

    Texts begin with `prefix` where their schema allows it, and are as long as it allows if `longest`.
    """
    made: Json = _example(EVENT, (), variant, prefix, longest)
    return {**made, "id": contract.new_id("evt")}


def only(whole: Json, path: Property) -> Json:
    """The event with the properties that are required, and one more."""
    pruned: Json = _pruned(EVENT, whole, path)
    return pruned


def replaced(whole: Json, path: Property, other: Json) -> Json:
    """The event with a property as the other event has it."""
    changed = copy.deepcopy(whole)
    _replace(changed, path, other)
    return changed


def at(value: Any, path: Property) -> Any:
    """The value of a property: a list of those of all items if the path leads through an array."""
    if not path:
        return value
    if path[0] == EACH:
        return [at(each, path[1:]) for each in value or []]
    return at(value.get(path[0]), path[1:]) if isinstance(value, dict) else None


def texts(value: Any) -> set[str]:
    """Every text and every name in a value."""
    if isinstance(value, dict):
        return set(value).union(*map(texts, value.values()))
    if isinstance(value, list):
        return set().union(*map(texts, value))
    return {value} if isinstance(value, str) else set()


def parameter_values(schema: Json) -> list[Any]:
    """Values that a parameter can have whatever events there are: of an enum, a boolean or an integer."""
    if "enum" in schema:
        return list(schema["enum"])
    if schema["type"] == "boolean":
        return [True, False]
    if schema["type"] == "integer":
        return [schema["minimum"], schema["minimum"] + 1]
    return []


def _example(schema: Json, path: Property, variant: int, prefix: str, longest: bool) -> Any:
    schema = resolved(schema)
    options = (variant, prefix, longest)
    if "enum" in schema:
        return schema["enum"][variant % len(schema["enum"])]
    if "properties" in schema:
        return {name: _example(each, (*path, name), *options) for name, each in schema["properties"].items()}
    if schema["type"] == "array":
        return [_example(schema["items"], (*path, f"Item{number}"), *options) for number in (1, 2)]
    if schema["type"] == "object":
        return _map(schema, path, *options)
    if schema["type"] == "boolean":
        return variant % 2 == 0
    if schema["type"] == "integer":
        return schema["minimum"] + variant
    return _text(schema, path, *options)


def _map(schema: Json, path: Property, *options: Any) -> Json:
    """An object whose names are free: with values of a schema, or of any kind."""
    names = schema.get("propertyNames", {})
    keys = names.get("enum") or [_text({"type": "string", **names}, (*path, "Name"), *options)]
    values = schema.get("additionalProperties", True)
    if isinstance(values, dict):
        return {key: _example(values, (*path, key), *options) for key in keys}
    text = _text({"type": "string"}, (*path, "Value"), *options)
    return {key: {"text": text, "others": [1, 0.5, True, None, {}, ""]} for key in keys}


def _text(schema: Json, path: Property, variant: int, prefix: str, longest: bool) -> str:
    """A text of letters and digits, of which one is not ASCII; of another form if the schema wants one."""
    if schema.get("format") in ("date-time", "iso8601"):
        return f"2026-11-{variant + 1:02}T10:15:30.{variant:06}Z"
    word = "".join(part[:1].upper() + part[1:] for part in path).replace("_", "") + str(variant)
    padding = (
        "\U0001f600" * max(0, schema.get("maxLength", 0) - len(prefix) - len(word) - 1) if longest else ""
    )
    candidates = (
        f"{prefix}{word}é{padding}",
        f"{word}é",
        contract.new_id("evt"),
        f"https://{word.lower()}.example.com",
        word.lower(),
        f"{variant + 1}" * schema.get("minLength", 1),
    )
    checker = Draft202012Validator(schema)
    for each in candidates:
        if checker.is_valid(each):
            return each
    raise AssertionError(f"{spoken(path)}: no text here fits {schema}; add one that does")


def _pruned(schema: Json, value: Any, path: Property) -> Any:
    schema = resolved(schema)
    if "properties" in schema:
        kept = {*schema.get("required", ()), *path[:1]}
        members = schema["properties"].items()
        return {
            name: _pruned(each, value[name], path[1:] if path[:1] == (name,) else ())
            for name, each in members
            if name in kept
        }
    if schema["type"] == "array":
        return [_pruned(schema["items"], each, path[1:]) for each in value]
    return value


def _replace(value: Any, path: Property, other: Any) -> None:
    name, *rest = path
    if name == EACH:
        for one, another in zip(value, other, strict=True):
            _replace(one, tuple(rest), another)
    elif rest:
        _replace(value[name], tuple(rest), other[name])
    else:
        value[name] = other[name]
