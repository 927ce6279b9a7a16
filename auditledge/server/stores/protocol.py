"""What the ledger asks of a store. Every call is scoped by account first; nothing here knows of HTTP."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal, NamedTuple, Protocol

from auditledge.server.accounts.plans import DEFAULT_PLAN

Order = Literal["desc", "asc"]


class StoreError(Exception):
    """The store can't be opened or used as asked. The text is for the operator."""


class StoreUnavailableError(StoreError):
    """The store can't answer now: busy, full, or failing. Trying again later may help."""


class StoreInterruptedError(StoreUnavailableError):
    """The connection to the store broke within a transaction: whether it was committed can't be known."""


class Actor(NamedTuple):
    """Who did it. None is a field that was not given, which an empty text is not."""

    id: str
    name: str | None
    email: str | None


class Kind(NamedTuple):
    """What was done, to which type of resource: the pair repeats, so that it is stored as one number."""

    action: str
    resource_type: str


class Event(NamedTuple):
    """An event as stored. Instants are microseconds since 1970 in UTC; `metadata` is compact JSON.

    `sequence` counts the account's events from 1, without gaps, in the order in which they were stored.
    """

    id: str
    sequence: int
    timestamp: int
    received_at: int
    organization: str | None
    actor: Actor
    kind: Kind
    resource_id: str
    resource_name: str | None
    metadata: str


class Filters(NamedTuple):
    """What an event must match: exact, but for `actor_name` and `action`, which match a part of the text.

    `search` holds words, each of which must occur in action, actor name or resource type. Parts and words
    ignore case. `start` and `end` are inclusive, in microseconds. None matches every event.
    """

    organization: str | None = None
    actor_id: str | None = None
    actor_name: str | None = None
    actor_email: str | None = None
    action: str | None = None
    resource_type: str | None = None
    resource_id: str | None = None
    search: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None


class Position(NamedTuple):
    """A place in the order of an account's events; a page goes on behind it."""

    timestamp: int
    sequence: int


class Stretch(NamedTuple):
    """What matches in a stretch of an account's sequence, in its order.

    `last` is the sequence at which the stretch ends; `more` tells that the account goes on behind it.
    """

    events: list[Event]
    last: int
    more: bool


class AccountState(NamedTuple):
    """An account: its plan, last sequence, last time of receipt, and events stored in the month asked for."""

    plan: str
    sequence: int
    received_at: int
    stored_in_month: int


class KeyFacts(NamedTuple):
    """What a key may do. `digest` is the keyed hash of it; the key itself is nowhere."""

    key: int
    digest: bytes
    account: int
    organization: str | None
    bound: bool
    scopes: frozenset[str]


class KeyUse(NamedTuple):
    """When a key was used last, and when it was revoked or expired, in microseconds; None when it was not."""

    used_at: int | None
    revoked_at: int | None


class KeyListing(NamedTuple):
    """A key as its owner sees it. Instants are in microseconds."""

    prefix: str
    account: str
    plan: str
    organization: str | None
    bound: bool
    scopes: frozenset[str]
    created_at: int
    used_at: int | None
    revoked_at: int | None
    expires_at: int | None


Row = dict[str, Any]
"""A row of a table: values by the names of its columns."""


class Directory(NamedTuple):
    """All that a ledger holds beside its events: what it takes to serve these from another store.

    The rows are the same on every engine, in the order of their numbers. Those of accounts have the end of
    the account's sequence among their columns.
    """

    pepper: bytes
    accounts: list[Row]
    keys: list[Row]
    usage: list[Row]


class NewKey(NamedTuple):
    """A key to be stored. `plan` None leaves the account's plan, or gives a new account the default one."""

    digest: bytes
    prefix: str
    account: str
    plan: str | None
    organization: str | None
    bound: bool
    scopes: frozenset[str]
    default_plan: str = DEFAULT_PLAN
    expires_at: int | None = None


class AccountListing(NamedTuple):
    """An account by its number. `served` tells that it has, or had, a key."""

    account: int
    name: str
    plan: str
    served: bool


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

    def directory(self) -> Directory:
        """All that the ledger holds beside its events."""
        ...

    def account(self, account: int, month: int) -> AccountState:
        """The account, with what it stored in `month` (see `plans.month_of`)."""
        ...

    def expired(self, account: int, before: int) -> int:
        """How many of the account's events were received before an instant."""
        ...

    def event(self, account: int, event_id: str) -> Event | None:
        """The event with this id; None when the account has none."""
        ...

    def count(
        self, account: int, filters: Filters, order: Order = "desc", after: Position | None = None
    ) -> int:
        """How many events match, or how many of them lie behind `after`."""
        ...

    def count_behind(self, account: int, filters: Filters, sequence: int) -> int:
        """How many events match that were stored behind a sequence."""
        ...

    def page(
        self,
        account: int,
        filters: Filters,
        order: Order,
        *,
        after: Position | None,
        offset: int,
        limit: int,
    ) -> list[Event]:
        """Matching events by timestamp and sequence, from behind `after`, without the first `offset`."""
        ...

    def scan(
        self, account: int, filters: Filters, order: Order, after: Position | None, size: int
    ) -> Iterator[list[Event]]:
        """Every matching event in order, from behind `after`, in lists of up to `size` or about a megabyte.

        Up to `size` are held.
        """
        ...

    def stretch(self, account: int, filters: Filters, after: int, size: int) -> Stretch:
        """Those of the next `size` events behind the sequence `after` that match; of more where none does."""
        ...


class Transaction(Protocol):
    """A transaction that writes. Nothing of it is seen before it is committed.

    It excludes others from every account that it has asked for with `account`, until its end. So that none
    waits for another in a circle, keys are noted before accounts are asked for, each by rising number.
    """

    def key_use(self, key: int) -> KeyUse:
        """Whether the key is revoked or expired, and when it was used."""
        ...

    def note_use(self, key: int, now: int) -> None:
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

    def put_directory(self, directory: Directory) -> None:
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

    def tidy(self) -> None:
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

    def account_named(self, name: str, plan: str) -> int:
        """The number of the account of this name, made with `plan` when there is none."""
        ...

    def close(self) -> None:
        """Close every connection. Idempotent."""
        ...
