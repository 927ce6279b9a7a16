"""`auditledge serve`: the application on a socket of its own."""

import contextlib
import gc
import logging
import shlex
import socket
import sys

from auditledge.server.app import create_app
from auditledge.server.http import make_server
from auditledge.server.keys import KeyAuthenticator
from auditledge.server.ledger import Ledger
from auditledge.server.options import Options
from auditledge.server.rates import Limiter
from auditledge.server.retention import Retention
from auditledge.server.sockets import listen, url_of
from auditledge.server.stores import open_store, shown

_COLLECT_EVERY = 20_000  # objects; a batch of a thousand events is about as many


def serve(options: Options) -> None:
    """Serve a store until SIGINT or SIGTERM, then finish what was accepted. Prints the URL to stderr.

    Raises StoreError when the store, and OSError when the socket can't be opened.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    store = open_store(options.store_url)
    ledger = Ledger(store, options.plans, Retention(store, options.plans))
    with contextlib.closing(ledger), listen(options.host, options.port) as listener:
        with store.reading() as snapshot:
            has_keys = bool(snapshot.list_keys())
        _announce(listener, shown(options.store_url), has_keys=has_keys)
        calm_collector()
        with contextlib.suppress(KeyboardInterrupt):
            authenticator = KeyAuthenticator(ledger, store.pepper)
            app = create_app(ledger, authenticator, options.rate and Limiter(options.rate))
            make_server(app, options.patience).run(sockets=[listener])


def calm_collector() -> None:
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
