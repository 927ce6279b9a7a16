"""Rules of a mapping file for fields with several elements: `targets` and `changes`.

    targets = { each = "resources", type = "kind", id = "ARN" }
    changes = { each = "ModifiedProperties", name = "Name", before = "OldValue", after = "NewValue" }

`each` is the path of an array or object of the record; the other rules apply to each of its elements. If it
is an object, its keys are the names of the changes. Elements without an id or name are left out.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from auditledge.cli.importer.mapping_rules import InvalidRuleError, Rule, as_text, compile_rule

ELEMENTS: Mapping[str, tuple[str, ...]] = {
    "targets": ("type", "id", "name"),
    "changes": ("name", "before", "after"),
}
"""The fields with elements, and the members of an element."""


def compile_elements(options: Mapping[str, Any], field: str) -> Rule:
    """The rule for `targets` or `changes`. Raises InvalidRuleError."""
    members = ELEMENTS[field]
    if unknown := options.keys() - {"each", *members}:
        raise InvalidRuleError(f"{field}.{min(unknown)} is not one of each, {', '.join(members)}")
    each = compile_rule(options["each"], f"{field}.each")
    rules = {name: compile_rule(options[name], f"{field}.{name}") for name in members if name in options}
    return partial(_targets if field == "targets" else _changes, each, rules)


def _targets(each: Rule, rules: Mapping[str, Rule], record: Any) -> list[dict[str, str]] | None:
    targets = []
    for _, element in _elements(each(record)):
        values = {name: rule(element) for name, rule in rules.items()}
        if values.get("id") not in (None, ""):
            targets.append(
                {
                    name: as_text(value, f"targets.{name}")
                    for name, value in values.items()
                    if value is not None
                }
            )
    return targets or None


def _changes(each: Rule, rules: Mapping[str, Rule], record: Any) -> dict[str, dict[str, Any]] | None:
    changes = {}
    for key, element in _elements(each(record)):
        name = rules["name"](element) if "name" in rules else key
        if name not in (None, ""):
            values = {side: rules[side](element) for side in ("before", "after") if side in rules}
            changes[as_text(name, "changes.name")] = {
                side: value for side, value in values.items() if value is not None
            }
    return changes or None


def _elements(value: Any) -> Iterator[tuple[str | None, Any]]:
    """The elements of an array, or of an object with their keys. Any other value has none."""
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from ((None, element) for element in value)
