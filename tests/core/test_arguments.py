"""Arguments of the wrong type raise with their name, before anything is sent."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import EVENT, ClientKind
from transport.faulty_server import FaultyServer, respond_json

from auditledge import AuditLedge, ConfigurationError, ValidationError


@pytest.fixture(scope="module")
def untouched() -> Iterator[FaultyServer]:
    """A server that no test of this module connects to."""
    with FaultyServer(respond_json({})) as server:
        yield server
        assert server.connections == 0


@pytest.mark.parametrize("method", ["query", "export"])
@pytest.mark.parametrize("filters", ["actor_id", ["actor_id"], 5, {"actor_id"}])
def test_filters_must_be_a_dict(kind: ClientKind, untouched: FaultyServer, method: str, filters: Any) -> None:
    with pytest.raises(ValidationError, match=r"^(filters|options) must be a dict, not "):
        kind.ask(untouched.url, method, filters)


@pytest.mark.parametrize("event", [None, [], "event", 3, b"x", [EVENT]], ids=ascii)
@pytest.mark.parametrize("method", ["log", "enqueue"])
def test_an_event_that_is_not_a_dict_raises(
    kind: ClientKind, untouched: FaultyServer, method: str, event: Any
) -> None:
    with pytest.raises(ValidationError, match="event must be a dict, not ") as caught:
        kind.ask(untouched.url, method, event)
    assert [problem.field for problem in caught.value.problems] == ["event"]


BACKWARD = [
    {"start_date": "2026-02-01T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"},
    {"start_date": date(2026, 1, 2), "end_date": date(2026, 1, 1)},
    {"start_date": "2026-01-01T01:00:00+01:00", "end_date": "2025-12-31T23:59:59.999999Z"},
    {"start_date": datetime(2026, 1, 2, tzinfo=UTC), "end_date": "2026-01-01"},
]


@pytest.mark.parametrize("filters", BACKWARD, ids=ascii)
@pytest.mark.parametrize("method", ["query", "iter_events", "export", "export_stream", "tail"])
def test_a_start_after_the_end_raises(
    kind: ClientKind, untouched: FaultyServer, method: str, filters: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError, match="start_date is after end_date"):
        kind.ask(untouched.url, method, filters)


@pytest.mark.parametrize("start", ["2026-01-01T00:00:00.000001Z", date(2026, 1, 2)])
def test_a_start_after_an_end_that_is_excluded_raises(
    kind: ClientKind, untouched: FaultyServer, start: Any
) -> None:
    with pytest.raises(ValidationError, match="start_date is after end_before"):
        kind.ask(untouched.url, "query", {"start_date": start, "end_before": "2026-01-01"})


def test_a_range_may_be_empty() -> None:
    with AuditLedge("key", "sqlite://") as client:
        assert client.query({"start_date": date(2026, 1, 1), "end_before": "2026-01-01"})["total"] == 0


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-01-01", "2026-01-01"),
        ("2026-01-01T23:59:59.999999Z", "2026-01-01"),
        ("2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00"),
    ],
)
def test_start_and_end_may_be_equal(start: str, end: str) -> None:
    with AuditLedge("key", "sqlite://") as client:
        assert client.query({"start_date": start, "end_date": end})["total"] == 0


@pytest.mark.parametrize(
    ("method", "options"),
    [
        ("tail", {"on_reconnect": 5}),
        ("export_to", {"path": "x.json", "progress": "yes"}),
        ("flush", {"timeout": "5"}),
        ("flush", {"timeout": float("nan")}),
    ],
)
def test_other_invalid_arguments_raise_with_their_name(
    kind: ClientKind,
    untouched: FaultyServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    method: str,
    options: Any,
) -> None:
    monkeypatch.chdir(tmp_path)
    name = list(options)[-1]
    with pytest.raises(ConfigurationError, match=f"^{name} must be "):
        kind.use(kind.make(untouched.url), lambda call: call(method, **options))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", [None, 5, "", ".", "/", "a\0b"], ids=ascii)
def test_an_invalid_path_raises(path: Any) -> None:
    with (
        AuditLedge("key", "sqlite://") as client,
        pytest.raises(ValidationError, match="path must name a file"),
    ):
        client.export_to(path)
