"""Test applications. They create their client at import, as applications do."""

import os
import sys
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from auditledge import AsyncAuditLedge, AuditLedge

SPOOL, URL, KEY = (os.environ[name] for name in ("TEST_SPOOL", "TEST_URL", "TEST_KEY"))
EVENT: dict[str, Any] = {"actor": {"id": "app"}, "action": "a.b", "resource": {"type": "t", "id": "1"}}

client = AuditLedge(KEY, URL, timeout=float(os.environ.get("TEST_TIMEOUT", "5")), outbox=SPOOL)
if os.environ.get("TEST_ENQUEUE_AT_IMPORT"):
    client.enqueue(EVENT)  # starts the delivery thread in the parent of the workers


def wsgi(_: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{os.getpid()} {client.enqueue(EVENT)}".encode()]


def make_asgi() -> Callable[..., Awaitable[None]]:
    loop_client = AsyncAuditLedge(KEY, URL, timeout=5, outbox=SPOOL)

    async def asgi(scope: dict[str, Any], _: Any, send: Callable[..., Awaitable[None]]) -> None:
        if scope["type"] != "http":
            return
        event_id = await loop_client.enqueue(EVENT)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": f"{os.getpid()} {event_id}".encode()})

    return asgi


asgi = make_asgi()


def make_celery() -> Any:
    import celery

    folder = os.environ["TEST_BROKER"]
    options = {"data_folder_in": folder, "data_folder_out": folder, "control_folder": folder}
    app = celery.Celery("apps", broker="filesystem://", broker_transport_options=options)
    app.conf.broker_connection_retry_on_startup = True

    @app.task(name="record")
    def record() -> None:
        event_id = client.enqueue(EVENT)
        with open(os.environ["TEST_RECORD"], "a") as file:  # noqa: PTH123
            file.write(f"{os.getpid()} {event_id}\n")

    return app


if os.environ.get("TEST_BROKER"):
    celery = make_celery()


def run_multiprocessing(method: str) -> None:
    import multiprocessing

    context = multiprocessing.get_context(method)
    print_id(client.enqueue(EVENT))
    children = [context.Process(target=child) for _ in range(2)]
    for each in children:
        each.start()
    for each in children:
        each.join()
    print_id(client.enqueue(EVENT))


def child() -> None:
    for _ in range(3):
        print_id(client.enqueue(EVENT))


def run_gevent() -> None:
    from gevent import monkey, spawn

    assert monkey.is_module_patched("threading")
    tasks = [spawn(lambda: [print_id(client.enqueue(EVENT)) for _ in range(10)]) for _ in range(5)]
    for task in tasks:
        task.join()
    assert client.flush(10).waiting == 0


def run_signals() -> None:
    """A signal handler enqueues while its thread is enqueueing."""
    import json
    import signal

    from auditledge import contract

    ids = iter([contract.new_id("evt") for _ in range(100_000)])

    def enqueue(*_: object) -> None:
        event_id = next(ids)
        client.outbox.enqueue_json(json.dumps({**EVENT, "id": event_id}).encode())
        print_id(event_id)

    enqueue()  # so that everything is imported
    signal.signal(signal.SIGALRM, enqueue)
    signal.setitimer(signal.ITIMER_REAL, 0.002, 0.002)
    end = time.monotonic() + 0.5
    while time.monotonic() < end:
        enqueue()
    signal.setitimer(signal.ITIMER_REAL, 0)
    assert client.flush(20).waiting == 0


def run_foreign_fork() -> None:
    """A fork without Python's hooks, as a program that embeds Python may do it."""
    from auditledge.outbox import lifecycle

    print_id(client.enqueue(EVENT))
    lifecycle._registered.clear()
    pid = os.fork()
    print_id(client.enqueue(EVENT))
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def run_wait() -> None:
    print_id(client.enqueue(EVENT))
    sys.stdin.readline()


def run_once(exit_seconds: str = "2") -> None:
    from auditledge.outbox import lifecycle

    print_id(client.enqueue(EVENT))
    lifecycle.EXIT_SECONDS = float(exit_seconds)


def print_id(event_id: str) -> None:
    os.write(1, f"{os.getpid()} {event_id}\n".encode())


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
