"""Every message names the field and how to fix it, and all problems are reported at once."""

from collections import OrderedDict
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum, IntEnum
from types import MappingProxyType
from typing import Any

import pytest

from auditledge import contract
from auditledge.contract.problems import MAX_PROBLEMS, Problem, dotted_path, pointer
from contract.events import FULL, MINIMAL

EVENT = contract.schema("EventInput")


def problems(event: Any) -> dict[str, str]:
    return dict(EVENT.clean(event)[1])


def with_field(path: str, value: Any) -> dict[str, Any]:
    """The full event with another value at a path such as `actor.id`."""
    outer, _, inner = path.partition(".")
    return {**FULL, outer: {**FULL[outer], inner: value} if inner else value}


@pytest.mark.parametrize("path", ["actor", "action", "resource", "actor.id", "resource.type", "resource.id"])
def test_missing_required_fields_are_named(path: str) -> None:
    outer, _, inner = path.partition(".")
    event = {name: dict(each) if isinstance(each, dict) else each for name, each in FULL.items()}
    del (event[outer] if inner else event)[inner or outer]
    assert problems(event) == {"/" + path.replace(".", "/"): "is required"}
    assert contract.describe(EVENT.clean(event)[1]) == f"{path} is required"


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("actor", None, "must be an object, not null"),
        ("actor", "user_123", "must be an object, not a string"),
        ("actor", ["user_123"], "must be an object, not an array"),
        ("actor.id", 123, "must be a string, not an integer"),
        ("actor.id", None, "must be a string, not null"),
        ("actor.id", "", "must not be empty"),
        ("actor.id", "x" * 256, "is longer than 255 characters"),
        ("actor.id", "a\0b", "must not contain the character U+0000"),
        ("actor.name", "\udc80", "is not valid Unicode: it contains half of a surrogate pair"),
        ("actor.name", b"Alice", "must be a string, not a Python bytes"),
        ("actor.email", "x" * 321, "is longer than 320 characters"),
        ("action", True, "must be a string, not a boolean"),
        ("action", 1.5, "must be a string, not a number"),
        ("organization_id", "", "must not be empty"),
        ("id", "evt_1", "must be evt_ and a lowercase UUIDv7; leave it out to have one generated"),
        ("metadata", [], "must be an object, not an array"),
        ("metadata", MappingProxyType({}), "must be an object, not a Python mappingproxy"),
        ("timestamp", "yesterday", "must be an ISO 8601 time such as 2026-01-31T12:00:00Z"),
        (
            "timestamp",
            "2026-11-23T10:00:00",
            "needs a time zone: end it with Z for UTC, or an offset such as +02:00",
        ),
        (
            "timestamp",
            "2026-02-30T10:00:00Z",
            "must name a time that exists, in the years 0001 to 9999 in UTC",
        ),
        (
            "timestamp",
            datetime(2026, 11, 23),
            "needs a time zone: pass an aware datetime, such as datetime.now(timezone.utc)",
        ),
        (
            "timestamp",
            datetime.max.replace(tzinfo=timezone(-timedelta(hours=1))),
            "must name a time that exists, in the years 0001 to 9999 in UTC",
        ),
        ("timestamp", date(2026, 11, 23), "must be a string, not a Python date"),
        ("timestamp", 1_700_000_000, "must be a string, not an integer"),
    ],
)
def test_messages_say_how_to_fix_the_value(path: str, value: Any, message: str) -> None:
    assert problems(with_field(path, value)) == {"/" + path.replace(".", "/"): message}


@pytest.mark.parametrize("event", [None, [], "event", 3, object()])
def test_events_must_be_dicts(event: Any) -> None:
    (problem,) = EVENT.clean(event)[1]
    assert str(problem).startswith("the value must be an object, not ")


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


# Values that are converted.


@pytest.mark.parametrize(
    "path",
    ["id", "organization_id", "metadata", "timestamp", "actor.name", "actor.email", "resource.name"],
)
def test_none_for_an_optional_field_means_absent(path: str) -> None:
    cleaned, found = EVENT.clean(with_field(path, None))
    outer, _, inner = path.partition(".")
    assert found == []
    assert (inner or outer) not in (cleaned[outer] if inner else cleaned)


def test_none_for_a_filter_means_absent() -> None:
    search = contract.operation("listEvents")
    filters = {name: None for name, each in search.parameters.items() if each.location == "query"}
    assert search.clean_parameters(filters) == ({}, [])


def test_a_search_has_at_most_16_different_words() -> None:
    words = [f"w{number}" for number in range(16)]
    search = contract.operation("listEvents").parameters["search"].check
    for text in (" ".join(words), " ".join(words + ["W1", "w2"] * 20), "\t".join(words)):
        assert search.clean(text) == (text, [])
    assert search.clean(" ".join([*words, "more"]))[1] == [
        Problem("", "must have at most 16 different words, not 17")
    ]


def test_words_differ_when_their_case_is_folded() -> None:
    assert contract.search_words(" b\u00a0A \u2003a STRASSE straße ") == ("b", "a", "strasse")


def test_none_inside_metadata_is_kept() -> None:
    cleaned, _ = EVENT.clean({**MINIMAL, "metadata": {"reason": None}})
    assert cleaned["metadata"] == {"reason": None}


def test_the_callers_dict_is_not_modified() -> None:
    event = {**FULL, "actor": {"id": "u", "name": None}, "timestamp": datetime(2026, 1, 1, tzinfo=UTC)}
    copy = {**event, "actor": dict(event["actor"])}
    EVENT.clean(event)
    assert event == copy


@pytest.mark.parametrize("kind", [dict, OrderedDict, MappingProxyType])
def test_any_mapping_is_accepted_as_an_object(kind: Any) -> None:
    cleaned, found = EVENT.clean(kind({**MINIMAL, "actor": kind(MINIMAL["actor"])}))
    assert (cleaned, found) == (MINIMAL, [])


class Action(str, Enum):  # noqa: UP042 - whose str() is not its value
    DELETED = "invoice.deleted"


class Size(IntEnum):
    PAGE = 50


class Odd(int, Enum):
    PAGE = 50


def test_enums_that_are_strings_are_sent_as_their_values() -> None:
    cleaned, _ = EVENT.clean({**MINIMAL, "action": Action.DELETED})
    assert str(cleaned["action"]) == "invoice.deleted"


@pytest.mark.parametrize("limit", [Size.PAGE, Odd.PAGE])
def test_enums_that_are_integers_are_sent_as_their_values(limit: Any) -> None:
    cleaned, _ = contract.operation("listEvents").clean_parameters({"limit": limit, "action": Action.DELETED})
    assert {name: str(each) for name, each in cleaned.items()} == {"limit": "50", "action": "invoice.deleted"}


def test_a_datetime_is_converted_to_utc() -> None:
    moment = datetime(2026, 11, 23, 10, 15, 30, 5, timezone(timedelta(hours=2)))
    cleaned, found = EVENT.clean({**MINIMAL, "timestamp": moment})
    assert (cleaned["timestamp"], found) == ("2026-11-23T08:15:30.000005Z", [])


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (date(2026, 1, 31), "2026-01-31"),
        (datetime(2026, 1, 31, tzinfo=UTC), "2026-01-31T00:00:00Z"),
        ("2026-01-31", "2026-01-31"),
        ("2026-01-31T00:00:00-05:00", "2026-01-31T00:00:00-05:00"),
    ],
)
@pytest.mark.parametrize("name", ["start_date", "end_date"])
def test_boundaries_are_dates_or_times(name: str, value: Any, sent: str) -> None:
    assert contract.operation("listEvents").clean_parameters({name: value}) == ({name: sent}, [])


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"start_date": datetime(2026, 1, 1)}, "needs a time zone: pass an aware datetime"),
        ({"end_date": "01/02/2026"}, "must be an ISO 8601 time"),
        ({"limit": 0}, "must be from 1 to 1000"),
        ({"limit": 1001}, "must be from 1 to 1000"),
        ({"limit": "20"}, "must be an integer, not a string"),
        ({"limit": True}, "must be an integer, not a boolean"),
        ({"offset": -1}, "must be from 0 to 1000000000"),
        ({"order": "newest"}, "must be 'desc' or 'asc'"),
        ({"actor": "x"}, "is not known; did you mean 'actor_id'?"),
        ({"resource_typ": "x"}, "is not known; did you mean 'resource_type'?"),
        ({"action": ""}, "must not be empty"),
    ],
)
def test_messages_about_filters_say_how_to_fix_them(filters: dict[str, Any], message: str) -> None:
    _, found = contract.operation("listEvents").clean_parameters(filters)
    assert [problem.field for problem in found] == list(filters)
    assert found[0].message.startswith(message)
