"""`auditledge tail`."""

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

import pytest

from auditledge.cli.tailing.checkpoint import TailCheckpoint
from cli.conftest import PROGRAM, Cli


class Followed:
    """A running tail, whose lines are read as they come."""

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
    def more(self) -> bool:
        return not self._lines.empty()


@contextmanager
def following(cli: Cli, *arguments: str) -> Iterator[Followed]:
    with cli.spawn("tail", *arguments) as process:
        followed = Followed(process)
        try:
            yield followed
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 0
        finally:
            process.kill()
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()


def ago(seconds: float) -> str:
    return (datetime.now(UTC) - timedelta(seconds=seconds)).isoformat()


def test_it_shows_the_last_and_then_the_new(served: Cli) -> None:
    served.log_events(*[{"action": f"old.{number}"} for number in range(5)])
    with following(served, "-n", "2") as followed:
        assert [followed.next(), followed.next()] == ["old.3", "old.4"]
        served.log_events({"action": "new.1"}, {"action": "new.2"})
        assert [followed.next(), followed.next()] == ["new.1", "new.2"]
        served.log_events({"action": "late", "timestamp": ago(30)})
        assert followed.next() == "late"
        served.log_events(
            {"action": "very.late", "timestamp": ago(3600)}, {"action": "future", "timestamp": ago(-86400)}
        )
        assert [followed.next(), followed.next()] == ["very.late", "future"]
        served.log_events({"action": "new.3"})
        assert followed.next() == "new.3"
        assert not followed.more


def test_filters(served: Cli) -> None:
    served.log_events({"action": "wanted.0"}, {"action": "other"})
    with following(served, "--action", "wanted", "--since", "1h") as followed:
        assert followed.next() == "wanted.0"
        served.log_events(
            {"action": "other"}, {"action": "wanted.1"}, {"action": "wanted.old", "timestamp": ago(7200)}
        )
        served.log_events({"action": "wanted.2"})
        assert [followed.next(), followed.next()] == ["wanted.1", "wanted.2"]
        assert not followed.more


def test_an_empty_ledger(served: Cli, wait_for: Any) -> None:
    with following(served, "-n", "0") as followed:
        wait_for(lambda: served.log_events({"action": "x"}) and followed.more)


def test_many_at_once_are_all_shown_once(served: Cli) -> None:
    served.log_events({"action": "first"})
    with following(served) as followed:
        assert followed.next() == "first"
        with served.client as client:
            client.log_many(
                {"actor": {"id": "u"}, "action": str(number), "resource": {"type": "t", "id": "1"}}
                for number in range(2500)
            )
        assert [int(followed.next()) for _ in range(2500)] == list(range(2500))
        assert not followed.more


def test_it_outlives_the_ledger(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path}/ledger.db"
    key = subprocess.check_output(
        [*PROGRAM, "keys", "create", "--store", store, "--account", "a"], text=True
    ).strip()
    server, url = serve(store, 0)
    cli = Cli({"AUDITLEDGE_BASE_URL": url, "AUDITLEDGE_API_KEY": key, "AUDITLEDGE_RETRIES": "0"})
    try:
        with following(cli) as followed:
            cli.log_events({"action": "before"})
            assert followed.next() == "before"
            server.kill()
            server.communicate()
            assert followed.process.stderr is not None
            told = followed.process.stderr.readline().decode()
            assert told.startswith("The connection to the ledger failed: ")
            assert told.endswith("; reconnecting until the ledger responds\n")
            server, _ = serve(store, int(url.rpartition(":")[2].partition("/")[0]))
            cli.log_events({"action": "after"})
            assert followed.next() == "after"
    finally:
        server.terminate()
        server.communicate()


def serve(store: str, port: int) -> "tuple[subprocess.Popen[str], str]":
    server = subprocess.Popen(
        [*PROGRAM, "serve", "--store", store, "--port", str(port)], stderr=subprocess.PIPE, text=True
    )
    assert server.stderr is not None
    return server, server.stderr.readline().split()[-1]


def test_a_position_outlives_kills(served: Cli, tmp_path: Path, wait_for: Any) -> None:
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
        wait_for(lambda: len(out.read_bytes().splitlines()) > before + 100)  # noqa: B023 - called in this round
        process.kill()
        process.wait()
        kills += 1
        log_numbered(20)  # while none runs
    with following(served, "--position", str(position)) as followed:
        last = [followed.next()]
        while last[-1] != str(stored[-1]):
            last.append(followed.next())
    assert out.read_bytes().endswith(b"\n")
    shown = [int(action) for action in seen() + last if action != "old"]
    assert sorted(set(shown)) == stored
    again = [later for sooner, later in itertools.pairwise(shown) if later <= sooner]
    assert len(shown) - len(stored) == len(again) <= kills
    assert seen().count("old") == 1


def test_a_position_may_be_given(served: Cli, tmp_path: Path, wait_for: Any) -> None:
    served.log_events({"action": "first"}, {"action": "second"})
    with served.client as client, client.tail(after="beginning") as events:
        next(events)
        token = events.resume_token
    position = tmp_path / "position"
    position.write_text(str(token))
    with following(served, "--position", str(position)) as followed:
        assert followed.next() == "second"
    position.write_text("beginning\n")
    with following(served, "--position", str(position), "--action", "fir") as followed:
        assert followed.next() == "first"
        wait_for(lambda: position.read_text() != "beginning\n")


def test_a_position_survives_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "position"
    path.write_text("beginning\n")
    position, flushed = TailCheckpoint(path), []

    def flush(_: int) -> None:
        flushed.append([file.read_text().strip() for file in (tmp_path / "position.new", path)])

    monkeypatch.setattr(os, "fsync", flush)
    position.save("first")
    assert flushed == [["first", "beginning"]]  # on the disk before it takes the place of the other
    before = path.stat()
    for token in ("second", "a" * 127):
        position.save(token)
        assert (position.load(), path.stat().st_ino, path.stat().st_size) == (token, before.st_ino, 128)
    assert len(flushed) == 1


@pytest.mark.parametrize("token", ["long" * 64, "short"])
def test_a_position_is_made_anew_where_it_cannot_be_changed_in_place(tmp_path: Path, token: str) -> None:
    position = TailCheckpoint(tmp_path / "position")
    position.save("first")
    if token == "short":
        (tmp_path / "position").unlink()
    position.save(token)
    position.save("last")
    assert position.load() == "last"
    assert [file.name for file in tmp_path.iterdir()] == ["position"]


@pytest.mark.parametrize("text", ["", "\n", "two\nlines", "\udcff"])
def test_a_file_that_holds_no_position_is_told(served: Cli, tmp_path: Path, text: str) -> None:
    position = tmp_path / "position"
    position.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert "contains no position" in served("tail", "--position", str(position), code=1).stderr


def test_a_position_that_cannot_be_kept_is_told_at_once(served: Cli, tmp_path: Path) -> None:
    result = served("tail", "--position", str(tmp_path / "no" / "position"), code=1)
    assert "No such file or directory" in result.stderr


def test_a_position_of_another_ledger_is_told(served: Cli, tmp_path: Path) -> None:
    position = tmp_path / "position"
    position.write_text("nonsense")
    assert (
        "resume token was not issued by this ledger"
        in served("tail", "--position", str(position), code=1).stderr
    )


def test_a_revoked_key_ends_it(served: Cli) -> None:
    served("tail", code=4, AUDITLEDGE_API_KEY="al_unknown")


@pytest.mark.parametrize("arguments", [["-n", "1001"], ["-n", "-1"], ["-o", "json"]])
def test_wrong_usage(cli: Cli, arguments: list[str]) -> None:
    cli("tail", *arguments, code=2)
