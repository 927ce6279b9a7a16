"""Breaking changes between two versions of a schema, in requests and in responses.

A request breaks if the new schema rejects what the old one accepted. A response breaks if the new schema
allows what the old one ruled out. Both come down to whether a *wide* schema covers a *narrow* one: for a
request the new schema has to cover the old one, for a response the old schema has to cover the new one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from openapi import Json, resolve


class Direction(Enum):
    """Whether a schema describes what callers send or what they receive."""

    REQUEST = "request"
    RESPONSE = "response"


@dataclass(frozen=True)
class Break:
    """One breaking change: its location, and what changed."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


ABSENT = object()
ANNOTATIONS = {"description", "example", "examples", "deprecated", "externalDocs", "$comment"}
COMPOSED = ("allOf", "anyOf", "oneOf")
TYPES = {"string", "integer", "number", "boolean", "array", "object", "null"}


def types_of(schema: Json) -> set[str]:
    """The types that a schema accepts. `number` includes integers."""
    named = schema.get("type", TYPES)
    types = {named} if isinstance(named, str) else set(named)
    return types | ({"integer"} if "number" in types else set())


def at_most(wide: Any, narrow: Any) -> bool:
    """Whether an upper limit allows everything that another one allows."""
    return wide is ABSENT or (narrow is not ABSENT and narrow <= wide)


def at_least(wide: Any, narrow: Any) -> bool:
    """Whether a lower limit allows everything that another one allows."""
    return wide is ABSENT or (narrow is not ABSENT and narrow >= wide)


def length_at_least(wide: Any, narrow: Any) -> bool:
    """Like `at_least`, where no limit means zero."""
    return (0 if narrow is ABSENT else narrow) >= (0 if wide is ABSENT else wide)


def same_or_gone(wide: Any, narrow: Any) -> bool:
    """Whether a constraint that cannot be compared is unchanged or removed."""
    return wide is ABSENT or wide == narrow


def one_of(wide: Any, narrow: Any) -> bool:
    """Whether an `enum` has every value of another one."""
    return wide is ABSENT or (narrow is not ABSENT and all(each in wide for each in narrow))


def format_within(wide: Any, narrow: Any) -> bool:
    """Whether formats are the same or widened. Anything else changes types in generated clients."""
    return wide == narrow or (narrow, wide) in {("int32", "int64"), ("float", "double")}


def language_at_least(wide: Any, narrow: Any) -> bool:
    """Whether a language such as `search/1.1` has every text of another one of the same major version."""
    if wide is ABSENT or narrow is ABSENT:
        return wide is ABSENT
    (name, minor), (other_name, other_minor) = (each.rsplit(".", 1) for each in (wide, narrow))
    return name == other_name and int(minor) >= int(other_minor)


COVERS: dict[str, Callable[[Any, Any], bool]] = {
    **dict.fromkeys(("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"), at_most),
    **dict.fromkeys(("x-max-bytes", "x-max-depth", "x-max-words"), at_most),
    **dict.fromkeys(("minimum", "exclusiveMinimum"), at_least),
    **dict.fromkeys(("minLength", "minItems", "minProperties"), length_at_least),
    **dict.fromkeys(("pattern", "multipleOf", "uniqueItems", "const", "x-reserved-prefix"), same_or_gone),
    "x-shares-max-bytes-with": same_or_gone,
    "enum": one_of,
    "format": format_within,
    "x-language": language_at_least,
}
MEANINGS = ("default", "x-empty-is-absent")
"""Keywords of requests that say what a missing or an empty value means."""

SUBSCHEMAS = {"items": "*", "propertyNames": "propertyNames"}
STRUCTURE = {"type", "required", "properties", "additionalProperties", *MEANINGS, *SUBSCHEMAS, *COMPOSED}
COMPARED = COVERS.keys() | STRUCTURE | ANNOTATIONS


def shown(value: Any) -> str:
    """The value of a keyword, for a message."""
    if value is ABSENT:
        return "none"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


class SchemaComparison:
    """Compares schemas of two documents, either for requests or for responses."""

    def __init__(self, old: Json, new: Json, direction: Direction) -> None:
        self.old, self.new, self.direction = old, new, direction
        self._open: list[tuple[str, str]] = []

    def breaks(self, old: Any, new: Any, place: str) -> Iterator[Break]:
        """All breaking changes between two schemas at `place`, at any depth."""
        if (pair := self._references(old, new)) in self._open:
            return  # a recursive schema, which is already being compared
        self._open += [pair] if pair else []
        yield from self._resolved(resolve(self.old, old), resolve(self.new, new), place)
        if pair:
            self._open.pop()

    @staticmethod
    def _references(old: Any, new: Any) -> tuple[str, str] | None:
        both = isinstance(old, dict) and isinstance(new, dict) and "$ref" in old and "$ref" in new
        return (old["$ref"], new["$ref"]) if both else None

    def _resolved(self, old: Json, new: Json, place: str) -> Iterator[Break]:
        yield from self._types(old, new, place)
        for keyword in COVERS:
            yield from self.limit(keyword, old, new, place)
        yield from self._meanings(old, new, place)
        yield from self._required(old, new, place)
        yield from self._properties(old, new, place)
        yield from self._additional(old, new, place)
        yield from self._subschemas(old, new, place)
        yield from self._composed(old, new, place)
        yield from self._not_compared(old, new, place)

    def _wide_and_narrow(self, old: Any, new: Any) -> tuple[Any, Any]:
        return (new, old) if self.direction is Direction.REQUEST else (old, new)

    def _types(self, old: Json, new: Json, place: str) -> Iterator[Break]:
        wide, narrow = self._wide_and_narrow(types_of(old), types_of(new))
        if not narrow <= wide:
            was, now = shown(old.get("type", ABSENT)), shown(new.get("type", ABSENT))
            yield Break(place, f"type {was} -> {now}")

    def limit(self, keyword: str, old: Json, new: Json, place: str) -> Iterator[Break]:
        """The breaking change in one keyword of `COVERS`, if any."""
        was, now = old.get(keyword, ABSENT), new.get(keyword, ABSENT)
        if not COVERS[keyword](*self._wide_and_narrow(was, now)):
            yield Break(place, f"{keyword} {shown(was)} -> {shown(now)}")

    def _meanings(self, old: Json, new: Json, place: str) -> Iterator[Break]:
        for keyword in MEANINGS if self.direction is Direction.REQUEST else ():
            was, now = old.get(keyword, ABSENT), new.get(keyword, ABSENT)
            if was != now and (keyword == "x-empty-is-absent" or was is not ABSENT):
                yield Break(place, f"{keyword} {shown(was)} -> {shown(now)}")

    def _required(self, old: Json, new: Json, place: str) -> Iterator[Break]:
        was, now = set(old.get("required", ())), set(new.get("required", ()))
        removed = old.get("properties", {}).keys() - new.get("properties", {}).keys()
        if self.direction is Direction.REQUEST:
            yield from (Break(f"{place}/{name}", "is now required") for name in sorted(now - was))
        else:
            lost = sorted(was - now - removed)
            yield from (Break(f"{place}/{name}", "is no longer guaranteed") for name in lost)

    def _properties(self, old: Json, new: Json, place: str) -> Iterator[Break]:
        was, now = old.get("properties", {}), new.get("properties", {})
        unnamed = old.get("additionalProperties", True)
        for name, schema in was.items():
            if name in now:
                yield from self.breaks(schema, now[name], f"{place}/{name}")
            else:
                yield Break(f"{place}/{name}", "removed")
        for name in now.keys() - was.keys():
            yield from self._added_property(unnamed, now[name], f"{place}/{name}")

    def _added_property(self, others: Any, new: Any, place: str) -> Iterator[Break]:
        """A new property breaks if the old schema's rule for unnamed properties was different."""
        received = self.direction is Direction.RESPONSE
        if others is False and received:
            yield Break(place, "added to an object that was closed")
        elif others is not False and not (others is True and received):
            yield from self.breaks(others, new, place)

    def _additional(self, old: Json, new: Json, place: str) -> Iterator[Break]:
        was, now = old.get("additionalProperties", True), new.get("additionalProperties", True)
        wide, narrow = self._wide_and_narrow(was, now)
        if wide is False and narrow is not False:
            yield Break(place, f"additionalProperties {shown(was)} -> {shown(now)}")
        elif narrow is not False and {was is True, now is True} != {True}:
            yield from self.breaks(was, now, f"{place}/*")

    def _subschemas(self, old: Json, new: Json, place: str) -> Iterator[Break]:
        for keyword, name in SUBSCHEMAS.items():
            if keyword in old or keyword in new:
                yield from self.breaks(old.get(keyword, True), new.get(keyword, True), f"{place}/{name}")

    def _composed(self, old: Json, new: Json, place: str) -> Iterator[Break]:
        for keyword in COMPOSED:
            was, now = old.get(keyword, []), new.get(keyword, [])
            if len(was) != len(now):
                yield Break(place, f"{keyword} has {len(now)} members, not {len(was)}: cannot be compared")
                continue
            for index, pair in enumerate(zip(was, now, strict=True)):
                yield from self.breaks(*pair, f"{place}/{keyword}/{index}")

    @staticmethod
    def _not_compared(old: Json, new: Json, place: str) -> Iterator[Break]:
        """A change in any other keyword counts as a break, so that a new keyword cannot slip through."""
        for keyword in sorted((old.keys() | new.keys()) - COMPARED):
            if old.get(keyword, ABSENT) != new.get(keyword, ABSENT):
                yield Break(place, f"{keyword} changed: cannot be compared")
