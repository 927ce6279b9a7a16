"""The operations of the contract: which parameters they accept, and how these are sent."""

from datetime import UTC, date, datetime
from enum import Enum, IntEnum
from typing import Any

import pytest

from auditledge import contract
from auditledge.contract.problems import Problem
from contract.event_schema import Action


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


class Size(IntEnum):
    PAGE = 50


class Odd(int, Enum):
    PAGE = 50


@pytest.mark.parametrize("limit", [Size.PAGE, Odd.PAGE])
def test_enums_that_are_integers_are_sent_as_their_values(limit: Any) -> None:
    cleaned, _ = contract.operation("listEvents").clean_parameters({"limit": limit, "action": Action.DELETED})
    assert {name: str(each) for name, each in cleaned.items()} == {"limit": "50", "action": "invoice.deleted"}


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (date(2026, 1, 31), "2026-01-31"),
        (datetime(2026, 1, 31, tzinfo=UTC), "2026-01-31T00:00:00Z"),
        ("2026-01-31", "2026-01-31"),
        ("2026-01-31T00:00:00-05:00", "2026-01-31T00:00:00-05:00"),
    ],
)
@pytest.mark.parametrize("name", ["start_date", "end_date", "end_before"])
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
