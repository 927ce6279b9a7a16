"""Neither the key nor the content of events is in a log, an error or a repr."""

import logging
import pickle
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from conftest import EVENT, KEY, STORED, USAGE, ClientKind, error_of

from auditledge import AsyncAuditLedge, AuditLedge, ConfigurationError
from transport.faulty_server import (
    FaultyServer,
    Peer,
    hang,
    raw,
    respond,
    respond_error,
    respond_json,
)
from transport.methods import of_every_method


class LogRecorder(logging.Handler):
    """Collects everything that any logger logs."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{self.format(record)} {record.__dict__!r}")


@pytest.fixture
def all_logs() -> Iterator[LogRecorder]:
    handler = LogRecorder()
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.NOTSET)
    yield handler
    root.setLevel(level)
    root.removeHandler(handler)


SCENARIOS: dict[str, Callable[[Peer], object]] = {
    "success": respond_json(USAGE),
    "unauthorized": respond_error(401),
    "html": respond(b"<html>", 502),
    "unreadable": respond(b"<html>"),
    "redirect": respond(b"", 302, Location="http://127.0.0.1:9/"),
    "timeout": hang,
    "not HTTP": raw(b"garbage"),
    "incomplete": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"),
}


def shown(error: BaseException) -> str:
    """Everything that a report of an error may print, including its causes and local variables."""
    whole = traceback.TracebackException.from_exception(error, capture_locals=True)
    text = "".join(whole.format()) + repr(error) + str(error) + repr(vars(error))
    return text + repr(error.__cause__) + repr(error.__context__)


@pytest.mark.parametrize("scenario", SCENARIOS)
@of_every_method
def test_the_key_is_in_no_log_error_or_pickle(
    kind: ClientKind, method: str, arguments: tuple[Any, ...], scenario: str, all_logs: LogRecorder
) -> None:
    logging.getLogger("faulthandler").debug("the handler works")
    with FaultyServer(SCENARIOS[scenario]) as server:
        client = kind.make(server.url, timeout=0.1, retries=0)
        assert KEY not in repr(client) + str(client)
        error = error_of(lambda: kind.call(client, method, *arguments))
    assert KEY not in shown(error)
    assert KEY.encode() not in pickle.dumps(error)
    assert all_logs.lines
    assert KEY not in "".join(all_logs.lines)


def test_our_logger_shows_no_content_of_events(kind: ClientKind, all_logs: LogRecorder) -> None:
    with FaultyServer(respond_json({"success": True, "event": STORED})) as server:

        def script(call: Any) -> None:
            call("log", {**EVENT, "metadata": {"secret": "canary-1"}})
            call("query", {"actor_name": "canary-2"})
            call("get", "evt_canary-3")

        kind.use(kind.make(server.url), script)
    ours = [line for line in all_logs.lines if "'name': 'auditledge" in line]
    assert len(ours) == 3
    assert "createEvent attempt 1: 200 after " in ours[0]
    assert "canary" not in "".join(ours)
    assert "Bearer" not in "".join(ours)


def test_the_key_is_in_no_repr(kind: ClientKind) -> None:
    client = kind.make("http://127.0.0.1:9/v1")
    try:
        held = [client, client._settings, client._pool.get(), client._pool, client.low_level, vars(client)]
        assert KEY not in repr(held)
    finally:
        kind.use(client, lambda call: None)


@pytest.mark.parametrize("client_class", [AuditLedge, AsyncAuditLedge])
@pytest.mark.parametrize(
    "options",
    [
        {"timeout": -1},
        {"base_url": "ftp://example.com"},
        {"organization_id": 5},
        {"redact": 5},
        {"outbox": 5},
        {"http_client": 5},
        {"ca_bundle": __file__},
    ],
    ids=ascii,
)
def test_a_failed_constructor_shows_no_key(client_class: Any, options: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError) as caught:
        client_class(KEY, **options)
    report = shown(caught.value)
    assert f"{client_class.__name__}(" in report
    assert KEY not in report


def test_a_malformed_key_of_the_environment_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITLEDGE_API_KEY", f"{KEY} ")
    with pytest.raises(ConfigurationError) as caught:
        AuditLedge()
    assert KEY not in shown(caught.value)


@pytest.mark.parametrize("scenario", ["timeout", "not HTTP", "incomplete", "unreadable", "html"])
def test_no_cause_or_context_of_an_error_holds_a_request(kind: ClientKind, scenario: str) -> None:
    """The exceptions of httpx do, and its headers hold the key."""
    with FaultyServer(SCENARIOS[scenario]) as server:
        client = kind.make(server.url, timeout=0.2, retries=1)
        error: BaseException | None = error_of(lambda: kind.call(client, "usage"))
    seen = []
    while error is not None and error not in seen:
        seen.append(error)
        assert type(error).__module__.partition(".")[0] not in ("httpx", "httpcore"), repr(error)
        error = error.__cause__ or error.__context__
