"""The access log: what its lines say, and what they never say."""

import json
import logging
import os
import signal
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from auditledge.server.api.observer import ObservedRequest
from auditledge.server.api.request import Request
from auditledge.server.observability import access_log
from auditledge.server.observability.access_log import AccessLog
from server.http.connections import ended_within
from server.process.worker_processes import eventually
from server.samples import event
from server.server_process import a_key, server_process

FIELDS = {"time", "request_id", "client", "key", "account", "method", "operation", "status", "ms"}
FIELDS |= {"bytes_in", "bytes_out", "level", "logger", "message"}


@pytest.mark.parametrize("workers", ["1", "2"])
def test_each_request_has_a_line_without_secrets(tmp_path: Path, workers: str) -> None:
    database, log = f"sqlite:///{tmp_path / 'ledger.db'}", tmp_path / "access.log"
    key = a_key(database)
    bad = "al_" + "x" * 36
    options = ["--access-log", str(log), "--workers", workers]
    with server_process(database, *options) as (process, url):
        answers = [
            httpx.post(f"{url}/events", json=event(metadata={"s": "s3cret"}), headers=bearer(key)),
            httpx.get(f"{url}/events?actor_id=s3cret", headers=bearer(key)),
            httpx.get(f"{url}/events/export", headers=bearer(key)),
            httpx.get(f"{url}/usage", headers=bearer(bad)),
            httpx.get(f"{url}/s3cret"),
            httpx.get(f"{url}/health"),
        ]
        process.send_signal(signal.SIGTERM)
        assert ended_within(process, 1) == -signal.SIGTERM
    text = log.read_text()
    lines = {line["request_id"]: line for line in map(json.loads, text.splitlines())}
    assert len(lines) == len(answers)
    told = [lines[answer.headers["x-request-id"]] for answer in answers]
    assert all(line.keys() == FIELDS for line in told)
    assert [line["status"] for line in told] == [201, 200, 200, 401, 404, 200]
    assert [line["operation"] for line in told] == [
        *("createEvent", "listEvents", "exportEvents", "getUsage", None, "getHealth"),
    ]
    assert [line["bytes_out"] for line in told] == [len(answer.content) for answer in answers]
    assert [line["bytes_in"] for line in told] == [len(answers[0].request.content), 0, 0, 0, 0, 0]
    assert [line["key"] for line in told] == [key[:11]] * 3 + [None] * 3
    assert [line["account"] for line in told] == [1] * 3 + [None] * 3
    assert {line["client"] for line in told} == {"127.0.0.1"}
    assert not [secret for secret in (key, key[11:], bad, "s3cret", "user_123") if secret in text]
    assert log.stat().st_mode & 0o077 == 0


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def observed() -> ObservedRequest:
    scope = {"method": "GET", "path": "/v1/x", "query_string": b"", "headers": [], "client": ("::1", 1)}
    return ObservedRequest(Request(scope, NotImplemented), 200, 0.001, 10)


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_no_request_waits_for_a_reader_that_stalls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    monkeypatch.setattr(access_log, "_MAX_PENDING", 1_000)
    log = AccessLog(str(pipe))
    began = time.monotonic()
    for _ in range(5_000):  # more than the pipe and the queue hold
        log.ended(observed())
    assert time.monotonic() - began < 2
    os.set_blocking(reader, True)
    text = b""
    while text.count(b"\n") < 1_000:
        text += os.read(reader, 1 << 16)
    log.ended(observed())
    log.close()
    while some := os.read(reader, 1 << 16):
        text += some
    os.close(reader)
    lines = [json.loads(line) for line in text.splitlines()]
    assert len(lines) + sum(line.get("left_out", 0) for line in lines) == 5_001
    assert [line for line in lines if line.get("left_out", 0) > 0]


def test_a_write_error_is_not_the_end_of_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The disk is full for a while: /dev/full behaves like one."""
    monkeypatch.setattr(access_log, "_RETRY_S", 0.05)
    path = tmp_path / "access.log"
    path.symlink_to("/dev/full")
    log = AccessLog(str(path))
    with caplog.at_level(logging.WARNING, "auditledge.server.observability.access_log"):
        for _ in range(3):
            log.ended(observed())
            time.sleep(0.3)
        path.unlink()
        for _ in range(2):
            time.sleep(0.3)
            log.ended(observed())
        log.close()
    assert [line.get("left_out", 0) for line in lines_of(path)] == [3, 0]
    assert [record.getMessage() for record in caplog.records] == [
        "the access log can't be written, and is tried again: No space left on device",
        "the access log is written again; 3 lines were left out",
    ]


def test_a_line_that_was_cut_off_spoils_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "access.log"
    write = os.write
    monkeypatch.setattr(access_log.os, "write", lambda file, data: write(file, data[: len(data) // 2]))
    log = AccessLog(str(path))
    log.ended(observed())
    eventually(lambda: True if path.exists() and path.stat().st_size else None)
    monkeypatch.undo()
    log.ended(observed())
    log.close()
    torn, whole = path.read_text().splitlines()
    assert len(torn) < len(whole)
    assert json.loads(whole)["left_out"] == 1


def test_a_renamed_log_is_continued_in_a_new_file(tmp_path: Path) -> None:
    path, renamed = tmp_path / "access.log", tmp_path / "access.log.1"
    log = AccessLog(str(path))
    log.ended(observed())
    eventually(lambda: lines_of(path) or None)
    path.rename(renamed)
    log.ended(observed())
    log.reopen()
    eventually(lambda: True if path.exists() else None)
    log.ended(observed())
    log.close()
    assert (len(lines_of(renamed)), len(lines_of(path))) == (2, 1)
    assert path.stat().st_mode & 0o077 == 0


def test_a_log_that_can_not_be_reopened_stays_open(tmp_path: Path) -> None:
    path, folder = tmp_path / "logs" / "access.log", tmp_path / "away"
    path.parent.mkdir()
    log = AccessLog(str(path))
    log.ended(observed())
    eventually(lambda: lines_of(path) or None)
    path.parent.rename(folder)
    log.reopen()
    log.ended(observed())
    log.close()
    assert len(lines_of(folder / "access.log")) == 2


@pytest.mark.parametrize(("workers", "number"), [("1", "HUP"), ("1", "USR1"), ("2", "HUP"), ("2", "USR1")])
def test_logrotate_loses_no_line_and_stops_no_server(tmp_path: Path, workers: str, number: str) -> None:
    database, path, renamed = f"sqlite:///{tmp_path / 'ledger.db'}", tmp_path / "a.log", tmp_path / "a.log.1"
    a_key(database)
    with server_process(database, "--access-log", str(path), "--workers", workers) as (process, url):
        asked = [httpx.get(f"{url}/health/live").headers["x-request-id"] for _ in range(5)]
        path.rename(renamed)
        process.send_signal(getattr(signal, f"SIG{number}"))

        def in_new_file() -> bool | None:
            asked.append(httpx.get(f"{url}/health/live").headers["x-request-id"])
            return True if any(line["request_id"] == asked[-1] for line in lines_of(path)) else None

        eventually(in_new_file)
        for _ in range(5):
            in_new_file()
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert ended_within(process, 1) == -signal.SIGTERM
    written = [line["request_id"] for line in (*lines_of(renamed), *lines_of(path))]
    assert sorted(written) == sorted(asked)


def test_a_log_that_can_not_be_opened_is_one_line(tmp_path: Path) -> None:
    import click.testing

    from auditledge.cli import main

    arguments = ["serve", "--store", f"sqlite:///{tmp_path / 'x.db'}", "--access-log", str(tmp_path)]
    result = click.testing.CliRunner().invoke(main, [*arguments, "--port", "0"])
    assert result.exit_code == 1
    assert "Is a directory" in result.stderr
