"""Whether the next event of ordinary size could be stored: tried after a failure, and when space runs out."""

import base64
import contextlib
import os
import time
from collections.abc import Sequence

from auditledge import contract
from auditledge.server.calendar_months import month_of
from auditledge.server.clock import Clock, system_clock
from auditledge.server.ledger.append import AppendRequest, receipt_time
from auditledge.server.ledger.events import NewEvent, stored_event
from auditledge.server.stores.errors import StoreUnavailableError
from auditledge.server.stores.models import Actor, EventKind
from auditledge.server.stores.protocol import Store, Transaction

_SIZE = 65_536  # bytes; the metadata of an event has up to as many
_AFTER_FAILURE_S = 1.0  # between two trials
_LITTLE_SPACE_S = 10.0


class _RolledBackError(Exception):
    """Ends a transaction of which nothing is to stay."""


class WriteTrial:
    """What the writer knows of the last failure, and the trials that it makes. Belongs to its thread."""

    def __init__(self, store: Store, clock: Clock = system_clock) -> None:
        self._store = store
        self._clock = clock
        self._is_suspect = False
        self._account: int | None = None  # whose events failed, since when no event was stored
        self._due = 0.0
        self._error: StoreUnavailableError | None = None

    def failed(self, requests: Sequence[AppendRequest]) -> None:
        """The store could not store events."""
        self._is_suspect = True
        if requests:
            self._account = requests[-1].principal.account

    def stored(self, requests: Sequence[AppendRequest]) -> None:
        """Events were stored. They may have been smaller than the one that failed."""
        if requests:
            self._account = None

    def check(self) -> None:
        """Raise StoreUnavailableError if an event of ordinary size can't be stored, as of the last trial."""
        little_space = self._store.has_little_space()
        if not self._is_suspect and not little_space:
            self._error = None
            return
        if time.monotonic() >= self._due:
            self._error = self._try()
            self._is_suspect = self._error is not None
            self._due = time.monotonic() + (_AFTER_FAILURE_S if self._is_suspect else _LITTLE_SPACE_S)
        if self._error is not None:
            raise self._error

    def _try(self) -> StoreUnavailableError | None:
        try:
            if self._account is not None:
                with contextlib.suppress(_RolledBackError), self._store.writing() as transaction:
                    _append_event(transaction, self._account, self._clock())
                    raise _RolledBackError
            self._store.try_write(_SIZE)  # only a commit shows whether the disk has room
        except StoreUnavailableError as error:
            return error
        return None


def _append_event(transaction: Transaction, account: int, now: int) -> None:
    """Store an event, for which the same pages are read as for the next one of the account."""
    received_at, state = receipt_time(transaction, account, now)
    text = base64.b64encode(os.urandom(_SIZE // 2)).decode()  # PostgreSQL would compress a plainer one
    new = NewEvent(
        contract.new_id("evt"),
        is_id_sent=False,
        timestamp=None,
        organization=None,
        actor=Actor("auditledge", None, None),
        kind=EventKind("auditledge.trial", "trial"),
        resource_id="1",
        resource_name=None,
        metadata=f'{{"text":"{text}"}}',
    )
    event = stored_event(new, state.sequence + 1, received_at)
    transaction.append_events(account, [event], month_of(received_at))
