"""The ledger over HTTP: deep pages and exports."""

import contextlib
import http.client
import time

from auditledge.server.stores.urls import open_store
from benchmarks import ledger_data as data
from benchmarks.ledger_engines import Engine
from benchmarks.ledger_load import download, fetch, get
from benchmarks.ledger_queries import path
from benchmarks.ledger_report import Report, times
from benchmarks.ledger_servers import Server, serving

EXPORTED = 1_000_000
FILL_GROUP = 20_000  # events per commit while a ledger is filled


def over_http(report: Report, engine: Engine, events: int) -> None:
    with serving(engine.large) as server:
        _deep(report, server, events)
    _export(report, engine, min(EXPORTED, events))


def _deep(report: Report, server: Server, events: int) -> None:
    """Page 50,000, or a page at a tenth of the account, by offset and by cursor."""
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


def _export(report: Report, engine: Engine, events: int) -> None:
    """An export of plain events, compared with the engine by itself creating the same text."""
    report.say(f"## Export of {events:,} events without the members of contract 1.1; events/s\n")
    url = engine.empty("exports")
    with contextlib.closing(open_store(url)) as store:
        engine.prepare(store)
        account = store.ensure_account("large", "growth")
        population, _ = data.accounts(events)
        data.append(store, account, population.plain_stream, events, FILL_GROUP)
        while store._compactor.step(account):  # type: ignore[attr-defined]  # noqa: SLF001
            pass
    own = engine.exports(url, account)
    with serving(url) as server:
        for format_ in ("json", "csv"):
            server.reset_peak_memory()
            idle = server.peak_memory()
            size, taken = download(server, f"/events/export?format={format_}")
            grown = (server.peak_memory() - idle) / 2**20
            started = time.perf_counter()
            own_size = own[format_]()
            engine_rate = events / (time.perf_counter() - started)
            report.say(f"{format_}: {events / taken:,.0f} over HTTP, {engine_rate:,.0f} by the engine\n")
            report.say(f"bytes per event: {size / events:.1f}, and {own_size / events:.1f} by the engine\n")
            report.goal(f"{format_} to engine", events / taken / engine_rate, 0.7, at_least=True)
            report.goal("memory above idle, MiB", grown, 32)
            report.say()
