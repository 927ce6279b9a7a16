"""What the ledger asks of a store. Every call is scoped by account first; nothing here knows of HTTP."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from auditledge.server.stores.models import (
    AccountListing,
    AccountState,
    Catalog,
    Event,
    Filters,
    KeyFacts,
    KeyListing,
    KeyUse,
    NewKey,
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

    def page_by_sequence(self, after: int, size: int) -> SequencePage:
        """Scan events among the next `size` after the sequence `after`. If none match, skips ahead."""
        ...


class Snapshot(Protocol):
    """One consistent state of the store, to read from. Used by one thread at a time."""

    def is_current(self) -> bool:
        """Whether the tables are of the version that this program knows."""
        ...

    def key(self, digest: bytes) -> KeyFacts | None:
        """The live key with this digest; None for an unknown, revoked or expired one."""
        ...

    def key_use(self, key: int) -> KeyUse:
        """Whether the key is revoked or expired, and when it was used."""
        ...

    def list_keys(self) -> list[KeyListing]:
        """Every key of every account, the oldest first."""
        ...

    def list_accounts(self) -> list[AccountListing]:
        """Every account, the oldest first."""
        ...

    def catalog(self) -> Catalog:
        """All that the ledger holds beside its events."""
        ...

    def account(self, account: int, month: int) -> AccountState:
        """The account, with what it stored in `month` (see `calendar_months.month_of`)."""
        ...

    def expired(self, account: int, before: int) -> int:
        """How many of the account's events were received before an instant."""
        ...

    def event(self, account: int, event_id: str) -> Event | None:
        """The event with this id; None when the account has none."""
        ...

    def search(self, account: int, filters: Filters) -> Search:
        """A search of the account's events."""
        ...


class Transaction(Protocol):
    """A transaction that writes. Nothing of it is seen before it is committed.

    It excludes others from every account that it has asked for with `account`, until its end. So that none
    waits for another in a circle, keys are noted before accounts are asked for, each by rising number.
    """

    def key_use(self, key: int) -> KeyUse:
        """Whether the key is revoked or expired, and when it was used."""
        ...

    def record_key_use(self, key: int, now: int) -> None:
        """Remember that the key was used at `now` (microseconds)."""
        ...

    def touch(self) -> None:
        """Write something that changes nothing."""
        ...

    def account(self, account: int, month: int) -> AccountState:
        """The account, with what it stored in `month`."""
        ...

    def events(self, account: int, ids: Sequence[str]) -> dict[str, Event]:
        """Those of the account's events that have these ids, by id."""
        ...

    def append(self, account: int, events: Sequence[Event], month: int) -> None:
        """Store events that carry on the account's sequence, and count them in `month`."""
        ...

    def create_key(self, new: NewKey, now: int) -> None:
        """Store a key, and its account when there is none of that name."""
        ...

    def set_plan(self, account: str, plan: str) -> bool:
        """Give the account of this name another plan; whether there is one."""
        ...

    def replace_catalog(self, directory: Catalog) -> None:
        """Put a directory in the place of what is there. No event is touched.

        Raises StoreError when the store does not allow that.
        """
        ...

    def rotate_key(self, prefix: str, digest: bytes, new_prefix: str, now: int) -> bool:
        """Store a key with the facts of the live one of this prefix; whether there is one."""
        ...

    def expire_key(self, prefix: str, at: int) -> int:
        """Have the live keys of this prefix expire at an instant, or earlier if they would; how many."""
        ...

    def revoke_key(self, prefix: str, now: int) -> int:
        """Revoke the live keys of this prefix; how many those were."""
        ...


class Expiry(Protocol):
    """Deletes what is too old, beside readers and writers. Used by one thread at a time."""

    def step(self, account: int, before: int, most: int) -> int | None:
        """Delete up to `most` of the account's events that were received before an instant.

        How many those were, which may be 0 where a step only prepares others; None when there is nothing to
        delete. Totals, pages and exports are right behind every step, and those under way stay as they were.
        """
        ...

    def reclaim(self) -> None:
        """Give back space that steps have freed, where the engine does not by itself."""
        ...


class Store(Protocol):
    """A place for events, keys and accounts. `pepper` is the secret that its digests are keyed with."""

    @property
    def engine(self) -> str:
        """What keeps it: the scheme of its URL."""
        ...

    @property
    def pepper(self) -> bytes:
        """32 random bytes, made with the store."""
        ...

    def reading(self) -> AbstractContextManager[Snapshot]:
        """A snapshot for the `with` block, on a connection that the thread keeps."""
        ...

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """A snapshot of its own, which threads may pass on; the `with` block may last minutes."""
        ...

    def writing(self) -> AbstractContextManager[Transaction]:
        """A transaction: committed when the `with` block ends, rolled back when it raises.

        Raises StoreUnavailableError when the store can't be written now; nothing is, unless that is a
        StoreInterruptedError. One thread at a time.
        """
        ...

    def expiring(self) -> AbstractContextManager[Expiry | None]:
        """What deletes for the `with` block; None while another process does."""
        ...

    def ensure_account(self, name: str, plan: str) -> int:
        """The number of the account of this name, made with `plan` when there is none."""
        ...

    def close(self) -> None:
        """Close every connection. Idempotent."""
        ...
