"""What jsonschema, an independent implementation, finds wrong with a value."""

import json
import re
from collections.abc import Iterator
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
    if error.validator == "anyOf":  # of a schema and null
        return [at for each in error.context or () if each.schema_path[0] == 0 for at in _pointers(each)]
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


RESERVED = "auditledge."
FREE = re.compile(r"^/(metadata|changes)/.*", re.DOTALL)


def event_fields(event: Any) -> set[str]:
    """JSON pointers of all invalid fields of an event; for `metadata` and `changes` not where inside."""
    found = fields(validator("EventInput"), event) | (_beyond(event) if isinstance(event, dict) else set())
    # What is inside an unknown field does not matter.
    return {without_inside(each) for each in found if not any(each.startswith(f"{at}/") for at in found)}


def without_inside(field: str) -> str:
    """The pointer of `metadata` or `changes` for a pointer into one of them."""
    return FREE.sub(r"/\1", field)


def _beyond(event: dict[str, Any]) -> set[str]:
    texts = dict(_texts({name: each for name, each in event.items() if name not in {"metadata", "changes"}}))
    found = {at for at, text in texts.items() if has_surrogate(text)}
    if texts.get("/action", "").startswith(RESERVED):
        found.add("/action")
    objects = {name: each for name in ("metadata", "changes") if isinstance(each := event.get(name), dict)}
    found |= {f"/{name}" for name, each in objects.items() if _free_json_breaks(each)}
    return found


def has_too_much(event: Any) -> bool:
    """Whether `metadata` and `changes`, each small enough, are too large together."""
    if not isinstance(event, dict):
        return False
    objects = [each for name in ("metadata", "changes") if isinstance(each := event.get(name), dict)]
    return sum(map(size, objects)) > 65_536


def _texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        for name, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(each, f"{path}/{name}")


def _free_json_breaks(value: dict[str, Any]) -> bool:
    return has_surrogate(value) or has_large_integer(value) or depth(value) > 32 or size(value) > 65_536


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
