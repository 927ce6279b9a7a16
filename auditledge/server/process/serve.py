"""`auditledge serve`: the application on a socket, in one process or several."""

import contextlib
import gc
import logging
import os
import shlex
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from auditledge.server.accounts.plans import Plans
from auditledge.server.accounts.plans_file import PlansFileError, read_plans
from auditledge.server.api.app import App
from auditledge.server.api.authentication import KeyAuthenticator
from auditledge.server.api.observer import Observer
from auditledge.server.api.rate_limit import RateLimiter
from auditledge.server.http.limits import Limits
from auditledge.server.http.server import Server
from auditledge.server.http.sockets import listen, listen_together, url_of
from auditledge.server.ledger.ledger import Ledger
from auditledge.server.ledger.writer import ignore_group
from auditledge.server.observability.access_log import AccessLog, open_log
from auditledge.server.observability.logging import log_to_stderr
from auditledge.server.observability.metrics_endpoint import counted_together, forget
from auditledge.server.process.config import Options
from auditledge.server.process.metrics_server import serving_metrics
from auditledge.server.process.reload_signals import Terminal, ignore_reload_signals, reload_handlers
from auditledge.server.retention.worker import RetentionWorker
from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.protocol import Store
from auditledge.server.stores.urls import open_store, sqlite_path, without_password

if TYPE_CHECKING:
    from auditledge.server.observability.metrics import Metrics
    from auditledge.server.process.supervisor import RunWorker

_log = logging.getLogger(__name__)

_SWITCH_S = 0.0001  # a request waits as long, dozens of times, for each thread that computes; Python has 5 ms
_COLLECT_EVERY = 20_000  # objects; a batch of a thousand events is about as many


class _Shared(NamedTuple):
    """What the processes of a server share: the write lock, and the socket for metrics."""

    write_lock: AbstractContextManager[None] | None
    metrics_listener: socket.socket | None


class _Served(NamedTuple):
    """What a process serves, and what signals change of it."""

    app: App
    ledger: Ledger
    access_log: AccessLog | None

    def reopen_log(self) -> None:
        """Continue the access log in a new file."""
        if self.access_log is not None:
            self.access_log.reopen()


def serve(options: Options) -> None:
    """Serve a store until SIGINT or SIGTERM, then finish what was accepted. Prints the URL to stderr.

    Raises StoreError when the store, and OSError when the socket or the access log can't be opened.
    """
    log_to_stderr(options.log_level, options.log_format)
    terminal = Terminal()
    ignore_reload_signals(terminal)
    if options.access_log is not None:
        os.close(open_log(options.access_log))  # each process opens it for itself; this one reports an error
    stopped_by = None
    with contextlib.ExitStack() as held:
        listener = options.metrics and held.enter_context(listen(*options.metrics))
        if options.workers > 1:
            held.enter_context(counted_together() if listener else contextlib.nullcontext())
            stopped_by = _serve_in_workers(
                options, _Shared(_write_lock(options.store_url), listener), terminal
            )
        else:
            _serve_here(options, _Shared(None, listener), terminal)
    if stopped_by == signal.SIGTERM:
        signal.raise_signal(stopped_by)  # with its default effect: the exit status says what ended the server


def calm_collector() -> None:
    """Collect garbage rarely: requests create no cycles. Never examine objects that exist at the start."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECT_EVERY)


def share_interpreter() -> None:
    """Let threads take turns more often: the event loop waits for each one that computes."""
    sys.setswitchinterval(_SWITCH_S)


def _serve_here(options: Options, shared: _Shared, terminal: Terminal) -> None:
    store = open_store(options.store_url)
    with _application(store, options, shared) as served, listen(options.host, options.port) as listener:
        _announce(listener, store, options, shared)
        calm_collector()
        share_interpreter()
        handlers = reload_handlers(terminal, partial(_reload, options, served), served.reopen_log)
        limits = Limits(options.max_connections)
        with contextlib.suppress(KeyboardInterrupt):
            Server(served.app, options.shutdown_timeouts, limits, handlers).run([listener])


def _serve_in_workers(options: Options, shared: _Shared, terminal: Terminal) -> int:
    """Serve until a signal arrives; returns its number."""
    from auditledge.server.process.supervisor import Supervisor  # noqa: PLC0415 - needs an operating system with fork

    # Closed before the workers start: a connection must not be used on both sides of a fork.
    with contextlib.closing(open_store(options.store_url)) as store:
        listeners = listen_together(options.host, options.port, options.workers)
        _announce(listeners[0], store, options, shared)
    calm_collector()
    share_interpreter()
    run_worker = partial(_run_worker, options, shared)
    reload = partial(_reload_workers, options, shared)
    on_exit = forget if shared.metrics_listener else lambda _: None
    timeouts = options.shutdown_timeouts
    return Supervisor(listeners, run_worker, timeouts, reload, on_exit, terminal=terminal).run()


def _reload(options: Options, served: _Served) -> None:
    """Read the plans again, and continue the access log in a new file."""
    served.reopen_log()
    try:
        plans = _read_plans(options)
    except PlansFileError as error:
        _log.error("the plans are not changed: %s", error)
        return
    served.ledger.replace_plans(plans)
    _log.info("the plans were read again")


def _reload_workers(options: Options, shared: _Shared) -> "RunWorker | None":
    """What new workers run, with the plans read again; None if they are invalid."""
    try:
        plans = _read_plans(options)
    except PlansFileError as error:
        _log.error("the workers are not replaced: %s", error)
        return None
    _log.info("the workers are replaced")
    return partial(_run_worker, options._replace(plans=plans), shared)


def _read_plans(options: Options) -> Plans:
    return options.plans if options.plans_file is None else read_plans(options.plans_file)


def _write_lock(store_url: str) -> AbstractContextManager[None] | None:
    """The lock for workers of a SQLite store; PostgreSQL needs none. Raises StoreError."""
    from auditledge.server.process.write_lock import WriteLock  # noqa: PLC0415 - needs an operating system with fork

    if not store_url.startswith("sqlite:"):
        return None
    if sqlite_path(store_url) is None:
        raise StoreError("a store in memory belongs to one process: --workers needs a file or PostgreSQL")
    return WriteLock()


def _run_worker(
    options: Options,
    shared: _Shared,
    listener: socket.socket,
    supervisor: int,
    predecessors: Sequence[int],
) -> None:
    """Run a worker until it is stopped."""
    from auditledge.server.process.supervisor import Worker  # noqa: PLC0415

    try:
        with _application(open_store(options.store_url), options, shared) as served:
            worker = Worker(
                served.app,
                options.shutdown_timeouts,
                Limits(options.max_connections),
                {signal.SIGUSR1: served.reopen_log},
                supervisor=supervisor,
                predecessors=predecessors,
            )
            worker.run([listener])
    except StoreError as error:
        sys.exit(str(error))


@contextlib.contextmanager
def _application(store: Store, options: Options, shared: _Shared) -> Iterator[_Served]:
    access_log = None if options.access_log is None else AccessLog(options.access_log, store.background)
    retention = RetentionWorker(store, options.plans)
    limiter = options.rate and RateLimiter(options.rate)
    with _metrics(shared, store) as metrics:
        on_group = metrics.committed if metrics else ignore_group
        ledger = Ledger(
            store,
            options.plans,
            retention,
            shared.write_lock,
            on_group,
            search_timeout=options.search_timeout,
        )
        authenticator = KeyAuthenticator(ledger, store.pepper)
        observers: list[Observer] = [each for each in (access_log, metrics) if each is not None]
        background = partial(metrics.watch, ledger) if metrics else None
        with contextlib.closing(App(ledger, authenticator, limiter, observers, background)) as app:
            yield _Served(app, ledger, access_log)


@contextlib.contextmanager
def _metrics(shared: _Shared, store: Store) -> "Iterator[Metrics | None]":
    """The metrics of this process, served for the `with` block; None if they are not enabled."""
    if shared.metrics_listener is None:
        yield None
        return
    from auditledge.server.observability.metrics import Metrics  # noqa: PLC0415 - loads prometheus_client

    metrics = Metrics()
    with serving_metrics(metrics.registry, shared.metrics_listener, store.background):
        yield metrics


def _announce(listener: socket.socket, store: Store, options: Options, shared: _Shared) -> None:
    store_url = without_password(options.store_url)
    lines = [f"Auditledge serves {store_url} at {url_of(listener)}"]
    if shared.metrics_listener is not None:
        lines.append(f"Metrics are at {url_of(shared.metrics_listener, '/metrics')}")
    with store.reading() as snapshot:
        has_keys = bool(snapshot.accounts.list_keys())
    if not has_keys and sys.stderr.isatty():
        lines.append("It has no API key yet. To create one, in another terminal:")
        lines.append(f"  auditledge keys create --store {shlex.quote(store_url)} --account NAME")
    if options.log_format == "json":
        for line in lines:
            _log.info(line)
    else:
        print("\n".join(lines), file=sys.stderr, flush=True)  # noqa: T201 - the output of the command
