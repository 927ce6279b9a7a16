"""The outbox: what the clients and the application see of durable delivery in the background."""

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
from auditledge.outbox.delivery.outcomes import Courier, Fate, judge_one
from auditledge.outbox.engine import Engine, FlushResult, UnflushedError
from auditledge.outbox.spool.records import encode
from auditledge.outbox.spool.spool import Spool, SpoolFull
from auditledge.outbox.spool.writer import SEGMENT_BYTES, SpoolClosed
from auditledge.outbox.stats import Notice, Notices, OutboxStats, log

Callback = Callable[[Notice], Any]
Durability = Literal["process", "fsync"]
OnFull = Literal["send", "block", "raise"]

_FOREVER = threading.TIMEOUT_MAX / 2
_PAUSE = 0.02


class _Target(NamedTuple):
    courier: Courier
    folder: Path
    meta: dict[str, Any]
    temporary_of: int | None
    """The process that removes the folder in the end."""


class Outbox:
    """A spool on this machine and the thread that delivers what is in it.

    `folder` (str or Path) is the spool's; it belongs to one account of one ledger, and what other processes
    left in it is delivered too, whatever their key was. Left out, it is the user's folder for state, or
    AUDITLEDGE_OUTBOX, and in it a folder for each ledger and key.

    `durability` says what an event survives once `enqueue` has returned: "process" the end of the process,
    "fsync" a power cut too. `max_bytes` (int) bounds the folder. `on_full` says what happens when an event
    can't be stored, because of that bound or because the disk fails: "send" sends it at once, "block" waits
    up to `block_seconds` (float) for room, "raise" does not wait; when that fails, OutboxFullError is raised.

    `on_delivered`, `on_retry`, `on_dead`, `on_full_spool`, `on_damaged` and `on_paused` are called with a
    `Notice`, never on a thread that enqueues; what they raise is logged and counted.

    Threads may share it. It may be made before a fork: the child goes on in a folder of its own.
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
        _check("durability", durability, ("process", "fsync"))
        _check("on_full", on_full, ("send", "block", "raise"))
        if not isinstance(max_bytes, int) or max_bytes < 1:
            raise ConfigurationError("max_bytes must be a number of bytes above 0")
        self._folder = None if folder is None else Path(folder).absolute()
        self._durable = durability == "fsync"
        self._max_bytes = max_bytes
        self._on_full = on_full
        self._block_seconds = block_seconds
        given = {
            "delivered": on_delivered,
            "retry": on_retry,
            "dead": on_dead,
            "full": on_full_spool,
            "damaged": on_damaged,
            "paused": on_paused,
        }
        self._callbacks = {kind: callback for kind, callback in given.items() if callback is not None}
        self._target: _Target | None = None
        self._engine: Engine | None = None
        self._ended: Engine | None = None
        self._frozen: Engine | None = None
        self._renewing = threading.RLock()
        self._is_full = False
        lifecycle.watch(self)

    def attach(self, courier: Courier, default_folder: Path | None, meta: dict[str, Any]) -> None:
        """Tell by whom to deliver, where to be when no folder was given, and what to say of ourselves.

        `meta` goes into the spool and holds no secrets. Without a default folder one is made that closing
        removes. Raises ConfigurationError when it is another client's already.
        """
        if self._target is not None:
            if self._target.meta == meta:
                return
            raise ConfigurationError("an Outbox belongs to one client; make another one for this client")
        folder, mine = self._folder or default_folder, None
        if folder is None:
            folder, mine = Path(tempfile.mkdtemp(prefix="auditledge-")), os.getpid()
        self._target = _Target(courier, folder, meta, mine)

    @property
    def folder(self) -> Path:
        """The spool's folder. Raises ConfigurationError before it is known."""
        return self._attached().folder

    def put(self, event: bytes) -> None:
        """Make an event durable; it is compact UTF-8 JSON.

        Raises OutboxFullError when it can neither be stored nor, where that is the policy, sent; an
        APIStatusError when it was sent and the ledger refuses it for good; ConfigurationError when the folder
        is something else's.
        """
        record = encode(event)
        try:
            self._store(record)
        except (SpoolFull, OSError) as problem:
            self._overflow(event, record, problem)

    async def aput(self, event: bytes) -> None:
        """`put` for event loops: what may take long is done in a thread."""
        if self._durable:
            await anyio.to_thread.run_sync(self.put, event)
            return
        record = encode(event)
        try:
            self._store(record)
        except (SpoolFull, OSError) as problem:
            await anyio.to_thread.run_sync(self._overflow, event, record, problem)

    def flush(self, timeout: float | None = 5.0) -> FlushResult:
        """Wait until what was put so far is delivered, at most `timeout` seconds; None means for ever.

        Returns early when delivery is paused. The result says what is still waiting.
        """
        return self._here().flush(_seconds(timeout))

    def drain(self, timeout: float | None = None) -> FlushResult:
        """`flush`, and deliver at once what processes that ended have left in the spool.

        They are looked for twice a minute anyway, as long as something is delivered.
        """
        return self._here().drain(_seconds(timeout))

    async def aflush(self, timeout: float | None = 5.0) -> FlushResult:
        """`flush` for event loops."""
        return await anyio.to_thread.run_sync(self.flush, timeout, abandon_on_cancel=True)

    def close(self, timeout: float | None = 2.0) -> FlushResult:
        """Flush, and end the thread; what then waits stays in the spool. A later `put` begins anew."""
        return self._close(_seconds(timeout), patient=True)

    async def aclose(self, timeout: float | None = 2.0) -> FlushResult:
        """`close` for event loops."""
        return await anyio.to_thread.run_sync(self.close, timeout, abandon_on_cancel=True)

    def stats(self) -> OutboxStats:
        """The counters of this process since the last closing, and the state of the spool."""
        return (self._engine or self._ended or self._here()).stats()

    def _store(self, record: bytes) -> None:
        while True:
            try:
                self._here().store(record)
            except SpoolClosed:
                continue  # another thread closed it between two steps of ours
            self._is_full = False
            return

    def _overflow(self, event: bytes, record: bytes, problem: Exception) -> None:
        """Do what the policy says with an event that could not be stored."""
        why = "the spool is full" if isinstance(problem, SpoolFull) else f"the spool failed: {problem}"
        if not self._is_full:
            log.error("%s; events are handled by on_full=%r", why, self._on_full)
            self._is_full = True
        engine = self._here()
        engine.notices.post("full", [event], why)
        engine.mailman.start()
        stored = isinstance(problem, UnflushedError)
        if self._on_full == "send":
            self._send_now(event, why, count=not stored)
        elif self._on_full == "raise" or stored or not self._wait_for_room(record):
            raise OutboxFullError(why) from problem

    def _wait_for_room(self, record: bytes) -> bool:
        deadline = time.monotonic() + self._block_seconds
        while time.monotonic() < deadline:
            time.sleep(_PAUSE)
            try:
                self._store(record)
            except (SpoolFull, OSError):
                continue
            return True
        return False

    def _send_now(self, event: bytes, why: str, *, count: bool) -> None:
        """Send an event past the spool."""
        try:
            answer = self._attached().courier.send_one(event)
        except AuditLedgeError as error:
            raise OutboxFullError(f"{why}, and sending at once failed: {error.message}") from error
        outcome = judge_one(answer).items[0]
        if outcome.fate is Fate.DEAD:
            raise status_error(answer)
        if outcome.fate is not Fate.DELIVERED:
            raise OutboxFullError(f"{why}, and sending at once failed: {outcome.reason}")
        if count:
            self._here().count_sent_now()

    def _here(self) -> Engine:
        """The engine of this process. Raises ConfigurationError before `attach`."""
        engine = self._engine
        if engine is None or engine.pid != os.getpid():
            return self._renew()
        return engine

    def _attached(self) -> "_Target":
        if self._target is None:
            raise ConfigurationError("this Outbox has no client yet: pass it as outbox= to one")
        return self._target

    def _renew(self) -> Engine:
        courier, folder, meta, _ = self._attached()
        if self._engine is not None and self._engine.pid != os.getpid():
            self.renounce()  # a fork past Python's hooks, as uWSGI makes it
        with self._renewing:
            if self._engine is None:
                meta = {"pid": os.getpid(), "host": platform.node(), "version": __version__, **meta}
                spool = Spool(folder, self._max_bytes, durable=self._durable, meta=meta)
                segment_bytes = max(1, min(SEGMENT_BYTES, self._max_bytes // 8))
                self._engine = Engine(spool, courier, Notices(self._callbacks), segment_bytes)
                lifecycle.expect_exit()
            return self._engine

    def _close(self, timeout: float, *, patient: bool) -> FlushResult:
        engine, self._engine = self._engine, None
        result, target = FlushResult(0, 0, 0, None), self._target
        if engine is not None:
            self._ended = engine
            result = engine.close(timeout, patient=patient)
            self._attached().courier.close()
        if target is not None and target.temporary_of == os.getpid():
            shutil.rmtree(target.folder, ignore_errors=True)
        return result

    # What `forks` asks for

    def freeze(self, seconds: float) -> None:
        """Have nothing half done while this thread lifecycle."""
        self._frozen = self._engine
        if self._frozen is not None:
            self._frozen.freeze(seconds)

    def thaw(self) -> None:
        """Go on in the parent."""
        if self._frozen is not None:
            self._frozen.thaw()

    def renounce(self) -> None:
        """In a forked child: close what was inherited, and begin anew with the next event."""
        inherited, self._engine, self._ended, self._frozen = self._engine, None, None, None
        self._renewing = threading.RLock()
        if inherited is not None:
            inherited.abandon()

    def leave(self, timeout: float) -> None:
        """The interpreter ends: deliver what can be delivered at once, and leave the rest in the spool."""
        self._close(timeout, patient=False)


def _check(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ConfigurationError(f"{name} must be {' or '.join(map(repr, allowed))}")


def _seconds(timeout: object) -> float:
    """How long to wait; None is for ever."""
    if timeout is None:
        return _FOREVER
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or math.isnan(timeout):
        raise ConfigurationError("timeout must be a number of seconds, or None to wait for ever")
    return min(timeout, _FOREVER)
