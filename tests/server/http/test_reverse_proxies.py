"""Clients that share connections to the ledger behind a proxy: each gets the responses to its requests."""

import contextlib
import http.client
import json
import random
import socket
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from auditledge.server.accounts.api_keys import create_key
from auditledge.server.http.protocol import HTTPProtocol
from auditledge.server.stores.urls import open_store
from server.conftest import serving
from server.http import reverse_proxies
from server.http.reverse_proxies import haproxy, nginx
from server.samples import event, new_id
from server.server_process import stored_in

pytestmark = pytest.mark.skipif(
    not (reverse_proxies.NGINX and reverse_proxies.HAPROXY), reason=reverse_proxies.MISSING
)

ROUNDS = 10
SCOPES = frozenset(["write", "read"])
PROXIES = {
    "nginx": partial(nginx, buffering=True, offers=False),
    "nginx without buffering": partial(nginx, buffering=False, offers=False),
    "nginx that passes offers on": partial(nginx, buffering=False, offers=True),
    "haproxy": haproxy,
}
HIDDEN = (
    "POST /v1/events HTTP/1.1\r\nHost: ledger\r\nAuthorization: Bearer {key}\r\n"
    "Content-Type: application/json\r\nContent-Length: 400\r\n\r\n"
)
"""The start of a request that would swallow the next one on the connection, whoever sent that."""


def attacks(key: str) -> list[bytes]:
    """Requests that may be refused, but are each one request, whatever is looked for in them."""
    hidden = HIDDEN.format(key=key)
    offer = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQ"
    upgrades = "x\r\nUpgrade: y" * len(hidden)
    body = upgrades + hidden
    chunked = "".join(f"{len(each):x}\r\n{each}\r\n" for each in ("\r\nUpgrade: y\r\n", upgrades, hidden))
    length = f"Content-Length: {len(body)}"
    return [
        request(key, body, length),
        request("", body, length),
        request(key, body, length, offer),
        request(key, f"{body}xx", f"Content-Length: {len(body) + 2}"),
        request(key, body, offer, length, offer),
        request(key, f"{chunked}0\r\n\r\n", "Transfer-Encoding: chunked"),
        request(key, f"{chunked}0\r\n\r\n", "Transfer-Encoding: chunked", offer),
    ]


def request(key: str, body: str, *lines: str) -> bytes:
    own = ["POST /v1/events HTTP/1.1", "Host: ledger", "Content-Type: application/json"]
    return "\r\n".join([*own, f"Authorization: Bearer {key}", *lines, "", body]).encode()


class Client:
    """A connection to a proxy, made again whenever the proxy has closed it."""

    def __init__(self, front: str) -> None:
        self._front = front
        self._socket: socket.socket | None = None

    def ask(self, data: bytes, *, pieces: int = 1) -> tuple[int, Any]:
        """The status and the JSON of the one response to a request that is sent in pieces.

        nginx closes a connection after a response that it passed on before it had the whole request.
        """
        try:
            return self._ask(data, pieces)
        except http.client.RemoteDisconnected:
            self.close()
            return self._ask(data, pieces)

    def _ask(self, data: bytes, pieces: int) -> tuple[int, Any]:
        if self._socket is None:
            self._socket = socket.socket(socket.AF_UNIX)
            self._socket.settimeout(20)
            self._socket.connect(self._front)
        size = -(-len(data) // pieces)
        with contextlib.suppress(BrokenPipeError):  # it was refused before it was sent
            for start in range(0, len(data), size):
                self._socket.sendall(data[start : start + size])
                if pieces > 1:
                    time.sleep(0.001)
        with contextlib.closing(http.client.HTTPResponse(self._socket)) as response:
            response.begin()
            body = response.read()
        if response.will_close:
            self.close()
        try:
            return response.status, json.loads(body)
        except ValueError:  # a page of the proxy's
            return response.status, None

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


class Tenant(threading.Thread):
    """Sends events one after another, and looks whether each response is the one to its event."""

    def __init__(self, front: str, key: str, stop: threading.Event) -> None:
        super().__init__()
        self._client = Client(front)
        self._key = key
        self._stop_asked = stop
        self.sent: list[str] = []
        self.wrong: list[object] = []

    def run(self) -> None:
        with contextlib.closing(self._client):
            while not self._stop_asked.is_set() and not self.wrong:
                self._post(event(id=new_id()))

    def _post(self, sent: dict[str, Any]) -> None:
        body = json.dumps(sent)
        try:
            status, told = self._client.ask(request(self._key, body, f"Content-Length: {len(body)}"))
        except (OSError, http.client.HTTPException) as error:
            self.wrong.append(repr(error))
            return
        self.sent.append(sent["id"])
        if status != 201 or told["event"]["id"] != sent["id"]:
            self.wrong.append((sent["id"], status, told))


@pytest.mark.parametrize("name", PROXIES)
def test_no_response_goes_to_another_request(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = count_connections(monkeypatch)
    database = f"sqlite:///{tmp_path / 'ledger.db'}"
    with contextlib.closing(open_store(database)) as store:
        victim, other, attacker = (
            create_key(store, account=account, organization=None, bound=False, scopes=SCOPES, plan="growth")
            for account in ("victim", "other", "attacker")
        )
    behind: Callable[[int], AbstractContextManager[str]] = PROXIES[name]
    with serving(database) as url, behind(urlsplit(url).port or 0) as front:
        stop = threading.Event()
        tenants = [Tenant(front, victim, stop), Tenant(front, other, stop)]
        for tenant in tenants:
            tenant.start()
        chance = random.Random(1)
        try:
            with contextlib.closing(Client(front)) as client:
                statuses = [
                    client.ask(attack, pieces=chance.choice((1, 2, 17)))[0]
                    for _ in range(ROUNDS)
                    for attack in attacks(attacker)
                ]
        finally:
            stop.set()
            for tenant in tenants:
                tenant.join()
    assert set(statuses) <= {400, 401}
    for tenant in tenants:
        assert tenant.wrong == []
        assert len(tenant.sent) > 20
    for account, sent in enumerate([tenants[0].sent, tenants[1].sent, []], start=1):
        assert sorted(each.id for each in stored_in(database, account)) == sorted(sent)
    assert len(made) < sum(len(tenant.sent) for tenant in tenants) / 2, "connections are not shared"


def count_connections(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What grows with each connection that is made to the ledger."""
    made: list[object] = []
    connection_made = HTTPProtocol.connection_made

    def counting(self: HTTPProtocol, transport: Any) -> None:
        made.append(transport)
        connection_made(self, transport)

    monkeypatch.setattr(HTTPProtocol, "connection_made", counting)
    return made
