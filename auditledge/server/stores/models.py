"""What the ledger and its stores exchange: events, filters, accounts and keys, as named fields."""

from typing import Any, Literal, NamedTuple

from auditledge.contract.coverage import check_schema

Order = Literal["desc", "asc"]


class Actor(NamedTuple):
    """Who did it. None is a field that was not given, which an empty text is not."""

    id: str
    name: str | None
    email: str | None


check_schema("ActorInput", Actor._fields, file=__file__)


class EventKind(NamedTuple):
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
    kind: EventKind
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


class SortKey(NamedTuple):
    """A place in the order of an account's events; a page goes on behind it."""

    timestamp: int
    sequence: int


class SequencePage(NamedTuple):
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


TableRow = dict[str, Any]
"""A row of a table: values by the names of its columns."""


class Catalog(NamedTuple):
    """All that a ledger holds beside its events: what it takes to serve these from another store.

    The rows are the same on every engine, in the order of their numbers. Those of accounts have the end of
    the account's sequence among their columns.
    """

    pepper: bytes
    accounts: list[TableRow]
    keys: list[TableRow]
    usage: list[TableRow]


class NewKey(NamedTuple):
    """A key to be stored. `plan` None leaves the account's plan, or gives a new account the default one."""

    digest: bytes
    prefix: str
    account: str
    plan: str | None
    organization: str | None
    bound: bool
    scopes: frozenset[str]
    default_plan: str
    expires_at: int | None = None


class AccountListing(NamedTuple):
    """An account by its number. `served` tells that it has, or had, a key."""

    account: int
    name: str
    plan: str
    served: bool
