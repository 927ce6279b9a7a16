"""A process that enqueues events until it is killed, and logs them to a separate file.

    worker.py LOG SPOOL BASE_URL KEY DURABILITY

The lines of the log are `t ID` before an event is enqueued and `k ID` after `enqueue` has returned.
"""

import os
import random
import sys
import time

from auditledge import AuditLedge, Outbox, contract

PAYLOADS = [0, 10, 100, 1000, 20_000]


def main(log: str, spool: str, base_url: str, key: str, durability: str) -> None:
    record = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    outbox = Outbox(spool, durability=durability)  # type: ignore[arg-type]
    client = AuditLedge(key, base_url, timeout=1.0, outbox=outbox)
    while True:
        for _ in range(random.randrange(1, 40)):
            event_id = contract.new_id("evt")
            os.write(record, f"t {event_id}\n".encode())
            client.enqueue(
                {
                    "id": event_id,
                    "actor": {"id": f"process {os.getpid()}"},
                    "action": "process.survived",
                    "resource": {"type": "event", "id": event_id},
                    "metadata": {"payload": "ü" * random.choice(PAYLOADS)},
                }
            )
            os.write(record, f"k {event_id}\n".encode())
        time.sleep(random.random() * 0.1)


if __name__ == "__main__":
    main(*sys.argv[1:])
