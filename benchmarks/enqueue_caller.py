"""Enqueue a burst of events with one library, and print the cost as JSON.

    enqueue_caller.py LIBRARY PORT CALLS FOLDER

Run by `enqueue.py`. Other libraries run in a virtual environment without auditledge.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

EVENT: dict[str, Any] = {
    "actor": {"id": "user_123", "name": "Alice", "email": "alice@example.com"},
    "action": "invoice.deleted",
    "resource": {"type": "invoice", "id": "inv_456", "name": "Invoice #1042"},
    "organization_id": "org_789",
    "metadata": {"ip": "192.168.1.1", "agent": "x" * 180},
}


def posthog(url: str, _: str) -> Callable[[], object]:
    from posthog import Posthog

    client = Posthog("phc_key", host=url)
    return lambda: client.capture("invoice.deleted", distinct_id="user_123", properties=EVENT)


def segment(url: str, _: str) -> Callable[[], object]:
    from segment.analytics.client import Client

    client = Client("key", host=url)
    return lambda: client.track("user_123", "invoice.deleted", EVENT)


def sentry(url: str, _: str) -> Callable[[], object]:
    import sentry_sdk

    sentry_sdk.init(dsn=url.replace("://", "://key@") + "/1", default_integrations=False)
    return lambda: sentry_sdk.capture_event({"message": "invoice.deleted", "extra": EVENT})


def opentelemetry(url: str, _: str) -> Callable[[], object]:
    from opentelemetry._logs import LogRecord, SeverityNumber
    from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
    from opentelemetry.sdk._logs import LoggerProvider
    from opentelemetry.sdk._logs.export import BatchLogRecordProcessor

    provider = LoggerProvider()
    provider.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter(endpoint=f"{url}/v1/logs")))
    logger = provider.get_logger("audit")

    def emit() -> None:
        logger.emit(
            LogRecord(
                timestamp=time.time_ns(),
                body="invoice.deleted",
                severity_number=SeverityNumber.INFO,
                attributes=EVENT,
            )
        )

    return emit


def auditledge(url: str, folder: str, durability: Any = "process") -> Callable[[], object]:
    from auditledge import AuditLedge, Outbox

    client = AuditLedge("key", f"{url}/v1", outbox=Outbox(folder, durability=durability))
    return lambda: client.enqueue(EVENT)


def auditledge_fsync(url: str, folder: str) -> Callable[[], object]:
    return auditledge(url, folder, "fsync")


def measure(call: Callable[[], object], calls: int) -> dict[str, float]:
    """Microseconds per call: the median, the 99th percentile, and the CPU time of this process."""
    for _ in range(50):
        call()
    clock = time.perf_counter_ns
    taken = []
    cpu = time.process_time()
    for _ in range(calls):
        started = clock()
        call()
        taken.append(clock() - started)
    cpu = time.process_time() - cpu
    taken.sort()
    p50, p99 = taken[calls // 2], taken[calls * 99 // 100]
    return {"p50": p50 / 1e3, "p99": p99 / 1e3, "cpu": cpu / calls * 1e6}


def measure_parts(folder: str, calls: int) -> dict[str, float]:
    """Median microseconds of the necessary parts, encoding and writing the event, and of `Outbox.put`."""
    from auditledge import AuditLedge, Outbox

    event = {
        "id": "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e",
        **EVENT,
        "timestamp": "2026-11-23T10:15:30.000000Z",
    }
    line = json.dumps(event).encode() + b"\n"
    fd = os.open(Path(folder, "raw"), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    outbox = AuditLedge("key", "http://127.0.0.1:9/v1", outbox=Outbox(Path(folder, "parts"))).outbox
    compact = json.dumps(event, separators=(",", ":")).encode()
    return {
        "encode": measure(lambda: json.dumps(event), calls)["p50"],
        "write": measure(lambda: os.write(fd, line), calls)["p50"],
        "put": measure(lambda: outbox.enqueue_json(compact), calls)["p50"],
    }


def measure_memory(folder: str, calls: int) -> dict[str, float]:
    """Resident megabytes of this process, by number of pending events."""
    enqueue = auditledge("http://127.0.0.1:9", folder)
    memory_mb = {}
    for number in range(1, calls + 1):
        enqueue()
        if number in (10_000, calls // 4, calls // 2, calls):
            memory_mb[str(number)] = _resident_mb()
    return memory_mb


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main(library: str, port: str, calls: str, folder: str) -> None:
    if library == "memory":
        found = measure_memory(folder, int(calls))
    else:
        found = measure(globals()[library.replace(" ", "_")](f"http://127.0.0.1:{port}", folder), int(calls))
        found |= measure_parts(folder, int(calls)) if library == "auditledge" else {}
    print(json.dumps(found), flush=True)
    os._exit(0)  # without delivering what is still queued, which is not measured


if __name__ == "__main__":
    main(*sys.argv[1:])
