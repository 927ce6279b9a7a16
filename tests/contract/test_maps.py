"""Maps, optional objects and arrays, on a schema of their own: the fast path and the schema agree."""

import copy
import random
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from auditledge import contract
from auditledge.contract.fast_path import compile_fast_path
from auditledge.contract.mismatch import ContractMismatchError
from contract import oracle

NO_NUL = r"^[^\u0000]*$"
CHANGES = {
    "type": ["object", "null"],
    "propertyNames": {"minLength": 1, "maxLength": 5, "pattern": NO_NUL},
    "additionalProperties": {
        "type": "object",
        "propertyNames": {"enum": ["before", "after"]},
        "additionalProperties": True,
    },
    "x-max-bytes": 1_000,
    "x-max-depth": 4,
    "x-shares-max-bytes-with": "metadata",
    "x-empty-is-absent": True,
}
CONTEXT = {
    "type": "object",
    "additionalProperties": False,
    "x-empty-is-absent": True,
    "properties": {"ip": {"type": ["string", "null"], "maxLength": 5, "pattern": NO_NUL}},
}
SCHEMAS = {
    "Context": CONTEXT,
    "Target": {
        "type": "object",
        "additionalProperties": False,
        "required": ["id"],
        "properties": {"id": {"type": "string", "minLength": 1, "maxLength": 9, "pattern": NO_NUL}},
    },
    "Outcome": {"type": "string", "enum": ["success", "failure"]},
}


def optional(name: str) -> dict[str, Any]:
    return {"anyOf": [{"$ref": f"#/components/schemas/{name}"}, {"type": "null"}]}


WHOLE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["action"],
    "properties": {
        "action": {"type": "string", "maxLength": 20, "pattern": NO_NUL, "x-reserved-prefix": "own."},
        "metadata": {
            "type": ["object", "null"],
            "additionalProperties": True,
            "x-max-bytes": 1_000,
            "x-max-depth": 4,
        },
        "outcome": optional("Outcome"),
        "context": optional("Context"),
        "changes": CHANGES,
        "targets": {
            "type": ["array", "null"],
            "minItems": 0,
            "maxItems": 2,
            "items": {"$ref": "#/components/schemas/Target"},
            "x-empty-is-absent": True,
        },
    },
}
SCHEMA = contract.Schema(WHOLE, SCHEMAS, "Whole")
fast_path = compile_fast_path(WHOLE, SCHEMAS)
ORACLE = Draft202012Validator(oracle.ecma({**WHOLE, "components": {"schemas": SCHEMAS}}))


def clean(**members: Any) -> Any:
    """The value to send, once the schema and the fast path agree on it, and its problems as sentences."""
    value = {"action": "a", **members}
    before = copy.deepcopy(value)
    problems: list[contract.Problem] = []
    cleaned = SCHEMA.clean_member(value, "", problems)
    fast = fast_path(value)
    assert value == before, "the caller's value was modified"
    if fast is not None:
        assert (problems, cleaned) == ([], fast)
    return cleaned, list(map(str, problems))


@pytest.mark.parametrize(
    "members",
    [
        {"changes": {"a": {"before": None, "after": [1, {"x": 2.5}]}}},
        {"changes": {"a": {"before": 1}, "b": {"after": "x"}, "c": {}}},
        {"outcome": "failure", "context": {"ip": "é"}, "targets": [{"id": "1"}, {"id": "2"}]},
        {"changes": {"a": {}}, "metadata": {"a": {}}},
    ],
)
def test_valid_values_are_accepted_by_the_fast_path_unchanged(members: dict[str, Any]) -> None:
    assert fast_path({"action": "a", **members}) == {"action": "a", **members}
    assert clean(**members) == ({"action": "a", **members}, [])


@pytest.mark.parametrize("name", ["outcome", "context", "changes", "targets", "metadata"])
def test_null_means_absent(name: str) -> None:
    assert clean(**{name: None}) == ({"action": "a"}, [])


@pytest.mark.parametrize(
    ("name", "empty"), [("context", {}), ("context", {"ip": None}), ("changes", {}), ("targets", [])]
)
def test_empty_means_absent_where_the_contract_says_so(name: str, empty: Any) -> None:
    assert clean(**{name: empty}) == ({"action": "a"}, [])
    assert fast_path({"action": "a", name: empty}) == {"action": "a"}


def test_empty_metadata_is_not_absent() -> None:
    assert clean(metadata={}) == ({"action": "a", "metadata": {}}, [])


@pytest.mark.parametrize(
    ("members", "problem"),
    [
        (
            {"action": "own.thing"},
            "action must not start with 'own.', which is reserved for events of the ledger itself",
        ),
        ({"outcome": "maybe"}, "outcome must be 'success' or 'failure'"),
        ({"outcome": 1}, "outcome must be a string, not an integer"),
        ({"context": []}, "context must be an object, not an array"),
        ({"context": {"ip": "x" * 6}}, "context.ip is longer than 5 characters"),
        ({"context": {"pi": "x"}}, "context.pi is not known; known are ip"),
        ({"changes": []}, "changes must be an object, not an array"),
        ({"changes": {"a": None}}, "changes.a must be an object, not null"),
        ({"changes": {"a": [1, 2]}}, "changes.a must be an object, not an array"),
        ({"changes": {"a": {"befor": 1}}}, "changes.a.befor is not known; did you mean 'before'?"),
        ({"changes": {"": {}}}, "changes has an invalid name: it must not be empty"),
        ({"changes": {"x" * 6: {}}}, "changes has an invalid name: it is longer than 5 characters"),
        ({"changes": {"\0": {}}}, "changes has an invalid name: it must not contain the character U+0000"),
        ({"changes": {1: {}}}, "changes has a key that is not a string but an int"),
        ({"changes": {"a": {1: 2}}}, "changes.a has a key that is not a string but an int"),
        (
            {"changes": {"a": {"after": 2**64}}},
            "changes.a.after must be from -2^63 to 2^64-1; send a larger integer as a string",
        ),
        ({"changes": {"a": {"after": {1, 2}}}}, "changes.a.after is not JSON but a set; use sorted()"),
        ({"changes": {"a": {"after": [[[1]]]}}}, "changes.a.after[0][0] is nested too deeply"),
        ({"changes": {"a": {"after": "x" * 990}}}, "changes is 1008 bytes as JSON, more than 1000"),
        ({"targets": {}}, "targets must be an array, not an object"),
        ({"targets": [{"id": "1"}] * 3}, "targets must contain 0 to 2 items, not 3"),
        ({"targets": [{"id": "1"}, {"id": ""}]}, "targets[1].id must not be empty"),
        ({"targets": [None]}, "targets[0] must be an object, not null"),
    ],
)  # fmt: skip
def test_each_problem_is_named(members: dict[str, Any], problem: str) -> None:
    assert fast_path({"action": "a", **members}) is None
    assert clean(**members)[1] == [problem]


@pytest.mark.parametrize(("text", "fits"), [("x" * 500, True), ("x" * 501, False), ("é" * 250 + "x", False)])
def test_changes_share_their_bytes_with_metadata(text: str, fits: bool) -> None:
    metadata = {"b": "y" * (1_000 - 500 - len('{"a":{"after":""}}{"b":""}'))}
    assert clean(changes={"a": {"after": text}})[1] == clean(metadata=metadata)[1] == []
    _, problems = clean(changes={"a": {"after": text}}, metadata=metadata)
    assert problems == (
        [] if fits else ["changes and metadata are 1001 bytes as JSON together, more than 1000"]
    )


def test_every_problem_of_a_map_is_listed_up_to_a_limit() -> None:
    names = [f"{number}" for number in range(30)]
    _, problems = clean(changes=dict.fromkeys(names, 1))
    assert problems[:2] == [
        "changes[0] must be an object, not an integer",
        "changes[1] must be an object, not an integer",
    ]
    assert len(problems) == 20


def test_a_map_that_contains_itself_is_rejected() -> None:
    changes: dict[str, Any] = {"a": {"after": 1}}
    changes["a"]["after"] = changes
    assert fast_path({"action": "a", "changes": changes}) is None
    problems: list[contract.Problem] = []
    SCHEMA.clean_member({"action": "a", "changes": changes}, "", problems)
    assert list(map(str, problems)) == ["changes.a.after contains itself"]


VALUES: list[Any] = [
    None, True, 0, 1.5, "", "x", "success", "\0", "\ud800", [], [1], {}, {"id": "1"}, {"ip": "1"},
    {"ip": None},
    {"a": {}}, {"a": {"before": None}}, {"a": {"before": 1, "after": [{}]}}, {"a": {"x": 1}}, {"a": None},
    {"": {}}, {"abcdef": {}}, {"\0": {}}, {"a": {"after": [[[[]]]]}},
    [{"id": "1"}], [{"id": ""}], [{"id": "1"}] * 3,
]  # fmt: skip


def mutations() -> Iterator[dict[str, Any]]:
    generator = random.Random(20261128)
    for _ in range(3_000):
        names = generator.sample(sorted(WHOLE["properties"]), generator.randint(0, 4))
        yield {"action": "a"} | {name: copy.deepcopy(generator.choice(VALUES)) for name in names}


def test_mutated_values_get_the_verdict_of_jsonschema() -> None:
    valid = 0
    for value in mutations():
        _, problems = SCHEMA.clean(value)
        beyond = any(oracle.has_surrogate(each) or oracle.depth(each) > 4 for each in value.values())
        assert (not problems) == (ORACLE.is_valid(value) and not beyond), value
        clean(**value)
        valid += not problems
    assert 200 < valid < 2_000


@pytest.mark.parametrize(
    ("keyword", "value", "unsupported"),
    [
        ("propertyNames", {"format": "date"}, "WHOLE.changes propertyNames in openapi.yaml has format"),
        ("propertyNames", {"minLength": 1}, "WHOLE.changes propertyNames in openapi.yaml has pattern None"),
        ("additionalProperties", {"type": "string"}, "WHOLE.changes.* in openapi.yaml has type string"),
        (
            "additionalProperties",
            {"type": "object", "additionalProperties": False, "properties": {}},
            "WHOLE.changes.* in openapi.yaml has properties",
        ),
        (
            "additionalProperties",
            {"type": "object", "additionalProperties": True, "propertyNames": {"maxLength": 3}},
            "WHOLE.changes.* propertyNames in openapi.yaml has maxLength",
        ),
    ],
)  # fmt: skip
def test_a_map_that_would_not_be_enforced_is_refused(keyword: str, value: Any, unsupported: str) -> None:
    whole = {**WHOLE, "properties": {"changes": {**CHANGES, keyword: value}}}
    with pytest.raises(ContractMismatchError) as refusal:
        contract.Schema(whole, SCHEMAS, "WHOLE")
    assert str(refusal.value).startswith(f"{unsupported}, which auditledge/contract/maps.py does not handle.")
