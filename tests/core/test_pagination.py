"""`iter_events`: all pages, by cursor."""

from typing import Any

import pytest
from conftest import STORED, ClientKind
from transport.faulty_server import FaultyServer, respond_json

from auditledge import AuditLedge, UnreadableAnswerError, ValidationError


@pytest.mark.parametrize("filters", [5, "x", [], 0, ""], ids=ascii)
def test_filters_of_iter_events_must_be_a_dict(filters: Any) -> None:
    with (
        AuditLedge("key", "sqlite://") as client,
        pytest.raises(ValidationError, match="filters must be a dict"),
    ):
        list(client.iter_events(filters))


def page(numbers: list[int], cursor: str | None) -> dict[str, Any]:
    events = [{**STORED, "id": f"evt_{number}"} for number in numbers]
    return {"events": events, "total": 5, "limit": 1000, "offset": 0, "next_cursor": cursor}


def test_pages_are_requested_by_cursor_until_the_last(kind: ClientKind) -> None:
    pages = [page([1, 2], "c1"), page([], "c2"), page([3], None)]
    with FaultyServer(*map(respond_json, pages)) as server:
        events = kind.ask(server.url, "iter_events", {"actor_id": "u", "cursor": "c0"})
    assert [event["id"] for event in events] == ["evt_1", "evt_2", "evt_3"]
    queries = [request.target.partition("?")[2] for request in server.requests]
    assert queries == [f"actor_id=u&limit=1000&cursor={cursor}" for cursor in ("c0", "c1", "c2")]


def test_the_next_page_is_requested_only_when_it_is_needed() -> None:
    with FaultyServer(respond_json(page([1, 2], "c1"))) as server, AuditLedge("key", server.url) as client:
        events = client.iter_events()
        assert server.requests == []
        assert [next(events)["id"], next(events)["id"]] == ["evt_1", "evt_2"]
        assert len(server.requests) == 1


@pytest.mark.parametrize("body", [{"events": []}, {"next_cursor": None}, {"events": {}, "next_cursor": None}])
def test_a_page_that_does_not_say_what_follows_is_unreadable(kind: ClientKind, body: dict[str, Any]) -> None:
    with FaultyServer(respond_json(body)) as server, pytest.raises(UnreadableAnswerError):
        kind.ask(server.url, "iter_events")
