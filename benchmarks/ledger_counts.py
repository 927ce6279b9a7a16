"""Counts by fields and by time, each with a filter and a time range that no request before had."""

import http.client
import random
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from auditledge import contract
from auditledge.server.api.query_parameters import count_query, facets_query, parse
from auditledge.server.ledger.counts import HistogramQuery, read_counts, read_histogram
from auditledge.server.stores.models import Event
from auditledge.server.stores.protocol import Store
from benchmarks.ledger_data import ACTORS, ORGANIZATIONS, SEED
from benchmarks.ledger_expressions import Expressions
from benchmarks.ledger_load import get, status
from benchmarks.ledger_queries import Query, days, number
from benchmarks.ledger_report import Report, Rows, times
from benchmarks.ledger_servers import Server

EACH = 100
_WARMING = 3
_YEAR = 365
_METHOD = """\
Each request has another time range and another filter: none, an organization, an actor, a part of an action,
a type, an outcome, or an expression, in turns. Each runs once, when the columns are cached.
"""
_GOALS = {"time": 150.0, "ip": 300.0, "actor_id": 300.0}
_GOAL = 100.0
_BY = ("action", "resource_type", "organization_id", "actor_type", "outcome", "actor_id", "ip", "time")


def counts(report: Report, store: Store, server: Server, sample: Sequence[Event]) -> Rows:
    """Measure counts by each field; returns the times in this process and over HTTP."""
    report.say(f"## Counts of the large account; ms, {EACH} of each, p50 / p99\n")
    report.say(_METHOD)
    report.say("| by | count | over HTTP | groups |\n|---|---|---|---|")
    requests = _Requests(sample)
    rows: Rows = {}
    for by in _BY:
        some = [requests.next(by) for _ in range(2 * (EACH + _WARMING))]
        taken, groups = _measure(store, some[::2])
        _get(server, some[1::2][:_WARMING])
        rows[by] = times(taken), times(_get(server, some[1::2][_WARMING:]))
        report.say(f"| {by} | {rows[by][0]} | {rows[by][1]} | up to {groups:,} |")
    some = [requests.next("outcome,action,actor_id") for _ in range(2 * EACH)]
    facets = times(_measure(store, some[::2])[0]), times(_get(server, some[1::2]))
    report.say(f"| facets of outcome, action and actor_id | {facets[0]} | {facets[1]} | |\n")
    for place, where in enumerate(("", " over HTTP")):
        for by, each in rows.items():
            report.goal(f"p99 of a count by {by}{where}, ms", each[place].p99, _GOALS.get(by, _GOAL))
    report.say()
    _reading(report, server, requests)
    return rows


class _Requests:
    """Draws requests, each with a time range and a filter of its own."""

    def __init__(self, sample: Sequence[Event]) -> None:
        self._draw = random.Random(SEED + 3)
        self._sample = sample
        self._expressions = Expressions(sample, 1)
        self._turn = 0

    def next(self, by: str) -> Query:
        """The next request. Time is counted over a year, the rest over a month or more."""
        self._turn += 1
        range_ = days(self._draw, _YEAR if by == "time" else self._draw.uniform(30, 700))
        return {"by": by, **range_, **self._filter(self._turn % 7)}

    def _filter(self, kind: int) -> Query:
        event = self._draw.choice(self._sample)
        return (
            {},
            {"organization_id": f"org_0_{number(self._draw, ORGANIZATIONS)}"},
            {"actor_id": f"user_0_{number(self._draw, ACTORS)}"},
            {"action": event.kind.action.partition(".")[2]},
            {"resource_type": event.kind.resource_type},
            {"outcome": event.outcome or "success"},
            {"q": self._expressions.any_indexed()},
        )[kind]


def _measure(store: Store, some: Sequence[Query]) -> tuple[list[float], int]:
    """The seconds that each took, without those that warm the cache, and the max number of groups."""
    account = store.ensure_account("large", "growth")
    taken, largest = [], 0
    for query in some:
        with store.reading() as snapshot:
            started = time.perf_counter()
            largest = max(largest, _count(snapshot, account, query))
            taken.append(time.perf_counter() - started)
    return taken[_WARMING:], largest


def _count(snapshot: Any, account: int, query: Query) -> int:
    is_facets = "," in query["by"]
    operation = contract.OPERATIONS["countFacets" if is_facets else "countEvents"]
    values = parse(operation, urlencode(query).encode())
    wanted = facets_query(values) if is_facets else count_query(values)
    search = snapshot.search(account, wanted.filters)
    if isinstance(wanted, HistogramQuery):
        return len(read_histogram(search, wanted).groups)
    return max(each.distinct for each in read_counts(search, wanted))


def _get(server: Server, some: Sequence[Query]) -> list[float]:
    return get(server, [_path(query) for query in some])


def _path(query: Query) -> str:
    return f"/events/{'facets' if ',' in query['by'] else 'counts'}?{urlencode(query)}"


def _reading(report: Report, server: Server, requests: _Requests) -> None:
    """Counts for which events are read: within the time budget, or 503."""
    report.say("| reads events | over | seconds | status |\n|---|---|---|---|")
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    for by in ("resource_id", "changed", "metadata.plan", "metadata"):
        for count in (1, 30, 700):
            query = {**requests.next(by), **days(requests._draw, count)}  # noqa: SLF001
            query = {name: query[name] for name in ("by", "start_date", "end_date")}
            started = time.perf_counter()
            result = status(connection, server, _path(query))
            report.say(f"| {by} | {count} days | {time.perf_counter() - started:.2f} | {result} |")
    report.say()
