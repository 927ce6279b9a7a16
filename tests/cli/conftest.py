"""What tests of the command share: ways to run it, and ledgers for it to talk to."""

import contextlib
import fcntl
import json
import os
import pty
import socket
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from inspect import signature
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from click.testing import CliRunner, Result

from auditledge import AuditLedge
from auditledge.cli import main

# click before 8.2 puts both streams into one unless it is told not to; later it does not know the option.
APART: dict[str, Any] = {"mix_stderr": False} if "mix_stderr" in signature(CliRunner).parameters else {}
PROGRAM = [sys.executable, "-c", "from auditledge.cli import main; main(prog_name='auditledge')"]
WITHOUT_RICH = [sys.executable, "-c", "import sys; sys.modules['rich'] = None\n" + PROGRAM[-1]]

HOSTILE = (
    "\x1b[2J\x1b]0;owned\x07A\u202egnp.exe\u2066\x9b31m\nerror: fake\rB\u200b\u2028\ufe0f\u3164\U000e0041\x7f"
)
EVENT: dict[str, Any] = {
    "actor": {"id": "user_123", "name": "Alice"},
    "action": "invoice.deleted",
    "resource": {"type": "invoice", "id": "inv_456"},
}


def events(text: str) -> list[dict[str, Any]]:
    """The objects of JSON Lines."""
    return [json.loads(line) for line in text.splitlines()]


@dataclass
class Cli:
    """The command, in this process, on a ledger that the environment names."""

    environment: dict[str, str]

    def __call__(
        self, *arguments: str, stdin: str | bytes | None = None, code: int = 0, **more: str
    ) -> Result:
        result = CliRunner(**APART).invoke(
            main, arguments, input=stdin, env={**self.environment, **more}, prog_name="auditledge"
        )
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert result.exit_code == code, result.output
        return result

    @property
    def client(self) -> AuditLedge:
        return AuditLedge(
            self.environment.get("AUDITLEDGE_API_KEY", "key"),
            self.environment["AUDITLEDGE_BASE_URL"],
            retries=0,
        )

    def log_events(self, *changes: dict[str, Any]) -> list[str]:
        """Store events that differ from EVENT as told; their ids."""
        with self.client as client:
            return [client.log({**EVENT, **change})["event"]["id"] for change in changes]

    def ids(self) -> list[str]:
        with self.client as client:
            return [event["id"] for event in client.iter_events({"order": "asc"})]

    def spawn(self, *arguments: str, program: list[str] = PROGRAM, **more: Any) -> "subprocess.Popen[bytes]":
        """The command as a process of its own."""
        environment = {**os.environ, **self.environment, **more.pop("env", {})}
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen([*program, *arguments], env=environment, **pipes | more)

    def terminal(
        self, *arguments: str, columns: int = 160, rich: bool = True, **more: str
    ) -> tuple[int, str]:
        """Run the command in this process on a terminal: its exit code, and what the terminal got."""
        environment = {"TERM": "xterm-256color", "COLUMNS": str(columns), **self.environment, **more}
        with (
            mock.patch.dict(os.environ, environment),
            contextlib.nullcontext() if rich else without_rich(),
            on_terminal() as got,
            pytest.raises(SystemExit) as ended,
        ):
            main(arguments, prog_name="auditledge")
        assert isinstance(ended.value.code, int)
        return ended.value.code, got()

    def terminal_process(self, *arguments: str, program: list[str] = PROGRAM) -> tuple[int, str]:
        """The same with a process of its own, which has nothing but the terminal."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 160, 0, 0))
        streams = dict.fromkeys(("stdin", "stdout", "stderr"), theirs)
        with self.spawn(*arguments, program=program, env={"TERM": "xterm"}, **streams) as process:
            os.close(theirs)
            text = read_all(ours)
            return process.wait(), text


@contextmanager
def without_rich() -> Iterator[None]:
    """As if Rich were not installed."""
    # Not mock.patch.dict, which would also forget modules imported inside; NumPy can't be imported twice.
    installed = sys.modules.pop("rich", None)
    sys.modules["rich"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules["rich"]
        if installed is not None:
            sys.modules["rich"] = installed


@contextmanager
def on_terminal() -> Iterator[Callable[[], str]]:
    """Have stdout and stderr be a terminal; a function tells what it got, once the block is done."""
    ours, theirs = pty.openpty()
    got: Future[str] = Future()
    reader = threading.Thread(target=lambda: got.set_result(read_all(ours)))
    reader.start()
    with (
        os.fdopen(theirs, "w", encoding="utf-8") as stream,
        mock.patch.object(sys, "stdout", stream),
        mock.patch.object(sys, "stderr", stream),
    ):
        yield got.result
    reader.join()


def read_all(terminal: int) -> str:
    """What a terminal got, when nobody has it open any more."""
    data = b""
    with contextlib.suppress(OSError):  # Linux says EIO at the end
        while chunk := os.read(terminal, 1 << 16):
            data += chunk
    os.close(terminal)
    return data.decode()


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command on an embedded ledger of its own, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return Cli({"AUDITLEDGE_BASE_URL": f"sqlite:///{tmp_path}/ledger.db"})


@pytest.fixture
def served(
    ledger: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Cli:
    """The command on a served ledger, with the key of a new account."""
    monkeypatch.chdir(tmp_path)
    key = ledger.new_key(request.node.nodeid[-200:])
    return Cli({"AUDITLEDGE_BASE_URL": ledger.url, "AUDITLEDGE_API_KEY": key})


@pytest.fixture
def nearly_exhausted(ledger: Any, request: pytest.FixtureRequest) -> str:
    """A key of an account that may store one more event this month."""
    key: str = ledger.new_key(f"free {request.node.name}", plan="free")
    with AuditLedge(key, ledger.url) as client:
        client.log_many([EVENT] * 9_999)
    return key


@pytest.fixture
def wait_for() -> Callable[..., None]:
    """Wait until a condition holds."""

    def wait(condition: Callable[[], object], seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, "it never came"
            time.sleep(0.02)

    return wait


@pytest.fixture
def silent_url() -> Iterator[str]:
    """A URL that takes connections and never answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
