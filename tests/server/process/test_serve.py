"""How a server starts and how it stops."""

import asyncio
import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import click.testing
import httpx

from auditledge.cli import main
from server.samples import event
from server.server_process import MAIN, REPO, a_key, server_process


def test_the_first_start_on_a_terminal_says_how_to_get_a_key(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path / 'ledger.db'}"

    def started() -> str:
        leader, follower = pty.openpty()
        command = [sys.executable, "-c", MAIN, "serve", "--store", store, "--port", "0"]
        environment = {**os.environ, "PYTHONPATH": str(REPO)}
        process = subprocess.Popen(command, stderr=follower, env=environment)
        text = b""
        while b"/v1" not in text:
            text += os.read(leader, 10_000)
        process.terminate()
        process.wait()
        os.close(follower)
        os.close(leader)
        return text.decode()

    assert f"auditledge keys create --store {store} --account NAME" in started()
    a_key(store)
    assert "keys create" not in started()


def test_a_store_in_memory_has_one_process() -> None:
    result = click.testing.CliRunner().invoke(main, ["serve", "--store", "sqlite://", "--workers", "2"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "a store in memory belongs to one process" in result.stderr


def test_a_server_that_stops_responds_to_what_it_accepted(store_url: str) -> None:
    key = a_key(store_url)
    with server_process(store_url) as (process, url):
        asyncio.run(_stop_within(process, url, key))
        assert process.wait(20) == -signal.SIGTERM
    assert not Path(store_url.removeprefix("sqlite:///") + "-wal").exists()


async def _stop_within(process: "subprocess.Popen[str]", url: str, key: str) -> None:
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    body = json.dumps({"events": [event(metadata={"t": "x" * 1_000})] * 1_000})
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=30) as client:
        posts = [asyncio.ensure_future(client.post("/events/batch", content=body)) for _ in range(4)]
        await asyncio.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        for answer in await asyncio.gather(*posts, return_exceptions=True):
            # A connection that was no longer accepted is fine; an accepted request gets a complete response.
            if isinstance(answer, httpx.Response):
                assert answer.json()["succeeded"] == 1_000
