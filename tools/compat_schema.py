"""How one schema breaks the callers of another, for requests and for answers.

A request breaks when the new schema refuses what the old one took; an answer breaks when the new schema
allows what the old one ruled out. Both ask whether a *wide* schema covers a *narrow* one: a request's new
schema has to cover the old one, an answer's old schema the new one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from openapi import Json, resolve


class Direction(Enum):
    """Which way a schema's data travels."""

    REQUEST = "request"
    RESPONSE = "response"


@dataclass(frozen=True)
class Break:
    """One thing that stops working for callers: where it is, and what it is."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


ABSENT = object()
ANNOTATIONS = {"description", "example", "examples", "deprecated", "externalDocs", "$comment"}
COMPOSED = ("allOf", "anyOf", "oneOf")
TYPES = {"string", "integer", "number", "boolean", "array", "object", "null"}


def types_of(schema: Json) -> set[str]:
    """The types that a schema takes. A number may be an integer."""
    named = schema.get("type", TYPES)
    types = {named} if isinstance(named, str) else set(named)
    return types | ({"integer"} if "number" in types else set())


def at_most(wide: Any, narrow: Any) -> bool:
    """Whether an upper limit leaves all that another leaves."""
    return wide is ABSENT or (narrow is not ABSENT and narrow <= wide)


def at_least(wide: Any, narrow: Any) -> bool:
    """Whether a lower limit leaves all that another leaves."""
    return wide is ABSENT or (narrow is not ABSENT and narrow >= wide)


def length_at_least(wide: Any, narrow: Any) -> bool:
    """Like `at_least`, where no limit means zero."""
    return (0 if narrow is ABSENT else narrow) >= (0 if wide is ABSENT else wide)


def same_or_gone(wide: Any, narrow: Any) -> bool:
    """Whether a constraint that can't be compared is the same, or lifted."""
    return wide is ABSENT or wide == narrow


def one_of(wide: Any, narrow: Any) -> bool:
    """Whether an `enum` holds every value of another."""
    return wide is ABSENT or (narrow is not ABSENT and all(each in wide for each in narrow))


def format_within(wide: Any, narrow: Any) -> bool:
    """Whether formats agree. Any other change gives generated clients another type, so it always breaks."""
    return wide == narrow or (narrow, wide) in {("int32", "int64"), ("float", "double")}


COVERS: dict[str, Callable[[Any, Any], bool]] = {
    **dict.fromkeys(("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"), at_most),
    **dict.fromkeys(("x-max-bytes", "x-max-depth"), at_most),
    **dict.fromkeys(("minimum", "exclusiveMinimum"), at_least),
    **dict.fromkeys(("minLength", "minItems", "minProperties"), length_at_least),
    **dict.fromkeys(("pattern", "multipleOf", "uniqueItems", "const"), same_or_gone),
    "enum": one_of,
    "format": format_within,
}
STRUCTURE = {"type", "default", "required", "properties", "additionalProperties", "items", *COMPOSED}
JUDGED = COVERS.keys() | STRUCTURE | ANNOTATIONS


def spell(value: Any) -> str:
    """A keyword's value as a message shows it."""
    if value is ABSENT:
        return "none"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


class SchemaComparison:
    """Compares schemas of two documents for data that travels one way."""

    def __init__(self, old: Json, new: Json, direction: Direction) -> None:
        self.old, self.new, self.direction = old, new, direction
        self._open: list[tuple[str, str]] = []

    def breaks(self, old: Any, new: Any, place: str) -> Iterator[Break]:
        """Every break between two schemas that stand at `place`, however deep it lies."""
        if (pair := self._references(old, new)) in self._open:
            return  # the schema refers to itself; it is being compared further out
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
        yield from self._default(old, new, place)
        yield from self._required(old, new, place)
        yield from self._properties(old, new, place)
        yield from self._additional(old, new, place)
        yield from self._items(old, new, place)
        yield from self._composed(old, new, place)
        yield from self._unjudged(old, new, place)

    def _wide_and_narrow(self, old: Any, new: Any) -> tuple[Any, Any]:
        return (new, old) if self.direction is Direction.REQUEST else (old, new)

    def _types(self, old: Json, new: Json, place: str) -> Iterator[Break]:
        wide, narrow = self._wide_and_narrow(types_of(old), types_of(new))
        if not narrow <= wide:
            was, now = spell(old.get("type", ABSENT)), spell(new.get("type", ABSENT))
            yield Break(place, f"type {was} -> {now}")

    def limit(self, keyword: str, old: Json, new: Json, place: str) -> Iterator[Break]:
        """The break in one keyword of `COVERS`, if any."""
        was, now = old.get(keyword, ABSENT), new.get(keyword, ABSENT)
        if not COVERS[keyword](*self._wide_and_narrow(was, now)):
            yield Break(place, f"{keyword} {spell(was)} -> {spell(now)}")

    def _default(self, old: Json, new: Json, place: str) -> Iterator[Break]:
        was, now = old.get("default", ABSENT), new.get("default", ABSENT)
        sent = self.direction is Direction.REQUEST
        if sent and was is not ABSENT and was != now:  # it is what leaving the field out means
            yield Break(place, f"default {spell(was)} -> {spell(now)}")

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
        """A new property breaks when the old schema said something else of properties it did not name."""
        answered = self.direction is Direction.RESPONSE
        if others is False and answered:
            yield Break(place, "added to an object that was closed")
        elif others is not False and not (others is True and answered):
            yield from self.breaks(others, new, place)

    def _additional(self, old: Json, new: Json, place: str) -> Iterator[Break]:
        was, now = old.get("additionalProperties", True), new.get("additionalProperties", True)
        wide, narrow = self._wide_and_narrow(was, now)
        if wide is False and narrow is not False:
            yield Break(place, f"additionalProperties {spell(was)} -> {spell(now)}")
        elif narrow is not False and {was is True, now is True} != {True}:
            yield from self.breaks(was, now, f"{place}/*")

    def _items(self, old: Json, new: Json, place: str) -> Iterator[Break]:
        if "items" in old or "items" in new:
            yield from self.breaks(old.get("items", True), new.get("items", True), f"{place}/*")

    def _composed(self, old: Json, new: Json, place: str) -> Iterator[Break]:
        for keyword in COMPOSED:
            was, now = old.get(keyword, []), new.get(keyword, [])
            if len(was) != len(now):
                yield Break(place, f"{keyword} has {len(now)} members, not {len(was)}: can't be judged")
                continue
            for index, pair in enumerate(zip(was, now, strict=True)):
                yield from self.breaks(*pair, f"{place}/{keyword}/{index}")

    @staticmethod
    def _unjudged(old: Json, new: Json, place: str) -> Iterator[Break]:
        """What nobody has judged counts as a break, so that a new keyword can't slip through."""
        for keyword in sorted((old.keys() | new.keys()) - JUDGED):
            if old.get(keyword, ABSENT) != new.get(keyword, ABSENT):
                yield Break(place, f"{keyword} changed: can't be judged")
