"""The async client, on asyncio and on trio."""

import anyio
import pytest
from conftest import KEY, USAGE
from transport.faulty_server import FaultyServer, respond_json

from auditledge import AsyncAuditLedge


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_closing_the_async_client_twice_is_harmless(backend: str) -> None:
    async def main(url: str) -> None:
        client = AsyncAuditLedge(KEY, url)
        await client.close()
        await client.usage()
        await client.close()
        await client.close()
        assert await client.usage() == USAGE
        await client.close()

    with FaultyServer(respond_json(USAGE)) as server:
        anyio.run(main, server.url, backend=backend)
    assert server.connections == 2


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_the_async_context_manager_returns_the_client_and_closes_it(backend: str) -> None:
    async def main(url: str) -> None:
        async with AsyncAuditLedge(KEY, url) as client:
            assert type(client) is AsyncAuditLedge
            await client.usage()
            pool = client._pool.get()
        assert pool.is_closed

    with FaultyServer(respond_json(USAGE)) as server:
        anyio.run(main, server.url, backend=backend)
