"""The log of a server: what it shows at which level, in which form, and that nobody can fill it."""

import contextlib
import io
import itertools
import json
import logging
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from auditledge.server.observability import logging as server_logging
from auditledge.server.observability.logging import JSONLines, RepeatLimit, TextLines
from auditledge.server.stores.urls import open_store
from server.http.connections import connected, read_all
from server.process.worker_processes import eventually
from server.retention.old_events import account_with_key, store_days_ago
from server.samples import MINIMAL
from server.server_process import a_key, server_process

HEADING = {"time", "level", "logger", "message"}
UNREADABLE = b"NONSENSE\r\n\r\n"


def ended(process: "subprocess.Popen[str]") -> list[str]:
    """Stop a server; what it had logged since the lines that were read."""
    process.send_signal(signal.SIGTERM)
    _, text = process.communicate(timeout=10)
    return str(text).splitlines()


def has_old_events(database: str) -> None:
    with contextlib.closing(open_store(database)) as store:
        store_days_ago(store, account_with_key(store, "one", "free"), 31, 40)


def is_expired(database: str) -> bool | None:
    with contextlib.closing(open_store(database)) as store, store.reading() as snapshot:
        return True if snapshot.account(1, 0).sequence and snapshot.count_expired(1, 1 << 62) == 0 else None


@pytest.mark.parametrize(("options", "shown"), [([], True), (["--log-level", "WARNING"], False)])
def test_what_retention_deletes_is_shown(database: str, options: list[str], shown: bool) -> None:
    has_old_events(database)
    with server_process(database, *options) as (process, _):
        eventually(lambda: is_expired(database))
        lines = ended(process)
    assert any("INFO auditledge.server.retention: deleted 40 events" in line for line in lines) == shown


@pytest.mark.parametrize("workers", ["1", "2"])
def test_json_is_an_object_a_line_from_the_first(database: str, workers: str) -> None:
    has_old_events(database)
    options = ["--log-format", "json", "--workers", workers]
    with server_process(database, *options, announced=False) as (process, _):
        eventually(lambda: is_expired(database))
        lines = [json.loads(line) for line in ended(process)]
    assert all(line.keys() == HEADING for line in lines)
    assert lines[0]["message"].startswith(f"Auditledge serves {database} at http://127.0.0.1:")
    assert [line for line in lines if line["message"].startswith("deleted 40 events that were older")]
    assert {line["level"] for line in lines} == {"INFO"}


@pytest.mark.parametrize(("level", "times"), [("info", 0), ("debug", 100)])
def test_requests_that_cannot_be_read_fill_no_log_but_that_of_debugging(
    tmp_path: Path, database: str, level: str, times: int
) -> None:
    a_key(database)
    access = tmp_path / "access.log"
    with server_process(database, "--log-level", level, "--access-log", str(access)) as (process, url):
        for _ in range(100):
            with connected(url) as connection:
                connection.sendall(UNREADABLE)
                assert b"400 Bad Request" in read_all(connection)
        lines = ended(process)
    assert len([line for line in lines if "can't be read" in line]) == times
    assert [line for line in lines if "WARNING" in line] == []
    told = [json.loads(line) for line in access.read_text().splitlines()]
    assert len(told) == 100
    facts = {"level": "INFO", "logger": "auditledge.access", "message": "- - 400"}
    facts |= {"method": None, "operation": None, "status": 400, "client": "127.0.0.1", "key": None}
    assert all(line.items() >= facts.items() for line in told)
    assert len({line["request_id"] for line in told}) == 100


def test_requests_that_are_refused_before_they_are_read_are_logged(tmp_path: Path, database: str) -> None:
    a_key(database)
    access = tmp_path / "access.log"
    options = ["--access-log", str(access), "--max-connections", "1"]
    with server_process(database, *options) as (process, url):
        with connected(url) as connection, connected(url) as other:
            other.sendall(b"GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n")
            assert b"503 Service Unavailable" in read_all(other)
            connection.sendall(b"GET /v1/health#x HTTP/1.1\r\nHost: x\r\n\r\n")
            assert b"400 Bad Request" in read_all(connection)
        with connected(url) as connection:
            connection.sendall(b"GET /v1/health HTTP/1.1\r\nX: " + b"x" * 200_000)
            assert b"431 Request Header Fields Too Large" in read_all(connection)
        ended(process)
    told = [json.loads(line) for line in access.read_text().splitlines()]
    assert [(line["method"], line["status"]) for line in told] == [("GET", 503), (None, 400), (None, 431)]
    assert all(line["bytes_out"] > 50 for line in told)


def test_a_fault_is_logged_without_its_text() -> None:
    try:
        raise ValueError("a secret")
    except ValueError:
        record = logging.LogRecord("here", logging.ERROR, "x", 1, "request %s failed", ("r",), sys.exc_info())
    facts: dict[str, Any] = json.loads(JSONLines().format(record))
    assert facts.keys() == {*HEADING, "exception"}
    assert facts["message"] == "request r failed"
    assert facts["exception"].startswith("ValueError at ")
    assert "secret" not in json.dumps(facts)


def log_to(stream: io.StringIO, formatter: logging.Formatter) -> logging.Logger:
    """A logger as a server has it, whose lines go to a stream."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    handler.addFilter(RepeatLimit())
    logger = logging.Logger("repeats", logging.DEBUG)
    logger.addHandler(handler)
    return logger


def test_lines_that_repeat_are_counted_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    logger = log_to(stream, JSONLines())
    clock = itertools.count(1_000, 0.01)
    monkeypatch.setattr(server_logging.time, "monotonic", lambda: next(clock))
    for number in range(1_000):
        logger.warning("request %s failed", number)
        logger.debug("request %s is debugged", number)
    logger.warning("something else")
    clock = itertools.count(1_070)
    logger.warning("request %s failed", "last")
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    warnings = [line["message"] for line in lines if line["level"] == "WARNING"]
    repeated = [f"request {number} failed" for number in range(20)]
    assert warnings == [*repeated, "something else", "request last failed"]
    assert lines[-1]["left_out"] == 980
    assert all("left_out" not in line for line in lines[:-1])
    assert sum(line["level"] == "DEBUG" for line in lines) == 1_000


def test_messages_that_never_repeat_are_limited_too() -> None:
    stream = io.StringIO()
    logger = log_to(stream, logging.Formatter("%(message)s"))
    for number in range(3_000):
        logger.error(f"failure {number}")
    assert 1_000 <= len(stream.getvalue().splitlines()) <= 1_020


def test_a_line_for_people_has_no_text_of_an_exception_either() -> None:
    stream = io.StringIO()
    logger = log_to(stream, TextLines("%(levelname)s: %(message)s"))
    try:
        raise ValueError("a secret")
    except ValueError:
        logger.exception("request %s failed", "r")
    first, second = stream.getvalue().splitlines()
    assert first == "ERROR: request r failed"
    assert second.startswith("ValueError at ")
    assert "secret" not in stream.getvalue()


def test_what_was_sent_is_in_no_line(tmp_path: Path, database: str) -> None:
    key = a_key(database)
    options = ["--log-level", "debug", "--log-format", "json", "--access-log", str(tmp_path / "access.log")]
    with server_process(database, *options, announced=False) as (process, _):
        assert process.stderr is not None
        url = json.loads(process.stderr.readline())["message"].rpartition(" ")[2]
        headers = {"Authorization": f"Bearer {key}"}
        event = {**MINIMAL, "actor": {"id": "s3cret"}, "metadata": {"s3cret": "s3cret"}}
        assert httpx.post(f"{url}/events", json=event, headers=headers).status_code == 201
        assert httpx.get(f"{url}/events", params={"actor_id": "s3cret"}, headers=headers).status_code == 200
        assert httpx.post(f"{url}/events?s3cret=1", content=b"s3cret", headers=headers).status_code == 400
        with connected(url) as connection:
            connection.sendall(b"s3cret s3cret\r\n\r\n")
            read_all(connection)
        text = "\n".join(ended(process)) + (tmp_path / "access.log").read_text()
    assert "can't be read" in text
    assert "s3cret" not in text
    assert key[11:] not in text
