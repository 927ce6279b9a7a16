"""Request schemas, compiled from the JSON Schema keywords that the contract uses.

A compiled check takes a value and its JSON pointer, appends what is wrong, and returns the value to send:
None in an optional field is dropped, datetime objects become text, and members of an Enum that are also
strings or integers become these.
"""

import re
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from auditledge.contract.fast_path import NO_NUL, compile_fast_path
from auditledge.contract.metadata import check_json, check_text
from auditledge.contract.mismatch import check_names
from auditledge.contract.numbers import InexactFloat
from auditledge.contract.problems import MAX_PROBLEMS, Problem, pointer, unknown
from auditledge.contract.search_words import search_words
from auditledge.contract.timestamps import format_boundary, format_datetime, parse_boundary, parse_instant

Facts = dict[str, Any]
Problems = list[Problem]
Check = Callable[[Any, str, Problems], Any]

_KEYWORDS = {
    "string": {"minLength", "maxLength", "pattern", "format", "enum", "x-max-words", "x-language"},
    "integer": {"minimum", "maximum", "format"},
    "boolean": set[str](),
    "array": {"items", "minItems", "maxItems"},
    "object": {"properties", "required", "additionalProperties", "x-max-bytes", "x-max-depth"},
}
_NAMES = {
    dict: "an object", list: "an array", str: "a string", bool: "a boolean",
    int: "an integer", float: "a number", InexactFloat: "a number", type(None): "null",
}  # fmt: skip
_PATTERN_MESSAGES = {
    r"\S": "must contain more than white space",
    NO_NUL: "must not contain the character U+0000",
    r"^evt_[0-9A-Za-z-]{1,64}$": "must be the id of an event: it starts with evt_",
    r"^evt_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$": (
        "must be evt_ and a lowercase UUIDv7; leave it out to have one generated"
    ),
}


class Schema:
    """A compiled schema. `schemas` holds the named schemas that a `$ref` may point at.

    `path` names the schema in messages. Raises ContractMismatchError for a keyword that is not enforced here.
    """

    def __init__(self, facts: Facts, schemas: dict[str, Facts], path: str) -> None:
        self._check = _compile(facts, schemas, path)
        self._fast_path = compile_fast_path(facts, schemas) if "properties" in facts else lambda _: None

    def clean(self, value: object) -> tuple[Any, Problems]:
        """The value to send, and what is wrong with it, up to `MAX_PROBLEMS` in each object."""
        problems: Problems = []
        if (cleaned := self._fast_path(value)) is not None:
            return cleaned, problems
        return self._check(value, "", problems), problems

    def clean_member(self, value: object, field: str, problems: Problems) -> Any:
        """`clean` for a value that is at `field` of a larger one; appends to `problems`."""
        return self._check(value, field, problems)


def _compile(facts: Facts, schemas: dict[str, Facts], path: str) -> Check:
    if reference := facts.get("$ref"):
        return _compile(schemas[reference.rpartition("/")[2]], schemas, path)
    types = facts.get("type", "null")
    kind = next((each for each in ([types] if isinstance(types, str) else types) if each != "null"), "")
    check_names(path, facts, {"type"} | _KEYWORDS.get(kind, set()), file=__file__)
    if "x-language" in facts:
        return _check_expression
    if kind == "string":
        return _string(facts, path)
    if kind in {"integer", "boolean"}:
        return _integer(facts) if kind == "integer" else _boolean(facts)
    return _array(facts, schemas, path) if kind == "array" else _object(facts, schemas, path)


def _wrong_type(value: object, expected: str) -> str:
    name = _NAMES.get(type(value)) or f"a Python {type(value).__name__}"
    return f"must be {expected}, not {name}"


def _string(facts: Facts, path: str) -> Check:
    if "format" in facts:
        known = {f"format {each}" for each in _FORMATS}
        check_names(path, [f"format {facts['format']}"], known, file=__file__)
    min_length, max_length = facts.get("minLength", 0), facts.get("maxLength", sys.maxsize)
    free = facts.keys() <= {"type", "minLength", "maxLength", "pattern"} and facts.get("pattern") == NO_NUL
    pattern = re.compile(facts["pattern"].replace("$", r"\Z")) if "pattern" in facts else None
    pattern_message = _PATTERN_MESSAGES.get(facts.get("pattern", "")) or f"must match {facts.get('pattern')}"
    parse, format_, objects = _FORMATS.get(facts.get("format", ""), (None, None, ()))
    values, max_words = facts.get("enum"), facts.get("x-max-words")

    def is_ordinary(value: str) -> bool:
        """A fast check that accepts nearly every valid text."""
        return min_length <= len(value) <= max_length and value.isascii() and "\0" not in value

    def message_of(value: str) -> str | None:
        if len(value) < min_length:
            return "must not be empty"
        if len(value) > max_length:
            return f"is longer than {max_length} characters"
        if values is not None and value not in values:
            return f"must be {' or '.join(map(repr, values))}"
        if pattern is not None and not pattern.search(value):
            return pattern_message
        if max_words is not None and (words := len(search_words(value))) > max_words:
            return f"must have at most {max_words} different words, not {words}"
        return None if value.isascii() else check_text(value)

    def check(value: Any, field: str, problems: Problems) -> Any:
        if free and type(value) is str and is_ordinary(value):
            return value
        try:
            if objects and isinstance(value, objects):
                value = format_(value)
            if not isinstance(value, str):
                problems.append(Problem(field, _wrong_type(value, "a string")))
                return value
            value = str.__str__(value)
            if message := message_of(value):
                problems.append(Problem(field, message))
            elif parse is not None:
                parse(value)
        except ValueError as error:
            problems.append(Problem(field, str(error)))
        return value

    return check


_FORMATS: dict[str, tuple[Any, Any, Any]] = {
    "date-time": (parse_instant, format_datetime, datetime),
    "iso8601": (parse_boundary, format_boundary, (date, datetime)),
}


def _check_expression(value: Any, field: str, problems: Problems) -> Any:
    """Check a text in a language that the ledger alone reads: a newer one accepts more."""
    if not isinstance(value, str):
        problems.append(Problem(field, _wrong_type(value, "a string")))
        return value
    if message := check_text(value):
        problems.append(Problem(field, message))
    return str.__str__(value)


def _integer(facts: Facts) -> Check:
    minimum, maximum = facts["minimum"], facts["maximum"]

    def check(value: Any, field: str, problems: Problems) -> Any:
        if not isinstance(value, int) or isinstance(value, bool):
            problems.append(Problem(field, _wrong_type(value, "an integer")))
            return value
        if not minimum <= value <= maximum:
            problems.append(Problem(field, f"must be from {minimum} to {maximum}"))
        return int(value)

    return check


def _boolean(_: Facts) -> Check:
    def check(value: Any, field: str, problems: Problems) -> Any:
        if not isinstance(value, bool):
            problems.append(Problem(field, _wrong_type(value, "a boolean")))
        return value

    return check


def _array(facts: Facts, schemas: dict[str, Facts], path: str) -> Check:
    check_item = _compile(facts["items"], schemas, f"{path}[]")
    min_items, max_items = facts["minItems"], facts["maxItems"]

    def check(value: Any, field: str, problems: Problems) -> Any:
        if not isinstance(value, list | tuple):
            problems.append(Problem(field, _wrong_type(value, "an array")))
            return value
        if not min_items <= len(value) <= max_items:
            problems.append(
                Problem(field, f"must contain {min_items} to {max_items} items, not {len(value)}")
            )
            return value
        return [check_item(each, pointer(field, index), problems) for index, each in enumerate(value)]

    return check


def _object(facts: Facts, schemas: dict[str, Facts], path: str) -> Check:
    if facts.get("additionalProperties") is not False:
        if isinstance(facts.get("additionalProperties"), dict):
            check_names(path, ["additionalProperties with a schema"], (), file=__file__)
        return _free_object(facts["x-max-bytes"], facts["x-max-depth"])
    checks = {name: _compile(each, schemas, f"{path}.{name}") for name, each in facts["properties"].items()}
    required = facts.get("required", [])
    optional = checks.keys() - set(required)

    def check(value: Any, field: str, problems: Problems) -> Any:
        if not isinstance(value, Mapping):
            problems.append(Problem(field, _wrong_type(value, "an object")))
            return value
        for name in required:
            if name not in value:
                problems.append(Problem(pointer(field, name), "is required"))
        cleaned = {}
        max_problems = len(problems) + MAX_PROBLEMS
        for name, each in value.items():
            if len(problems) >= max_problems:
                break
            if (check_member := checks.get(name)) is None:
                problems.append(Problem(pointer(field, name), unknown(name, checks)))
            elif each is not None or name not in optional:
                cleaned[name] = check_member(each, f"{field}/{name}", problems)
        return cleaned

    return check


def _free_object(max_bytes: int, max_depth: int) -> Check:
    def check(value: Any, field: str, problems: Problems) -> Any:
        if isinstance(value, dict):
            problems.extend(check_json(value, field, max_bytes, max_depth))
        else:
            problems.append(Problem(field, _wrong_type(value, "an object")))
        return value

    return check
