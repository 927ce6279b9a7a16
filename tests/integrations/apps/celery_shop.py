"""A Celery application whose tasks record an event each, for the user in their argument."""

import os
from typing import Any

from celery import Celery

from auditledge.celery import audit, install

app = Celery("shop", broker=os.environ["BROKER"], set_as_current=False)
app.conf.update(
    task_default_queue=os.environ.get("QUEUE", "shop"),
    broker_connection_retry_on_startup=True,
    worker_hijack_root_logger=False,
    beat_schedule={"nightly": {"task": "celery_shop.nightly", "schedule": 0.2}},
)
install(app)


def record(user: str, path: str) -> None:
    """Record an event that says for whom the task was sent."""
    resource = {"type": "page", "id": "1"}
    audit.enqueue({"action": "page.printed", "resource": resource, "metadata": {"for": user, "path": path}})


@app.task
def plain(user: str) -> str:
    record(user, "plain")
    return user


@app.task(bind=True, max_retries=2)
def retried(self: Any, user: str) -> None:
    record(user, f"retry {self.request.retries}")
    if self.request.retries < 2:
        raise self.retry(countdown=0)


@app.task
def linked(user: str) -> str:
    record(user, "linked")
    return user


@app.task
def binding(user: str) -> None:
    """Act as somebody else for the rest of the task; the next task of the process must not."""
    audit.bind(actor={"id": "somebody else"})


@app.task
def nightly() -> None:
    record("celery:celery_shop.nightly", "beat")
