"""A process that enqueues an event, with a fault at a given moment.

    actor.py MOMENT FAULT SPOOL BASE_URL KEY DURABILITY

It writes the ids of its events and, unless the moment is "before", waits for a line on stdin before the
fault. The fault "none" only waits.
"""

import os
import signal
import sys
import threading
import time
from typing import Any

from auditledge import AuditLedge, Outbox, contract

Facts = dict[str, Any]


def make_event() -> Facts:
    event_id = contract.new_id("evt")
    sys.stdout.write(f"{event_id}\n")  # in one write, because two processes may write at a time
    sys.stdout.flush()
    resource = {"type": "event", "id": event_id}
    return {"id": event_id, "actor": {"id": "actor"}, "action": "event.delivered", "resource": resource}


def inject(fault: str, client: AuditLedge) -> None:
    """Inject the fault into this process."""
    if fault == "exception":
        raise RuntimeError("the application failed")
    if fault == "SIGTERM":
        signal.raise_signal(signal.SIGTERM)
    if fault == "kill -9":
        signal.raise_signal(signal.SIGKILL)
    if fault == "fork":
        child = os.fork()
        client.enqueue(make_event())
        if child == 0:
            sys.exit()  # not os._exit, but like a worker that ends normally
        os.waitpid(child, 0)
    if fault == "none":
        sys.stdin.read()


def inject_within(fault: str, client: AuditLedge) -> None:
    """Inject the fault inside `enqueue`, between the call and the write."""
    write = os.write
    inside = threading.Event()

    def interrupted(fd: int, data: bytes) -> int:
        if b'"event.delivered"' in data:
            os.write = write
            inside.set()
            if fault == "fork":
                time.sleep(0.3)  # while the main thread forks
            else:
                inject(fault, client)
        return write(fd, data)

    event = make_event()
    os.write = interrupted
    if fault != "fork":
        client.enqueue(event)
        return
    thread = threading.Thread(target=client.enqueue, args=(event,))
    thread.start()
    inside.wait()
    inject(fault, client)
    thread.join()


def main(moment: str, fault: str, spool: str, base_url: str, key: str, durability: str) -> None:
    client = AuditLedge(key, base_url, timeout=5, outbox=Outbox(spool, durability=durability))  # type: ignore[arg-type]
    if moment == "before":
        inject_within(fault, client)
        return
    client.enqueue(make_event())
    if moment == "acknowledged":
        assert client.flush(10).waiting == 0
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    inject(fault, client)


if __name__ == "__main__":
    main(*sys.argv[1:])
