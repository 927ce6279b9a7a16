"""Events per second and memory of walks, exports and batches, beside the same requests by raw httpx.

The ledger is a real one, served on loopback; AUDITLEDGE_BENCH_EVENTS (default 1,000,000) is its size.
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
    """The base URL and a key of a new ledger."""
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
            "iter_events": _pair(walk, raw_walk, base_url, key),
            "export_stream": _pair(export, raw_export, base_url, key),
        }
        for name, share in shares.items():
            goal(f"{name}, share of raw httpx", share, 0.8, at_least=True)


def _batches(base_url: str, key: str) -> None:
    """Fill the ledger: with turns of log_many and of raw httpx, then with what is still missing."""
    ours, theirs = [], []
    events = [EVENT] * BATCH * 10
    body = {"events": events[:BATCH]}
    with AuditLedge(key, base_url, timeout=300) as client, _raw(base_url, key) as raw:
        for _ in range(5):
            ours.append(_rate(lambda: client.log_many(events), len(events)))
            posts = [lambda: raw.post("events/batch", json=body).json()] * 10
            theirs.append(_rate(lambda: [post() for post in posts], len(events)))  # noqa: B023 - called at once
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


def walk(base_url: str, key: str) -> int:
    """Walk everything with iter_events."""
    with AuditLedge(key, base_url, timeout=300) as client:
        return sum(1 for _ in client.iter_events())


def raw_walk(base_url: str, key: str) -> int:
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
    """The same export with raw httpx, read whole and parsed."""
    with _raw(base_url, key) as raw:
        return len(raw.get("events/export").json())


def _pair(
    ours: Callable[[str, str], int], theirs: Callable[[str, str], int], base_url: str, key: str
) -> float:
    """The rates of both, three turns each in processes of their own; returns ours as a share of theirs."""
    rates: dict[str, list[float]] = {"ours": [], "raw": []}
    memory = {"ours": 0.0, "raw": 0.0}
    for _ in range(3):
        for name, work in (("ours", ours), ("raw", theirs)):
            count, seconds, megabytes = _apart(work, base_url, key)
            rates[name].append(count / seconds)
            memory[name] = max(memory[name], megabytes)
    median = {name: statistics.median(each) for name, each in rates.items()}
    print(f"  {ours.__name__:<14} {median['ours']:>9.0f} events/s, {memory['ours']:>6.0f} MB above idle")
    print(f"  {theirs.__name__:<14} {median['raw']:>9.0f} events/s, {memory['raw']:>6.0f} MB above idle")
    goal(f"{ours.__name__}, MB above idle", memory["ours"], 64)
    return median["ours"] / median["raw"]


def _apart(work: Callable[[str, str], int], base_url: str, key: str) -> tuple[int, float, float]:
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
    idle = _most_memory()
    started = time.perf_counter()
    count = work(base_url, key)
    seconds = time.perf_counter() - started
    result.send((count, seconds, _most_memory() - idle))


def _most_memory() -> float:
    """The most MB that this process has held; where there is no /proc, its parent's count too."""
    status = Path("/proc/self/status")
    if status.exists() and (found := re.search(r"VmHWM:\s+(\d+) kB", status.read_text())):
        return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
