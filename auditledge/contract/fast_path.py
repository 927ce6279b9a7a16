"""A fast path for nearly every valid event: straight-line code, generated from its schema at import.

It accepts only values that can't be wrong: dicts, strings and numbers of exactly the built-in types, under
known names, None only in optional fields. It gives up on everything else, which `schema` then validates. So
it may give up on a valid value, but must never accept one that `schema` would reject.
"""

import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

from auditledge.contract.maps import name_lengths, names_in_values
from auditledge.contract.metadata import NO_NUL, bytes_left, is_unicode
from auditledge.contract.references import resolved

Facts = dict[str, Any]
Clean = Callable[[Any], Any]

_GROUP = 4  # optional members that are looked for together
# Only days that every month has, and no offset: `timestamps` knows the others.
_INSTANT = re.compile(
    r"(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z",
    re.ASCII,
)


def compile_fast_path(facts: Facts, schemas: dict[str, Facts]) -> Clean:
    """A function that returns a copy of a value to send, or None if it gives up on the value.

    `facts` is the schema of an object; `schemas` holds the named schemas that a `$ref` may point at.
    """
    code = _CodeGenerator(schemas)
    lines = "".join(f"    {line}\n" for line in code.clean(facts, "value"))
    # This is how dataclasses generate their methods. The code depends on the contract alone, on no input.
    exec(f"def clean(value):\n{lines}    return value\n", code.names)  # noqa: S102
    clean: Clean = code.names["clean"]
    return clean


class _CodeGenerator:
    """Generates lines that clean the value of a variable, or return; `names` are the names that they use."""

    def __init__(self, schemas: dict[str, Facts]) -> None:
        self._schemas = schemas
        self.names: dict[str, Any] = {"absent": object(), "is_unicode": is_unicode, "bytes_left": bytes_left}

    def clean(self, facts: Facts, variable: str, parent: str = "") -> Iterator[str]:
        """`parent` is the variable of the object that has this value as a member."""
        facts = resolved(facts, self._schemas)
        if "properties" in facts:
            yield from self._object(facts, variable)
        elif "array" in facts["type"]:
            yield from self._array(facts, variable)
        elif isinstance(facts.get("additionalProperties"), dict):
            yield from self._map(facts, variable, parent)
        elif "object" in facts["type"]:
            yield f"if type({variable}) is not dict: return"
            yield f"if {_bytes_left(facts, variable)} < 0: return"
        else:
            yield from self._text(facts, variable)

    def _object(self, facts: Facts, variable: str) -> Iterator[str]:
        yield f"if type({variable}) is not dict: return"
        yield f"{variable} = {{**{variable}}}"
        required = facts.get("required", [])
        yield f"known_{variable} = {len(required)}"
        optional: list[list[str]] = []
        for number, (name, each) in enumerate(facts["properties"].items()):
            member = f"{variable}_{number}"
            lines = [*self.clean(each, member, variable)]
            facts_of_member = resolved(each, self._schemas)
            if facts_of_member.keys() & {"properties", "items"}:  # the cleaned value is a copy
                lines.append(f"{variable}[{name!r}] = {member}")
            if name in required:
                yield f"{member} = {variable}.get({name!r}, absent)"
                yield from lines
            else:
                optional.append(self._optional(name, facts_of_member, variable, member, lines))
        # Nearly all events have few of the optional members. Once all members are known, none are looked for.
        for start in range(0, len(optional), _GROUP):
            yield f"if len({variable}) != known_{variable}:"
            yield from (f"    {line}" for lines in optional[start : start + _GROUP] for line in lines)
        yield f"if len({variable}) != known_{variable}: return"

    @staticmethod
    def _optional(name: str, facts: Facts, variable: str, member: str, lines: list[str]) -> list[str]:
        found = [*lines, f"known_{variable} += 1"]
        if facts.get("x-empty-is-absent"):
            found += [f"if not {member}:", f"    del {variable}[{name!r}]", f"    known_{variable} -= 1"]
        return [
            f"{member} = {variable}.get({name!r}, absent)",
            f"if {member} is None: del {variable}[{name!r}]",
            f"elif {member} is not absent:",
            *(f"    {line}" for line in found),
        ]

    def _array(self, facts: Facts, variable: str) -> Iterator[str]:
        item = f"{variable}_item"
        yield f"if type({variable}) is not list: return"
        yield f"if not {facts['minItems']} <= len({variable}) <= {facts['maxItems']}: return"
        yield f"{variable} = [*{variable}]"
        yield f"for {item}_number, {item} in enumerate({variable}):"
        yield from (f"    {line}" for line in self.clean(facts["items"], item))
        yield f"    {variable}[{item}_number] = {item}"

    @staticmethod
    def _map(facts: Facts, variable: str, parent: str) -> Iterator[str]:
        min_length, max_length = name_lengths(facts, variable)
        yield f"if type({variable}) is not dict: return"
        yield f"for {variable}_name, {variable}_value in {variable}.items():"
        yield f"    if type({variable}_name) is not str or '\\0' in {variable}_name: return"
        yield f"    if not {min_length} <= len({variable}_name) <= {max_length}: return"
        yield f"    if type({variable}_value) is not dict: return"
        yield f"    if not {variable}_value.keys() <= {set(names_in_values(facts, variable))}: return"
        yield f"{variable}_left = {_bytes_left(facts, variable)}"
        if other := facts.get("x-shares-max-bytes-with"):
            yield f"{variable}_other = {parent}.get({other!r})"
            yield f"if type({variable}_other) is dict:"
            depth = facts["x-max-depth"]
            yield f"    {variable}_left = bytes_left({variable}_other, {variable}_left, {depth})"
        yield f"if {variable}_left < 0: return"

    def _text(self, facts: Facts, variable: str) -> Iterator[str]:
        rules = facts.keys() - {"type", "x-reserved-prefix"}
        if rules == {"enum"}:
            yield f"if type({variable}) is not str or {variable} not in {set(facts['enum'])}: return"
        elif rules <= {"minLength", "maxLength", "pattern"} and facts.get("pattern") == NO_NUL:
            min_length, max_length = facts.get("minLength", 0), facts.get("maxLength", sys.maxsize)
            yield f"if type({variable}) is not str or '\\0' in {variable}: return"
            yield f"if not {min_length} <= len({variable}) <= {max_length}: return"
            yield f"if not ({variable}.isascii() or is_unicode({variable})): return"
        elif "string" in facts["type"] and (rules == {"pattern"} or facts.get("format") == "date-time"):
            pattern = re.compile(facts["pattern"], re.ASCII) if rules == {"pattern"} else _INSTANT
            self.names[f"match_{variable}"] = pattern.fullmatch
            yield f"if type({variable}) is not str or match_{variable}({variable}) is None: return"
        else:
            yield "return"
        if prefix := facts.get("x-reserved-prefix"):
            yield f"if {variable}.startswith({prefix!r}): return"


def _bytes_left(facts: Facts, variable: str) -> str:
    """The expression of what an object leaves of its maximum size; its braces take two bytes."""
    return f"bytes_left({variable}, {facts['x-max-bytes'] - 2}, {facts['x-max-depth']})"
