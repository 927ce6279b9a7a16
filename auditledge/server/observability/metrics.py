"""Metrics for Prometheus: counted as requests and commits end, or sampled once a second.

Labels have few values: operations of the contract, methods, statuses and codes; never a key or an account.
Each of several processes counts for itself; `metrics_endpoint` says how their counts become one.
"""

import asyncio
import collections
import platform
from collections.abc import Sequence
from typing import Literal

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

from auditledge._version import __version__
from auditledge.server import background
from auditledge.server.api.observer import ObservedRequest
from auditledge.server.ledger.append import Outcome, Stored
from auditledge.server.ledger.ledger import Ledger
from auditledge.server.ledger.readers import SearchCounts
from auditledge.server.retention.worker import RetentionStats

_SAMPLE_EVERY_S = 1.0
_MAX_STATE_AGE_S = 5.0
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_DURATIONS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_GROUP_SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)
_PROCESS_GAUGES: tuple[tuple[str, str, Literal["livesum", "livemin"]], ...] = (
    ("process_resident_memory_bytes", "Memory that is held.", "livesum"),
    ("process_virtual_memory_bytes", "Memory that is addressed.", "livesum"),
    ("process_open_fds", "Files and connections that are open.", "livesum"),
    ("process_max_fds", "Files and connections that may be open.", "livesum"),
    ("process_start_time_seconds", "When the oldest process began, since 1970.", "livemin"),
)
_NOTHING = RetentionStats(0, 0, 0, None)


class Metrics:
    """The metrics of this process, in `registry`. An observer of requests and of commits."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call] # a time for each metric, which few people use
        self.registry: CollectorRegistry = CollectorRegistry()
        self._requests = Histogram(
            "auditledge_http_request_duration_seconds",
            "Time from the head of a request to the end of its response.",
            ["operation", "method", "status"],
            buckets=_DURATIONS,
            registry=self.registry,
        )
        self._histograms: dict[tuple[str | None, str, int], Histogram] = {}
        self._errors = Counter(
            "auditledge_refusals",
            "Requests, and events of batches, that failed, by the code of the error.",
            ["code"],
            registry=self.registry,
        )
        self._appended = self._counter("auditledge_events_appended", "Events that were stored.")
        self._commit = Histogram(
            "auditledge_commit_duration_seconds",
            "Time that a group of events took to be validated, written and committed.",
            buckets=_DURATIONS,
            registry=self.registry,
        )
        self._group = Histogram(
            "auditledge_commit_events",
            "Events in a group that was committed.",
            buckets=_GROUP_SIZES,
            registry=self.registry,
        )
        self._queued_requests = self._gauge(
            "auditledge_write_queue_requests", "Requests that wait to be written."
        )
        self._queued_bytes = self._gauge("auditledge_write_queue_bytes", "Approximate memory that they take.")
        self._streams = self._gauge("auditledge_stream_followers", "Open streams.")
        self._exports = self._gauge("auditledge_exports_running", "Running exports.")
        self._waiting = self._gauge("auditledge_searches_waiting", "Searches that wait for a thread.")
        self._searches = SearchCounts(0, 0, 0)
        self._refused = self._counter("auditledge_searches_refused", "Searches that waited for too long.")
        self._timed_out = self._counter("auditledge_searches_timed_out", "Searches that took too long.")
        self._retained = _NOTHING
        self._deleted = self._counter("auditledge_retention_deleted_events", "Events that were deleted.")
        self._failures = self._counter("auditledge_retention_failures", "Passes of retention that failed.")
        self._doubt = self._worst(
            "auditledge_retention_waiting", "Whether retention waits for an operator: 0 or 1."
        )
        self._ahead = self._worst(
            "auditledge_receipts_ahead_seconds", "How far the newest time of receipt is in the future."
        )
        self._background_counted = collections.Counter[str]()
        self._background_failures = Counter(
            "auditledge_background_failures",
            "Unexpected exceptions of background work, which was restarted.",
            ["name"],
            registry=self.registry,
        )
        for name in background.NAMES:
            self._background_failures.labels(name)  # at zero, so that a rate can be computed from the start
        self._store = Gauge(
            "auditledge_store_up",
            "Whether the store can be read and written: 1 if every process finds so.",
            multiprocess_mode="livemin",
            registry=self.registry,
        )
        self._process = ProcessMetrics(self.registry)
        build = Gauge(
            "auditledge_build_info",
            "What serves: always 1.",
            ["version", "python_version"],
            multiprocess_mode="livemax",
            registry=self.registry,
        )
        build.labels(__version__, platform.python_version()).set(1)

    def ended(self, observed: ObservedRequest) -> None:
        """Count a request that is over."""
        request = observed.request
        operation = request.operation.name if request.operation else "none"
        key = (operation, request.method, observed.status)
        known = self._histograms.get(key)
        if known is None:
            method = request.method if request.method in _METHODS else "other"
            known = self._requests.labels(operation, method, str(observed.status))
            if method != "other":
                self._histograms[key] = known
        known.observe(observed.seconds)
        for code in request.error_codes:
            self._errors.labels(code).inc()

    def close(self) -> None:
        """Nothing is to be done: what was counted stays."""

    def committed(self, outcomes: Sequence[Outcome], seconds: float) -> None:
        """Count a group that was committed. In the writer's thread."""
        if outcomes:
            self._commit.observe(seconds)
            self._group.observe(len(outcomes))
            self._appended.inc(sum(isinstance(each, Stored) and not each.replayed for each in outcomes))

    async def watch(self, ledger: Ledger) -> None:
        """Sample what is not counted as it happens, until cancelled."""
        while True:
            self._sample(ledger)
            self._store.set(await ledger.readiness.state(_MAX_STATE_AGE_S) == "ok")
            await asyncio.sleep(_SAMPLE_EVERY_S)

    def _sample(self, ledger: Ledger) -> None:
        load = ledger.load
        self._queued_requests.set(load.queued_requests)
        self._queued_bytes.set(load.queued_bytes)
        self._streams.set(load.subscribers)
        self._exports.set(load.exports)
        self._waiting.set(load.searches.pending)
        self._refused.inc(load.searches.refused - self._searches.refused)
        self._timed_out.inc(load.searches.timed_out - self._searches.timed_out)
        self._searches = load.searches
        retained = ledger.retention_stats or _NOTHING
        self._deleted.inc(retained.deleted - self._retained.deleted)
        self._failures.inc(retained.failures - self._retained.failures)
        self._retained = retained
        self._doubt.set(ledger.retention_doubt is not None)
        self._ahead.set(ledger.newest_receipt.ahead)
        for name, count in ledger.background.failures.items():
            self._background_failures.labels(name).inc(count - self._background_counted[name])
            self._background_counted[name] = count
        self._process.sample()

    def _counter(self, name: str, text: str) -> Counter:
        return Counter(name, text, registry=self.registry)

    def _worst(self, name: str, text: str) -> Gauge:
        return Gauge(name, text, multiprocess_mode="livemax", registry=self.registry)

    def _gauge(self, name: str, text: str) -> Gauge:
        return Gauge(name, text, multiprocess_mode="livesum", registry=self.registry)


class ProcessMetrics:
    """What every process reports of itself, under the usual names. Of several, the sum.

    The library's own collector knows one process, and forgets the processor time of those that have ended.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        self._source = ProcessCollector(registry=None)
        self._cpu = Counter("process_cpu_seconds", "Processor time spent.", registry=registry)
        self._spent = 0.0
        self._gauges = {
            name: Gauge(name, text, multiprocess_mode=mode, registry=registry)
            for name, text, mode in _PROCESS_GAUGES
        }

    def sample(self) -> None:
        """Read what the system knows of this process."""
        for family in self._source.collect():
            for sample in family.samples:
                if sample.name in self._gauges:
                    self._gauges[sample.name].set(sample.value)
                elif sample.name == "process_cpu_seconds_total":
                    self._cpu.inc(sample.value - self._spent)
                    self._spent = sample.value
