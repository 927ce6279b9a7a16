"""Maps: objects with free names, whose values are objects with some of a few names, such as `changes`."""

import sys
from collections.abc import Callable
from typing import Any

from auditledge.contract.metadata import NO_NUL, check_json
from auditledge.contract.mismatch import check_names
from auditledge.contract.problems import MAX_PROBLEMS, Problem, pointer, unknown, wrong_type

Facts = dict[str, Any]


def compile_map(facts: Facts, path: str) -> Callable[[Any, str, list[Problem]], Any]:
    """The check of a map. Raises ContractMismatchError for a keyword that is not enforced here."""
    min_length, max_length = name_lengths(facts, path)
    members = names_in_values(facts, path)
    max_bytes, max_depth = facts["x-max-bytes"], facts["x-max-depth"]

    def message_of(name: str) -> str | None:
        if len(name) < min_length:
            return "must not be empty"
        if len(name) > max_length:
            return f"is longer than {max_length} characters"
        return "must not contain the character U+0000" if "\0" in name else None

    def check_value(value: Any, field: str) -> Problem | None:
        if not isinstance(value, dict):
            return Problem(field, wrong_type(value, "an object"))
        others = (name for name in value if isinstance(name, str) and name not in members)
        name = next(others, None)
        return None if name is None else Problem(pointer(field, name), unknown(name, members))

    def check(value: Any, field: str, problems: list[Problem]) -> Any:
        if not isinstance(value, dict):
            problems.append(Problem(field, wrong_type(value, "an object")))
            return value
        max_problems = len(problems) + MAX_PROBLEMS
        for name, each in value.items():
            if len(problems) >= max_problems:
                break
            if not isinstance(name, str):
                continue  # check_json reports it
            if message := message_of(name):
                problems.append(Problem(field, f"has an invalid name: it {message}"))
            elif problem := check_value(each, pointer(field, name)):
                problems.append(problem)
        problems.extend(check_json(value, field, max_bytes, max_depth))
        return value

    return check


def name_lengths(facts: Facts, path: str) -> tuple[int, int]:
    """The least and the greatest length of a name in a map. Names contain no U+0000."""
    rules = facts["propertyNames"]
    check_names(f"{path} propertyNames", rules, {"minLength", "maxLength", "pattern"}, file=__file__)
    check_names(
        f"{path} propertyNames", [f"pattern {rules.get('pattern')}"], {f"pattern {NO_NUL}"}, file=__file__
    )
    return rules.get("minLength", 0), rules.get("maxLength", sys.maxsize)


def names_in_values(facts: Facts, path: str) -> list[str]:
    """The names that a value of a map may have. What they hold is free."""
    value, path = facts["additionalProperties"], f"{path}.*"
    check_names(path, value, {"type", "propertyNames", "additionalProperties"}, file=__file__)
    form = f"type {value.get('type')}", f"additionalProperties {value.get('additionalProperties')}"
    check_names(path, form, {"type object", "additionalProperties True"}, file=__file__)
    names: dict[str, list[str]] = value.get("propertyNames", {})
    check_names(f"{path} propertyNames", names, {"enum"}, file=__file__)
    return names["enum"]
