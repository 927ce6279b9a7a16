"""What the ledger asks of a store. All access to events is scoped to one account; nothing knows of HTTP."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from auditledge.server.background import BackgroundMonitor
from auditledge.server.stores.account_tables import AccountReader, AccountTables
from auditledge.server.stores.cancel_scope import CancelScope
from auditledge.server.stores.clock_tables import ClockReader, ClockTables
from auditledge.server.stores.models import (
    AccountState,
    Bucket,
    BucketCount,
    Catalog,
    ClockRepair,
    Event,
    Filters,
    GroupCounts,
    GroupRequest,
    Order,
    SequencePage,
    SortKey,
)


class Search(Protocol):
    """The events of one account that match filters, in one snapshot."""

    def count(self, order: Order = "desc", after: SortKey | None = None) -> int:
        """Count the matching events, or those after `after` in `order`."""
        ...

    def count_after_sequence(self, sequence: int) -> int:
        """Count the matching events that were stored after `sequence`."""
        ...

    def page(self, order: Order, *, after: SortKey | None, offset: int, limit: int) -> list[Event]:
        """Up to `limit` matching events in order, after `after`, without the first `offset`."""
        ...

    def batches(self, order: Order, after: SortKey | None, size: int) -> Iterator[list[Event]]:
        """Every matching event after `after`, in lists of up to `size` events or about a megabyte.

        Holds up to `size` events at a time.
        """
        ...

    def count_groups(self, requests: Sequence[GroupRequest]) -> list[GroupCounts]:
        """Count the matching events by fields: once for each request.

        Raises TooManyGroupsError if there are more different values than memory may hold.
        """
        ...

    def count_buckets(self, bucket_of: Callable[[int], Bucket], *, split: bool = False) -> list[BucketCount]:
        """Count the matching events by the bucket of each timestamp, in the order of time.

        With `split`, by outcome too. Raises TooManyGroupsError for more than a bounded number of buckets.
        """
        ...

    def page_by_sequence(self, after: int, size: int) -> SequencePage:
        """Matching events among the next `size` after the sequence `after`. If none match, skips ahead."""
        ...


class Snapshot(Protocol):
    """One consistent state of the store, to read from. Used by one thread at a time."""

    accounts: AccountReader
    """Accounts and keys."""

    clock: ClockReader
    """What vouches for the clock."""

    def step(self) -> AbstractContextManager[None]:
        """A `with` block for one step of reading a snapshot that threads pass on.

        Raises StoreError for errors of the engine; ReadTimeoutError or ReadCancelledError when the snapshot's
        scope is over.
        """
        ...

    def catalog(self) -> Catalog:
        """Everything in the ledger except its events."""
        ...

    def account(self, account: int, month: int) -> AccountState:
        """The account, with what it stored in `month` (see `calendar_months.month_of`)."""
        ...

    def newest_receipt(self) -> int:
        """When the last event of any account was received, in microseconds; 0 if there is none."""
        ...

    def database_time(self) -> int | None:
        """The time by the clock of the database's machine, in microseconds; None if that is this machine."""
        ...

    def count_expired(self, account: int, before: int) -> int:
        """Count the account's events that were received before an instant."""
        ...

    def event(self, account: int, event_id: str) -> Event | None:
        """The event with this id; None if the account has none."""
        ...

    def search(self, account: int, filters: Filters) -> Search:
        """A search of the account's events."""
        ...


class Transaction(Protocol):
    """A transaction that writes. Nobody sees any of it before it is committed.

    It excludes other transactions from every account that it has asked for with `account`, until it ends. To
    rule out deadlocks, the use of keys is recorded before accounts are asked for, each by ascending number.
    """

    accounts: AccountTables
    """Accounts and keys."""

    clock: ClockTables
    """What vouches for the clock."""

    def account(self, account: int, month: int) -> AccountState:
        """The account, with what it stored in `month`."""
        ...

    def events(self, account: int, ids: Sequence[str]) -> dict[str, Event]:
        """Those of the account's events that have these ids, by id."""
        ...

    def append_events(self, account: int, events: Sequence[Event], month: int) -> None:
        """Store events that continue the account's sequence, and count them in `month`."""
        ...

    def repair_clock(self, account: int, now: int) -> ClockRepair | None:
        """Let the account receive its next events at `now` if its last receipt is later; None if it is not.

        Events stay as they are. Those that were counted in later months are counted in that of `now`.
        """
        ...

    def ensure_account(self, name: str, plan: str | None, default_plan: str) -> int:
        """The number of the account with this name. A new one gets `plan`, or else `default_plan`.

        An account that exists gets `plan`, unless that is None.
        """
        ...

    def replace_catalog(self, catalog: Catalog) -> None:
        """Replace accounts, keys, usage and the pepper by those of a catalog. Events are left as they are.

        Raises StoreError if the store does not allow it.
        """
        ...


class Expiry(Protocol):
    """Deletes expired events while others read and write. Used by one thread at a time."""

    def step(self, account: int, before: int, limit: int) -> int | None:
        """Delete up to `limit` of the account's events that were received before an instant.

        Returns how many, which may be 0 if a step only prepares others; None if there is nothing to delete.
        Totals, pages and exports are right after every step, and those in progress stay as they were.
        """
        ...

    def reclaim(self) -> None:
        """Give back the space that steps have freed, if the engine does not by itself."""
        ...


class Store(Protocol):
    """Stores events, keys and accounts.

    A snapshot or transaction that begins after another process has migrated the tables to a later version
    raises StoreMigratedError: this program would misread them, and write what that version does not expect.
    """

    @property
    def engine(self) -> str:
        """The engine's name: the scheme of its URL."""
        ...

    @property
    def pepper(self) -> bytes:
        """32 random bytes, made with the store: the secret that its digests are keyed with."""
        ...

    @property
    def background(self) -> BackgroundMonitor:
        """Monitors the background work of the store, and of whoever uses it in this process."""
        ...

    def reading(self, cancel_scope: CancelScope | None = None) -> AbstractContextManager[Snapshot]:
        """A snapshot for the `with` block, on a connection that the thread keeps.

        Raises ReadTimeoutError or ReadCancelledError when the scope is over.
        """
        ...

    def snapshot(self, cancel_scope: CancelScope | None = None) -> AbstractContextManager[Snapshot]:
        """A snapshot on a separate connection, which threads may pass on. The block may last minutes.

        It is read in steps (see `Snapshot.step`).
        """
        ...

    def writing(self) -> AbstractContextManager[Transaction]:
        """A transaction: committed when the `with` block ends, rolled back if the block raises.

        Raises StoreUnavailableError if the store can't be written now. Then nothing is written, unless it is
        a StoreInterruptedError. One thread at a time.
        """
        ...

    def expiring(self) -> AbstractContextManager[Expiry | None]:
        """Deletes expired events, for the `with` block; None while another process does."""
        ...

    def try_write(self, size: int) -> None:
        """Commit as much as an event of `size` bytes, and remove it again.

        Raises StoreUnavailableError. Used by the thread that writes.
        """
        ...

    def has_little_space(self) -> bool:
        """Whether so little space is left that the next writes may fail; False if the engine can't tell."""
        ...

    def ensure_account(self, name: str, plan: str) -> int:
        """The number of the account with this name, created with `plan` if there is none."""
        ...

    def close(self) -> None:
        """Close every connection. Idempotent."""
        ...
