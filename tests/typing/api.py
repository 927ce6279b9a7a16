"""Uses of the public API for type checkers: never run, but checked by mypy --strict and pyright."""

import json
from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import aclosing, closing
from datetime import UTC, date, datetime, timedelta
from typing import Any, assert_type, cast

import httpx
from auditledge_openapi import AuthenticatedClient

from auditledge import (
    APIStatusError,
    AsyncAuditLedge,
    AuditLedge,
    AuditLedgeError,
    Change,
    ConfigurationError,
    Problem,
    QuotaExceededError,
    RateLimitError,
    ValidationError,
    __version__,
    audit,
    quote,
)
from auditledge.testing import AuditEvents, Ledger, open_ledger
from auditledge.types import (
    Actor,
    Event,
    EventBatchItem,
    EventCreated,
    EventInput,
    EventPage,
    ExportOptions,
    QueryFilters,
    Resource,
    Usage,
)

version: str = __version__


def place_of(problem: Problem) -> None:
    assert_type(problem.at, int | None)
    assert_type(problem.code, str | None)


event: EventInput = {
    "actor": {"id": "user_123", "name": "Alice", "email": None},
    "action": "invoice.deleted",
    "resource": {"type": "invoice", "id": "inv_456"},
    "organization_id": "org_789",
    "metadata": {"ip": "192.168.1.1", "tags": ["a", 1, None]},
    "timestamp": datetime.now(UTC),
}
changes: dict[str, Change] = {"status": {"before": "paid", "after": None}, "note": {}}
whole: EventInput = {
    **event,
    "actor": {"id": "agent_7", "type": "agent"},
    "on_behalf_of": {"id": "user_123"},
    "outcome": "denied",
    "reason": None,
    "context": {"ip": "203.0.113.7", "location": None},
    "changes": changes,
    "targets": [{"type": "customer", "id": "cus_3"}],
    "source_id": "7",
}
filters: QueryFilters = {"actor_id": "user_123", "start_date": date(2026, 1, 1), "limit": 50, "order": "asc"}
expression: QueryFilters = {
    "q": f"actor.name:{quote('Alice')} metadata.order:{quote(7)} -metadata.x:{quote(None)}"
}
options: ExportOptions = {"format": "csv", "organization_id": "org_789"}

# Both checkers report these errors.
wrong_name: EventInput = {**event, "organisation_id": "x"}  # type: ignore[typeddict-unknown-key, unused-ignore]
missing: EventInput = {"action": "x"}  # type: ignore[typeddict-item] # pyright: ignore
wrong_outcome: EventInput = {**event, "outcome": "ok"}  # type: ignore[typeddict-item] # pyright: ignore
wrong_part: Change = {"befor": 1}  # type: ignore[typeddict-unknown-key] # pyright: ignore
wrong_parts: EventInput = {**event, "changes": {"x": {"to": 1}}}  # type: ignore # pyright: ignore
wrong_context: EventInput = {**event, "context": {"ip_address": "::1"}}  # type: ignore # pyright: ignore
wrong_type: QueryFilters = {"limit": "50"}  # type: ignore[typeddict-item] # pyright: ignore
wrong_order: QueryFilters = {"order": "newest"}  # type: ignore[typeddict-item] # pyright: ignore


def sync() -> None:
    client = AuditLedge("key", "https://ledger.example/v1", 5)
    assert_type(client, AuditLedge)
    AuditLedge("key", timeout=2.5, retries=0, organization_id="org", redact=["actor.email"], proxy="http://p")
    AuditLedge("key", redact=lambda each: {**each, "metadata": None}, ca_bundle="ca.pem")
    AuditLedge("key", headers={"User-Agent": "billing/1.2"})
    AuditLedge("key", http_client=httpx.Client())
    AuditLedge("key", http_client=httpx.AsyncClient())  # type: ignore[arg-type] # pyright: ignore
    AuditLedge(5)  # type: ignore[arg-type] # pyright: ignore

    created = client.log(event, timeout=5, retries=1)
    assert_type(created, EventCreated)
    assert_type(created["event"], Event)
    assert_type(created["event"]["id"], str)
    assert_type(created["event"]["actor"], Actor)
    assert_type(created["event"]["resource"], Resource)
    assert_type(created["event"]["organization_id"], str | None)
    assert_type(created["event"]["metadata"], dict[str, Any])
    # Times in responses are strings, although the schema has a format; tools/generate.py removes it.
    assert_type(created["event"]["timestamp"], str)

    # Wrong keys and values in a literal are errors.
    client.log({"actor": {"id": "u"}, "action": "a", "resource": {"type": "t", "id": "r"}})
    client.log({"actor": {"id": "u"}, "action": "a", "resuorce": {}})  # type: ignore[typeddict-item, typeddict-unknown-key] # pyright: ignore
    client.log({"actor": {"id": 1}, "action": "a", "resource": {"type": "t", "id": "r"}})  # type: ignore[typeddict-item] # pyright: ignore
    client.log({"actor": {"id": "u", "nmae": "x"}, "action": "a", "resource": {"type": "t", "id": "r"}})  # type: ignore[typeddict-unknown-key] # pyright: ignore
    client.log("event")  # type: ignore[arg-type] # pyright: ignore
    client.enqueue({"actor": {"id": "u"}, "action": "a"})  # type: ignore[typeddict-item] # pyright: ignore
    client.log_many([{"actor": {"id": "u"}, "action": "a", "resuorce": {}}])  # type: ignore[typeddict-item, typeddict-unknown-key] # pyright: ignore
    client.query({"actr_id": "u"})  # type: ignore[arg-type] # pyright: ignore
    client.iter_events({"actr_id": "u"})  # type: ignore[arg-type] # pyright: ignore
    client.tail({"limit": 5})  # type: ignore[arg-type] # pyright: ignore
    client.export({"format": "csv", "limit": 5})  # type: ignore[call-overload] # pyright: ignore
    client.export_to("x", {"actr_id": "u"})  # type: ignore[arg-type] # pyright: ignore

    # Any is accepted, and so is a dict that was built elsewhere, with a cast.
    built: dict[str, Any] = {"actor": {"id": "u"}}
    client.log(built)  # type: ignore[arg-type] # pyright: ignore
    client.log(cast("EventInput", built))
    client.log(json.loads("{}"))
    client.log_many(cast("list[EventInput]", [built]))
    client.query(cast("QueryFilters", built))
    assert_type(client.export(cast("ExportOptions", built)), str | list[Event])

    page = client.query(filters)
    assert_type(page, EventPage)
    assert_type(page["events"], list[Event])
    assert_type(page["total"], int)
    assert_type(page["next_cursor"], str | None)
    assert_type(client.query(), EventPage)
    assert_type(client.query(None, timeout=1), EventPage)

    assert_type(client.get("evt_1"), Event)
    assert_type(client.usage(), Usage)
    assert_type(client.usage()["events_limit"], int)
    assert_type(client.log_many([event, event]), list[EventBatchItem])
    assert_type(client.iter_events({"action": "invoice"}), Generator[Event, None, None])
    for each in client.iter_events():
        assert_type(each, Event)

    # If the type checker knows the format, it knows the type of the result.
    assert_type(client.export({"format": "csv", "organization_id": "org_789"}), str)
    assert_type(client.export({"format": "json"}), list[Event])
    assert_type(client.export({"action": "invoice"}, timeout=5), list[Event])
    assert_type(client.export(), list[Event])
    assert_type(client.export(None), list[Event])
    assert_type(client.export(options), str | list[Event])
    assert_type(client.export_stream({"format": "csv"}), Generator[bytes, None, None])
    assert_type(client.export_stream({"start_date": date(2026, 1, 1)}), Generator[Event, None, None])
    assert_type(client.export_stream(), Generator[Event, None, None])
    assert_type(client.export_stream(options), Generator[bytes, None, None] | Generator[Event, None, None])

    # Iterators can be closed early.
    with closing(client.iter_events()) as events, closing(client.export_stream({"format": "csv"})) as pieces:
        assert_type(next(events), Event)
        assert_type(next(pieces), bytes)
    with client.tail({"action": "invoice"}, after="beginning") as tail:
        assert_type(next(tail), Event)
        assert_type(tail.resume_token, str | None)

    assert_type(client.with_options(timeout=1), AuditLedge)
    assert_type(client.low_level, AuthenticatedClient)
    with client as same:
        assert_type(same, AuditLedge)
    client.close()


async def loop() -> None:
    client = AsyncAuditLedge("key")
    AsyncAuditLedge("key", http_client=httpx.AsyncClient())
    AsyncAuditLedge("key", http_client=httpx.Client())  # type: ignore[arg-type] # pyright: ignore
    assert_type(await client.log(event), EventCreated)
    await client.log({"actor": {"id": "u"}, "action": "a", "resuorce": {}})  # type: ignore[typeddict-item, typeddict-unknown-key] # pyright: ignore
    await client.query({"actr_id": "u"})  # type: ignore[arg-type] # pyright: ignore
    await client.export({"format": "csv", "limit": 5})  # type: ignore[call-overload] # pyright: ignore
    assert_type(await client.query(filters), EventPage)
    assert_type(await client.get("evt_1"), Event)
    assert_type(await client.export(options), str | list[Event])
    assert_type(await client.export({"format": "csv"}), str)
    assert_type(await client.export(), list[Event])
    assert_type(client.export_stream({"format": "csv"}), AsyncGenerator[bytes, None])
    assert_type(client.export_stream(), AsyncGenerator[Event, None])
    assert_type(await client.usage(), Usage)
    assert_type(await client.log_many([event]), list[EventBatchItem])
    assert_type(client.iter_events(), AsyncGenerator[Event, None])
    async for each in client.iter_events():
        assert_type(each, Event)
    async with aclosing(client.iter_events()) as events, aclosing(client.export_stream()) as rows:
        assert_type(await anext(events), Event)
        assert_type(await anext(rows), Event)
    async with client.tail() as tail:
        assert_type(await anext(tail), Event)
    assert_type(client.with_options(retries=0), AsyncAuditLedge)
    assert_type(client.low_level, AuthenticatedClient)
    async with client as same:
        assert_type(same, AsyncAuditLedge)
    await client.close()


def assertions(events: AuditEvents, ledger: Ledger) -> None:
    assert_type(events.one("a.b", resource="t:1", metadata={"n": 1}), Event)
    assert_type(events.only("a.b", outcome="denied"), Event)
    assert_type(events.all(actor={"type": "agent"}), list[Event])
    events.none("a.b", ressource="t:1")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
    ledger.fail_next(503, times=2)
    ledger.clock.freeze("2026-01-01T00:00:00Z")
    ledger.clock.advance(timedelta(hours=1))
    assert_type(ledger.client, AuditLedge)
    assert_type(ledger.url.key, str)
    with open_ledger() as other:
        assert_type(other, Ledger)


def errors(client: AuditLedge) -> None:
    try:
        client.log(event)
    except QuotaExceededError as error:
        assert_type(error.retry_after, float | None)
    except RateLimitError:
        pass
    except APIStatusError as error:
        assert_type(error.code, str | None)
        assert_type(error.request_id, str | None)
        assert_type(error.headers, Mapping[str, str])
    except (ValidationError, ConfigurationError) as error:
        assert_type(error.problems, list[Problem])
        assert_type(error.problems[0].field, str)
    except AuditLedgeError as error:
        assert_type(error.status, int | None)
        assert_type(error.message, str)


@audit.recorded("invoice.refunded", resource=lambda invoice_id: ("invoice", invoice_id))
def refund(invoice_id: int) -> str:
    return str(invoice_id)


@audit.context(actor={"id": "nightly"})
async def nightly(days: int) -> list[int]:
    return [days]


async def capture() -> None:
    assert_type(refund(7), str)
    assert_type(await nightly(1), list[int])
    assert_type(audit.log(event), EventCreated)
    assert_type(await audit.alog(event), EventCreated)
    assert_type(audit.enqueue(event), str)
    assert_type(audit.denied(event, "over the limit"), str)
    assert_type(audit.client, AuditLedge)
    with audit.attach(audit.propagate()):
        audit.bind(actor=lambda: {"id": "alice"}, organization_id="org_1")
