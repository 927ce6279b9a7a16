"""What the ledger and its stores exchange: events, filters, accounts and keys, as named fields."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from auditledge.contract import FILTERS
from auditledge.contract.coverage import check_schema
from auditledge.contract.mismatch import check_names
from auditledge.server.query_language import Expression

Order = Literal["desc", "asc"]


class Actor(NamedTuple):
    """Who did it. None is a field that was not given, which is not the same as an empty text."""

    id: str
    name: str | None
    email: str | None
    type: str | None = None


check_schema("ActorInput", Actor._fields, file=__file__)


class EventKind(NamedTuple):
    """What was done, to which type of resource. The pair repeats, so it is stored as one number."""

    action: str
    resource_type: str


class Resource(NamedTuple):
    """What something was done to, in addition to the event's own resource."""

    type: str
    id: str
    name: str | None = None


class EventContext(NamedTuple):
    """Where a request came from, and what it belongs to. An event without any of this has NO_CONTEXT."""

    ip: str | None = None
    user_agent: str | None = None
    request_id: str | None = None
    trace_id: str | None = None
    session_id: str | None = None
    location: str | None = None


check_schema("ResourceInput", Resource._fields, file=__file__)
check_schema("EventContextInput", EventContext._fields, file=__file__)

NO_CONTEXT = EventContext()
OUTCOMES = ("success", "failure", "denied")


class Event(NamedTuple):
    """An event as stored. Instants are microseconds since 1970 in UTC; `metadata` is compact JSON.

    `sequence` counts the account's events from 1, without gaps, in the order in which they were stored.
    `outcome` is one of OUTCOMES. `changes` is compact JSON, and never an empty object.
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
    on_behalf_of: Actor | None = None
    outcome: str | None = None
    changes: str | None = None
    reason: str | None = None
    context: EventContext = NO_CONTEXT
    targets: tuple[Resource, ...] = ()
    source_id: str | None = None

    @property
    def text_length(self) -> int:
        """The characters of the members that can be long: metadata, changes and targets."""
        targets = sum(len(text) for target in self.targets for text in target if text)
        return len(self.metadata) + len(self.changes or "") + targets


class Filters(NamedTuple):
    """What an event must match: exactly, except `actor_name` and `action`, which match a part of the text.

    `action_is` is the whole action, `changed` a name in `changes`, and `target_id` the id of the resource or
    of one of the targets. `search` holds words, each of which must occur in action, actor name or resource
    type. Parts and words ignore case. `start` and `end` are inclusive, in microseconds. None matches every
    event. An event must match the expression as well.
    """

    organization: str | None = None
    actor_id: str | None = None
    actor_name: str | None = None
    actor_email: str | None = None
    action: str | None = None
    resource_type: str | None = None
    resource_id: str | None = None
    actor_type: str | None = None
    on_behalf_of_id: str | None = None
    outcome: str | None = None
    ip: str | None = None
    request_id: str | None = None
    session_id: str | None = None
    trace_id: str | None = None
    source_id: str | None = None
    changed: str | None = None
    target_id: str | None = None
    action_is: str | None = None
    search: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    expression: Expression | None = None

    def texts(self) -> Iterator[str]:
        """Every text that events are compared with, in whichever field."""
        for value in self:
            if isinstance(value, str):
                yield value
        yield from self.search


_RENAMED = {
    "organization_id": "organization",
    "start_date": "start",
    "end_date": "end",
    "end_before": "end",
    "q": "expression",
}
check_names(
    "listEvents",
    FILTERS,
    {name for name in FILTERS if _RENAMED.get(name, name) in Filters._fields},
    file=__file__,
)


class SortKey(NamedTuple):
    """An event's position in the order by time: by timestamp, then by sequence."""

    timestamp: int
    sequence: int


GROUP_DIMENSIONS = (
    "action",
    "actor_id",
    "actor_type",
    "ip",
    "organization_id",
    "outcome",
    "resource_type",
)
"""What events can be counted by, in addition to time."""


READ_DIMENSIONS = (
    "changed",
    "metadata",
    "resource_id",
)
"""The same, but the events have to be read. `metadata` is its paths."""


class GroupRequest(NamedTuple):
    """What to count by, and how many of the largest groups are wanted.

    With `prefix`, only groups whose value or label begins with that, ignoring case. `path` leads to a value
    in `metadata`; then `by` is how it was written.
    """

    by: str
    limit: int
    prefix: str | None = None
    path: tuple[str, ...] = ()


class GroupCount(NamedTuple):
    """A group of events: what they have in common, None if that is absent, and how many there are.

    `label` is how the newest of them describes its actor, where they are counted by actor.
    """

    value: str | None
    events: int
    label: Actor | None


class GroupCounts(NamedTuple):
    """The largest groups, the largest first, and how many groups with a value there are.

    `distinct` is of the groups that begin with the prefix, if there is one. `other` is how many events are in
    no listed group, of `total`.
    """

    groups: list[GroupCount]
    distinct: int
    other: int
    total: int


class Bucket(NamedTuple):
    """The instants from `start` to `end`, without `end`, in microseconds since 1970 in UTC."""

    start: int
    end: int


class BucketCount(NamedTuple):
    """How many events a bucket of time has: by outcome if it is split, or else all of them for None."""

    bucket: Bucket
    counts: Mapping[str | None, int]


class SequencePage(NamedTuple):
    """The matches in a range of an account's sequences, in their order.

    `last` is the last sequence of the range; `more` is whether the account has events after it.
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


class ClockRepair(NamedTuple):
    """An account's last receipt was in the future, so the clock had been wrong, and was repaired.

    The events up to `sequence` may have a later time of receipt than those after it. `received_at` is that of
    the last one. Instants are in microseconds.
    """

    account: int
    sequence: int
    received_at: int
    repaired_at: int


class KeyFacts(NamedTuple):
    """What a key may do, unless it has expired. `digest` is its keyed hash; the key itself is stored nowhere.

    `expired_at` is in microseconds.
    """

    key: int
    digest: bytes
    account: int
    organization: str | None
    bound: bool
    scopes: frozenset[str]
    expired_at: int | None


class KeyUse(NamedTuple):
    """When a key was last used, was revoked and has expired, in microseconds; None if it was not."""

    used_at: int | None
    revoked_at: int | None
    expired_at: int | None

    @property
    def is_over(self) -> bool:
        """Whether the key is no longer valid."""
        return self.revoked_at is not None or self.expired_at is not None


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


class NewKey(NamedTuple):
    """A key to be stored. It expires at an instant in microseconds; with None it does not."""

    digest: bytes
    prefix: str
    organization: str | None
    bound: bool
    scopes: frozenset[str]
    expires_at: int | None = None


class AccountListing(NamedTuple):
    """An account by its number. `served` is whether it has, or had, a key."""

    account: int
    name: str
    plan: str
    served: bool


TableRow = dict[str, Any]
"""A row of a table: values by the names of its columns."""


class Catalog(NamedTuple):
    """Everything in a ledger except its events: what another store needs in order to serve these.

    The rows are the same on every engine, in the order of their numbers. Those of accounts include the end of
    the account's sequence.
    """

    pepper: bytes
    accounts: list[TableRow]
    keys: list[TableRow]
    usage: list[TableRow]
    clock: list[TableRow]
    clock_decisions: list[TableRow]
    clock_repairs: list[TableRow]
