"""The cost of `enqueue` to the caller, and the throughput of background delivery.

Other libraries put an event into a queue in memory, while `enqueue` has written it to disk when it returns.
They are installed in a separate virtual environment. Each round is a new process, all take turns, and all
send to the same sink.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from auditledge import AuditLedge
from auditledge.outbox.delivery.circuit_breaker import CircuitBreaker
from benchmarks.enqueue_sink import sink
from benchmarks.ledger_servers import serving
from benchmarks.measure import goal

FOLDER = Path("build/benchmarks/enqueue")
CALLER = Path(__file__).with_name("enqueue_caller.py")
OTHERS = {
    "posthog": ["posthog"],
    "segment": ["segment-analytics-python"],
    "sentry": ["sentry-sdk"],
    "opentelemetry": ["opentelemetry-sdk", "opentelemetry-exporter-otlp-proto-http"],
}
ROUNDS = 5
CALLS = 5_000
PENDING = 1_000_000

Figures = dict[str, float]


def main() -> None:
    latency()
    delivery()
    memory()


def latency() -> None:
    """The time that each call of a burst takes."""
    python = _python_of_others()
    pythons = {"auditledge": sys.executable, "auditledge fsync": sys.executable} | dict.fromkeys(
        OTHERS, python
    )
    found: dict[str, list[Figures]] = {name: [] for name in pythons}
    with sink() as port:
        for _ in range(ROUNDS):
            for name, executable in pythons.items():
                found[name].append(_call(executable, name, port))
    medians = {name: _median(rounds) for name, rounds in found.items()}
    _show_latency(medians)


def _call(executable: str, name: str, port: int) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        command = [executable, str(CALLER), name, str(port), str(CALLS), folder]
        path = os.pathsep.join(str(Path(each).resolve()) for each in (".", "generated"))
        environment = (
            {**os.environ, "PYTHONPATH": path} if name.startswith("auditledge") else dict(os.environ)
        )
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def _median(rounds: list[Figures]) -> Figures:
    return {key: statistics.median(each[key] for each in rounds) for key in rounds[0]}


def _show_latency(medians: dict[str, Figures]) -> None:
    ours = medians["auditledge"]
    title = f"a burst of {CALLS} calls"
    print(f"{title:<28} {'p50 us':>8} {'p99 us':>8} {'CPU us':>8} {'p50 ratio':>10}")
    for name, each in medians.items():
        ratio = each["p50"] / ours["p50"]
        print(f"  {name:<26} {each['p50']:>8.1f} {each['p99']:>8.1f} {each['cpu']:>8.1f} {ratio:>9.2f}x")
    raw = ours["encode"] + ours["write"]
    print(f"  {'json.dumps + os.write':<26} {raw:>8.1f}{'':>19}{raw / ours['p50']:>9.2f}x")
    print(f"  {'Outbox.put by itself':<26} {ours['put']:>8.1f}{'':>19}{ours['put'] / ours['p50']:>9.2f}x")
    for name in OTHERS:
        goal(f"p50 as a share of {name}'s", ours["p50"] / medians[name]["p50"], 1.0)
    goal("p99 as a share of opentelemetry's", ours["p99"] / medians["opentelemetry"]["p99"], 1.0)
    goal(
        "p50 as a multiple of 3 x json.dumps + os.write",
        ours["p50"] / (3 * ours["encode"] + ours["write"]),
        1.0,
    )


def delivery() -> None:
    """From the first `enqueue` to the last acknowledgment, compared with `log_many`, on SQLite."""
    count = 20_000
    taken: dict[str, list[float]] = {"log_many": [], "enqueue": [], "backlog": []}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(3):
            with serving(f"sqlite:///{folder}/{number}.db") as server:
                url = f"http://127.0.0.1:{server.port}/v1"
                with AuditLedge(server.key, url, outbox=Path(folder, "spool")) as client:
                    for name, seconds in _deliver_each_way(client, count).items():
                        taken[name].append(seconds)
    rates = {name: count / statistics.median(seconds) for name, seconds in taken.items()}
    print(f"\n{'delivered to a ledger on SQLite':<40} {'events/s':>9} {'ratio':>7}")
    for name, rate in rates.items():
        print(f"  {name:<38} {rate:>9.0f} {rate / rates['log_many']:>6.2f}x")
    goal("delivery as a share of log_many", rates["enqueue"] / rates["log_many"], 0.8, at_least=True)


def _deliver_each_way(client: AuditLedge, count: int) -> dict[str, float]:
    """Seconds that each way takes to deliver the same events, with new ids each time."""
    events = [_event(each) for each in range(count)]
    return {
        "log_many": _time(lambda: client.log_many(events)),
        "enqueue": _time(lambda: _deliver(client, events)),
        "backlog": _deliver_backlog(client, events),
    }


def _deliver(client: AuditLedge, events: list[dict[str, Any]]) -> None:
    for event in events:
        client.enqueue(event)
    assert client.flush(120).waiting == 0


def _deliver_backlog(client: AuditLedge, events: list[dict[str, Any]]) -> float:
    """Seconds to deliver events that were queued while the ledger was unreachable."""
    remaining = CircuitBreaker.remaining
    CircuitBreaker.remaining = lambda _: 3600.0  # type: ignore[method-assign]
    for event in events:
        client.enqueue(event)
    CircuitBreaker.remaining = remaining  # type: ignore[method-assign]
    return _time(lambda: client.flush(120))


def _time(call: Any) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def memory() -> None:
    """The memory of a process while a million events are pending."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(CALLER), "memory", "9", str(PENDING), folder]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        memory_mb = json.loads(done.stdout.splitlines()[-1])
    print(f"\n{'pending events':<28} {'MB':>8}")
    for pending, megabytes in memory_mb.items():
        print(f"  {int(pending):<26,} {megabytes:>8.1f}")
    first, *_, last = memory_mb.values()
    goal("memory with 1,000,000 pending to that with 10,000", last / first, 1.05)


def _event(number: int) -> dict[str, Any]:
    return {
        "actor": {"id": f"user_{number % 1000}", "name": "Alice", "email": "alice@example.com"},
        "action": "invoice.deleted",
        "resource": {"type": "invoice", "id": f"inv_{number}", "name": f"Invoice #{number}"},
        "organization_id": "org_789",
        "metadata": {"ip": "192.168.1.1", "agent": "x" * 150},
    }


def _python_of_others() -> str:
    """The interpreter of the virtual environment in which the other libraries are installed."""
    python = FOLDER / "venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(FOLDER / "venv")], check=True)
        packages = [package for each in OTHERS.values() for package in each]
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *packages], check=True)
    return str(python.absolute())


if __name__ == "__main__":
    main()
