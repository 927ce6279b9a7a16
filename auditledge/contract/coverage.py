"""Fail closed: a layer that leaves out a part of the contract can't be imported.

A layer that forgets a property of an event would accept it, acknowledge it and drop it. One that forgets a
filter would return every event. So each layer checks itself at import: it handles an example, then the same
example with one value changed, and the two results must differ, for every property or parameter in turn. What
must be handled follows from the contract alone: no layer keeps a list that could be forgotten, too.
"""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from auditledge.contract.mismatch import check_names
from auditledge.contract.operations import OPERATIONS, SCHEMAS
from auditledge.contract.references import resolved

Facts = dict[str, Any]

_EVENT = "EventInput"


def check_schema(name: str, fields: Collection[str], *, file: str) -> None:
    """Raise ContractMismatchError unless a layer has a field for every property of a schema."""
    check_names(name, SCHEMAS[name]["properties"], fields, file=file)


def event_fields() -> dict[str, Facts]:
    """Every property of an event that has no properties of its own: its schema by its path.

    Paths are such as `actor.id`, or `targets[].id` inside the items of an array.
    """
    return dict(_leaves(SCHEMAS[_EVENT], ""))


def example_event(changed: str | None = None) -> dict[str, Any]:
    """An `EventInput` with every property at every depth. The one at the path `changed` has another value."""
    event: dict[str, Any] = _example(SCHEMAS[_EVENT], "", changed)
    return event


def check_properties(
    handle: Callable[[dict[str, Any]], object], *, file: str, other_than: Collection[str] = ()
) -> None:
    """Raise ContractMismatchError unless what `handle` returns depends on every property of an event.

    `handle` takes a validated `EventInput`. Properties in `other_than` don't matter to this layer.
    """
    whole = handle(example_event())
    paths = [path for path in event_fields() if path not in other_than]
    handled = {path for path in paths if handle(example_event(path)) != whole}
    check_names(_EVENT, paths, handled, file=file)


def check_parameters(
    operation: str, handle: Callable[[dict[str, Any]], object], *, file: str, other_than: Collection[str] = ()
) -> None:
    """Raise ContractMismatchError unless what `handle` returns depends on every query parameter.

    `handle` takes validated parameters by name. Parameters in `other_than` don't matter to this layer.
    """
    query = OPERATIONS[operation].query_parameters
    required = {name: _values(each.schema, name)[0] for name, each in query.items() if each.required}
    without = handle(required)
    names = [name for name in query if name not in other_than]
    handled = {
        name
        for name in names
        if any(handle({**required, name: value}) != without for value in _values(query[name].schema, name))
    }
    check_names(operation, names, handled, file=file)


def _leaves(facts: Facts, path: str) -> Iterator[tuple[str, Facts]]:
    facts = _resolved(facts)
    if "properties" in facts:
        for name, each in facts["properties"].items():
            yield from _leaves(each, f"{path}.{name}".lstrip("."))
    elif "properties" in _resolved(facts.get("items", {})):
        yield from _leaves(facts["items"], f"{path}[]")
    else:
        yield path, facts


def _example(facts: Facts, path: str, changed: str | None) -> Any:
    facts = _resolved(facts)
    if "properties" in facts:
        members = facts["properties"].items()
        return {name: _example(each, f"{path}.{name}".lstrip("."), changed) for name, each in members}
    if "properties" in _resolved(facts.get("items", {})):
        return [_example(facts["items"], f"{path}[]", changed)]
    usual, other = _values(facts, path)[:2]
    return other if path == changed else usual


def _values(facts: Facts, name: str) -> list[Any]:
    """Two values, or all of an enum. Layers take values that are validated, so lengths don't matter."""
    facts = _resolved(facts)
    if "enum" in facts:
        return list(facts["enum"])
    if facts["type"] == "string":
        return [_text(facts, name, variant) for variant in (1, 2)]
    return {
        "boolean": [False, True],
        "integer": [facts.get("minimum", 0), facts.get("minimum", 0) + 1],
        "array": [[], [name]],
        "object": [{"name": {}}, {"other": {}}],
    }[facts["type"]]


def _text(facts: Facts, name: str, variant: int) -> str:
    if facts.get("format") in {"date-time", "iso8601"}:
        return f"2026-01-0{variant}T00:00:00Z"
    if facts.get("pattern", "").startswith("^evt_"):
        return f"evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9{variant}"
    return f"{name} {variant}"


def _resolved(facts: Facts) -> Facts:
    """A schema without its reference, and without the null that stands for an absent value."""
    facts = resolved(facts, SCHEMAS)
    if isinstance(facts.get("type"), list):
        (kind,) = (each for each in facts["type"] if each != "null")
        return {**facts, "type": kind}
    return facts
