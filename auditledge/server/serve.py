"""`auditledge serve`: the application on a socket of its own."""

import contextlib
import gc
import logging
import shlex
import socket
import sys

import uvicorn

from auditledge.server.app import App, create_app
from auditledge.server.keys import KeyAuthenticator
from auditledge.server.ledger import Ledger
from auditledge.server.plans import BUILT_IN, Plans
from auditledge.server.protocol import Protocol
from auditledge.server.rates import Limiter, Rate
from auditledge.server.routes import BASE_PATH
from auditledge.server.stores import open_store, shown

_BACKLOG = 2_048
_KEEP_ALIVE_S = 75  # longer than clients keep an idle connection, so that they don't meet one being closed
_GRACE_S = 30
_COLLECT_EVERY = 20_000  # objects; a batch of a thousand events is about as many


def serve(store_url: str, host: str, port: int, rate: Rate | None = None, plans: Plans = BUILT_IN) -> None:
    """Serve a store until SIGINT or SIGTERM, then finish what was accepted. Prints the URL to stderr.

    Port 0 takes a free one. `rate` is how often each key may ask; None is no limit.
    Raises StoreError when the store, and OSError when the socket can't be opened.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    store = open_store(store_url)
    with contextlib.closing(Ledger(store, plans)) as ledger, listen(host, port) as listener:
        with store.reading() as snapshot:
            has_keys = bool(snapshot.list_keys())
        _announce(listener, shown(store_url), has_keys=has_keys)
        _calm_collector()
        with contextlib.suppress(KeyboardInterrupt):
            authenticator, limiter = KeyAuthenticator(ledger, store.pepper), rate and Limiter(rate)
            make_server(create_app(ledger, authenticator, limiter)).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """A listening TCP socket. Raises OSError.

    The protocol is named, as event loops set TCP_NODELAY only where it is; without that, an answer on a
    kept connection waits some 40 ms for the client's delayed acknowledgement.
    """
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def url_of(listener: socket.socket) -> str:
    """The base URL that clients of a listening socket use."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{BASE_PATH}"


def make_server(app: App) -> uvicorn.Server:
    """The server of an application. It logs faults alone, and no requests: those name people."""
    config = uvicorn.Config(
        app,
        http=Protocol,
        ws="none",
        lifespan="on",
        interface="asgi3",
        log_config=None,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=_BACKLOG,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=_GRACE_S,
    )
    return uvicorn.Server(config)


def _calm_collector() -> None:
    """Requests leave no cycles: look for them seldom, and never among what is there from the start."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECT_EVERY)


def _announce(listener: socket.socket, store_url: str, *, has_keys: bool) -> None:
    lines = [f"Auditledge serves {store_url} at {url_of(listener)}"]
    if not has_keys and sys.stderr.isatty():
        lines.append("It has no API key yet. To make one, in another terminal:")
        lines.append(f"  auditledge keys create --store {shlex.quote(store_url)} --account NAME")
    print("\n".join(lines), file=sys.stderr, flush=True)  # noqa: T201 - what the command is asked to say
