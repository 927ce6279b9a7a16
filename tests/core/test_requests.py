"""A breach of the contract is told before a request is made: no connection is even opened."""

import math
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import EVENT, EVENT_ID, STORED, Kind
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from transport.faulty_server import FaultServer, json_answer

from auditledge import AuditLedge, AuditLedgeError, ConfigurationError, ValidationError


@pytest.fixture(scope="module")
def untouched() -> Iterator[FaultServer]:
    """A server that no test of this module may reach."""
    with FaultServer(json_answer({})) as server:
        yield server
        assert server.connections == 0


def problems(kind: Kind, server: FaultServer, method: str, *arguments: Any) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as caught:
        kind.ask(server.url, method, *arguments)
    error = caught.value
    assert server.connections == 0
    assert (error.status, error.request_id, error.body) == (None, None, None)
    assert all(str(problem) in str(error) for problem in error.problems)
    return [tuple(problem) for problem in error.problems]


CYCLE: dict[str, Any] = {}
CYCLE["again"] = CYCLE


@pytest.mark.parametrize(
    ("event", "fields"),
    [
        ({}, ["/actor", "/action", "/resource"]),
        ({"actor": {}, "action": "a", "resource": {}}, ["/actor/id", "/resource/type", "/resource/id"]),
        ({**EVENT, "actor": None}, ["/actor"]),
        ({**EVENT, "actor": {"id": ""}}, ["/actor/id"]),
        ({**EVENT, "action": ""}, ["/action"]),
        ({**EVENT, "action": None}, ["/action"]),
        ({**EVENT, "action": 5, "resource": "invoice"}, ["/action", "/resource"]),
        ({**EVENT, "organisation_id": "o"}, ["/organisation_id"]),
        ({**EVENT, "timestamp": "yesterday"}, ["/timestamp"]),
        ({**EVENT, "timestamp": datetime(2026, 1, 1)}, ["/timestamp"]),
        ({**EVENT, "timestamp": datetime(2026, 1, 1).isoformat()}, ["/timestamp"]),
        ({**EVENT, "id": "1"}, ["/id"]),
        ({**EVENT, "metadata": {"a": math.nan, "b": [b"", 1]}}, ["/metadata/a", "/metadata/b/0"]),
        ({**EVENT, "metadata": {1: 2}}, ["/metadata"]),
        ({**EVENT, "metadata": CYCLE}, ["/metadata/again"]),
        ({**EVENT, "metadata": {"a": "x" * 65_536}}, ["/metadata"]),
        (None, ["event"]),
        ([EVENT], ["event"]),
        ("event", ["event"]),
    ],
)  # fmt: skip
def test_a_bad_event_is_told_with_every_field(
    kind: Kind, untouched: FaultServer, event: Any, fields: list[str]
) -> None:
    assert [field for field, _ in problems(kind, untouched, "log", event)] == fields


@pytest.mark.parametrize("method", ["query", "iter_events", "export", "export_stream"])
@pytest.mark.parametrize(
    ("filters", "field"),
    [
        ({"actor": "x"}, "actor"),
        ({"actor_id": ""}, "actor_id"),
        ({"actor_id": 5}, "actor_id"),
        ({"action": "x" * 256}, "action"),
        ({"start_date": "soon"}, "start_date"),
        ({"end_date": datetime(2026, 1, 1)}, "end_date"),
        ({"search": "\ud800"}, "search"),
        ({"order": "up"}, "order"),
        ({5: "x"}, "5"),
    ],
)
def test_a_bad_filter_is_told(
    kind: Kind, untouched: FaultServer, method: str, filters: dict[Any, Any], field: str
) -> None:
    assert [each for each, _ in problems(kind, untouched, method, filters)] == [field]


@pytest.mark.parametrize(
    ("method", "filters"),
    [
        ("query", {"limit": 0}),
        ("query", {"limit": 1001}),
        ("query", {"offset": -1}),
        ("query", {"format": "csv"}),
        ("iter_events", {"limit": 5}),
        ("iter_events", {"offset": 5}),
        ("export", {"format": "xml"}),
        ("export", {"limit": 5}),
        ("export", {"csv_raw": "yes"}),
    ],
)
def test_what_is_for_another_method_is_told(
    kind: Kind, untouched: FaultServer, method: str, filters: dict[str, Any]
) -> None:
    assert [field for field, _ in problems(kind, untouched, method, filters)] == list(filters)


@pytest.mark.parametrize("method", ["query", "export"])
@pytest.mark.parametrize("filters", ["actor_id", ["actor_id"], 5, {"actor_id"}])
def test_filters_are_a_dict(kind: Kind, untouched: FaultServer, method: str, filters: Any) -> None:
    with pytest.raises(ValidationError, match=r"^(filters|options) must be a dict, not "):
        kind.ask(untouched.url, method, filters)


# An event id reaches one path only.

ELSEWHERE = [
    "", ".", "..", "../usage", "..%2fusage", "x?organization_id=other", "x#y", "export", "batch",
    "evt_", "evt_/../x", "evt_x/y", "evt_x?y", "evt_x#y", "evt_x%2fy", "evt_x y", "evt_x\n", "evt_\0",
    "evt_é", "evt_" + "x" * 65, "EVT_x", None, 5, b"evt_x", ["evt_x"],
]  # fmt: skip


@pytest.mark.parametrize("event_id", ELSEWHERE, ids=ascii)
def test_what_is_no_event_id_is_told(kind: Kind, untouched: FaultServer, event_id: Any) -> None:
    ((field, _),) = problems(kind, untouched, "get", event_id)
    assert field == "event_id"


@pytest.fixture(scope="module")
def echo() -> Iterator[tuple[AuditLedge, FaultServer]]:
    body = {"success": True, "event": STORED}
    with FaultServer(json_answer(body)) as server, AuditLedge("key", server.url, retries=0) as client:
        yield client, server


texts = st.text() | st.from_regex(r"evt_.*") | st.text("evt_./%?#\\\0\n 0a-", max_size=12).map("evt_".__add__)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(event_id=texts)
def test_any_text_is_an_error_or_one_segment_below_events(
    echo: tuple[AuditLedge, FaultServer], event_id: str
) -> None:
    client, server = echo
    before = len(server.requests)
    try:
        client.get(event_id)
    except ValidationError:
        assert len(server.requests) == before
    else:
        target = server.requests[-1].target
        assert target.startswith("/v1/events/")
        segment = target.removeprefix("/v1/events/")
        assert not set(segment) & set("/?#%")
        assert unquote(segment) == event_id


# Whatever is passed, it is sent as it was meant, or our error.

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.binary()
    | st.dates()
    | st.decimals(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text() | st.integers(), inner, max_size=3),
    max_leaves=8,
)
fields = st.sampled_from(
    ["id", "actor", "action", "resource", "organization_id", "metadata", "timestamp", "x"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.dictionaries(fields, values, max_size=3))
def test_any_event_is_sent_as_valid_json_or_told(
    echo: tuple[AuditLedge, FaultServer], changes: dict[str, Any]
) -> None:
    client, server = echo
    before = len(server.requests)
    try:
        client.log({**EVENT, **changes})
    except AuditLedgeError:
        assert len(server.requests) == before
    else:
        sent = server.requests[-1].json
        meant = {name: value for name, value in {**EVENT, **changes}.items() if value is not None}
        assert sent == {"id": sent["id"], **meant}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    filters=st.dictionaries(
        st.sampled_from(["actor_id", "search", "limit", "order", "x"]), values, max_size=3
    )
)
def test_any_filters_are_sent_as_they_are_or_told(
    echo: tuple[AuditLedge, FaultServer], filters: dict[str, Any]
) -> None:
    client, server = echo
    before = len(server.requests)
    try:
        client.query(filters)
    except AuditLedgeError:
        assert len(server.requests) == before
    else:
        _, _, query = server.requests[-1].target.partition("?")
        sent = [tuple(map(unquote, each.split("="))) for each in query.split("&") if each]
        assert sent == [(name, str(value)) for name, value in sorted_as_sent(filters, sent)]


def sorted_as_sent(filters: dict[str, Any], sent: list[tuple[str, ...]]) -> list[tuple[str, Any]]:
    order = [name for name, _ in sent]
    present = [(name, value) for name, value in filters.items() if value is not None]
    assert {name for name, _ in present} == set(order)
    return sorted(present, key=lambda item: order.index(item[0]))


# What is taken, as it is sent.


def sent_query(kind: Kind, method: str, filters: Any) -> dict[str, str]:
    body: Any = [] if method == "export" else {"events": []}
    with FaultServer(json_answer(body)) as server:
        kind.ask(server.url, method, filters)
    path, _, query = server.requests[0].target.partition("?")
    assert path == {"query": "/v1/events", "export": "/v1/events/export"}[method]
    return dict(each.split("=") for each in query.split("&") if each)


@pytest.mark.parametrize("method", ["query", "export"])
@pytest.mark.parametrize("filters", [None, {}, {"actor_id": None, "start_date": None}])
def test_none_means_absent(kind: Kind, method: str, filters: Any) -> None:
    assert sent_query(kind, method, filters) == {}


@pytest.mark.parametrize(
    ("filters", "query"),
    [
        ({"search": "a b&c=d/é?#%+"}, {"search": "a%20b%26c%3Dd%2F%C3%A9%3F%23%25%2B"}),
        ({"start_date": date(2026, 1, 31)}, {"start_date": "2026-01-31"}),
        ({"end_date": datetime(2026, 1, 31, tzinfo=UTC)}, {"end_date": "2026-01-31T00%3A00%3A00Z"}),
        ({"start_date": "2026-01-31T00:00:00+02:00"}, {"start_date": "2026-01-31T00%3A00%3A00%2B02%3A00"}),
        ({"limit": 5, "offset": 0}, {"limit": "5", "offset": "0"}),
    ],
)
def test_filters_are_escaped(kind: Kind, filters: Any, query: dict[str, str]) -> None:
    assert {
        name: each.replace("/", "%2F") for name, each in sent_query(kind, "query", filters).items()
    } == query


def test_booleans_are_sent_as_json_has_them(kind: Kind) -> None:
    assert sent_query(kind, "export", {"csv_raw": True}) == {"csv_raw": "true"}


@pytest.mark.parametrize("method", ["log", "log_many"])
def test_the_clients_organization_is_for_events_that_name_none(kind: Kind, method: str) -> None:
    result: dict[str, Any] = {"success": True, "status": 201}
    events = [EVENT, {**EVENT, "organization_id": "org_2"}, {**EVENT, "organization_id": None}]
    sent = []
    for event in events:
        with FaultServer(json_answer({"success": True, "event": {}, "results": [result]})) as server:
            kind.ask(server.url, method, [event] if method == "log_many" else event, organization_id="org_1")
        body = server.requests[0].json
        sent.append((body["events"][0] if method == "log_many" else body)["organization_id"])
    assert sent == ["org_1", "org_2", "org_1"]


def test_the_callers_event_is_not_changed(kind: Kind) -> None:
    event: dict[str, Any] = {**EVENT, "metadata": {"a": [1]}, "timestamp": datetime(2026, 1, 1, tzinfo=UTC)}
    before = repr(event)
    with FaultServer(json_answer({"success": True, "event": {}})) as server:
        kind.ask(server.url, "log", event, organization_id="org_1")
    assert repr(event) == before


@pytest.mark.parametrize("text", ["Zoë 😀 \u202e", "\u0000 in metadata", "</script>", '"\\\n'])
def test_text_is_sent_as_utf_8(kind: Kind, text: str) -> None:
    with FaultServer(json_answer({"success": True, "event": {}})) as server:
        kind.ask(server.url, "log", {**EVENT, "metadata": {"text": text}})
    request = server.requests[0]
    assert request.json["metadata"] == {"text": text}
    assert request.headers["content-type"] == "application/json"
    assert b"\\ud83d" not in request.body


def test_an_id_is_found_again(kind: Kind) -> None:
    with FaultServer(json_answer(STORED)) as server:
        assert kind.ask(server.url, "get", EVENT_ID) == STORED
    assert server.requests[0].target == f"/v1/events/{EVENT_ID}"


@pytest.mark.parametrize("events", [EVENT, "x", b"xx", None, 5], ids=ascii)
def test_what_is_no_list_of_events_is_told(kind: Kind, untouched: FaultServer, events: Any) -> None:
    with pytest.raises(ValidationError, match="events must be a list of events"):
        kind.ask(untouched.url, "log_many", events)


@pytest.mark.parametrize("event", [None, [], "event", 3, b"x", [EVENT]], ids=ascii)
@pytest.mark.parametrize("method", ["log", "enqueue"])
def test_what_is_no_event_is_told(kind: Kind, untouched: FaultServer, method: str, event: Any) -> None:
    with pytest.raises(ValidationError, match="event must be a dict, not ") as caught:
        kind.ask(untouched.url, method, event)
    assert [problem.field for problem in caught.value.problems] == ["event"]


@pytest.mark.parametrize("events", [[None], [EVENT, "x"]], ids=ascii)
def test_what_is_no_event_among_many_is_told(kind: Kind, events: list[Any]) -> None:
    result = kind.ask("sqlite://", "log_many", events)[-1]
    assert (result["success"], result["status"]) == (False, 400)
    assert result["error"].startswith("event must be a dict, not ")


BACKWARD = [
    {"start_date": "2026-02-01T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"},
    {"start_date": date(2026, 1, 2), "end_date": date(2026, 1, 1)},
    {"start_date": "2026-01-01T01:00:00+01:00", "end_date": "2025-12-31T23:59:59.999999Z"},
    {"start_date": datetime(2026, 1, 2, tzinfo=UTC), "end_date": "2026-01-01"},
]


@pytest.mark.parametrize("filters", BACKWARD, ids=ascii)
@pytest.mark.parametrize("method", ["query", "iter_events", "export", "export_stream", "tail"])
def test_dates_that_run_backward_are_told(
    kind: Kind, untouched: FaultServer, method: str, filters: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError, match="start_date is after end_date"):
        kind.ask(untouched.url, method, filters)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-01-01", "2026-01-01"),
        ("2026-01-01T23:59:59.999999Z", "2026-01-01"),
        ("2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00"),
    ],
)
def test_dates_may_be_the_same(start: str, end: str) -> None:
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
def test_other_arguments_are_told_by_name(
    kind: Kind,
    untouched: FaultServer,
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


@pytest.mark.parametrize("filters", [5, "x", [], 0, ""], ids=ascii)
def test_what_is_no_dict_of_filters_is_told(filters: Any) -> None:
    with (
        AuditLedge("key", "sqlite://") as client,
        pytest.raises(ValidationError, match="filters must be a dict"),
    ):
        list(client.iter_events(filters))


@pytest.mark.parametrize("path", [None, 5, "", ".", "/", "a\0b"], ids=ascii)
def test_what_is_no_path_is_told(path: Any) -> None:
    with (
        AuditLedge("key", "sqlite://") as client,
        pytest.raises(ValidationError, match="path must name a file"),
    ):
        client.export_to(path)


def test_every_result_of_a_batch_has_its_id() -> None:
    event_id = "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e"
    events = [{**EVENT, "id": event_id}, {**EVENT, "id": event_id, "action": "other"}]
    with AuditLedge("key", "sqlite://") as client:
        results = client.log_many(events)
    assert [(each["success"], each["id"]) for each in results] == [(True, event_id), (False, event_id)]


def test_a_search_of_white_space_is_told() -> None:
    with (
        AuditLedge("key", "sqlite://") as client,
        pytest.raises(ValidationError, match="more than white space"),
    ):
        client.query({"search": " \u0085"})
