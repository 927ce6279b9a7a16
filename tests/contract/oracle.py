"""What jsonschema, an independent implementation, finds wrong with a value."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, ValidationError


def ecma(node: Any) -> Any:
    """A schema whose patterns end as in JSON Schema: Python's `$` also matches before a final line end."""
    if isinstance(node, dict):
        return {
            k: v.replace("$", r"\Z") if k == "pattern" and isinstance(v, str) else ecma(v)
            for k, v in node.items()
        }
    return [ecma(each) for each in node] if isinstance(node, list) else node


CONTRACT: dict[str, Any] = ecma(
    yaml.safe_load((Path(__file__).parents[2] / "openapi.yaml").read_text(encoding="utf-8"))
)
FORMATS = Draft202012Validator.FORMAT_CHECKER
assert "date-time" in FORMATS.checkers, "rfc3339-validator is missing"
INTEGERS = range(-(2**63), 2**64)


@cache
def validator(name: str) -> Draft202012Validator:
    """The validator of a schema of the contract."""
    return Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": CONTRACT["components"]}, format_checker=FORMATS
    )


def fields(checker: Draft202012Validator, value: Any) -> set[str]:
    """JSON pointers of all invalid fields."""
    return {pointer for error in checker.iter_errors(value) for pointer in _pointers(error)}


def _pointers(error: ValidationError) -> list[str]:
    instance: Any = error.instance
    names: list[str] = []
    if error.validator == "required":
        names = [name for name in error.validator_value if name not in instance]
    elif error.validator == "additionalProperties":
        names = [name for name in instance if name not in error.schema["properties"]]
    path = list(error.absolute_path)
    return [_pointer([*path, name]) for name in names] or [_pointer(path)]


def _pointer(path: list[Any]) -> str:
    return "".join("/" + str(each).replace("~", "~0").replace("/", "~1") for each in path)


# What the contract says in words and extension keywords, which JSON Schema has no way to express.


def event_fields(event: Any) -> set[str]:
    """JSON pointers of all invalid fields of an event; for `metadata` only whether it is invalid."""
    return fields(validator("EventInput"), event) | (_beyond(event) if isinstance(event, dict) else set())


def _beyond(event: dict[str, Any]) -> set[str]:
    texts = {f"/{name}": each for name, each in event.items()}
    for name in ("actor", "resource"):
        if isinstance(each := event.get(name), dict):
            texts |= {f"/{name}/{key}": value for key, value in each.items()}
    found = {at for at, text in texts.items() if isinstance(text, str) and has_surrogate(text)}
    metadata = event.get("metadata")
    return found | {"/metadata"} if isinstance(metadata, dict) and _metadata_breaks(metadata) else found


def _metadata_breaks(metadata: dict[str, Any]) -> bool:
    return (
        has_surrogate(metadata)
        or has_large_integer(metadata)
        or depth(metadata) > 32
        or size(metadata) > 65_536
    )


def has_surrogate(value: Any) -> bool:
    """Whether a text, or any text inside, contains half of a surrogate pair."""
    if isinstance(value, str):
        return any("\ud800" <= each <= "\udfff" for each in value)
    return any(map(has_surrogate, _inside(value)))


def has_large_integer(value: Any) -> bool:
    """Whether any integer is outside -2^63 to 2^64-1."""
    if isinstance(value, int):
        return value not in INTEGERS
    return any(map(has_large_integer, _inside(value)))


def depth(value: Any) -> int:
    """Levels of arrays and objects."""
    return 1 + max(map(depth, _inside(value)), default=0) if isinstance(value, dict | list) else 0


def size(value: Any) -> int:
    """Bytes of compact UTF-8 JSON."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return len(text.encode("utf-8", "surrogatepass"))


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list) else []
