"""The lifespan protocol: how an application starts and ends, and how its failures are seen."""

import asyncio

import pytest

from auditledge.server.api.asgi_types import Receive, Scope, Send
from auditledge.server.http.lifespan import Lifespan


def test_the_application_starts_before_it_serves_and_ends_after() -> None:
    steps: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        assert scope == {"type": "lifespan"}
        for step in ("startup", "shutdown"):
            assert await receive() == {"type": f"lifespan.{step}"}
            await asyncio.sleep(0.01)
            steps.append(step)
            await send({"type": f"lifespan.{step}.complete"})

    async def run() -> None:
        lifespan = Lifespan(app)
        await lifespan.start()
        steps.append("served")
        await lifespan.end()

    asyncio.run(asyncio.wait_for(run(), 10))
    assert steps == ["startup", "served", "shutdown"]


@pytest.mark.parametrize("failing", ["lifespan.startup", "lifespan.shutdown"])
def test_a_failure_of_the_application_is_raised(failing: str) -> None:
    reached: list[str] = []

    async def app(_scope: Scope, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == failing:
                raise RuntimeError(failing)
            await send({"type": f"{message['type']}.complete"})

    async def run() -> None:
        lifespan = Lifespan(app)
        await lifespan.start()
        reached.append("served")
        await lifespan.end()

    with pytest.raises(RuntimeError, match=failing):
        asyncio.run(asyncio.wait_for(run(), 10))
    assert reached == (["served"] if failing == "lifespan.shutdown" else [])
