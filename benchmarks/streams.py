"""Events per second and memory of iteration, exports and batches, compared with raw httpx.

The ledger is a real server on loopback, with AUDITLEDGE_BENCH_EVENTS (default: 1,000,000) events.
"""

import contextlib
import multiprocessing
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx

from auditledge import AuditLedge
from benchmarks.calls import EVENT
from benchmarks.measure import goal

EVENTS = int(os.environ.get("AUDITLEDGE_BENCH_EVENTS", "1000000"))
BATCH = 1000
COMMAND = [sys.executable, "-m", "auditledge"]


@contextlib.contextmanager
def served() -> Iterator[tuple[str, str]]:
    """Run a new ledger; the value is its base URL and a key."""
    with tempfile.TemporaryDirectory() as folder:
        store = f"sqlite:///{folder}/ledger.db"
        create = [*COMMAND, "keys", "create", "--store", store, "--account", "bench"]
        key = subprocess.run(create, check=True, capture_output=True, text=True).stdout.strip()
        serve = [*COMMAND, "serve", "--store", store, "--port", "0"]
        with subprocess.Popen(serve, stderr=subprocess.PIPE, text=True) as server:
            try:
                yield _address(server), key
            finally:
                server.terminate()


def _address(server: "subprocess.Popen[str]") -> str:
    assert server.stderr is not None
    for line in server.stderr:
        if found := re.search(r"http://127\.0\.0\.1:\d+/v1", line):
            return found[0]
    raise RuntimeError("the ledger did not start")


def main() -> None:
    with served() as (base_url, key):
        _batches(base_url, key)
        print(f"{EVENTS} events in the ledger")
        shares = {
            "iter_events": _pair(iterate, raw_iterate, base_url, key),
            "export_stream": _pair(export, raw_export, base_url, key),
        }
        for name, share in shares.items():
            goal(f"{name}, share of raw httpx", share, 0.8, at_least=True)


def _batches(base_url: str, key: str) -> None:
    """Fill the ledger: first with log_many and raw httpx in turns, and then with the remaining events."""
    ours, theirs = [], []
    events = [EVENT] * BATCH * 10
    body = {"events": events[:BATCH]}
    with AuditLedge(key, base_url, timeout=300) as client, _raw(base_url, key) as raw:
        for _ in range(5):
            ours.append(_rate(lambda: client.log_many(events), len(events)))
            posts = [lambda: raw.post("events/batch", json=body).json()] * 10
            theirs.append(_rate(lambda: [post() for post in posts], len(events)))  # noqa: B023 - called immediately
        for _ in range(EVENTS // len(events) - 10):
            client.log_many(events)
    rate, raw_rate = statistics.median(ours), statistics.median(theirs)
    print(f"  log_many       {rate:>9.0f} events/s")
    print(f"  raw batches    {raw_rate:>9.0f} events/s")
    goal("log_many, share of raw httpx", rate / raw_rate, 0.8, at_least=True)


def _rate(work: Callable[[], object], count: int) -> float:
    started = time.perf_counter()
    work()
    return count / (time.perf_counter() - started)


def _raw(base_url: str, key: str) -> httpx.Client:
    return httpx.Client(base_url=base_url, headers={"Authorization": f"Bearer {key}"}, timeout=300)


def iterate(base_url: str, key: str) -> int:
    """Iterate over all events with iter_events."""
    with AuditLedge(key, base_url, timeout=300) as client:
        return sum(1 for _ in client.iter_events())


def raw_iterate(base_url: str, key: str) -> int:
    """The same pages with raw httpx."""
    seen, parameters = 0, {"limit": 1000}
    with _raw(base_url, key) as raw:
        while True:
            page: Any = raw.get("events", params=parameters).json()
            seen += len(page["events"])
            if page["next_cursor"] is None:
                return seen
            parameters = {"limit": 1000, "cursor": page["next_cursor"]}


def export(base_url: str, key: str) -> int:
    """Export everything with export_stream."""
    with AuditLedge(key, base_url, timeout=300) as client:
        return sum(1 for _ in client.export_stream())


def raw_export(base_url: str, key: str) -> int:
    """The same export with raw httpx, parsed as a whole."""
    with _raw(base_url, key) as raw:
        return len(raw.get("events/export").json())


def _pair(
    ours: Callable[[str, str], int], theirs: Callable[[str, str], int], base_url: str, key: str
) -> float:
    """Print both rates, over three turns each in separate processes; returns our share of their rate."""
    rates: dict[str, list[float]] = {"ours": [], "raw": []}
    memory = {"ours": 0.0, "raw": 0.0}
    for _ in range(3):
        for name, work in (("ours", ours), ("raw", theirs)):
            count, seconds, megabytes = _in_process(work, base_url, key)
            rates[name].append(count / seconds)
            memory[name] = max(memory[name], megabytes)
    median = {name: statistics.median(each) for name, each in rates.items()}
    print(f"  {ours.__name__:<14} {median['ours']:>9.0f} events/s, {memory['ours']:>6.0f} MB above idle")
    print(f"  {theirs.__name__:<14} {median['raw']:>9.0f} events/s, {memory['raw']:>6.0f} MB above idle")
    goal(f"{ours.__name__}, MB above idle", memory["ours"], 64)
    return median["ours"] / median["raw"]


def _in_process(work: Callable[[str, str], int], base_url: str, key: str) -> tuple[int, float, float]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_report, args=(theirs, work, base_url, key))
    process.start()
    result: tuple[int, float, float] = ours.recv()
    process.join()
    return result


def _report(result: Any, work: Callable[[str, str], int], base_url: str, key: str) -> None:
    with AuditLedge(key, base_url) as client:
        client.query({"limit": 1})
    idle = _peak_memory_mb()
    started = time.perf_counter()
    count = work(base_url, key)
    seconds = time.perf_counter() - started
    result.send((count, seconds, _peak_memory_mb() - idle))


def _peak_memory_mb() -> float:
    """The peak memory of this process in MB. Without /proc, this includes its parent's peak."""
    status = Path("/proc/self/status")
    if status.exists() and (found := re.search(r"VmHWM:\s+(\d+) kB", status.read_text())):
        return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
