"""Request schemas, compiled from the JSON Schema keywords that the contract uses.

A compiled check takes a value and its JSON pointer, appends what is wrong, and returns the value to send:
None in an optional field is dropped, and so is an empty object or array where the contract says that it means
absent (`x-empty-is-absent`); datetime objects become text, and members of an Enum that are also strings or
integers become these.
"""

import re
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from auditledge.contract.fast_path import compile_fast_path
from auditledge.contract.maps import compile_map
from auditledge.contract.metadata import NO_NUL, check_json, check_shared_size, check_text
from auditledge.contract.mismatch import check_names
from auditledge.contract.problems import MAX_PROBLEMS, Problem, pointer, unknown, wrong_type
from auditledge.contract.references import resolved
from auditledge.contract.search_words import search_words
from auditledge.contract.timestamps import format_boundary, format_datetime, parse_boundary, parse_instant

Facts = dict[str, Any]
Problems = list[Problem]
Check = Callable[[Any, str, Problems], Any]

_KEYWORDS = {
    "string": {
        *("minLength", "maxLength", "pattern", "format", "enum"),
        *("x-max-words", "x-language", "x-reserved-prefix"),
    },
    "integer": {"minimum", "maximum", "format"},
    "boolean": set[str](),
    "array": {"items", "minItems", "maxItems", "x-empty-is-absent"},
    "closed object": {"properties", "required", "additionalProperties", "x-empty-is-absent"},
    "free object": {"additionalProperties", "x-max-bytes", "x-max-depth"},
    "map": {
        *("additionalProperties", "propertyNames", "x-max-bytes", "x-max-depth"),
        *("x-empty-is-absent", "x-shares-max-bytes-with"),
    },
}
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
    facts = resolved(facts, schemas)
    kind = _kind_of(facts)
    check_names(path, facts, {"type"} | _KEYWORDS.get(kind, set()), file=__file__)
    if "x-language" in facts:
        return _check_expression
    if kind == "string":
        return _string(facts, path)
    if kind in {"integer", "boolean"}:
        return _integer(facts) if kind == "integer" else _boolean(facts)
    if kind == "map":
        return compile_map(facts, path)
    if kind == "free object":
        return _free_object(facts["x-max-bytes"], facts["x-max-depth"])
    return _array(facts, schemas, path) if kind == "array" else _closed_object(facts, schemas, path)


def _kind_of(facts: Facts) -> str:
    """The key of `_KEYWORDS` for a schema. Null, next to another type, means an absent value."""
    types = facts.get("type", "null")
    kind = next((each for each in ([types] if isinstance(types, str) else types) if each != "null"), "")
    if kind != "object" or facts.get("additionalProperties") is False:
        return "closed object" if kind == "object" else kind
    return "map" if isinstance(facts.get("additionalProperties"), dict) else "free object"


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
    reserved = facts.get("x-reserved-prefix")

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
        return message_of_content(value)

    def message_of_content(value: str) -> str | None:
        if pattern is not None and not pattern.search(value):
            return pattern_message
        if reserved is not None and value.startswith(reserved):
            return f"must not start with {reserved!r}, which is reserved for events of the ledger itself"
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
                problems.append(Problem(field, wrong_type(value, "a string")))
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
        problems.append(Problem(field, wrong_type(value, "a string")))
        return value
    if message := check_text(value):
        problems.append(Problem(field, message))
    return str.__str__(value)


def _integer(facts: Facts) -> Check:
    minimum, maximum = facts["minimum"], facts["maximum"]

    def check(value: Any, field: str, problems: Problems) -> Any:
        if not isinstance(value, int) or isinstance(value, bool):
            problems.append(Problem(field, wrong_type(value, "an integer")))
            return value
        if not minimum <= value <= maximum:
            problems.append(Problem(field, f"must be from {minimum} to {maximum}"))
        return int(value)

    return check


def _boolean(_: Facts) -> Check:
    def check(value: Any, field: str, problems: Problems) -> Any:
        if not isinstance(value, bool):
            problems.append(Problem(field, wrong_type(value, "a boolean")))
        return value

    return check


def _array(facts: Facts, schemas: dict[str, Facts], path: str) -> Check:
    check_item = _compile(facts["items"], schemas, f"{path}[]")
    min_items, max_items = facts["minItems"], facts["maxItems"]

    def check(value: Any, field: str, problems: Problems) -> Any:
        if not isinstance(value, list | tuple):
            problems.append(Problem(field, wrong_type(value, "an array")))
            return value
        if not min_items <= len(value) <= max_items:
            problems.append(
                Problem(field, f"must contain {min_items} to {max_items} items, not {len(value)}")
            )
            return value
        return [check_item(each, pointer(field, index), problems) for index, each in enumerate(value)]

    return check


def _closed_object(facts: Facts, schemas: dict[str, Facts], path: str) -> Check:
    properties = {name: resolved(each, schemas) for name, each in facts["properties"].items()}
    checks = {name: _compile(each, schemas, f"{path}.{name}") for name, each in properties.items()}
    required = facts.get("required", [])
    optional = checks.keys() - set(required)
    absent_if_empty = {name for name, each in properties.items() if each.get("x-empty-is-absent")}
    shared = [
        (name, each["x-shares-max-bytes-with"], each["x-max-bytes"])
        for name, each in properties.items()
        if "x-shares-max-bytes-with" in each
    ]

    def check(value: Any, field: str, problems: Problems) -> Any:
        if not isinstance(value, Mapping):
            problems.append(Problem(field, wrong_type(value, "an object")))
            return value
        for name in required:
            if name not in value:
                problems.append(Problem(pointer(field, name), "is required"))
        cleaned = {}
        found_before = len(problems)
        max_problems = found_before + MAX_PROBLEMS
        for name, each in value.items():
            if len(problems) >= max_problems:
                break
            if (check_member := checks.get(name)) is None:
                problems.append(Problem(pointer(field, name), unknown(name, checks)))
            elif each is not None or name not in optional:
                member = check_member(each, f"{field}/{name}", problems)
                if member or name not in absent_if_empty:
                    cleaned[name] = member
        for name, other, max_bytes in shared:
            if name in cleaned and other in cleaned and len(problems) == found_before:
                message = check_shared_size(cleaned[name], other, cleaned[other], max_bytes)
                problems += [Problem(f"{field}/{name}", message)] if message else []
        return cleaned

    return check


def _free_object(max_bytes: int, max_depth: int) -> Check:
    def check(value: Any, field: str, problems: Problems) -> Any:
        if isinstance(value, dict):
            problems.extend(check_json(value, field, max_bytes, max_depth))
        else:
            problems.append(Problem(field, wrong_type(value, "an object")))
        return value

    return check
