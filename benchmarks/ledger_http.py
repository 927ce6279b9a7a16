"""The ledger over HTTP: deep pages, exports, following, and POSTs beside a store that does nothing."""

import contextlib
import http.client
import itertools
import json
import threading
import time
from typing import Any

from auditledge.server.stores import open_store
from auditledge.server.stores.base import Event
from benchmarks import ledger_data as data
from benchmarks.ledger_engines import Engine
from benchmarks.ledger_load import download, fetch, get, posts
from benchmarks.ledger_queries import path
from benchmarks.ledger_report import Report, Times, times
from benchmarks.ledger_servers import NOTHING, Server, serving

SECONDS = 3.0
ROUNDS = 3
FOLLOWED = 100
EXPORTED = 1_000_000


def over_http(report: Report, engine: Engine, events: int) -> None:
    with serving(engine.large) as server:
        _deep(report, server, events)
        _export(report, server, engine, events)


def _deep(report: Report, server: Server, events: int) -> None:
    """Page 50,000, of what there is, by offset and by cursor."""
    report.say("## Page 50,000 of 20 over HTTP; ms, p50 / p99\n")
    offset = min(1_000_000, events // 10)
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    for name, query in {"no filter": {}, "an action": {"action": "created"}}.items():
        before = fetch(connection, server, path(query, offset=offset - 20))
        by_offset = times(get(server, [path(query, offset=offset + 20 * n) for n in range(20)]))
        by_cursor = times(
            get(server, [path(query, cursor=before["next_cursor"], limit=20 + n) for n in range(20)])
        )
        report.say(f"- {name}, {before['total']:,} events: offset {by_offset}, cursor {by_cursor}")
    report.say()


def _export(report: Report, server: Server, engine: Engine, events: int) -> None:
    """An export of up to a million events, beside the engine making the same text by itself."""
    report.say(f"## Export of {min(EXPORTED, events):,} events; events/s\n")
    with contextlib.closing(open_store(engine.large)) as store:
        account = store.account_named("large", "growth")
    first = max(1, events - EXPORTED + 1)
    start = data.END - int(data.DAYS * 86_400_000_000 * min(1, EXPORTED / events))
    iso = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(start // 1_000_000))
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    count = fetch(connection, server, path({"start_date": iso}))["total"]
    own = engine.exports(account, first)
    for format_ in ("json", "csv"):
        server.forget_memory()
        idle = server.memory()
        _, taken = download(server, f"/events/export?format={format_}&start_date={iso}")
        grown = (server.memory() - idle) / 2**20
        started = time.perf_counter()
        own[format_]()
        engine_rate = min(EXPORTED, events) / (time.perf_counter() - started)
        report.say(f"{format_}: {count / taken:,.0f} over HTTP, {engine_rate:,.0f} by the engine\n")
        report.goal(f"{format_} to engine", count / taken / engine_rate, 0.7, at_least=True)
        report.goal("memory above idle, MiB", grown, 32)
        report.say()


def posting(report: Report, engine: Engine) -> None:
    """Durable POSTs, and the same to a store that does nothing, in turns; batches beside the engine alone."""
    report.say("## POSTs over HTTP\n")
    event = _body(next(data.Account(99, 1_000, 5, 50).stream()))
    with serving(engine.empty("posts")) as real, serving(NOTHING) as nothing:
        best: dict[str, float] = {}
        taken_by: dict[str, Times] = {}
        for _, (name, server) in itertools.product(range(ROUNDS), (("durable", real), ("nothing", nothing))):
            rate, taken = posts(server, "/events", event, 64, SECONDS)
            if rate > best.get(name, 0):
                best[name], taken_by[name] = rate, times(taken)
        _say_following(report, real, event)
        batches = {size: _batches(real, event, size) for size in (100, 1_000)}
        unstored = _batches(nothing, event, 1_000)
    alone = {size: _alone(engine, size) for size in (100, 1_000)}
    for name, rate in best.items():
        report.say(f"- single, 64 connections, {name}: {rate:,.0f}/s, {taken_by[name]} ms")
    for size, rate in batches.items():
        report.say(f"- batches of {size:,}: {rate:,.0f} events/s; the engine alone {alone[size]:,.0f}")
    report.say(f"- batches of 1,000, stored nowhere: {unstored:,.0f} events/s\n")
    report.goal("single to a store that does nothing", best["durable"] / best["nothing"], 0.6, at_least=True)
    for size, rate in batches.items():
        report.goal(f"batches of {size:,} to the engine alone", rate / alone[size], 0.75, at_least=True)
    report.say()


def _batches(server: Server, event: dict[str, Any], size: int) -> float:
    return max(posts(server, "/events/batch", {"events": [event] * size}, 8, SECONDS)[0] * size for _ in "ab")


def _alone(engine: Engine, size: int) -> float:
    stream = data.Account(98, 1_000_000, 5, 50).stream()
    events = [each._replace(sequence=n) for n, each in enumerate(itertools.islice(stream, 60_000))]
    with engine.raw() as insert:
        started = time.perf_counter()
        for start in range(0, len(events), size):
            insert(events[start : start + size])
    return len(events) / (time.perf_counter() - started)


def _say_following(report: Report, server: Server, event: dict[str, Any]) -> None:
    """From the answer to a POST to the message of a stream that follows."""
    answered, seen = [0.0] * FOLLOWED, [0.0] * FOLLOWED
    headers = {"Authorization": f"Bearer {server.key}", "Content-Type": "application/json"}
    stream = http.client.HTTPConnection("127.0.0.1", server.port)
    stream.request("GET", "/v1/events/stream", headers=headers)
    answer = stream.getresponse()

    def follow() -> None:
        number = 0
        while number < FOLLOWED:
            if answer.readline().startswith(b"data:"):
                seen[number] = time.perf_counter()
                number += 1

    following = threading.Thread(target=follow)
    following.start()
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    for number in range(FOLLOWED):
        connection.request("POST", "/v1/events", json.dumps(event), headers)
        connection.getresponse().read()
        answered[number] = time.perf_counter()
        time.sleep(0.01)
    following.join(10)
    stream.close()
    late = sorted(max(at - then, 0.0) for at, then in zip(seen, answered, strict=True))
    report.say(f"- a stream that follows tells of an event {times(late)} ms after its POST was answered")


def _body(event: Event) -> dict[str, Any]:
    return {
        "actor": {"id": event.actor.id, "name": event.actor.name, "email": event.actor.email},
        "action": event.kind.action,
        "resource": {"type": event.kind.resource_type, "id": event.resource_id, "name": event.resource_name},
        "organization_id": event.organization,
        "metadata": json.loads(event.metadata),
    }
