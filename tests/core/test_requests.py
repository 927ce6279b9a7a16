"""Invalid input raises before a request is made: not even a connection is opened."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import EVENT, EVENT_ID, STORED, ClientKind
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from transport.faulty_server import FaultyServer, respond_json

from auditledge import AuditLedge, AuditLedgeError, ValidationError


@pytest.fixture(scope="module")
def untouched() -> Iterator[FaultyServer]:
    """A server that no test of this module connects to."""
    with FaultyServer(respond_json({})) as server:
        yield server
        assert server.connections == 0


def problems(kind: ClientKind, server: FaultyServer, method: str, *arguments: Any) -> list[tuple[str, str]]:
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
        ({**EVENT, "action": "auditledge.key.created"}, ["/action"]),
        ({**EVENT, "outcome": "ok", "changes": {"a": None}}, ["/outcome", "/changes/a"]),
        ({**EVENT, "metadata": {"a": "x" * 40_000}, "changes": {"a": {"after": "x" * 40_000}}}, ["/changes"]),
        ({**EVENT, "targets": [{"type": "t", "id": "\U0001f600" * 2_048}] * 40}, ["event"]),
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
def test_an_invalid_event_raises_with_every_field(
    kind: ClientKind, untouched: FaultyServer, event: Any, fields: list[str]
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
def test_an_invalid_filter_raises(
    kind: ClientKind, untouched: FaultyServer, method: str, filters: dict[Any, Any], field: str
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
def test_an_option_of_another_method_raises(
    kind: ClientKind, untouched: FaultyServer, method: str, filters: dict[str, Any]
) -> None:
    assert [field for field, _ in problems(kind, untouched, method, filters)] == list(filters)


ELSEWHERE = [
    "", ".", "..", "../usage", "..%2fusage", "x?organization_id=other", "x#y", "export", "batch",
    "evt_", "evt_/../x", "evt_x/y", "evt_x?y", "evt_x#y", "evt_x%2fy", "evt_x y", "evt_x\n", "evt_\0",
    "evt_é", "evt_" + "x" * 65, "EVT_x", None, 5, b"evt_x", ["evt_x"],
]  # fmt: skip


@pytest.mark.parametrize("event_id", ELSEWHERE, ids=ascii)
def test_an_invalid_event_id_raises(kind: ClientKind, untouched: FaultyServer, event_id: Any) -> None:
    ((field, _),) = problems(kind, untouched, "get", event_id)
    assert field == "event_id"


@pytest.fixture(scope="module")
def echo() -> Iterator[tuple[AuditLedge, FaultyServer]]:
    body = {"success": True, "event": STORED}
    with FaultyServer(respond_json(body)) as server, AuditLedge("key", server.url, retries=0) as client:
        yield client, server


texts = st.text() | st.from_regex(r"evt_.*") | st.text("evt_./%?#\\\0\n 0a-", max_size=12).map("evt_".__add__)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(event_id=texts)
def test_any_id_is_an_error_or_one_path_segment(echo: tuple[AuditLedge, FaultyServer], event_id: str) -> None:
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
def test_any_event_is_sent_as_valid_json_or_raises(
    echo: tuple[AuditLedge, FaultyServer], changes: dict[str, Any]
) -> None:
    client, server = echo
    before = len(server.requests)
    try:
        client.log({**EVENT, **changes})
    except AuditLedgeError:
        assert len(server.requests) == before
    else:
        sent = server.requests[-1].json
        expected = {name: value for name, value in {**EVENT, **changes}.items() if value is not None}
        assert sent == {"id": sent["id"], **expected}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    filters=st.dictionaries(
        st.sampled_from(["actor_id", "search", "limit", "order", "x"]), values, max_size=3
    )
)
def test_any_filters_are_sent_unchanged_or_raise(
    echo: tuple[AuditLedge, FaultyServer], filters: dict[str, Any]
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


@pytest.mark.parametrize("method", ["log", "log_many"])
def test_the_clients_organization_is_the_default_of_events(kind: ClientKind, method: str) -> None:
    result: dict[str, Any] = {"success": True, "status": 201}
    events = [EVENT, {**EVENT, "organization_id": "org_2"}, {**EVENT, "organization_id": None}]
    sent = []
    for event in events:
        with FaultyServer(respond_json({"success": True, "event": {}, "results": [result]})) as server:
            kind.ask(server.url, method, [event] if method == "log_many" else event, organization_id="org_1")
        body = server.requests[0].json
        sent.append((body["events"][0] if method == "log_many" else body)["organization_id"])
    assert sent == ["org_1", "org_2", "org_1"]


def test_the_callers_event_is_not_modified(kind: ClientKind) -> None:
    event: dict[str, Any] = {**EVENT, "metadata": {"a": [1]}, "timestamp": datetime(2026, 1, 1, tzinfo=UTC)}
    before = repr(event)
    with FaultyServer(respond_json({"success": True, "event": {}})) as server:
        kind.ask(server.url, "log", event, organization_id="org_1")
    assert repr(event) == before


@pytest.mark.parametrize("text", ["Zoë 😀 \u202e", "\u0000 in metadata", "</script>", '"\\\n'])
def test_text_is_sent_as_utf_8(kind: ClientKind, text: str) -> None:
    with FaultyServer(respond_json({"success": True, "event": {}})) as server:
        kind.ask(server.url, "log", {**EVENT, "metadata": {"text": text}})
    request = server.requests[0]
    assert request.json["metadata"] == {"text": text}
    assert request.headers["content-type"] == "application/json"
    assert b"\\ud83d" not in request.body


def test_get_requests_the_path_of_the_id(kind: ClientKind) -> None:
    with FaultyServer(respond_json(STORED)) as server:
        assert kind.ask(server.url, "get", EVENT_ID) == STORED
    assert server.requests[0].target == f"/v1/events/{EVENT_ID}"


def test_a_comma_in_the_name_of_a_facet_must_be_in_quotes() -> None:
    """Names are sent separated by commas: `metadata.a,action` would be counted as two."""
    with AuditLedge("key", "sqlite://") as client:
        with pytest.raises(ValidationError, match="a key with a comma in quotes"):
            client.facets(by=["metadata.a,action"])
        client.log({**EVENT, "metadata": {"a,action": "x"}})
        (facet,) = client.facets(by=['metadata."a,action"'])["facets"]
    assert [(group["value"], group["count"]) for group in facet["groups"]] == [("x", 1)]


def test_a_search_of_white_space_raises() -> None:
    with (
        AuditLedge("key", "sqlite://") as client,
        pytest.raises(ValidationError, match="more than white space"),
    ):
        client.query({"search": " \u0085"})
