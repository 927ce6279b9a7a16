"""Ways to run the command, and ledgers for it to use."""

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

# Before 8.2, click mixes stdout and stderr by default; later versions don't have the option.
SEPARATE: dict[str, Any] = {"mix_stderr": False} if "mix_stderr" in signature(CliRunner).parameters else {}
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
    """The objects in JSON Lines."""
    return [json.loads(line) for line in text.splitlines()]


@dataclass
class Cli:
    """The command in this process, with the ledger that `environment` sets."""

    environment: dict[str, str]

    def __call__(
        self, *arguments: str, stdin: str | bytes | None = None, code: int = 0, **more: str
    ) -> Result:
        result = CliRunner(**SEPARATE).invoke(
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
        """Log events that differ from EVENT by `changes`; returns their ids."""
        with self.client as client:
            return [client.log({**EVENT, **change})["event"]["id"] for change in changes]

    def ids(self) -> list[str]:
        with self.client as client:
            return [event["id"] for event in client.iter_events({"order": "asc"})]

    def spawn(self, *arguments: str, program: list[str] = PROGRAM, **more: Any) -> "subprocess.Popen[bytes]":
        """The command in a separate process."""
        environment = {**os.environ, **self.environment, **more.pop("env", {})}
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen([*program, *arguments], env=environment, **pipes | more)

    def terminal(
        self, *arguments: str, columns: int = 160, rich: bool = True, **more: str
    ) -> tuple[int, str]:
        """Run the command in this process on a terminal; returns the exit code and the terminal's text."""
        environment = {"TERM": "xterm-256color", "COLUMNS": str(columns), **self.environment, **more}
        with (
            mock.patch.dict(os.environ, environment),
            contextlib.nullcontext() if rich else without_rich(),
            on_terminal() as received,
            pytest.raises(SystemExit) as ended,
        ):
            main(arguments, prog_name="auditledge")
        assert isinstance(ended.value.code, int)
        return ended.value.code, received()

    def terminal_process(self, *arguments: str, program: list[str] = PROGRAM) -> tuple[int, str]:
        """Like `terminal`, in a separate process, whose stdin is the terminal, too."""
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
    """Make stdout and stderr a terminal; yields a function that returns what it received, after the block."""
    ours, theirs = pty.openpty()
    received: Future[str] = Future()
    reader = threading.Thread(target=lambda: received.set_result(read_all(ours)))
    reader.start()
    with (
        os.fdopen(theirs, "w", encoding="utf-8") as stream,
        mock.patch.object(sys, "stdout", stream),
        mock.patch.object(sys, "stderr", stream),
    ):
        yield received.result
    reader.join()


def read_all(terminal: int) -> str:
    """What a terminal received, once it is closed."""
    data = b""
    with contextlib.suppress(OSError):  # on Linux, EIO at the end
        while chunk := os.read(terminal, 1 << 16):
            data += chunk
    os.close(terminal)
    return data.decode()


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command with a new embedded ledger, in a new folder."""
    monkeypatch.chdir(tmp_path)
    return Cli({"AUDITLEDGE_BASE_URL": f"sqlite:///{tmp_path}/ledger.db"})


@pytest.fixture
def served(
    ledger: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Cli:
    """The command with a running server and the key of a new account."""
    monkeypatch.chdir(tmp_path)
    key = ledger.new_key(request.node.nodeid[-200:])
    return Cli({"AUDITLEDGE_BASE_URL": ledger.url, "AUDITLEDGE_API_KEY": key})


@pytest.fixture
def nearly_exhausted(ledger: Any, request: pytest.FixtureRequest) -> str:
    """A key of an account whose quota allows one more event this month."""
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
            assert time.monotonic() < deadline, "timed out"
            time.sleep(0.02)

    return wait


@pytest.fixture
def silent_url() -> Iterator[str]:
    """A URL that accepts connections and never responds."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
