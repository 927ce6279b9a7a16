"""POSTs to the ledger over HTTP, compared with a store that does nothing, and with the engine by itself.

Requests are those that the SDK sends: compact JSON, events with their own ids, and batches that request
results without the events, as the engine by itself returns none either. The events differ, because the same
event a thousand times would be served from the processor's cache.

Variants are measured in turns, and the best turn of each counts, because other work on the machine
varies within seconds. The server's CPU time per event is less sensitive to it. The load generator takes
less than a microsecond per event of a batch, and a tenth of the server's time per single event. Of 64
connections, half share each commit while the others receive their responses.
"""

import http.client
import itertools
import json
import threading
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from auditledge import contract
from auditledge.server.stores.models import Event
from benchmarks import ledger_data as data
from benchmarks.ledger_engines import Engine
from benchmarks.ledger_load import NEW, posts
from benchmarks.ledger_report import Report, Times, times
from benchmarks.ledger_servers import NOTHING, Server, serving

SECONDS = 3.0
ROUNDS = 3
FOLLOWED = 100
SIZES = (100, 1_000)
ENGINE_EVENTS = 60_000
"""Events per turn of the engine by itself."""


class Measured(NamedTuple):
    """Events per second, microseconds of the server's CPU time per event, and the times of requests."""

    rate: float
    cpu: float
    taken: Times


def posting(report: Report, engine: Engine) -> None:
    """Measure durable POSTs, POSTs to a store that does nothing, and batches by the engine itself."""
    report.say("## POSTs over HTTP\n")
    stream = data.Account(99, 1_000, 5, 50).plain_stream()
    events = [_sent(each) for each in itertools.islice(stream, max(SIZES))]
    with serving(engine.empty("posts")) as durable, serving(NOTHING) as nothing:
        _report_tail(report, durable, events[0])
        _singles(report, durable, nothing, events[0])
        for size in SIZES:
            _batches(report, engine, durable, nothing, events[:size])
    report.say()


def _singles(report: Report, durable: Server, nothing: Server, event: dict[str, Any]) -> None:
    stored, unstored = _in_turns(
        lambda: _measure(durable, "/events", event, 64, 1), lambda: _measure(nothing, "/events", event, 64, 1)
    )
    for name, each in {"durable": stored, "stored nowhere": unstored}.items():
        cost = f"{each.taken} ms, {each.cpu:.0f} µs of CPU"
        report.say(f"- single, 64 connections, {name}: {each.rate:,.0f}/s, {cost}")
    report.goal("single to a store that does nothing", stored.rate / unstored.rate, 0.6, at_least=True)


def _batches(
    report: Report, engine: Engine, durable: Server, nothing: Server, events: list[dict[str, Any]]
) -> None:
    size, body, path = len(events), {"events": events}, "/events/batch"
    stream = data.Account(98, 1_000_000, 5, 50).plain_stream()
    rows = [each._replace(sequence=n) for n, each in enumerate(itertools.islice(stream, ENGINE_EVENTS))]
    stored, unstored, by_engine = _in_turns(
        lambda: _measure(durable, path, body, 8, size),
        lambda: _measure(nothing, path, body, 8, size),
        lambda: _insert(engine, rows, size),
    )
    for name, each in {"durable": stored, "stored nowhere": unstored}.items():
        cost = f"{each.cpu:.1f} µs of CPU for each"
        report.say(f"- batches of {size:,}, {name}: {each.rate:,.0f} events/s, {cost}")
    report.say(f"- groups of {size:,}, the engine alone: {by_engine.rate:,.0f} events/s")
    report.goal(f"batches of {size:,} to the engine alone", stored.rate / by_engine.rate, 0.75, at_least=True)


def _in_turns(*ways: Callable[[], Measured]) -> list[Measured]:
    """The best rate of each, with its minimum CPU time."""
    rounds = [[way() for way in ways] for _ in range(ROUNDS)]
    return [max(some)._replace(cpu=min(each.cpu for each in some)) for some in zip(*rounds, strict=True)]


def _measure(server: Server, path: str, body: object, connections: int, size: int) -> Measured:
    before = server.cpu()
    rate, taken = posts(server, path, body, connections, SECONDS)
    return Measured(rate * size, (server.cpu() - before) / len(taken) / size * 1e6, times(taken))


def _insert(engine: Engine, rows: list[Event], size: int) -> Measured:
    with engine.raw() as insert:
        started = time.perf_counter()
        for start in range(0, len(rows), size):
            insert(rows[start : start + size])
        return Measured(len(rows) / (time.perf_counter() - started), 0, Times(0, 0))


def _report_tail(report: Report, server: Server, event: dict[str, Any]) -> None:
    """From the response to a POST to the message in a stream."""
    responded, received = [0.0] * FOLLOWED, [0.0] * FOLLOWED
    headers = {"Authorization": f"Bearer {server.key}", "Content-Type": "application/json"}
    stream = http.client.HTTPConnection("127.0.0.1", server.port)
    stream.request("GET", "/v1/events/stream", headers=headers)
    response = stream.getresponse()

    def follow() -> None:
        number = 0
        while number < FOLLOWED:
            if response.readline().startswith(b"data:"):
                received[number] = time.perf_counter()
                number += 1

    following = threading.Thread(target=follow)
    following.start()
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    for number in range(FOLLOWED):
        connection.request("POST", "/v1/events", json.dumps({**event, "id": contract.new_id("evt")}), headers)
        connection.getresponse().read()
        responded[number] = time.perf_counter()
        time.sleep(0.01)
    following.join(10)
    stream.close()
    delays = sorted(max(at - then, 0.0) for at, then in zip(received, responded, strict=True))
    report.say(f"- a live tail receives an event {times(delays)} ms after the response to its POST")


def _sent(event: Event) -> dict[str, Any]:
    """An event as the SDK sends it, with a placeholder in its id that makes it unique in each request."""
    return {
        "id": contract.new_id("evt")[: -len(NEW)] + NEW,
        "actor": {"id": event.actor.id, "name": event.actor.name, "email": event.actor.email},
        "action": event.kind.action,
        "resource": {"type": event.kind.resource_type, "id": event.resource_id, "name": event.resource_name},
        "organization_id": event.organization,
        "metadata": json.loads(event.metadata),
    }
