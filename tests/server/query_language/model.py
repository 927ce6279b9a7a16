"""A second evaluator, written from docs/search-language.md alone, and random expressions and events.

It knows nothing of the parser: it evaluates a tree of its own, which `written` turns into text.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

JSON = Any
Event = dict[str, Any]

ALIASES = {
    "org": "organization_id",
    "organization": "organization_id",
    "time": "timestamp",
    "actor_id": "actor.id",
    "actor_type": "actor.type",
    "on_behalf_of_id": "on_behalf_of.id",
    "resource_type": "resource.type",
    "resource_id": "resource.id",
    **{name: f"context.{name}" for name in ("ip", "user_agent", "request_id", "session_id", "location")},
}
IGNORES_CASE = {"actor.name", "actor.email", "on_behalf_of.name", "on_behalf_of.email", "resource.name"}
ALONE = {"metadata", "changes", "context", "targets"}


@dataclass(frozen=True)
class Term:
    """A qualifier, or None for a word or phrase, with its path, and a value."""

    qualifier: str | None
    path: tuple[str, ...] = ()
    value: str = ""
    quoted: bool = False
    star: bool = False

    def text(self) -> str:
        value = f'"{escape(self.value)}"' if self.quoted else self.value
        if self.qualifier is None:
            return value
        keys = [key if re.fullmatch("[a-z]+", key) else f'"{escape(key)}"' for key in self.path]
        return f"{'.'.join([self.qualifier, *keys])}:{value}{'*' if self.star else ''}"


@dataclass(frozen=True)
class Negation:
    """What must not match, with `-` or `NOT`."""

    sign: str
    operand: "Node"


@dataclass(frozen=True)
class Combination:
    """Operands of AND, of a space, which is the same, or of OR."""

    operator: str
    operands: "tuple[Node, ...]"


Node = Term | Negation | Combination


def escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def written(node: Node) -> str:
    """The expression as text, with parentheses around everything inside that has operators."""
    if isinstance(node, Term):
        return node.text()
    if isinstance(node, Negation):
        return node.sign + _inner(node.operand)
    return node.operator.join(_inner(operand) for operand in node.operands)


def _inner(node: Node) -> str:
    return node.text() if isinstance(node, Term) else f"({written(node)})"


def evaluate(node: Node, event: Event) -> bool:
    if isinstance(node, Negation):
        return not evaluate(node.operand, event)
    if isinstance(node, Combination):
        results = [evaluate(operand, event) for operand in node.operands]
        return any(results) if "OR" in node.operator else all(results)
    return _holds(node, event)


def _holds(term: Term, event: Event) -> bool:
    if term.qualifier is None:
        three = [event["action"], event["actor"].get("name", ""), event["resource"]["type"]]
        return any(term.value.casefold() in text.casefold() for text in three)
    name = ALIASES.get(term.qualifier, term.qualifier)
    asks_presence = term.star and not term.value
    if name in ALONE and not term.path:
        return bool(event.get(name))
    if name in ("metadata", "changes"):
        return _holds_json(term, name, event)
    if name in ("timestamp", "received_at"):
        return asks_presence or _holds_time(term.value, event[name])
    texts = _looked_at(name, event)
    if asks_presence:
        return bool(texts)
    return any(
        _compare(*((text.casefold(), term.value.casefold()) if ignores else (text, term.value)), term.star)
        for text, ignores in texts
    )


def _compare(text: str, value: str, star: bool) -> bool:
    return text.startswith(value) if star else text == value


def _looked_at(name: str, event: Event) -> list[tuple[str, bool]]:
    """What a qualifier looks at: texts that the event has, and whether case is ignored."""
    if name in ("actor", "on_behalf_of"):
        person = event.get(name) or {}
        return [
            (person[key], ignores)
            for key, ignores in (("id", False), ("name", True), ("email", True))
            if person.get(key) is not None
        ]
    if name in ("resource", "target", "target_id"):
        resources = [event["resource"]] + (event.get("targets", []) if name != "resource" else [])
        if name == "target_id":
            return [(each["id"], False) for each in resources]
        return [
            (text, False) for each in resources for text in (each["type"], each["type"] + ":" + each["id"])
        ]
    if name == "changed":
        return [(field, False) for field in event.get("changes", {})]
    owner, _, key = name.rpartition(".")
    if owner == "targets":
        return [(each[key], key == "name") for each in event.get("targets", []) if key in each]
    text = (event if not owner else event.get(owner, {})).get(key)
    return [] if text is None else [(text, name in IGNORES_CASE)]


def _holds_json(term: Term, name: str, event: Event) -> bool:
    if name == "changes" and len(term.path) == 1:
        change = event.get("changes", {}).get(term.path[0])
        if change is None:
            return False
        if term.star and not term.value:
            return True
        return any(_any_equal(term, change[side]) for side in ("before", "after") if side in change)
    values = _at(event.get(name, {}), list(term.path))
    if term.star and not term.value:
        return any(value is not None for value in values)
    return any(_any_equal(term, value) for value in values)


def _at(value: JSON, path: list[str]) -> list[JSON]:
    if not path:
        return [value]
    if isinstance(value, list):
        return [found for element in value for found in _at(element, path)]
    return _at(value[path[0]], path[1:]) if isinstance(value, dict) and path[0] in value else []


def _any_equal(term: Term, value: JSON) -> bool:
    if isinstance(value, list):
        return any(_any_equal(term, element) for element in value)
    if isinstance(value, str):
        return _compare(value, term.value, term.star)
    if term.quoted or term.star or isinstance(value, dict):
        return False
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value] == term.value
    if not re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?", term.value):
        return False
    is_integer = re.fullmatch("-?[0-9]+", term.value) is not None
    return _number(int(term.value) if is_integer else float(term.value)) == _number(value)


def _number(number: float) -> Fraction | None:
    if isinstance(number, int) and -(2**63) <= number < 2**64:
        return Fraction(number)
    nearest = float(number)
    return None if nearest in (float("inf"), float("-inf")) else Fraction(nearest)


def _holds_time(value: str, stored: str) -> bool:
    at = datetime.fromisoformat(stored)
    if ".." in value:
        start, end = value.split("..")
        return (start == "*" or _day_or_instant(start)[0] <= at) and (
            end == "*" or at <= _day_or_instant(end)[1]
        )
    sign = value[: len(value) - len(value.lstrip("<>="))]
    first, last = _day_or_instant(value[len(sign) :])
    return {"": first <= at <= last, ">": at > last, ">=": at >= first, "<": at < first, "<=": at <= last}[
        sign
    ]


def _day_or_instant(text: str) -> tuple[datetime, datetime]:
    if len(text) > 10:
        instant = datetime.fromisoformat(text)
        return instant, instant
    first = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return first, first + timedelta(days=1, microseconds=-1)


_TEXTS = ["a", "A", "ab", "aß", "ASS", "a b", 'a"b', "a\\b", "a*", "a:b", "İ", "i", "1", "true", "null", "OR"]
_texts = st.sampled_from(_TEXTS)
_present_texts = _texts | st.just("")
_ids = st.sampled_from(["a", "ab", "b", "a:b", "B"])
_keys = st.sampled_from(["a", "b", "a.b", "", "before", "é x"])
_numbers = st.sampled_from([0, 1, 1.0, -0.0, 10, 2**53, 2**53 + 1, 2**64 - 1, -(2**63), 0.1, 1e300, 2.5])
_scalars = _present_texts | _numbers | st.booleans() | st.none()
_json = st.recursive(
    _scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=3),
    max_leaves=6,
)
_times = st.sampled_from(
    [
        "0001-01-01T00:00:00.000000Z",
        "2025-12-31T23:59:59.999999Z",
        "2026-01-01T00:00:00.000000Z",
        "2026-01-01T12:30:00.500000Z",
        "2026-01-01T23:59:59.999999Z",
        "2026-01-02T00:00:00.000000Z",
        "9999-12-31T23:59:59.999999Z",
    ]
)


def _person() -> st.SearchStrategy[Event]:
    optional = {"name": _present_texts, "email": _present_texts, "type": _texts}
    return st.fixed_dictionaries({"id": _ids}, optional=optional)


def _resource() -> st.SearchStrategy[Event]:
    return st.fixed_dictionaries({"type": _ids, "id": _ids}, optional={"name": _present_texts})


events = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["evt_1", "evt_12", "evt_2"]),
        "actor": _person(),
        "action": _texts,
        "resource": _resource(),
        "organization_id": _ids | st.none(),
        "metadata": st.dictionaries(_keys, _json, max_size=4),
        "timestamp": _times,
        "received_at": _times,
    },
    optional={
        "on_behalf_of": _person(),
        "outcome": st.sampled_from(["success", "failure", "denied"]),
        "reason": _present_texts,
        "source_id": _texts,
        "targets": st.lists(_resource(), min_size=1, max_size=3),
        "changes": st.dictionaries(
            _keys.filter(bool),
            st.fixed_dictionaries({}, optional={"before": _json, "after": _json}),
            min_size=1,
            max_size=3,
        ),
        "context": st.dictionaries(
            st.sampled_from(["ip", "user_agent", "request_id", "session_id", "location"]), _texts, min_size=1
        ),
    },
)
"""Events in the form of a response."""

_LITERALS = [
    "0",
    "-0",
    "1",
    "1.0",
    "1e0",
    "10",
    "0.1",
    "2.50",
    "9007199254740993",
    "9007199254740992.0",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775808",
    "1E300",
    "1e400",
    "true",
    "false",
    "null",
    "01",
    "+1",
]
_TEXT_QUALIFIERS = [
    "action",
    "reason",
    "source_id",
    "actor",
    "actor.name",
    "actor.email",
    "actor.type",
    "on_behalf_of",
    "actor_type",
    "on_behalf_of.name",
    "on_behalf_of.email",
    "changed",
    "user_agent",
    "context.ip",
    "location",
    "request_id",
]
_ID_QUALIFIERS = [
    "actor.id",
    "actor_id",
    "org",
    "organization_id",
    "organization",
    "resource",
    "resource.type",
    "resource.name",
    "target",
    "resource_id",
    "target_id",
    "targets.id",
    "targets.type",
    "targets.name",
    "on_behalf_of_id",
    "on_behalf_of.id",
]
_PLAIN = re.compile(r'[^\s"()\\*<>=!~\[{][^\s"()\\*]*')
_TIMES = ["2026-01-01", "2025-12-31", "2026-01-01T12:30:00.5Z", "2026-01-02T00:00:00+00:00", "9999-12-31"]


@st.composite
def _values(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> dict[str, Any]:
    """The value of a term: quoted wherever it must be, and sometimes where it need not."""
    if draw(st.integers(0, 5)) == 0:
        return {"star": True}
    value = draw(texts)
    quoted = not _PLAIN.fullmatch(value) or draw(st.booleans())
    return {"value": value, "quoted": quoted, "star": bool(value) and draw(st.integers(0, 3)) == 0}


def _qualified(names: list[str], texts: st.SearchStrategy[str]) -> st.SearchStrategy[Term]:
    return st.builds(lambda name, value: Term(name, **value), st.sampled_from(names), _values(texts))


def _pathed(name: str, paths: st.SearchStrategy[tuple[str, ...]]) -> st.SearchStrategy[Term]:
    literals = st.sampled_from(_LITERALS)
    return st.builds(lambda path, value: Term(name, path, **value), paths, _values(literals | _present_texts))


_paths = st.lists(_keys, min_size=1, max_size=3).map(tuple)
_sides = st.sampled_from(["before", "after"])
terms: st.SearchStrategy[Term] = st.one_of(
    _qualified(_TEXT_QUALIFIERS, _present_texts),
    _qualified(_ID_QUALIFIERS, _ids | st.just("a:a")),
    st.sampled_from([Term("id", value="evt_1", star=star) for star in (False, True)]),
    st.sampled_from(
        [Term("outcome", value=value) for value in ("success", "failure")] + [Term("outcome", star=True)]
    ),
    st.sampled_from([Term(name, star=True) for name in sorted(ALONE)]),
    _pathed("metadata", _paths),
    _pathed("changes", _keys.filter(bool).map(lambda key: (key,))),
    _pathed(
        "changes",
        st.builds(
            lambda key, side, rest: (key, side, *rest),
            _keys.filter(bool),
            _sides,
            st.lists(_keys, max_size=2),
        ),
    ),
    st.builds(
        lambda name, sign, time: Term(name, value=sign + time),
        st.sampled_from(["timestamp", "time", "received_at"]),
        st.sampled_from(["", ">", ">=", "<", "<="]),
        st.sampled_from(_TIMES),
    ),
    st.sampled_from(["2025-12-31..2026-01-01", "*..2026-01-01", "2026-01-01T12:30:00.5Z..*", "*..*"]).map(
        lambda value: Term("timestamp", value=value)
    ),
    st.sampled_from([Term(None, value=word) for word in ("a", "ß", "i̇", "ass", "b")]),
    _texts.map(lambda text: Term(None, value=text, quoted=True)),
)

expressions: st.SearchStrategy[Node] = st.recursive(
    terms,
    lambda inner: st.one_of(
        st.builds(Negation, st.sampled_from(["-", "NOT ", "NOT\t"]), inner),
        st.builds(
            Combination,
            st.sampled_from([" ", " AND ", " OR ", "  OR\n"]),
            st.lists(inner, min_size=2, max_size=3).map(tuple),
        ),
    ),
    max_leaves=8,
)
"""Expressions of up to about twenty terms."""
