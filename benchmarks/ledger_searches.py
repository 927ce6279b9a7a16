"""Pages and exact totals of searches, in this process and over HTTP."""

import http.client
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from auditledge import contract
from auditledge.server.api.query_parameters import page_query, parse
from auditledge.server.stores.columnar.cache import CachedSearch
from auditledge.server.stores.models import Event, Filters
from auditledge.server.stores.protocol import Store
from benchmarks.ledger_expressions import Expressions
from benchmarks.ledger_load import get, status
from benchmarks.ledger_queries import SINGLE, Query, path, queries, queries_of_members
from benchmarks.ledger_report import Report, Rows, Times, times
from benchmarks.ledger_servers import Server

EACH = 200
SCANNED = 5
ATTEMPTS = 3
_METHOD = """\
Totals and pages are the fastest of three runs, because the machine may be shared. Cached results of a search
are dropped between runs. Over HTTP every response includes the total, so each query first requests a page of
one, which shows the cost of the total, and then a page of 20, whose total is cached by then. Each runs once.
The first query of a kind reads columns from the store; the server has read them before.
"""


class Group(NamedTuple):
    """Kinds of searches, and the goals for the 99th percentile of a page and of a total, in milliseconds."""

    name: str
    kinds: dict[str, list[Query]]
    page_goal: float
    total_goal: float


def groups(sample: Sequence[Event]) -> list[Group]:
    """Every kind of search with a goal."""
    each = EACH + 1  # the first of a kind is reported by itself
    expressions = Expressions(sample, each)
    return [
        Group("filters", queries(sample, each), 10, 100),
        Group("filters of contract 1.1", queries_of_members(sample, each), 10, 100),
        Group("expressions", expressions.indexed(), 10, 100),
        Group("equality in metadata", expressions.metadata(), 20, 100),
    ]


def searches(report: Report, store: Store, server: Server, sample: Sequence[Event]) -> dict[str, Rows]:
    """Measure every group; returns the times of totals and pages in this process, by group and kind."""
    report.say(f"## Searches of the large account; ms, {EACH} of each kind, p50 / p99\n")
    report.say(_METHOD)
    warm(server)
    rows = {group.name: _group(report, store, server, group) for group in groups(sample)}
    _scanned(report, server, Expressions(sample, SCANNED).scanned())
    return rows


def warm(server: Server) -> None:
    """Let a server read the columns of all segments."""
    fields = ("action", "actor_id", "actor_type", "ip", "organization_id")
    get(server, [f"/events/counts?by={field}&outcome=failure" for field in fields])
    in_every_segment = {"q": "metadata.duration_ms:7"}
    get(server, [path(in_every_segment, limit=1_000, offset=offset) for offset in (0, 1_000, 2_000)])
    get(server, [path({"on_behalf_of_id": "user_0_1"}, limit=1_000)])


def _group(report: Report, store: Store, server: Server, group: Group) -> Rows:
    account = store.ensure_account("large", "growth")
    columns = (group.name, "first", "total", "page of 20", "total over HTTP", "page over HTTP", "matches")
    report.say(f"| {' | '.join(columns)} |\n{'|---' * len(columns)}|")
    rows: Rows = {}
    served: Rows = {}
    for name, some in group.kinds.items():
        totals, pages, counts = _measure(store, account, [_filters(query) for query in some])
        get(server, [path(some[0])])
        served[name] = _over_http(server, some[1:])
        rows[name] = times(totals[1:]), times(pages[1:])
        first = (totals[0] + pages[0]) * 1e3
        cells = " | ".join(map(str, (*rows[name], *served[name])))
        report.say(f"| {name} | {first:.0f} | {cells} | {min(counts):,} to {max(counts):,} |")
    report.say()
    for where, measured in {"": rows, " over HTTP": served}.items():
        page, total = (max(each[place].p99 for each in measured.values()) for place in (1, 0))
        report.goal(f"{group.name}: p99 of a page{where}, ms", page, group.page_goal)
        report.goal(f"{group.name}: p99 of a total{where}, ms", total, group.total_goal)
        if set(SINGLE) <= set(measured):
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
            store._cache._cache.put(account, filters, CachedSearch({}), 0)  # noqa: SLF001
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


def _scanned(report: Report, server: Server, kinds: dict[str, list[Query]]) -> None:
    """What reads events must end within the time budget, with the result or with 503."""
    report.say(f"| reads events | of {SCANNED} over HTTP, 200 | 503 | s, p50 / max |\n|---|---|---|---|")
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    for name, some in kinds.items():
        results, taken = Counter[int](), []
        for query in some:
            started = time.perf_counter()
            results[status(connection, server, path(query))] += 1
            taken.append(time.perf_counter() - started)
        assert results.keys() <= {200, 503}, results
        middle = sorted(taken)[len(taken) // 2]
        report.say(f"| {name} | {results[200]} | {results[503]} | {middle:.2f} / {max(taken):.2f} |")
    report.say()
