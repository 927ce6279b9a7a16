"""`Outbox`: what clients and applications see of durable delivery in the background."""

import math
import os
import platform
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, NamedTuple

import anyio.to_thread

from auditledge._core.responses import status_error
from auditledge._version import __version__
from auditledge.errors import AuditLedgeError, ConfigurationError, OutboxFullError
from auditledge.outbox import lifecycle
from auditledge.outbox.delivery.outcomes import Disposition, outcome_of_single
from auditledge.outbox.delivery.sender import EventTransport
from auditledge.outbox.engine import FlushResult, OutboxEngine, UnflushedError
from auditledge.outbox.spool.records import encode
from auditledge.outbox.spool.spool import Spool, SpoolFull
from auditledge.outbox.spool.writer import SEGMENT_BYTES, WriterClosed
from auditledge.outbox.stats import Notice, NoticeQueue, OutboxStats, log

Callback = Callable[[Notice], Any]
Durability = Literal["process", "fsync"]
OnFull = Literal["send", "block", "raise"]

_FOREVER = threading.TIMEOUT_MAX / 2
_RETRY_SECONDS = 0.02


class _Attachment(NamedTuple):
    transport: EventTransport
    folder: Path
    meta: dict[str, Any]
    temporary_of: int | None
    """The process that deletes the folder in the end, if it is temporary."""


class Outbox:
    """A spool on this machine, and the thread that delivers the events in it.

    `folder` (str or Path) is the directory of the spool. Events left in it by processes that have ended are
    delivered, too, if they were enqueued for this ledger with a key of this account. The default is a
    directory for each ledger and key, inside AUDITLEDGE_OUTBOX or the user's state directory.

    `durability` says what an event survives once `enqueue` has returned: "process" the end of the process,
    "fsync" a power cut, too. `max_bytes` (int) limits the size of the folder. `on_full` says what to do when
    an event can't be stored, because of that limit or because the disk fails: "send" sends it at once,
    "block" waits up to `block_seconds` (float) for space, and "raise" gives up. If that fails, too,
    OutboxFullError is raised.

    `on_delivered`, `on_retry`, `on_dead`, `on_full_spool`, `on_damaged` and `on_paused` are called with a
    `Notice`, never on a thread that enqueues. Their exceptions are logged and counted.

    Threads can share an outbox. It can be created before a fork: the child uses its own partition.
    Raises ConfigurationError if an option is invalid.
    """

    def __init__(
        self,
        folder: str | os.PathLike[str] | None = None,
        *,
        durability: Durability = "process",
        max_bytes: int = 1 << 30,
        on_full: OnFull = "send",
        block_seconds: float = 5.0,
        on_delivered: Callback | None = None,
        on_retry: Callback | None = None,
        on_dead: Callback | None = None,
        on_full_spool: Callback | None = None,
        on_damaged: Callback | None = None,
        on_paused: Callback | None = None,
    ) -> None:
        _check_choice("durability", durability, ("process", "fsync"))
        _check_choice("on_full", on_full, ("send", "block", "raise"))
        if not isinstance(max_bytes, int) or max_bytes < 1:
            raise ConfigurationError("max_bytes must be a number of bytes greater than 0")
        self._folder = None if folder is None else Path(folder).absolute()
        self._durable = durability == "fsync"
        self._max_bytes = max_bytes
        self._on_full = on_full
        self._block_seconds = block_seconds
        callbacks = {
            "delivered": on_delivered,
            "retry": on_retry,
            "dead": on_dead,
            "full": on_full_spool,
            "damaged": on_damaged,
            "paused": on_paused,
        }
        self._callbacks = {kind: callback for kind, callback in callbacks.items() if callback is not None}
        self._attachment: _Attachment | None = None
        self._engine: OutboxEngine | None = None
        self._closed_engine: OutboxEngine | None = None
        self._forking_engine: OutboxEngine | None = None
        self._creating = threading.RLock()
        self._is_full = False
        lifecycle.register(self)

    def attach(self, transport: EventTransport, default_folder: Path | None, meta: dict[str, Any]) -> None:
        """Set how events are sent, the folder if none was given, and what the spool says of this client.

        `meta` is written to the spool and must contain no secrets. Without a default folder, a temporary one
        is used and deleted when the outbox is closed. Raises ConfigurationError if the outbox already belongs
        to another client.
        """
        if self._attachment is not None:
            if self._attachment.meta == meta:
                return
            raise ConfigurationError("an Outbox belongs to one client: create another one for this client")
        folder, temporary_of = self._folder or default_folder, None
        if folder is None:
            folder, temporary_of = Path(tempfile.mkdtemp(prefix="auditledge-")), os.getpid()
        self._attachment = _Attachment(transport, folder, meta, temporary_of)

    @property
    def folder(self) -> Path:
        """The directory of the spool. Raises ConfigurationError while the outbox has no client."""
        return self._attached().folder

    def enqueue_json(self, event: bytes) -> None:
        """Make an event durable. `event` is compact UTF-8 JSON.

        Raises OutboxFullError if it can be neither stored nor, where `on_full` says so, sent; an
        APIStatusError if it was sent and the ledger rejected it permanently; ConfigurationError if the folder
        belongs to something else.
        """
        record = encode(event)
        try:
            self._store(record)
        except (SpoolFull, OSError) as problem:
            self._handle_full(event, record, problem)

    async def aenqueue_json(self, event: bytes) -> None:
        """`enqueue_json` for event loops: anything that may take long runs in a thread."""
        if self._durable:
            await anyio.to_thread.run_sync(self.enqueue_json, event)
            return
        record = encode(event)
        try:
            self._store(record)
        except (SpoolFull, OSError) as problem:
            await anyio.to_thread.run_sync(self._handle_full, event, record, problem)

    def flush(self, timeout: float | None = 5.0) -> FlushResult:
        """Wait until what was enqueued so far is delivered, at most `timeout` seconds; None waits forever.

        Returns early if delivery is paused. The result says how many events are still waiting. Raises
        ConfigurationError if `timeout` is not a number.
        """
        return self._current_engine().flush(_seconds(timeout))

    def drain(self, timeout: float | None = None) -> FlushResult:
        """`flush`, and deliver at once what processes that have ended left in the spool.

        Without this call, a running outbox looks for such events twice a minute.
        """
        return self._current_engine().drain(_seconds(timeout))

    async def aflush(self, timeout: float | None = 5.0) -> FlushResult:
        """`flush` for event loops."""
        return await anyio.to_thread.run_sync(self.flush, timeout, abandon_on_cancel=True)

    def close(self, timeout: float | None = 2.0) -> FlushResult:
        """Flush, and end the thread. Remaining events stay in the spool.

        A closed outbox can be used again: the next event starts it.
        """
        return self._close(_seconds(timeout), stop_on_failure=False)

    async def aclose(self, timeout: float | None = 2.0) -> FlushResult:
        """`close` for event loops."""
        return await anyio.to_thread.run_sync(self.close, timeout, abandon_on_cancel=True)

    def stats(self) -> OutboxStats:
        """The counters of this process since the outbox was last closed, and the state of the spool."""
        return (self._engine or self._closed_engine or self._current_engine()).stats()

    def _store(self, record: bytes) -> None:
        while True:
            try:
                self._current_engine().store(record)
            except WriterClosed:
                continue  # another thread closed the engine after we got it; the next one is new
            self._is_full = False
            return

    def _handle_full(self, event: bytes, record: bytes, problem: Exception) -> None:
        """Apply `on_full` to an event that could not be stored."""
        why = "the spool is full" if isinstance(problem, SpoolFull) else f"the spool failed: {problem}"
        if not self._is_full:
            log.error("%s; on_full=%r applies to events", why, self._on_full)
            self._is_full = True
        engine = self._current_engine()
        engine.notices.post("full", [event], why)
        engine.worker.start()
        # An event that is stored but not flushed will be delivered: it must not be stored or counted again.
        is_stored = isinstance(problem, UnflushedError)
        if self._on_full == "send":
            self._send_now(event, why, count=not is_stored)
        elif self._on_full == "raise" or is_stored or not self._wait_for_space(record):
            raise OutboxFullError(why) from problem

    def _wait_for_space(self, record: bytes) -> bool:
        deadline = time.monotonic() + self._block_seconds
        while time.monotonic() < deadline:
            time.sleep(_RETRY_SECONDS)
            try:
                self._store(record)
            except (SpoolFull, OSError):
                continue
            return True
        return False

    def _send_now(self, event: bytes, why: str, *, count: bool) -> None:
        """Send an event that is not in the spool."""
        try:
            response = self._attached().transport.send_single(event)
        except AuditLedgeError as error:
            raise OutboxFullError(f"{why}, and sending at once failed: {error.message}") from error
        outcome = outcome_of_single(response).items[0]
        if outcome.disposition is Disposition.DEAD:
            raise status_error(response)
        if outcome.disposition is not Disposition.DELIVERED:
            raise OutboxFullError(f"{why}, and sending at once failed: {outcome.reason}")
        if count:
            self._current_engine().count_sent_now()

    def _current_engine(self) -> OutboxEngine:
        """The engine of this process. Raises ConfigurationError while the outbox has no client."""
        engine = self._engine
        if engine is None or engine.pid != os.getpid():
            return self._create_engine()
        return engine

    def _attached(self) -> _Attachment:
        if self._attachment is None:
            raise ConfigurationError("this Outbox has no client yet: pass it to one as outbox=")
        return self._attachment

    def _create_engine(self) -> OutboxEngine:
        transport, folder, meta, _ = self._attached()
        if self._engine is not None and self._engine.pid != os.getpid():
            self.after_fork_in_child()  # a fork without Python's hooks, as uWSGI does it
        with self._creating:
            if self._engine is None:
                meta = {"pid": os.getpid(), "host": platform.node(), "version": __version__, **meta}
                spool = Spool(folder, self._max_bytes, durable=self._durable, meta=meta)
                segment_bytes = max(1, min(SEGMENT_BYTES, self._max_bytes // 8))
                self._engine = OutboxEngine(spool, transport, NoticeQueue(self._callbacks), segment_bytes)
                lifecycle.register_multiprocessing_exit()
            return self._engine

    def _close(self, timeout: float, *, stop_on_failure: bool) -> FlushResult:
        engine, self._engine = self._engine, None
        result, attachment = FlushResult(0, 0, 0, None), self._attachment
        if engine is not None:
            self._closed_engine = engine
            result = engine.close(timeout, stop_on_failure=stop_on_failure)
            self._attached().transport.close()
        if attachment is not None and attachment.temporary_of == os.getpid():
            shutil.rmtree(attachment.folder, ignore_errors=True)
        return result

    # Called by `lifecycle`

    def before_fork(self, seconds: float) -> None:
        """Finish what must not be half done in the child."""
        self._forking_engine = self._engine
        if self._forking_engine is not None:
            self._forking_engine.before_fork(seconds)

    def after_fork_in_parent(self) -> None:
        """Resume."""
        if self._forking_engine is not None:
            self._forking_engine.after_fork_in_parent()

    def after_fork_in_child(self) -> None:
        """Close what was inherited; the next event creates a new engine."""
        inherited, self._engine, self._closed_engine, self._forking_engine = self._engine, None, None, None
        self._creating = threading.RLock()  # another thread of the parent may have held the old one
        if inherited is not None:
            inherited.after_fork_in_child()

    def at_exit(self, timeout: float) -> None:
        """Deliver what can be delivered within `timeout` seconds, and leave the rest in the spool."""
        self._close(timeout, stop_on_failure=True)


def _check_choice(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ConfigurationError(f"{name} must be {' or '.join(map(repr, allowed))}")


def _seconds(timeout: object) -> float:
    """A timeout as seconds; None means forever."""
    if timeout is None:
        return _FOREVER
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or math.isnan(timeout):
        raise ConfigurationError("timeout must be a number of seconds, or None to wait forever")
    return min(timeout, _FOREVER)
