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

from auditledge.server.stores.models import Event, Filters
from auditledge.server.stores.protocol import Store
from auditledge.server.stores.urls import open_store
from benchmarks import ledger_data as data
from benchmarks.ledger_counts import counts
from benchmarks.ledger_engines import Engine, Insert, engines
from benchmarks.ledger_http import FILL_GROUP, over_http
from benchmarks.ledger_posts import posting
from benchmarks.ledger_report import Report, Rows, plot
from benchmarks.ledger_searches import searches
from benchmarks.ledger_servers import serving

EVENTS = int(os.environ.get("AUDITLEDGE_BENCH_EVENTS", "10000000"))
FOLDER = Path(os.environ.get("AUDITLEDGE_BENCH_FOLDER", "build/ledger"))
GROUPS = 40
SAMPLE = 1_000  # events whose values are searched for


def main() -> None:
    for folder in (FOLDER, Path("build")):
        folder.mkdir(parents=True, exist_ok=True)
    small = int(EVENTS * data.SMALL_SHARE) // data.SMALL_ACCOUNTS
    report = Report(f"Ledger with {EVENTS:,} events in one account, and {small:,} in each of 50 others")
    searched: dict[str, dict[str, Rows]] = {}
    counted: dict[str, Rows] = {}
    for engine in engines(FOLDER):
        report.say(f"# {engine.name}\n")
        _fill(report, engine)
        searched[engine.name], counted[engine.name] = measure(report, engine)
        over_http(report, engine, EVENTS)
        _inserts(report, engine)
        posting(report, engine)
    report.write(Path("build/ledger-benchmark.md"))
    plot_all(searched, counted)


def measure(report: Report, engine: Engine) -> tuple[dict[str, Rows], Rows]:
    """Measure searches, by group, and counts."""
    sample = data.accounts(EVENTS)[0].sample(SAMPLE, EVENTS)
    with contextlib.closing(open_store(engine.large)) as store, serving(engine.large) as server:
        return searches(report, store, server, sample), counts(report, store, server, sample)


def plot_all(searched: dict[str, dict[str, Rows]], counted: dict[str, Rows]) -> None:
    """Plot the filters, the other groups of searches, and counts: rows by engine."""
    on, what = f"on one account of {EVENTS:,} events", ("total", "page of 20")
    filters = {engine: groups["filters"] for engine, groups in searched.items()}
    others = {
        engine: {
            name: row for group, rows in groups.items() if group != "filters" for name, row in rows.items()
        }
        for engine, groups in searched.items()
    }
    plot(filters, what, f"Filters {on}", Path("build/ledger-benchmark.svg"))
    plot(
        others, what, f"Other filters, and expressions, {on}", Path("build/ledger-benchmark-expressions.svg")
    )
    ways = ("in the process", "over HTTP")
    plot(counted, ways, f"Counts {on}", Path("build/ledger-benchmark-counts.svg"))


def _fill(report: Report, engine: Engine) -> None:
    """Fill the ledger, as far as earlier runs did not, and index all of it."""
    with contextlib.closing(open_store(engine.large)) as store:
        engine.prepare(store)
        fill(store)
        account = store.ensure_account("large", "growth")
        events = EVENTS + EVENTS * data.SMALL_SHARE
        sealed = _sealed_bytes(store, account)
        report.say(f"{engine.bytes(store) / events:.0f} bytes per event on disk, {sealed:.1f} in segments\n")


def fill(store: Store) -> None:
    """Append what is missing of the large account and the small ones, in turns."""
    large, small = data.accounts(EVENTS)
    each, part = int(EVENTS * data.SMALL_SHARE) // len(small), EVENTS // len(small)
    numbers = [store.ensure_account("large", "growth")]
    for place, other in enumerate(small):
        data.append(store, numbers[0], large.stream, (place + 1) * part, FILL_GROUP)
        numbers.append(store.ensure_account(f"small{place}", "growth"))
        data.append(store, numbers[-1], other.stream, each, FILL_GROUP)
    for number in numbers:
        while store._compactor.step(number):  # type: ignore[attr-defined]  # noqa: SLF001
            pass


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
        stream = population.plain_stream()
        rates_of_new = _in_turns(ways, stream, numbers)
        for name in stores:
            ways[name](_numbered(population.introduction(), numbers[name]))
        rates = _in_turns(ways, stream, numbers)
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


if __name__ == "__main__":
    main()
