"""SIGHUP without workers, and with a terminal that was closed."""

import contextlib
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from server.http.connections import ended_within
from server.process.worker_processes import PLAN, eventually
from server.server_process import MAIN, a_key, server_process


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ledger.db'}"


def test_sighup_reads_the_plans_again(tmp_path: Path, database: str) -> None:
    key, plans = a_key(database), tmp_path / "plans.toml"
    plans.write_text(PLAN.format(400))
    with server_process(database, "--plans", str(plans)) as (process, url):
        headers = {"Authorization": f"Bearer {key}"}

        def days() -> int:
            return int(httpx.get(f"{url}/usage", headers=headers).json()["retention_days"])

        assert days() == 400
        plans.write_text(PLAN.format(500))
        process.send_signal(signal.SIGHUP)
        eventually(lambda: True if days() == 500 else None)
        plans.write_text("nonsense")
        process.send_signal(signal.SIGHUP)
        time.sleep(0.5)
        assert days() == 500
        process.send_signal(signal.SIGTERM)
        assert ended_within(process, 1) == -signal.SIGTERM
        assert process.stderr is not None
        text = process.stderr.read()
    assert "the plans were read again" in text
    assert "the plans are not changed" in text


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGUSR1])
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_signal_during_the_start_ends_nothing(database: str, number: signal.Signals, workers: str) -> None:
    a_key(database)
    with server_process(database, "--workers", workers) as (process, url):  # it says its URL before it serves
        process.send_signal(number)
        eventually(lambda: True if httpx.get(f"{url}/health/live").is_success else None)
        assert process.poll() is None


@contextlib.contextmanager
def on_terminal(
    database: str, *prefix: str, workers: str = "1"
) -> Iterator[tuple["subprocess.Popen[bytes]", Callable[[], None]]]:
    """`auditledge serve` in the foreground of a terminal, and what closes that terminal."""
    ours, theirs = pty.openpty()
    serve = [sys.executable, "-c", MAIN, "serve", "--store", database, "--port", "0"]
    command = ["setsid", "--ctty", *prefix, *serve, "--workers", workers]
    streams = dict.fromkeys(("stdin", "stdout", "stderr"), theirs)
    with subprocess.Popen(command, **streams) as process, contextlib.ExitStack() as terminal:
        terminal.callback(os.close, ours)
        os.close(theirs)
        try:
            text = b""
            while not (found := re.search(rb"at (http://\S+)\s", text)):
                text += os.read(ours, 1_000)
            url = found[1].decode()
            eventually(lambda: True if is_alive(url) else None)
            yield process, terminal.close
        finally:
            process.kill()


def is_alive(url: str) -> bool:
    with contextlib.suppress(httpx.TransportError):
        return httpx.get(f"{url}/health/live").is_success
    return False


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_terminal_that_is_closed_ends_its_server(database: str, workers: str) -> None:
    a_key(database)
    with on_terminal(database, workers=workers) as (process, close):
        process.send_signal(signal.SIGHUP)
        time.sleep(0.5)
        assert process.poll() is None, "the terminal is still there"
        close()
        assert ended_within(process, 2) == -signal.SIGTERM


def test_nohup_keeps_a_server_when_its_terminal_is_closed(database: str) -> None:
    a_key(database)
    with on_terminal(database, "sh", "-c", 'trap "" HUP; exec "$@"', "sh") as (process, close):
        close()
        time.sleep(1)
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert ended_within(process, 1) == -signal.SIGTERM
