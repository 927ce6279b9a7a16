"""The ledger at scale on each engine, compared with the limit of the engine itself in the same run.

`AUDITLEDGE_BENCH_EVENTS` is the size of the large account, `AUDITLEDGE_BENCH_FOLDER` the folder in which
its file is kept for the next run, and `AUDITLEDGE_BENCH_POSTGRESQL` the URL of a PostgreSQL database,
without which PostgreSQL is skipped. The report and its plot are written to build/.
"""

import contextlib
import itertools
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from auditledge import contract
from auditledge.server.api.query_parameters import page_query, parse
from auditledge.server.stores.columnar.cache import CachedSearch
from auditledge.server.stores.models import Event, Filters
from auditledge.server.stores.protocol import Store
from auditledge.server.stores.urls import open_store
from benchmarks import ledger_data as data
from benchmarks.ledger_engines import Engine, Insert, engines
from benchmarks.ledger_http import over_http
from benchmarks.ledger_load import get
from benchmarks.ledger_posts import posting
from benchmarks.ledger_queries import SINGLE, Query, path, queries
from benchmarks.ledger_report import Report, Times, plot, times
from benchmarks.ledger_servers import Server, serving

EVENTS = int(os.environ.get("AUDITLEDGE_BENCH_EVENTS", "10000000"))
FOLDER = Path(os.environ.get("AUDITLEDGE_BENCH_FOLDER", "build/ledger"))
EACH = 200
ATTEMPTS = 3
GROUPS = 40
FILL_GROUP = 20_000  # events per commit while the ledger is filled
_METHOD = """\
Totals and pages are the fastest of three runs, because the machine may be shared. Cached results of a search
are dropped between runs. Over HTTP every response includes the total, so each query first requests a page of
one, which shows the cost of the total, and then a page of 20, whose total is cached by then. The first query
of a kind reads columns from the store.
"""

Rows = dict[str, tuple[Times, Times]]


def main() -> None:
    for folder in (FOLDER, Path("build")):
        folder.mkdir(parents=True, exist_ok=True)
    small = int(EVENTS * data.SMALL_SHARE) // data.SMALL_ACCOUNTS
    report = Report(f"Ledger with {EVENTS:,} events in one account, and {small:,} in each of 50 others")
    plotted: dict[str, Rows] = {}
    for engine in engines(FOLDER):
        report.say(f"# {engine.name}\n")
        _fill(report, engine)
        plotted[engine.name] = _queries(report, engine)
        over_http(report, engine, EVENTS)
        _inserts(report, engine)
        posting(report, engine)
    report.write(Path("build/ledger-benchmark.md"))
    plot(plotted, f"Queries on one account of {EVENTS:,} events", Path("build/ledger-benchmark.svg"))


def _fill(report: Report, engine: Engine) -> None:
    """Fill the ledger, unless an earlier run did. Small accounts get theirs in between."""
    with contextlib.closing(open_store(engine.large)) as store:
        account = store.ensure_account("large", "growth")
        if last_of(store, account) < EVENTS:
            _fill_empty(store, engine, account)
        while store._compactor.step(account):  # type: ignore[attr-defined]  # noqa: SLF001
            pass
        events = EVENTS + EVENTS * data.SMALL_SHARE
        sealed = _sealed_bytes(store, account)
        report.say(f"{engine.bytes(store) / events:.0f} bytes per event on disk, {sealed:.1f} in segments\n")


def _fill_empty(store: Store, engine: Engine, account: int) -> None:
    engine.prepare(store)
    large, small = data.accounts(EVENTS)
    each, part = int(EVENTS * data.SMALL_SHARE) // len(small), EVENTS // len(small)
    stream = large.stream()
    for number, other in enumerate(small):
        data.append(store, account, stream, part, FILL_GROUP)
        data.append(store, store.ensure_account(f"small{number}", "growth"), other.stream(), each, FILL_GROUP)


def last_of(store: Store, account: int) -> int:
    with store.reading() as snapshot:
        return snapshot.account(account, 0).sequence


def _sealed_bytes(store: Any, account: int) -> float:
    with store.reading() as snapshot:
        source = snapshot.search(account, Filters())._source  # noqa: SLF001
        (content,) = source.select_numbers("SELECT sum(length(content)) FROM columns", [])
        (events,) = source.select_numbers("SELECT sum(events) FROM segments", [])
    return float(content / events)


def _inserts(report: Report, engine: Engine) -> None:
    """Insert groups of 1,000 into the full ledger, an empty one, and the engine by itself, in turns.

    The first groups are by actors that are new to the ledgers, the others by known ones. Of the events with
    which a ledger is filled, one in 450 is by a new actor.
    """
    report.say("## Groups of 1,000, durable; events/s\n")
    with contextlib.ExitStack() as stack:
        urls = {"full": engine.large, "empty": engine.empty("empty")}
        stores = {
            name: stack.enter_context(contextlib.closing(open_store(url))) for name, url in urls.items()
        }
        for store in stores.values():
            engine.prepare(store)
        ways = {name: _into(store) for name, store in stores.items()}
        ways["engine"] = stack.enter_context(engine.raw())
        last = {
            name: last_of(store, store.ensure_account("bench", "growth")) for name, store in stores.items()
        }
        numbers = {name: itertools.count(last.get(name, 0) + 1) for name in ways}
        # A different population each time, because a reused ledger has the ids of the previous one.
        population = data.Account(97 + last["full"], EVENTS, data.ORGANIZATIONS, data.ACTORS)
        rates_of_new = _in_turns(ways, population.stream(), numbers)
        for name in stores:
            ways[name](_numbered(population.introduction(), numbers[name]))
        rates = _in_turns(ways, population.stream(), numbers)
    report.say(_format(rates) + "\n")
    report.say(f"with new actors: {_format(rates_of_new)}\n")
    report.goal("full to empty", rates["full"] / rates["empty"], 0.8, at_least=True)
    report.goal("store to engine", rates["empty"] / rates["engine"], 0.75, at_least=True)
    report.say()


def _in_turns(
    ways: dict[str, Insert], stream: Iterator[Event], numbers: dict[str, Iterator[int]]
) -> dict[str, float]:
    taken = dict.fromkeys(ways, 0.0)
    for name in [*ways] * GROUPS:
        events = _numbered(itertools.islice(stream, 1_000), numbers[name])
        started = time.perf_counter()
        ways[name](events)
        taken[name] += time.perf_counter() - started
    return {name: GROUPS * 1_000 / seconds for name, seconds in taken.items()}


def _numbered(events: Iterable[Event], numbers: Iterator[int]) -> list[Event]:
    return [event._replace(sequence=next(numbers)) for event in events]


def _format(rates: dict[str, float]) -> str:
    return "; ".join(f"{name} {rate:,.0f}" for name, rate in rates.items())


def _into(store: Store) -> Insert:
    account = store.ensure_account("bench", "growth")

    def insert(events: list[Event]) -> None:
        with store.writing() as transaction:
            transaction.append_events(account, events, 0)

    return insert


def _queries(report: Report, engine: Engine) -> Rows:
    """Measure totals and pages, in this process and over HTTP, where each query runs once."""
    report.say(f"## Queries on the large account; ms, {EACH} of each, p50 / p99\n")
    report.say(_METHOD)
    columns = ("filter", "first", "total", "page of 20", "total over HTTP", "page over HTTP", "matches")
    report.say(f"| {' | '.join(columns)} |\n{'|---' * len(columns)}|")
    rows: Rows = {}
    served: Rows = {}
    with contextlib.closing(open_store(engine.large)) as store, serving(engine.large) as server:
        account = store.ensure_account("large", "growth")
        for name, some in queries(_resources(store, account), EACH + 1).items():
            totals, pages, counts = _measure(store, account, [_filters(query) for query in some])
            get(server, [path(some[0])])
            served[name] = _over_http(server, some[1:])
            rows[name] = times(totals[1:]), times(pages[1:])
            first = (totals[0] + pages[0]) * 1e3
            cells = " | ".join(map(str, (*rows[name], *served[name])))
            report.say(f"| {name} | {first:.0f} | {cells} | {min(counts):,} to {max(counts):,} |")
    report.say()
    for where, measured in {"": rows, " over HTTP": served}.items():
        report.goal(f"p99 of a page{where}, ms", max(page.p99 for _, page in measured.values()), 10)
        report.goal(f"p99 of a total{where}, ms", max(total.p99 for total, _ in measured.values()), 100)
        single = max(measured[name][0].p99 for name in SINGLE)
        report.goal(f"p99 of a total{where} with no filter or a single one, ms", single, 5)
    report.say()
    return rows


def _over_http(server: Server, some: list[Query]) -> tuple[Times, Times]:
    """The times of totals, each with a page of one event, and those of pages of 20."""
    totals = get(server, [path(query, limit=1) for query in some])
    return times(totals), times(get(server, [path(query) for query in some]))


def _measure(store: Any, account: int, every: list[Filters]) -> tuple[list[float], list[float], list[int]]:
    totals, pages, counts = [], [], []
    for number, filters in enumerate(every):
        attempts = []
        for _ in range(ATTEMPTS if number else 1):
            store._cache._cache.put(account, filters, CachedSearch({}, {}), 0)  # noqa: SLF001
            attempts.append(_once(store, account, filters))
        totals.append(min(total for total, _, _ in attempts))
        pages.append(min(page for _, page, _ in attempts))
        counts.append(attempts[0][2])
    return totals, pages, counts


def _once(store: Store, account: int, filters: Filters) -> tuple[float, float, int]:
    with store.reading() as snapshot:
        started = time.perf_counter()
        search = snapshot.search(account, filters)
        count = search.count()
        counted = time.perf_counter()
        search.page("desc", after=None, offset=0, limit=21)
        return counted - started, time.perf_counter() - counted, count


def _filters(query: Query) -> Filters:
    return page_query(parse(contract.OPERATIONS["listEvents"], urlencode(query).encode())).filters


def _resources(store: Any, account: int) -> list[str]:
    """Ids of resources of events spread over the whole account."""
    with store.reading() as snapshot:
        source = snapshot.search(account, Filters())._source  # noqa: SLF001
        sample = [1 + n * (EVENTS - 1) // 1_000 for n in range(1_000)]
        return [row.resource_id for row in source.event_rows(sample)]


if __name__ == "__main__":
    main()
