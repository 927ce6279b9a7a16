"""A FastAPI application whose endpoints record an event each, and respond with its id and the user."""

import asyncio
import contextvars
import threading
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import BackgroundTasks, FastAPI, Header
from fastapi.responses import StreamingResponse

from auditledge.fastapi import AuditMiddleware, actor_from, audit


async def current_user(x_user: Annotated[str, Header()]) -> dict[str, str]:
    await asyncio.sleep(0)
    return {"id": x_user}


app = FastAPI()
app.add_middleware(AuditMiddleware)
User = Annotated[dict[str, str], actor_from(current_user)]


def record(user: dict[str, str]) -> str:
    """Record an event that says for whom the request was."""
    event = {
        "action": "page.viewed",
        "resource": {"type": "page", "id": "1"},
        "metadata": {"for": user["id"]},
    }
    return audit.enqueue(event)


@app.get("/async")
async def async_endpoint(user: User) -> str:
    await asyncio.sleep(0.001)
    return record(user)


@app.get("/sync")
def sync_endpoint(user: User) -> str:
    return record(user)


@app.get("/task")
async def task(user: User) -> str:
    async def later() -> str:
        await asyncio.sleep(0.001)
        return record(user)

    return await asyncio.create_task(later())


@app.get("/thread")
def thread(user: User) -> None:
    carrier = audit.propagate()

    def work() -> None:
        with audit.attach(carrier):
            record(user)

    worker = contextvars.Context().run(threading.Thread, target=work)
    worker.start()
    worker.join()


@app.get("/stream")
async def stream(user: User) -> StreamingResponse:
    async def parts() -> AsyncIterator[str]:
        for _ in range(2):
            await asyncio.sleep(0.001)
            yield record(user)

    return StreamingResponse(parts())


@app.get("/background")
def background(user: User, tasks: BackgroundTasks) -> None:
    tasks.add_task(record, user)


@app.get("/flush")
def flush() -> dict[str, Any]:
    return {"waiting": audit.flush(20).waiting, "problems": audit.problems.counts}
