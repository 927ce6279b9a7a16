"""The ledger on SQLite at scale, each figure beside the engine's own limit in the same run.

`AUDITLEDGE_BENCH_EVENTS` sets the size; the report and its plot go to build/.
"""

import contextlib
import http.client
import itertools
import json
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from auditledge import contract
from auditledge.server.parameters import page_query, parse
from auditledge.server.stores import schema
from auditledge.server.stores.base import Event, Filters
from auditledge.server.stores.rows import id_to_bytes
from auditledge.server.stores.sqlite import SQLiteStore
from benchmarks import ledger_data as data
from benchmarks.ledger_load import download, fetch, get, posts
from benchmarks.ledger_queries import SINGLE, Query, path, queries
from benchmarks.ledger_report import Report, Times, plot, times
from benchmarks.ledger_servers import NOTHING, Server, serving

EVENTS = int(os.environ.get("AUDITLEDGE_BENCH_EVENTS", "10000000"))
EACH = 100
GROUPS = 60
SECONDS = 5.0
ROUNDS = 3


def main() -> None:
    build = Path("build")
    build.mkdir(exist_ok=True)
    report = Report(f"The ledger on SQLite, {EVENTS:,} events")
    with tempfile.TemporaryDirectory(dir=build) as folder:
        large = Path(folder) / "large.db"
        stream = _fill(report, large)
        _inserts(report, large, Path(folder), stream)
        rows = _queries(report, large)
        _over_http(report, large)
        _writes(report, Path(folder))
    report.write(build / "ledger-benchmark.md")
    plot(
        rows, f"Queries on one account of {EVENTS * 9 // 10:,} events, SQLite", build / "ledger-benchmark.svg"
    )


def _fill(report: Report, file: Path) -> Iterator[Event]:
    """Fill the ledger, the small accounts spread over the time of the large one; the rest of its stream."""
    large, small = data.accounts(EVENTS)
    each = int(EVENTS * data.SMALL_SHARE) // data.SMALL_ACCOUNTS
    part = (EVENTS - each * data.SMALL_ACCOUNTS) // data.SMALL_ACCOUNTS
    stream = large.stream()
    with contextlib.closing(SQLiteStore(str(file))) as store:
        account = store.account_named("large", "growth")
        started = time.perf_counter()
        for number, other in enumerate(small):
            data.append(store, account, stream, part)
            data.append(store, store.account_named(f"small{number}", "growth"), other.stream(), each)
        taken = time.perf_counter() - started
    size = file.stat().st_size / (part + each) / data.SMALL_ACCOUNTS
    report.say("## Filling\n")
    report.say(f"{EVENTS / taken:,.0f} events/s in groups of 1,000, made and sealed in the same process")
    report.say(f"{size:.0f} bytes an event on disk, {_sealed_bytes(file):.1f} of them in segments\n")
    return stream


def _sealed_bytes(file: Path) -> float:
    with contextlib.closing(sqlite3.connect(file)) as connection:
        (content,) = connection.execute("SELECT sum(length(content)) FROM columns").fetchone()
        (events,) = connection.execute("SELECT sum(events) FROM segments").fetchone()
    return float(content / events)


def _inserts(report: Report, large: Path, folder: Path, stream: Iterator[Event]) -> None:
    """Groups of 1,000 into the full ledger, an empty one, and the raw engine, in turns."""
    report.say("## Groups of 1,000, durable; events/s\n")
    with contextlib.ExitStack() as stack:
        files = {"full": large, "empty": folder / "empty.db"}
        stores = {
            name: stack.enter_context(contextlib.closing(SQLiteStore(str(file))))
            for name, file in files.items()
        }
        raw = stack.enter_context(contextlib.closing(_raw(folder / "raw.db")))
        ways = {name: _into(store) for name, store in stores.items()}
        ways["engine"] = lambda events: _insert_raw(raw, events)
        last = dict.fromkeys(ways, 0) | {"full": _last(stores["full"])}
        taken = dict.fromkeys(ways, 0.0)
        for name in [*ways] * GROUPS:
            some = itertools.islice(stream, 1_000)
            events = [event._replace(sequence=last[name] + n) for n, event in enumerate(some, 1)]
            last[name] += len(events)
            started = time.perf_counter()
            ways[name](events)
            taken[name] += time.perf_counter() - started
    rates = {name: GROUPS * 1_000 / seconds for name, seconds in taken.items()}
    report.say("; ".join(f"{name} {rate:,.0f}" for name, rate in rates.items()) + "\n")
    report.goal("full to empty", rates["full"] / rates["empty"], 0.8, at_least=True)
    report.goal("store to engine", rates["empty"] / rates["engine"], 0.75, at_least=True)
    report.say()


def _last(store: SQLiteStore) -> int:
    account = store.account_named("large", "growth")
    with store.reading() as snapshot:
        return snapshot.account(account, 0).sequence


def _into(store: SQLiteStore) -> Callable[[list[Event]], None]:
    account = store.account_named("large", "growth")

    def insert(events: list[Event]) -> None:
        with store.writing() as transaction:
            transaction.append(account, events, 0)

    return insert


def _raw(file: Path) -> sqlite3.Connection:
    """A database with the table of events and its indexes, and nothing else."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA wal_autocheckpoint = 4000")
    connection.execute("PRAGMA cache_size = -65536")
    script = schema._FIRST[schema._FIRST.index("CREATE TABLE events (") :]  # noqa: SLF001
    connection.executescript(script)
    return connection


def _insert_raw(connection: sqlite3.Connection, events: list[Event]) -> None:
    rows = [
        (each.sequence, 1, id_to_bytes(each.id), each.timestamp, each.received_at, 1, 1, 1, *each[7:])
        for each in events
    ]
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO events VALUES (?,?,?,?,?,?,?,?,?,?,?)", rows)
    connection.execute("COMMIT")


def _queries(report: Report, file: Path) -> dict[str, tuple[Times, Times]]:
    """Totals and pages, in this process and over HTTP. No query is asked twice of one process."""
    report.say(f"## Queries on the large account; ms, {EACH} each, p50 / p99\n")
    report.say("Totals and pages are CPU time of one thread; over HTTP it is the time that passed. The first")
    report.say("query of each kind, which reads columns from the file, is told apart.\n")
    report.say(
        "| filter | first | total | page of 20 | both over HTTP | matches |\n|---|---|---|---|---|---|"
    )
    rows: dict[str, tuple[Times, Times]] = {}
    with (
        contextlib.closing(SQLiteStore(str(file))) as store,
        serving(f"sqlite:////{file.absolute()}") as server,
    ):
        account = store.account_named("large", "growth")
        for name, some in queries(_resources(file, account), EACH + 1).items():
            totals, pages, counts = _measure(store, account, [_filters(query) for query in some])
            get(server, [path(some[0])])
            over_http = times(get(server, [path(query) for query in some[1:]]))
            rows[name] = times(totals[1:]), times(pages[1:])
            first = (totals[0] + pages[0]) * 1e3
            cells = " | ".join(map(str, (*rows[name], over_http)))
            report.say(f"| {name} | {first:.0f} | {cells} | {min(counts):,} to {max(counts):,} |")
    report.say()
    report.goal("p99 of a page, ms", max(page.p99 for _, page in rows.values()), 10)
    report.goal("p99 of a total, ms", max(total.p99 for total, _ in rows.values()), 100)
    single = max(rows[name][0].p99 for name in SINGLE)
    report.goal("p99 of a total with no filter or a single one, ms", single, 5)
    report.say()
    return rows


def _measure(
    store: SQLiteStore, account: int, every: list[Filters]
) -> tuple[list[float], list[float], list[int]]:
    """Seconds of the CPU, which other load on the machine does not lengthen: nothing here waits."""
    totals, pages, counts = [], [], []
    for filters in every:
        with store.reading() as snapshot:
            started = time.thread_time()
            counts.append(snapshot.count(account, filters))
            counted = time.thread_time()
            snapshot.page(account, filters, "desc", after=None, offset=0, limit=21)
            totals.append(counted - started)
            pages.append(time.thread_time() - counted)
    return totals, pages, counts


def _filters(query: Query) -> Filters:
    return page_query(parse(contract.OPERATIONS["listEvents"], urlencode(query).encode())).filters


def _resources(file: Path, account: int) -> list[str]:
    """Ids of resources of events from all times."""
    base = account << schema.PLACE_BITS
    places = [base + 1 + n * (EVENTS * 9 // 10 - 1) // 1_000 for n in range(1_000)]
    with contextlib.closing(sqlite3.connect(file)) as connection:
        statement = "SELECT resource_id FROM events WHERE place IN (SELECT value FROM json_each(?))"
        return [text for (text,) in connection.execute(statement, [json.dumps(places)])]


def _over_http(report: Report, file: Path) -> None:
    with serving(f"sqlite:////{file.absolute()}") as server:
        _deep(report, server)
        _export(report, server, file)


def _deep(report: Report, server: Server) -> None:
    """Page 50,000, of what there is, by offset and by cursor."""
    report.say("## Page 50,000 of 20 over HTTP; ms, p50 / p99\n")
    offset = min(1_000_000, EVENTS // 10)
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    for name, query in {"no filter": {}, "an action": {"action": "created"}}.items():
        before = fetch(connection, server, path(query, offset=offset - 20))
        by_offset = times(get(server, [path(query, offset=offset + 20 * n) for n in range(20)]))
        by_cursor = times(
            get(server, [path(query, cursor=before["next_cursor"], limit=20 + n) for n in range(20)])
        )
        report.say(f"- {name}, {before['total']:,} events: offset {by_offset}, cursor {by_cursor}")
    report.say()


def _export(report: Report, server: Server, file: Path) -> None:
    """An export of up to a million events as JSON, beside the engine making the same JSON in SQL."""
    report.say("## Export as JSON\n")
    days = min(data.DAYS, data.DAYS * 1_000_000 // EVENTS)
    start = data.END - days * 86_400_000_000
    with contextlib.closing(SQLiteStore(str(file))) as store, store.reading() as snapshot:
        account = store.account_named("large", "growth")
        count = snapshot.count(account, Filters(start=start))
    iso = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(start // 1_000_000))
    get(server, [path({})])
    server.forget_memory()
    idle = server.memory()
    _, taken = download(server, f"/events/export?format=json&start_date={iso}")
    grown = (server.memory() - idle) / 2**20
    engine = _engine_export(file, account, start)
    report.say(f"{count:,} events: {count / taken:,.0f}/s over HTTP, {count / engine:,.0f}/s by the engine\n")
    report.goal("export to engine", engine / taken, 0.7, at_least=True)
    report.goal("memory above idle, MiB", grown, 32)
    report.say()


def _engine_export(file: Path, account: int, start: int) -> float:
    statement = """
        SELECT json_object('id', hex(e.id), 'actor', json_object('id', a.id, 'name', a.name,
            'email', a.email), 'action', k.action, 'resource', json_object('type', k.resource_type,
            'id', e.resource_id, 'name', e.resource_name), 'organization_id', o.id,
            'metadata', json(e.metadata), 'timestamp', e.timestamp, 'received_at', e.received_at)
        FROM events e INDEXED BY events_time
        LEFT JOIN organizations o ON o.organization = e.organization
        LEFT JOIN actors a ON a.actor = e.actor LEFT JOIN kinds k ON k.kind = e.kind
        WHERE e.account = ? AND e.timestamp >= ? ORDER BY e.timestamp DESC, e.place DESC"""
    started = time.perf_counter()
    with contextlib.closing(sqlite3.connect(file)) as connection:
        for _ in connection.execute(statement, [account, start]):
            pass
    return time.perf_counter() - started


def _writes(report: Report, folder: Path) -> None:
    """Durable POSTs, and the same to a store that does nothing, in turns; batches beside the raw engine."""
    report.say("## POSTs over HTTP\n")
    event = _body(next(data.Account(99, 1_000, 5, 50).stream()))
    with serving(f"sqlite:///{folder.absolute()}/posts.db") as real, serving(NOTHING) as nothing:
        best: dict[str, float] = {}
        taken_by: dict[str, Times] = {}
        for _ in range(ROUNDS):
            for name, server in (("durable", real), ("nothing", nothing)):
                rate, taken = posts(server, "/events", event, 64, SECONDS)
                best[name] = max(best.get(name, 0), rate)
                taken_by[name] = times(taken)
        events = {"events": [event] * 1_000}
        batch, _ = posts(real, "/events/batch", events, 8, SECONDS)
        unstored, _ = posts(nothing, "/events/batch", events, 8, SECONDS)
    with contextlib.closing(_raw(folder / "raw2.db")) as raw:
        stream = data.Account(98, 1_000_000, 5, 50).stream()
        rows = [each._replace(sequence=n) for n, each in enumerate(itertools.islice(stream, GROUPS * 1_000))]
        started = time.perf_counter()
        for start in range(0, len(rows), 1_000):
            _insert_raw(raw, rows[start : start + 1_000])
        engine = GROUPS * 1_000 / (time.perf_counter() - started)
    for name, rate in best.items():
        report.say(f"- single, 64 connections, {name}: {rate:,.0f}/s, {taken_by[name]} ms")
    report.say(
        f"- batches of 1,000, 8 connections: {batch * 1_000:,.0f} events/s; stored nowhere"
        f" {unstored * 1_000:,.0f}; the engine alone {engine:,.0f}\n"
    )
    report.goal("single to a store that does nothing", best["durable"] / best["nothing"], 0.6, at_least=True)
    report.goal("batches to a store that does nothing", batch / unstored, 0.6, at_least=True)
    report.goal("batches to the engine in groups of 1,000", batch * 1_000 / engine, 0.75, at_least=True)


def _body(event: Event) -> dict[str, Any]:
    return {
        "actor": {"id": event.actor.id, "name": event.actor.name, "email": event.actor.email},
        "action": event.kind.action,
        "resource": {"type": event.kind.resource_type, "id": event.resource_id, "name": event.resource_name},
        "organization_id": event.organization,
        "metadata": json.loads(event.metadata),
    }


if __name__ == "__main__":
    main()
