"""Following a ledger."""

import itertools
import json
import os
import queue
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cli.conftest import PROGRAM, Cli


class RunningTail:
    """A running tail, whose lines are read as they arrive."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        self._lines: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(json.loads(line))

    def next(self) -> str:
        return str(self._lines.get(timeout=20)["action"])

    @property
    def has_more(self) -> bool:
        return not self._lines.empty()


@contextmanager
def running_tail(cli: Cli, *arguments: str) -> Iterator[RunningTail]:
    with cli.spawn("tail", *arguments) as process:
        tail = RunningTail(process)
        try:
            yield tail
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 0
        finally:
            process.kill()
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()


def ago(seconds: float) -> str:
    return (datetime.now(UTC) - timedelta(seconds=seconds)).isoformat()


def test_prints_the_latest_then_new_events(served: Cli) -> None:
    served.log_events(*[{"action": f"old.{number}"} for number in range(5)])
    with running_tail(served, "-n", "2") as tail:
        assert [tail.next(), tail.next()] == ["old.3", "old.4"]
        served.log_events({"action": "new.1"}, {"action": "new.2"})
        assert [tail.next(), tail.next()] == ["new.1", "new.2"]
        served.log_events({"action": "late", "timestamp": ago(30)})
        assert tail.next() == "late"
        served.log_events(
            {"action": "very.late", "timestamp": ago(3600)}, {"action": "future", "timestamp": ago(-86400)}
        )
        assert [tail.next(), tail.next()] == ["very.late", "future"]
        served.log_events({"action": "new.3"})
        assert tail.next() == "new.3"
        assert not tail.has_more


def test_filters(served: Cli) -> None:
    served.log_events({"action": "wanted.0"}, {"action": "other"})
    with running_tail(served, "--action", "wanted", "--since", "1h") as tail:
        assert tail.next() == "wanted.0"
        served.log_events(
            {"action": "other"}, {"action": "wanted.1"}, {"action": "wanted.old", "timestamp": ago(7200)}
        )
        served.log_events({"action": "wanted.2"})
        assert [tail.next(), tail.next()] == ["wanted.1", "wanted.2"]
        assert not tail.has_more


def test_empty_ledger(served: Cli, wait_for: Any) -> None:
    with running_tail(served, "-n", "0") as tail:
        wait_for(lambda: served.log_events({"action": "x"}) and tail.has_more)


def test_each_of_many_events_is_printed_once(served: Cli) -> None:
    served.log_events({"action": "first"})
    with running_tail(served) as tail:
        assert tail.next() == "first"
        with served.client as client:
            client.log_many(
                {"actor": {"id": "u"}, "action": str(number), "resource": {"type": "t", "id": "1"}}
                for number in range(2500)
            )
        assert [int(tail.next()) for _ in range(2500)] == list(range(2500))
        assert not tail.has_more


def test_reconnects_after_the_ledger_restarts(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path}/ledger.db"
    key = subprocess.check_output(
        [*PROGRAM, "keys", "create", "--store", store, "--account", "a"], text=True
    ).strip()
    server, url = serve(store, 0)
    cli = Cli({"AUDITLEDGE_BASE_URL": url, "AUDITLEDGE_API_KEY": key, "AUDITLEDGE_RETRIES": "0"})
    try:
        with running_tail(cli) as tail:
            cli.log_events({"action": "before"})
            assert tail.next() == "before"
            server.kill()
            server.communicate()
            assert tail.process.stderr is not None
            message = tail.process.stderr.readline().decode()
            assert message.startswith("The connection to the ledger failed: ")
            assert message.endswith("; reconnecting until the ledger responds\n")
            server, _ = serve(store, int(url.rpartition(":")[2].partition("/")[0]))
            cli.log_events({"action": "after"})
            assert tail.next() == "after"
    finally:
        server.terminate()
        server.communicate()


def serve(store: str, port: int) -> "tuple[subprocess.Popen[str], str]":
    server = subprocess.Popen(
        [*PROGRAM, "serve", "--store", store, "--port", str(port)], stderr=subprocess.PIPE, text=True
    )
    assert server.stderr is not None
    return server, server.stderr.readline().split()[-1]


def test_position_survives_kills(served: Cli, tmp_path: Path, wait_for: Any) -> None:
    position, out = tmp_path / "position", tmp_path / "out.jsonl"
    served.log_events({"action": "old"})
    stored: list[int] = []

    def seen() -> list[str]:
        return [json.loads(line)["action"] for line in out.read_bytes().splitlines()]

    def log_numbered(count: int) -> None:
        numbers = range(len(stored), len(stored) + count)
        served.log_events(*[{"action": str(number)} for number in numbers])
        stored.extend(numbers)

    kills = 0
    for _ in range(4):
        before = len(out.read_bytes().splitlines()) if out.exists() else 0
        with out.open("ab") as file:
            process = subprocess.Popen(
                [*PROGRAM, "tail", "--position", str(position)],
                stdout=file,
                stderr=subprocess.DEVNULL,
                env=os.environ | served.environment,
            )
        wait_for(position.exists)
        log_numbered(150)
        wait_for(lambda: len(out.read_bytes().splitlines()) > before + 100)  # noqa: B023 - called in this iteration
        process.kill()
        process.wait()
        kills += 1
        log_numbered(20)  # while none runs
    with running_tail(served, "--position", str(position)) as tail:
        last = [tail.next()]
        while last[-1] != str(stored[-1]):
            last.append(tail.next())
    assert out.read_bytes().endswith(b"\n")
    shown = [int(action) for action in seen() + last if action != "old"]
    assert sorted(set(shown)) == stored
    again = [later for sooner, later in itertools.pairwise(shown) if later <= sooner]
    assert len(shown) - len(stored) == len(again) <= kills
    assert seen().count("old") == 1


def test_position_can_be_set_by_hand(served: Cli, tmp_path: Path, wait_for: Any) -> None:
    served.log_events({"action": "first"}, {"action": "second"})
    with served.client as client, client.tail(after="beginning") as events:
        next(events)
        token = events.resume_token
    position = tmp_path / "position"
    position.write_text(str(token))
    with running_tail(served, "--position", str(position)) as tail:
        assert tail.next() == "second"
    position.write_text("beginning\n")
    with running_tail(served, "--position", str(position), "--action", "fir") as tail:
        assert tail.next() == "first"
        wait_for(lambda: position.read_text() != "beginning\n")
