"""The rules of a mapping file: where the value of a field is in a record, and what is made of it."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any, NamedTuple

from auditledge.contract import format_instant

Rule = Callable[[Any], Any]
"""Takes a record and returns a JSON value, or None if the record has none. Raises NoValueError."""

_SOURCES = ("path", "template", "value")
_STEPS = ("if", "without", "match", "values", "default", "unit")
_MICROSECONDS = {"s": Decimal(10**6), "ms": Decimal(1000), "us": Decimal(1), "ns": Decimal("0.001")}
_MAX_MICROSECONDS = 10**18
_SEGMENT = re.compile(r'"((?:[^"\\]|\\.)*)"|([^".]+)')
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class InvalidRuleError(Exception):
    """A rule can't be used. The text names its place in the file."""


class NoValueError(Exception):
    """A record has something from which the value of a field can't be made. The text names the field."""


def compile_rule(rule: Any, field: str) -> Rule:
    """The rule for a field: in the file, a path, a table of options, or a list of either.

    Raises InvalidRuleError.
    """
    if isinstance(rule, str):
        return _Path.parse(rule, field).find
    if isinstance(rule, list) and rule:
        return partial(_first, [compile_rule(each, field) for each in rule])
    if isinstance(rule, dict):
        return _compile_options(rule, field)
    raise InvalidRuleError(
        f"{field} must be a path in quotes, a table with one of {', '.join(_SOURCES)}, or a list"
    )


def as_text(value: Any, field: str) -> str:
    """A JSON value as the text of a field. Raises NoValueError for an object or array."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict | list):
        kind = "an object" if isinstance(value, dict) else "an array"
        raise NoValueError(f"{field}: the record has {kind} there; map one of its members")
    return json.dumps(value)


def _first(rules: Sequence[Rule], record: Any) -> Any:
    """The first value that the record has. An empty text counts as none."""
    return next((value for rule in rules if (value := rule(record)) not in (None, "")), None)


def _compile_options(options: Mapping[str, Any], field: str) -> Rule:
    if unknown := options.keys() - {*_SOURCES, *_STEPS}:
        raise InvalidRuleError(f"{field}.{min(unknown)} is not one of {', '.join((*_SOURCES, *_STEPS))}")
    if len(options.keys() & set(_SOURCES)) != 1:
        raise InvalidRuleError(f"{field} must have one of {', '.join(_SOURCES)}")
    return _Options(
        _source_of(options, field),
        _Path.parse(options["if"], f"{field}.if") if "if" in options else None,
        [
            _Path.parse(each, f"{field}.without")
            for each in _list(options.get("without", []), f"{field}.without")
        ],
        _pattern(options["match"], field) if "match" in options else None,
        _texts(options["values"], f"{field}.values") if "values" in options else None,
        options.get("default"),
        _unit(options["unit"], field) if "unit" in options else None,
        field,
    ).find


def _source_of(options: Mapping[str, Any], field: str) -> Rule:
    if "path" in options:
        return _Path.parse(options["path"], f"{field}.path").find
    if "value" in options:
        return lambda _: options["value"]
    template = options["template"]
    if not isinstance(template, str):
        raise InvalidRuleError(f"{field}.template must be a text")
    parts = _PLACEHOLDER.split(template)
    paths = [_Path.parse(each, f"{field}.template") for each in parts[1::2]]
    return partial(_fill, parts[::2], paths, field)


def _fill(texts: Sequence[str], paths: "Sequence[_Path]", field: str, record: Any) -> str | None:
    """The template's text; None if the record lacks one of its values."""
    filled = texts[0]
    for path, text in zip(paths, texts[1:], strict=True):
        if (value := path.find(record)) in (None, ""):
            return None
        filled += as_text(value, field) + text
    return filled


class _Options(NamedTuple):
    """A rule with options, which apply in this order."""

    source: Rule
    condition: "_Path | None"
    without: "list[_Path]"
    pattern: re.Pattern[str] | None
    values: Mapping[str, str] | None
    default: Any
    unit: Decimal | None
    field: str

    def find(self, record: Any) -> Any:
        """The value that the record has, or the default."""
        if self.condition is not None and self.condition.find(record) in (None, ""):
            return self.default
        value = self.source(record)
        for path in self.without:
            value = path.removed_from(value)
        if self.pattern is not None:
            value = self._matched(value, self.pattern)
        if value is not None and self.values is not None:
            value = self.values.get(as_text(value, self.field), self.values.get("*"))
        if value is not None and self.unit is not None:
            value = self._time(value, self.unit)
        return self.default if value in (None, "") else value

    def _matched(self, value: Any, pattern: re.Pattern[str]) -> str | None:
        """The groups of the pattern, joined, or what it matches if it has none; None if it doesn't match."""
        found = None if value is None else pattern.search(as_text(value, self.field))
        if found is None:
            return None
        return "".join(filter(None, found.groups())) if pattern.groups else found[0]

    def _time(self, value: Any, unit: Decimal) -> str:
        text = as_text(value, self.field)
        try:
            microseconds = Decimal(text) * unit
            if not abs(microseconds) < _MAX_MICROSECONDS:  # NaN, too
                raise InvalidOperation
            return format_instant(int(microseconds.to_integral_value()))
        except (InvalidOperation, OverflowError):
            raise NoValueError(f"{self.field}: {text[:40]!r} is not a number that names a time") from None


class _Path(NamedTuple):
    """A path in a record, such as `user.id`, `items.0.name`, `"a.b".c`, or `.` for the record itself."""

    text: str
    segments: tuple[str, ...]

    @classmethod
    def parse(cls, text: Any, field: str) -> "_Path":
        """Raises InvalidRuleError."""
        if not isinstance(text, str) or not text:
            raise InvalidRuleError(f'{field} must be a path such as "user.id"')
        if text == ".":
            return cls(text, ())
        segments, at = [], 0
        while (match := _SEGMENT.match(text, at)) is not None:
            quoted, plain = match.groups()
            segments.append(plain if quoted is None else re.sub(r"\\(.)", r"\1", quoted))
            at = match.end()
            if at == len(text):
                return cls(text, tuple(segments))
            if text[at] != ".":
                break
            at += 1
        raise InvalidRuleError(f'{field}: {text!r} is not a path such as user.id, items.0 or "a.b".c')

    def find(self, record: Any) -> Any:
        """The value there; None if there is none."""
        if isinstance(record, dict) and self.text in record:  # such as a CSV column with a dot in its name
            return record[self.text]
        value = record
        for segment in self.segments:
            if isinstance(value, dict):
                value = value.get(segment)
            elif isinstance(value, list) and segment.isdecimal() and int(segment) < len(value):
                value = value[int(segment)]
            else:
                return None
        return value

    def removed_from(self, value: Any) -> Any:
        """A copy of the value without what is there."""
        return _without(value, self.segments)


def _without(value: Any, segments: Sequence[str]) -> Any:
    if not isinstance(value, dict) or not segments or segments[0] not in value:
        return value
    first, *rest = segments
    if not rest:
        return {name: member for name, member in value.items() if name != first}
    return {**value, first: _without(value[first], rest)}


def _list(value: Any, place: str) -> list[Any]:
    if not isinstance(value, list):
        raise InvalidRuleError(f"{place} must be a list of paths")
    return value


def _pattern(value: Any, field: str) -> re.Pattern[str]:
    try:
        return re.compile(value)
    except (re.error, TypeError) as error:
        raise InvalidRuleError(f"{field}.match is not a regular expression: {error}") from None


def _texts(value: Any, place: str) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise InvalidRuleError(f"{place} must be a table of texts")
    return value


def _unit(value: Any, field: str) -> Decimal:
    if value not in _MICROSECONDS:
        raise InvalidRuleError(f"{field}.unit must be one of {', '.join(_MICROSECONDS)}")
    return _MICROSECONDS[value]
