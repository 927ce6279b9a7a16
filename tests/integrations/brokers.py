"""Brokers of the tests' own, on free ports and in temporary folders: redis-server and rabbitmq-server."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

_STARTING_S = 90.0


def _program(name: str) -> str:
    path = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/usr/lib/rabbitmq/bin")
    assert path, f"{name} is not installed (apt-get install {name}): capture in queues is NOT TESTED"
    return path


def free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port: int = bound.getsockname()[1]
        return port


def _wait_for(port: int, process: "subprocess.Popen[bytes]", greeting: bytes, reply: bytes) -> None:
    """Wait until a server responds as it should."""
    deadline = time.monotonic() + _STARTING_S
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the broker ended with {process.returncode}"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 5) as connection:
            connection.sendall(greeting)
            if connection.recv(100).startswith(reply):
                return
        time.sleep(0.05)
    raise AssertionError(f"the broker on port {port} did not start")


@contextlib.contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """The URL of a Redis server."""
    port = free_port()
    command = [_program("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)]
    with subprocess.Popen(
        [*command, "--save", "", "--appendonly", "no"], stdout=subprocess.DEVNULL
    ) as server:
        try:
            _wait_for(port, server, b"PING\r\n", b"+PONG")
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()


@contextlib.contextmanager
def rabbitmq_server(folder: Path) -> Iterator[str]:
    """The URL of a RabbitMQ server, with a name daemon of Erlang of its own."""
    port, epmd_port = free_port(), free_port()
    environment = os.environ | {
        "HOME": str(folder),
        "RABBITMQ_NODENAME": f"capture{port}@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_DIST_PORT": str(free_port()),
        "ERL_EPMD_PORT": str(epmd_port),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_PID_FILE": str(folder / "pid"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
        "RABBITMQ_CONF_ENV_FILE": str(folder / "none"),
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+sbwt none",
    }
    script = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
    command = [str(script) if script.exists() else _program("rabbitmq-server")]
    with (
        (folder / "output").open("wb") as output,
        subprocess.Popen(
            command,
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as server,
    ):
        try:
            _wait_for(port, server, b"AMQP\x00\x00\x09\x01", b"\x01")
            yield f"amqp://guest:guest@127.0.0.1:{port}//"
        finally:
            os.killpg(server.pid, signal.SIGKILL)  # the launcher, the virtual machine and its helpers
            server.wait()
            epmd = [_program("epmd"), "-port", str(epmd_port), "-kill"]  # a daemon of its own session
            for _ in range(100):  # it refuses until it has noticed that the node is gone
                if b"Killed" in subprocess.run(epmd, check=False, capture_output=True).stdout:
                    break
                time.sleep(0.05)
