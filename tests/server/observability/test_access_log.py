"""The access log: what its lines say, and what they never say."""

import json
import os
import signal
import time
from pathlib import Path

import httpx
import pytest

from auditledge.server.api.observer import ObservedRequest
from auditledge.server.api.request import Request
from auditledge.server.observability import access_log
from auditledge.server.observability.access_log import AccessLog, open_log
from server.http.test_graceful_shutdown import ended_within
from server.process.test_concurrency import a_key, server_process
from server.samples import event

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


def test_no_request_waits_for_a_reader_that_stalls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    monkeypatch.setattr(access_log, "_MOST_WAITING", 1_000)
    log = AccessLog(open_log(str(pipe)))
    scope = {"method": "GET", "path": "/v1/x", "query_string": b"", "headers": [], "client": ("::1", 1)}
    began = time.monotonic()
    for _ in range(5_000):  # more than the pipe and the queue hold
        log.ended(ObservedRequest(Request(scope, NotImplemented), 200, 0.001, 10))
    assert time.monotonic() - began < 2
    os.set_blocking(reader, True)
    text = b""
    while text.count(b"\n") < 1_000:
        text += os.read(reader, 1 << 16)
    log.ended(ObservedRequest(Request(scope, NotImplemented), 200, 0.001, 10))
    log.close()
    while some := os.read(reader, 1 << 16):
        text += some
    os.close(reader)
    lines = [json.loads(line) for line in text.splitlines()]
    assert len(lines) + sum(line.get("left_out", 0) for line in lines) == 5_001
    assert [line for line in lines if line.get("left_out", 0) > 0]


def test_a_log_that_can_not_be_opened_is_one_line(tmp_path: Path) -> None:
    import click.testing

    from auditledge.cli import main

    arguments = ["serve", "--store", f"sqlite:///{tmp_path / 'x.db'}", "--access-log", str(tmp_path)]
    result = click.testing.CliRunner().invoke(main, [*arguments, "--port", "0"])
    assert result.exit_code == 1
    assert "Is a directory" in result.stderr
