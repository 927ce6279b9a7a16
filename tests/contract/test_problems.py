"""Every problem names its field and how to fix it, and all are reported at once."""

from typing import Any

import pytest

from auditledge import contract
from auditledge.contract.problems import MAX_PROBLEMS, dotted_path, pointer
from contract.event_schema import EVENT, problems, with_field
from contract.events import FULL


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("organisation_id", "organization_id"),
        ("actor_", "actor"),
        ("meta_data", "metadata"),
        ("time_stamp", "timestamp"),
        ("Action", "action"),
        ("resources", "resource"),
    ],
)
def test_a_typo_is_reported_with_the_closest_name(name: str, nearest: str) -> None:
    assert problems({**FULL, name: "x"}) == {f"/{name}": f"is not known; did you mean {nearest!r}?"}


def test_a_nested_typo_is_reported_with_the_closest_name() -> None:
    assert problems(with_field("actor.emial", "x")) == {"/actor/emial": "is not known; did you mean 'email'?"}


def test_a_name_close_to_none_is_reported_with_all_names() -> None:
    assert problems(with_field("resource.zzz", 1)) == {
        "/resource/zzz": "is not known; known are type, id, name"
    }


@pytest.mark.parametrize("name", [1, None, (), ""])
def test_odd_names_are_reported_too(name: Any) -> None:
    (problem,) = EVENT.clean({**FULL, name: "x"})[1]
    assert " is not known; " in str(problem)
    assert not str(problem).startswith(" ")


@pytest.mark.parametrize(
    "wrong",
    [
        {f"actio{number}": 0 for number in range(1_000)},
        {"actor": {"id": "a"} | {f"nam{number}": 0 for number in range(1_000)}},
        {"metadata": {"numbers": [10**30] * 1_000}},
    ],
    ids=["names", "names within", "numbers"],
)
def test_only_the_first_of_many_problems_are_reported(wrong: dict[str, Any]) -> None:
    assert len(EVENT.clean({**FULL, **wrong})[1]) == MAX_PROBLEMS


def test_all_problems_are_reported_at_once_and_in_order() -> None:
    event = {"actor": {"name": 1, "nmae": 2}, "action": "", "resource": {}, "metadata": {"a": [{1, 2}]}}
    found = EVENT.clean(event)[1]
    assert [problem.field for problem in found] == [
        "/actor/id",
        "/actor/name",
        "/actor/nmae",
        "/action",
        "/resource/type",
        "/resource/id",
        "/metadata/a/0",
    ]
    assert contract.describe(found) == (
        "actor.id is required; actor.name must be a string, not an integer; "
        "actor.nmae is not known; did you mean 'name'?; action must not be empty; resource.type is required; "
        "resource.id is required; metadata.a[0] is not JSON but a set; use sorted()"
    )


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("", "the value"),
        ("limit", "limit"),
        ("/actor/id", "actor.id"),
        ("/events/3/actor/id", "events[3].actor.id"),
        ("/metadata/a~1b/~0c", "metadata.a/b.~c"),
        ("/", "the name ''"),
    ],
)
def test_pointers_are_shown_as_dotted_paths(field: str, text: str) -> None:
    assert dotted_path(field) == text


def test_pointers_are_escaped_as_in_rfc_6901() -> None:
    assert pointer("/metadata", "a/b~c") == "/metadata/a~1b~0c"
